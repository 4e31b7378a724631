/// Evaluation recurses over expressions; what nests deeper than this is an error of its policy and costs no stack.
///
/// Texts cannot nest that deep, for the parser stops earlier; expressions that a program makes can.
enum ExpressionDepth {
    static let deepest = 512

    /// Whether some condition of a policy nests too deep.
    static func isExceeded(by policy: Policy) -> Bool {
        policy.conditions.contains { isExceeded(by: $0.body) }
    }

    /// Whether an expression nests too deep. Goes through it level by level, without recursion.
    static func isExceeded(by expression: Expression) -> Bool {
        var level = [expression]
        for _ in 0..<deepest {
            level = level.flatMap(\.parts)
            if level.isEmpty { return false }
        }
        return true
    }
}

extension Expression {
    /// Whether a variable stands anywhere in it.
    func mentions(_ variable: Variable) -> Bool {
        var open = [self]
        while let expression = open.popLast() {
            if expression.form == .variable(variable) { return true }
            open += expression.parts
        }
        return false
    }

    /// The expressions directly in this one, in the order of their text.
    public var parts: [Expression] {
        switch form {
        case .literal, .variable, .slot: []
        case .conditional(let condition, let then, let otherwise): [condition, then, otherwise]
        case .and(let parts), .or(let parts), .set(let parts), .call(_, let parts): parts
        case .comparison(_, let left, let right): [left, right]
        case .arithmetic(let first, let steps): [first] + steps.map(\.operand)
        case .not(let inner), .negate(let inner), .has(let inner, _), .like(let inner, _): [inner]
        case .isType(let base, _, let within): within.map { [base, $0] } ?? [base]
        case .record(let entries): entries.map(\.value)
        case .access(let base, let steps):
            steps.reduce(into: [base]) { parts, step in
                if case .method(_, let arguments) = step { parts += arguments }
            }
        }
    }
}
