@testable import Cedar

/// Policies without their places, and in the form that JSON can tell apart: there `(a && b) && c` is `a && b && c`, and
/// `a has b.c` is `a has b && a.b has c`.
enum NormalForm {
    static func unplaced(_ set: PolicySet) -> [Policy] { set.policies.map { of($0, isFlat: false) } }

    static func flat(_ set: PolicySet) -> [Policy] { set.policies.map { of($0, isFlat: true) } }

    private static let nowhere = SourceRange(
        start: SourcePlace(line: 0, column: 0, offset: 0), end: SourcePlace(line: 0, column: 0, offset: 0))

    private static func of(_ policy: Policy, isFlat: Bool) -> Policy {
        var policy = policy
        policy.range = nowhere
        policy.conditions = policy.conditions.map {
            Policy.Condition(isWhen: $0.isWhen, body: of($0.body, isFlat))
        }
        return policy
    }

    private static func of(_ expression: Expression, _ isFlat: Bool) -> Expression {
        func inner(_ expression: Expression) -> Expression { of(expression, isFlat) }
        let form: Expression.Form =
            switch expression.form {
            case .literal, .variable, .slot: expression.form
            case .conditional(let condition, let then, let otherwise):
                .conditional(condition: inner(condition), then: inner(then), otherwise: inner(otherwise))
            case .and(let parts):
                .and(joined(parts.map(inner), isFlat) { if case .and(let parts) = $0 { parts } else { nil } })
            case .or(let parts):
                .or(joined(parts.map(inner), isFlat) { if case .or(let parts) = $0 { parts } else { nil } })
            case .comparison(let comparison, let left, let right): .comparison(comparison, inner(left), inner(right))
            case .arithmetic(let first, let steps):
                sum(
                    inner(first),
                    steps.map { Expression.ArithmeticStep(sign: $0.sign, operand: inner($0.operand)) }, isFlat)
            case .not(let operand): .not(inner(operand))
            case .negate(let operand): .negate(inner(operand))
            case .has(let base, let path): has(inner(base), path, isFlat)
            case .like(let base, let pattern): .like(inner(base), pattern)
            case .isType(let base, let type, let within): .isType(inner(base), type, within: within.map(inner))
            case .access(let base, let steps): access(inner(base), steps.map { of($0, isFlat) }, isFlat)
            case .set(let items): .set(items.map(inner))
            case .record(let entries):
                .record(
                    (isFlat ? entries.sorted { $0.name.utf8.lexicographicallyPrecedes($1.name.utf8) } : entries).map {
                        Expression.RecordEntry(name: $0.name, value: inner($0.value))
                    })
            case .call(let name, let arguments): .call(name, arguments.map(inner))
            }
        return Expression(form: form, range: nowhere)
    }

    private static func of(_ step: Expression.AccessStep, _ isFlat: Bool) -> Expression.AccessStep {
        if case .method(let name, let arguments) = step {
            .method(name, arguments.map { of($0, isFlat) })
        } else {
            step
        }
    }

    private static func joined(
        _ parts: [Expression], _ isFlat: Bool, _ same: (Expression.Form) -> [Expression]?
    ) -> [Expression] {
        guard isFlat, let first = same(parts[0].form) else { return parts }
        return first + parts.dropFirst()
    }

    private static func sum(
        _ first: Expression, _ steps: [Expression.ArithmeticStep], _ isFlat: Bool
    ) -> Expression.Form {
        guard isFlat, case .arithmetic(let base, let before) = first.form,
            (before[0].sign == "*") == (steps[0].sign == "*")
        else { return .arithmetic(first, steps) }
        return .arithmetic(base, before + steps)
    }

    private static func access(
        _ base: Expression, _ steps: [Expression.AccessStep], _ isFlat: Bool
    ) -> Expression.Form {
        guard isFlat, case .access(let first, let before) = base.form else { return .access(base, steps) }
        return .access(first, before + steps)
    }

    private static func has(_ base: Expression, _ path: [String], _ isFlat: Bool) -> Expression.Form {
        guard isFlat, path.count > 1 else { return .has(base, path) }
        return .and(
            path.indices.map { index in
                let inner =
                    index == 0
                    ? base
                    : Expression(
                        form: access(base, path[..<index].map { .attribute($0) }, true), range: nowhere)
                return Expression(form: .has(inner, [path[index]]), range: nowhere)
            })
    }
}
