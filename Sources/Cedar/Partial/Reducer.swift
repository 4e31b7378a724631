/// Works out of an expression what does not depend on the unknown parts of a request.
///
/// The rest, evaluated when they are known, has the value of the whole, and fails where the whole fails: an expression
/// that is sure to fail stays as it is, to fail again.
struct Reducer {
    /// What became of an expression.
    enum Result {
        case value(Value)
        case error(EvaluationError)
        case residual(Expression)
    }

    let request: PartialRequest
    let entities: Entities
    /// Evaluates what no longer looks at any variable.
    private let evaluator: Evaluator

    init(request: PartialRequest, entities: Entities) {
        self.request = request
        self.entities = entities
        let nobody = EntityUID(type: "", id: "")
        evaluator = Evaluator(
            request: Request(principal: nobody, action: nobody, resource: nobody, context: Record()),
            entities: entities)
    }

    // MARK: What may still come

    func mayArrive(_ uid: EntityUID) -> Bool {
        entities[uid] == nil && request.arrivingTypes?.contains(uid.type) != false
    }

    /// Whether an entity that arrives may put this one into more than it is in now.
    func mayGetAncestors(_ uid: EntityUID) -> Bool {
        mayArrive(uid) || entities.ancestors(of: uid).contains(where: mayArrive)
    }

    // MARK: Expressions

    func reduced(_ expression: Expression) -> Result {
        let range = expression.range
        func made(_ form: Expression.Form) -> Expression { Expression(form: form, range: range) }
        switch expression.form {
        case .literal(let value): return .value(value)
        case .slot: return evaluated(expression)
        case .variable(.context): return request.context.map { .value(.record($0)) } ?? .residual(expression)
        case .variable(let variable):
            return request.part(variable)?.uid.map { .value(.entity($0)) } ?? .residual(expression)
        case .conditional(let condition, let then, let otherwise):
            switch reduced(condition) {
            case .value(.bool(let truth)): return reduced(truth ? then : otherwise)
            case .value(let value): return .error(Evaluator.mismatch("bool", value, condition))
            case .error(let error): return .error(error)
            case .residual(let condition):
                return .residual(
                    made(.conditional(condition: condition, then: rest(then), otherwise: rest(otherwise))))
            }
        case .and(let parts): return joined(parts, isAnd: true, range)
        case .or(let parts): return joined(parts, isAnd: false, range)
        case .comparison(let comparison, let left, let right):
            return compared(comparison, operand(left), operand(right), range)
        case .arithmetic(let first, let steps):
            return strict([first] + steps.map(\.operand)) { parts in
                let rest = zip(steps, parts.dropFirst()).map {
                    Expression.ArithmeticStep(sign: $0.sign, operand: $1)
                }
                return made(.arithmetic(parts[0], rest))
            }
        case .not(let inner): return strict([inner]) { made(.not($0[0])) }
        case .negate(let inner): return strict([inner]) { made(.negate($0[0])) }
        case .like(let base, let pattern): return strict([base]) { made(.like($0[0], pattern)) }
        case .has(let base, let path): return had(base, path, range)
        case .isType(let base, let type, let within): return typed(base, type, within, range)
        case .access(let base, let steps): return accessed(base, steps, range)
        case .set(let items): return strict(items) { made(.set($0)) }
        case .record(let entries):
            return strict(entries.map(\.value)) { values in
                made(
                    .record(zip(entries, values).map { Expression.RecordEntry(name: $0.name, value: $1) }))
            }
        case .call(let name, let arguments): return strict(arguments) { made(.call(name, $0)) }
        }
    }

    /// An expression with all that is known put in.
    func rest(_ expression: Expression) -> Expression { operand(expression).rest }

    /// An expression and what became of it. Who needs both asks once: asking twice at each level would take twice the
    /// time for each level.
    struct Operand {
        let expression: Expression
        let result: Result

        /// The expression with all that is known put in.
        var rest: Expression {
            switch result {
            case .value(let value): Expression(form: .literal(value), range: expression.range)
            case .error: expression
            case .residual(let rest): rest
            }
        }
    }

    func operand(_ expression: Expression) -> Operand {
        Operand(expression: expression, result: reduced(expression))
    }

    func evaluated(_ expression: Expression) -> Result {
        do throws(EvaluationError) {
            return .value(try evaluator.value(expression))
        } catch {
            return .error(error)
        }
    }

    /// An operation that works out all its parts first, in their order.
    private func strict(_ parts: [Expression], _ make: ([Expression]) -> Expression) -> Result {
        strict(parts.map(operand), make)
    }

    func strict(_ parts: [Operand], _ make: ([Expression]) -> Expression) -> Result {
        var isKnown = true
        for part in parts {
            switch part.result {
            case .value: break
            case .residual: isKnown = false
            case .error(let error):
                // Behind something unknown, which may fail in another way, it must wait.
                if isKnown { return .error(error) }
            }
        }
        let whole = make(parts.map(\.rest))
        return isKnown ? evaluated(whole) : .residual(whole)
    }

    private func joined(_ parts: [Expression], isAnd: Bool, _ range: SourceRange) -> Result {
        var open: [Expression] = []
        parts: for part in parts {
            let operand = operand(part)
            switch operand.result {
            case .value(.bool(isAnd)): continue
            case .value(.bool):
                if open.isEmpty { return .value(.bool(!isAnd)) }
                open.append(operand.rest)
                break parts
            case .value(let value):
                if open.isEmpty { return .error(Evaluator.mismatch("bool", value, part)) }
                open.append(part)
                break parts
            case .error(let error):
                if open.isEmpty { return .error(error) }
                open.append(part)
                break parts
            case .residual(let rest): open.append(rest)
            }
        }
        if open.isEmpty { return .value(.bool(isAnd)) }
        if open.count == 1, open[0].isSurelyBool { return .residual(open[0]) }
        // One part that may be no bool must go on being asked whether it is.
        if open.count == 1 { open.insert(Expression(form: .literal(.bool(isAnd)), range: range), at: 0) }
        return .residual(Expression(form: isAnd ? .and(open) : .or(open), range: range))
    }
}

extension Expression {
    /// Whether its value, if it has one, is a bool.
    var isSurelyBool: Bool {
        switch form {
        case .comparison, .not, .has, .like, .isType, .and, .or, .literal(.bool): true
        case .access(_, let steps):
            if case .method(let name, _)? = steps.last {
                Vocabulary.methods[name] != nil ? name != "getTag" : ExtensionSignature.all[name]?.result == .anyBool
            } else {
                false
            }
        default: false
        }
    }
}
