/// An expression, and where it stands.
public struct Expression: Hashable, Sendable {
    /// What it is.
    public indirect enum Form: Hashable, Sendable {
        /// A literal, or a set or record of literals.
        case literal(Value)
        /// `principal`, `action`, `resource` or `context`.
        case variable(Variable)
        /// `?principal` or `?resource`, in a template.
        case slot(Variable)
        /// `if … then … else …`.
        case conditional(condition: Expression, then: Expression, otherwise: Expression)
        /// `a && b && …`, at least two.
        case and([Expression])
        /// `a || b || …`, at least two.
        case or([Expression])
        /// A comparison.
        case comparison(Comparison, Expression, Expression)
        /// `a + b - c …` or `a * b …`: the first operand, then each operator with its operand, from the left.
        case arithmetic(Expression, [ArithmeticStep])
        /// `!a`.
        case not(Expression)
        /// `-a`.
        case negate(Expression)
        /// `a has b`, `a has b.c`: each attribute in turn.
        case has(Expression, [String])
        /// `a like "…"`.
        case like(Expression, Pattern)
        /// `a is T`, `a is T in b`.
        case isType(Expression, String, within: Expression?)
        /// `a.b`, `a["b"]`, `a.method(…)`, one after the other.
        case access(Expression, [AccessStep])
        /// `[a, b]`.
        case set([Expression])
        /// `{a: b}`.
        case record([RecordEntry])
        /// `decimal("1.0")`: a call of an extension's function.
        case call(String, [Expression])
    }

    /// What a request brings.
    public enum Variable: String, Hashable, Sendable, CaseIterable {
        /// Who asks.
        case principal
        /// What they would do.
        case action
        /// To what.
        case resource
        /// Under which circumstances.
        case context
    }

    /// An operator that compares two values.
    public enum Comparison: String, Hashable, Sendable {
        /// `==`
        case equal = "=="
        /// `!=`
        case notEqual = "!="
        /// `<`
        case less = "<"
        /// `<=`
        case lessOrEqual = "<="
        /// `>`
        case greater = ">"
        /// `>=`
        case greaterOrEqual = ">="
        /// `in`
        case isIn = "in"
    }

    /// An arithmetic operator with its right operand.
    public struct ArithmeticStep: Hashable, Sendable {
        /// `+`, `-` or `*`.
        public var sign: Character
        /// The right operand.
        public var operand: Expression
    }

    /// One step into a value.
    public enum AccessStep: Hashable, Sendable {
        /// `.name` or `["name"]`.
        case attribute(String)
        /// `.name(arguments)`.
        case method(String, [Expression])
    }

    /// One attribute of a record.
    public struct RecordEntry: Hashable, Sendable {
        /// Its name.
        public var name: String
        /// Its value.
        public var value: Expression
    }

    /// What it is.
    public var form: Form
    /// Where it stands.
    public var range: SourceRange
}
