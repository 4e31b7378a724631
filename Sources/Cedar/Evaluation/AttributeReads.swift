/// An attribute that policies look at: `principal.side.kind` is the variable `principal` and the path `side`, `kind`.
public struct AttributeRead: Hashable, Comparable, Sendable, CustomStringConvertible {
    /// Where the path begins.
    public var variable: Expression.Variable
    /// The attributes, one after the other; empty where the value itself is looked at.
    public var path: [String]

    /// As a policy writes it.
    public var description: String { ([variable.rawValue] + path).joined(separator: ".") }

    /// By name.
    public static func < (left: Self, right: Self) -> Bool { left.description < right.description }
}

extension PolicySet {
    /// Every attribute that some policy looks at, by name; a decision depends on nothing else of the request's
    /// attributes. Where a policy uses a record or an entity whole, the path ends there.
    public var attributeReads: [AttributeRead] {
        var reads: Set<AttributeRead> = []
        for policy in policies {
            for condition in policy.conditions { condition.body.collectReads(into: &reads) }
        }
        return reads.sorted()
    }
}

extension Expression {
    fileprivate func collectReads(into reads: inout Set<AttributeRead>) {
        switch form {
        case .literal, .slot: break
        case .variable(let variable): reads.insert(AttributeRead(variable: variable, path: []))
        case .conditional(let condition, let then, let otherwise):
            for part in [condition, then, otherwise] { part.collectReads(into: &reads) }
        case .and(let parts), .or(let parts), .set(let parts), .call(_, let parts):
            for part in parts { part.collectReads(into: &reads) }
        case .comparison(_, let left, let right):
            left.collectReads(into: &reads)
            right.collectReads(into: &reads)
        case .arithmetic(let first, let steps):
            first.collectReads(into: &reads)
            for step in steps { step.operand.collectReads(into: &reads) }
        case .not(let inner), .negate(let inner), .like(let inner, _): inner.collectReads(into: &reads)
        case .has(let base, let path):
            if let read = base.pathFromVariable {
                reads.insert(AttributeRead(variable: read.variable, path: read.path + path))
            } else {
                base.collectReads(into: &reads)
            }
        case .isType(let base, _, let within):
            base.collectReads(into: &reads)
            within?.collectReads(into: &reads)
        case .access(let base, let steps):
            if let read = pathFromVariable {
                reads.insert(read)
            } else {
                base.collectReads(into: &reads)
            }
            for case .method(_, let arguments) in steps {
                for argument in arguments { argument.collectReads(into: &reads) }
            }
        case .record(let entries):
            for entry in entries { entry.value.collectReads(into: &reads) }
        }
    }

    /// The attribute that this is, as far as it goes from a variable by attributes alone.
    private var pathFromVariable: AttributeRead? {
        switch form {
        case .variable(let variable): return AttributeRead(variable: variable, path: [])
        case .access(let base, let steps):
            guard case .variable(let variable) = base.form else { return nil }
            var path: [String] = []
            for step in steps {
                guard case .attribute(let name) = step else { break }
                path.append(name)
            }
            return AttributeRead(variable: variable, path: path)
        default: return nil
        }
    }
}
