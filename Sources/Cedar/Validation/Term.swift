/// An expression as the checks look at it: long forms taken apart, so that each node has one operator, and expressions
/// that mean the same known by the same number.
final class Term: Sendable {
    /// What a node does with its children.
    enum Operation: Hashable, Sendable {
        /// A bool, number, text or entity.
        case literal(Value)
        case variable(Expression.Variable)
        case slot(Expression.Variable)
        case conditional
        case and, or, not, negate
        case equal
        /// `<`, `<=`, `>`, `>=`.
        case order(Expression.Comparison)
        /// The signs between the operands, from the left.
        case arithmetic([Character])
        case isIn
        case contains, containsAll, containsAny, isEmpty, hasTag, getTag
        case has(ExactText)
        case attribute(ExactText)
        case like(Pattern)
        case isType(String)
        case set
        /// The attributes' names, by their bytes, each once; the children are their values.
        case record([ExactText])
        /// A function or method of an extension; a method's receiver is the first child.
        case call(String)
    }

    let operation: Operation
    let children: [Term]
    /// Where it stands in the policy.
    let range: SourceRange
    /// The same for terms that mean the same.
    let key: Int
    /// Its own number within the policy.
    let index: Int
    /// How many levels of terms there are in it.
    let depth: Int

    init(_ operation: Operation, _ children: [Term], range: SourceRange, key: Int, index: Int) {
        self.operation = operation
        self.children = children
        self.range = range
        self.key = key
        self.index = index
        depth = (children.map(\.depth).max() ?? 0) + 1
    }

    /// The literal that it is, if it is one.
    var literal: Value? {
        if case .literal(let value) = operation { return value }
        return nil
    }

    /// As a message says it: attributes and their like as they are written, anything else in a word.
    var shown: String {
        switch operation {
        case .literal(.string(let text)): return Value.quoted(text)
        case .literal(.entity(let uid)): return uid.description
        case .literal(.long(let number)): return String(number)
        case .literal(.bool(let truth)): return String(truth)
        case .variable(let variable): return variable.rawValue
        case .slot(let variable): return "?" + variable.rawValue
        case .attribute(let name):
            if SchemaWords.isName(name.text), !Vocabulary.reserved.contains(name.text) {
                return children[0].shown + "." + name.text
            }
            return children[0].shown + "[\(Value.quoted(name.text))]"
        case .getTag: return "\(children[0].shown).getTag(\(children[1].shown))"
        case .call(let name) where children.count == 1: return "\(name)(\(children[0].shown))"
        default: return "(…)"
        }
    }
}
