/// What looks at entities: it is known only as far as no entity that is still to come changes it.
extension Reducer {
    func compared(
        _ comparison: Expression.Comparison, _ left: Expression, _ right: Expression, _ range: SourceRange
    ) -> Result {
        let result = strict([left, right]) {
            Expression(form: .comparison(comparison, $0[0], $0[1]), range: range)
        }
        switch comparison {
        case .isIn:
            // Not to be in something is certain only where nothing that comes can change it.
            guard case .value(.bool(false)) = result, case .value(.entity(let uid)) = reduced(left),
                mayGetAncestors(uid), case .value(let group) = reduced(right)
            else { return result }
            if case .set(let members) = group, members.isEmpty { return result }
            let sides = [left, right].map { side in
                Expression(
                    form: .literal(side.range == left.range ? .entity(uid) : group), range: side.range)
            }
            return .residual(Expression(form: .comparison(.isIn, sides[0], sides[1]), range: range))
        case .equal, .notEqual:
            guard case .residual = result else { return result }
            // What is of another type than the unknown part is surely not it.
            for (one, other) in [(left, right), (right, left)] {
                guard case .variable(let variable) = one.form, case .value(let value) = reduced(other) else { continue }
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
        let result = strict([base]) { Expression(form: .has($0[0], path), range: range) }
        guard case .value(.bool(false)) = result, case .value(var value) = reduced(base) else { return result }
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
        switch reduced(base) {
        case .error(let error): return .error(error)
        case .value(.entity(let uid)):
            guard uid.type == type else { return .value(.bool(false)) }
            guard let within else { return .value(.bool(true)) }
            return compared(.isIn, base, within, range)
        case .value(let value): return .error(Evaluator.mismatch("entity", value, base))
        case .residual(let rest):
            if case .variable(let variable) = rest.form, let known = request.part(variable)?.type {
                guard known == type else { return .value(.bool(false)) }
                guard let within else { return .value(.bool(true)) }
                return compared(.isIn, rest, within, range)
            }
            var group: Expression?
            if let within {
                switch reduced(within) {
                case .value(let value): group = Expression(form: .literal(value), range: within.range)
                case .error: group = within
                case .residual(let rest): group = rest
                }
            }
            return .residual(Expression(form: .isType(rest, type, within: group), range: range))
        }
    }

    func accessed(_ base: Expression, _ steps: [Expression.AccessStep], _ range: SourceRange) -> Result {
        var result = reduced(base)
        for step in steps {
            switch result {
            case .error: return result
            case .value(let value): result = accessed(value, step, base, range)
            case .residual(let rest): result = .residual(extended(rest, step, range))
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
            let result = strict([known] + arguments) { parts in
                Expression(form: .access(parts[0], [.method(name, Array(parts.dropFirst()))]), range: range)
            }
            guard ["hasTag", "getTag"].contains(name), case .entity(let uid) = value, mayArrive(uid) else {
                return result
            }
            if case .residual = result { return result }
            // An argument that fails, or is no text, fails in any case.
            guard let argument = arguments.first, case .value(.string(let tag)) = reduced(argument) else {
                return result
            }
            let text = Expression(form: .literal(.string(tag)), range: argument.range)
            return .residual(Expression(form: .access(known, [.method(name, [text])]), range: range))
        }
    }

    /// A further step into what is not known.
    private func extended(_ rest: Expression, _ step: Expression.AccessStep, _ range: SourceRange) -> Expression {
        var step = step
        if case .method(let name, let arguments) = step {
            step = .method(
                name,
                arguments.map { argument in
                    switch reduced(argument) {
                    case .value(let value): Expression(form: .literal(value), range: argument.range)
                    case .error: argument
                    case .residual(let rest): rest
                    }
                })
        }
        if case .access(let base, let steps) = rest.form {
            return Expression(form: .access(base, steps + [step]), range: range)
        }
        return Expression(form: .access(rest, [step]), range: range)
    }
}
