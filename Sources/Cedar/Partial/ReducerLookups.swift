/// What looks at entities: it is known only as far as no entity that is still to come changes it.
extension Reducer {
    func compared(
        _ comparison: Expression.Comparison, _ left: Operand, _ right: Operand, _ range: SourceRange
    ) -> Result {
        let result = strict([left, right]) {
            Expression(form: .comparison(comparison, $0[0], $0[1]), range: range)
        }
        switch comparison {
        case .isIn:
            // Not to be in something is certain only where nothing that comes can change it.
            guard case .value(.bool(false)) = result, case .value(.entity(let uid)) = left.result,
                mayGetAncestors(uid), case .value(let group) = right.result
            else { return result }
            if case .set(let members) = group, members.isEmpty { return result }
            return .residual(Expression(form: .comparison(.isIn, left.rest, right.rest), range: range))
        case .equal, .notEqual:
            guard case .residual = result else { return result }
            // What is of another type than the unknown part is surely not it.
            for (one, other) in [(left, right), (right, left)] {
                guard case .variable(let variable) = one.expression.form, case .value(let value) = other.result
                else { continue }
                if variable == .context {
                    if case .record = value { continue }
                } else if case .entity(let uid) = value {
                    guard let type = request.part(variable)?.type, type != uid.type else { continue }
                }
                return .value(.bool(comparison == .notEqual))
            }
            return result
        default: return result
        }
    }

    func had(_ base: Expression, _ path: [String], _ range: SourceRange) -> Result {
        let operand = operand(base)
        let result = strict([operand]) { Expression(form: .has($0[0], path), range: range) }
        guard case .value(.bool(false)) = result, case .value(var value) = operand.result else { return result }
        for (number, name) in path.enumerated() {
            switch value {
            case .record(let record):
                guard let next = record[name] else { return result }
                value = next
            case .entity(let uid):
                if mayArrive(uid) {
                    let known = Expression(form: .literal(value), range: base.range)
                    return .residual(Expression(form: .has(known, Array(path[number...])), range: range))
                }
                guard let next = entities[uid]?.attributes[name] else { return result }
                value = next
            default: return result
            }
        }
        return result
    }

    func typed(_ base: Expression, _ type: String, _ within: Expression?, _ range: SourceRange) -> Result {
        let operand = operand(base)
        switch operand.result {
        case .error(let error): return .error(error)
        case .value(.entity(let uid)):
            guard uid.type == type else { return .value(.bool(false)) }
            guard let within else { return .value(.bool(true)) }
            return compared(.isIn, operand, self.operand(within), range)
        case .value(let value): return .error(Evaluator.mismatch("entity", value, base))
        case .residual(let rest):
            if case .variable(let variable) = rest.form, let known = request.part(variable)?.type {
                guard known == type else { return .value(.bool(false)) }
                guard let within else { return .value(.bool(true)) }
                return compared(.isIn, operand, self.operand(within), range)
            }
            return .residual(Expression(form: .isType(rest, type, within: within.map(self.rest)), range: range))
        }
    }

    func accessed(_ base: Expression, _ steps: [Expression.AccessStep], _ range: SourceRange) -> Result {
        var result = reduced(base)
        for (number, step) in steps.enumerated() {
            switch result {
            case .error: return result
            case .value(let value): result = accessed(value, step, base, range)
            case .residual(let rest): return .residual(extended(rest, steps[number...], range))
            }
        }
        return result
    }

    private func accessed(
        _ value: Value, _ step: Expression.AccessStep, _ base: Expression, _ range: SourceRange
    ) -> Result {
        let known = Expression(form: .literal(value), range: base.range)
        switch step {
        case .attribute:
            let whole = Expression(form: .access(known, [step]), range: range)
            if case .entity(let uid) = value, mayArrive(uid) { return .residual(whole) }
            return evaluated(whole)
        case .method(let name, let arguments):
            let operands = arguments.map(operand)
            let result = strict([Operand(expression: known, result: .value(value))] + operands) { parts in
                Expression(form: .access(parts[0], [.method(name, Array(parts.dropFirst()))]), range: range)
            }
            guard ["hasTag", "getTag"].contains(name), case .entity(let uid) = value, mayArrive(uid) else {
                return result
            }
            if case .residual = result { return result }
            // An argument that fails, or is no text, fails in any case.
            guard let argument = operands.first, case .value(.string) = argument.result else { return result }
            return .residual(Expression(form: .access(known, [.method(name, [argument.rest])]), range: range))
        }
    }

    /// Further steps into what is not known.
    private func extended(
        _ rest: Expression, _ steps: ArraySlice<Expression.AccessStep>, _ range: SourceRange
    ) -> Expression {
        let further = steps.map { step in
            guard case .method(let name, let arguments) = step else { return step }
            return .method(name, arguments.map(self.rest))
        }
        if case .access(let base, let steps) = rest.form {
            return Expression(form: .access(base, steps + further), range: range)
        }
        return Expression(form: .access(rest, further), range: range)
    }
}
