import Conditions

/// The ways to write one place of a condition otherwise that mend what people usually get wrong.
struct ConditionEdits {
    /// One change.
    struct Edit {
        var whole: SQLExpression
        var before: SQLExpression
        var after: SQLExpression
    }

    private(set) var all: [Edit] = []

    init(_ condition: SQLExpression) { all = Self.edits(condition) }

    private static func edits(_ expression: SQLExpression) -> [Edit] {
        var found = local(expression).map { Edit(whole: $0, before: expression, after: $0) }
        func inside(_ part: SQLExpression, _ rebuild: (SQLExpression) -> SQLExpression.Form) {
            for edit in edits(part) {
                found.append(
                    Edit(
                        whole: SQLExpression(rebuild(edit.whole), expression.type, at: expression.offset),
                        before: edit.before, after: edit.after))
            }
        }
        switch expression.form {
        case .and(let parts), .or(let parts):
            for (place, part) in parts.enumerated() {
                inside(part) { changed in
                    var parts = parts
                    parts[place] = changed
                    if case .and = expression.form { return .and(parts) }
                    return .or(parts)
                }
            }
        case .not(let part): inside(part) { .not($0) }
        default: break
        }
        return found
    }

    private static func local(_ expression: SQLExpression) -> [SQLExpression] {
        func made(_ form: SQLExpression.Form) -> SQLExpression { SQLExpression(form, .bool, at: expression.offset) }
        switch expression.form {
        case .or(let parts): return distributed(parts, made) + [made(.and(parts))]
        case .comparison(let comparison, let left, let right):
            var changed: [SQLExpression] = []
            // `COALESCE(x, 'own') = 'own'` takes what is missing for the own.
            if case .coalesce(let parts) = left.form, let first = parts.first {
                changed.append(made(.comparison(comparison, first, right)))
            }
            if case .coalesce(let parts) = right.form, let first = parts.first {
                changed.append(made(.comparison(comparison, left, first)))
            }
            let others: [SQLExpression.Comparison] =
                switch comparison {
                case .lessOrEqual: [.less]
                case .greaterOrEqual: [.greater]
                case .less: [.lessOrEqual]
                case .greater: [.greaterOrEqual]
                case .notEqual: [.equal]
                case .equal: []
                }
            return changed + others.map { made(.comparison($0, left, right)) }
        case .not(let part):
            switch part.form {
            case .isIn, .like, .isNull, .exists: return [part]
            default: return []
            }
        case .isNull: return [made(.not(expression))]
        default: return []
        }
    }

    /// `a AND b OR c` as `a AND (b OR c)`: `AND` binds more closely than many who write it think.
    private static func distributed(
        _ parts: [SQLExpression], _ made: (SQLExpression.Form) -> SQLExpression
    ) -> [SQLExpression] {
        var found: [SQLExpression] = []
        for (place, part) in parts.enumerated() {
            guard case .and(let conjuncts) = part.form else { continue }
            for (number, kept) in conjuncts.enumerated() {
                var rest = conjuncts
                rest.remove(at: number)
                var others = parts
                others[place] = rest.count == 1 ? rest[0] : made(.and(rest))
                found.append(made(.and([kept, made(.or(others))])))
            }
        }
        return found
    }
}
