/// Walks an expression, for one request. `&&`, `||` and `if` look only at what they need.
struct Evaluator {
    let request: Request
    let entities: Entities

    func value(_ expression: Expression) throws(EvaluationError) -> Value {
        switch expression.form {
        case .literal(let value): return value
        case .variable(let variable): return self.variable(variable)
        case .slot: throw error(.unsupported, "a template's slot was not filled", expression)
        case .conditional(let condition, let then, let otherwise):
            return try value(try bool(condition) ? then : otherwise)
        case .and(let parts):
            for part in parts where !(try bool(part)) { return .bool(false) }
            return .bool(true)
        case .or(let parts):
            for part in parts where try bool(part) { return .bool(true) }
            return .bool(false)
        case .comparison(let comparison, let left, let right): return .bool(try compare(comparison, left, right))
        case .arithmetic(let first, let steps): return .long(try arithmetic(first, steps, expression))
        case .not(let inner): return .bool(!(try bool(inner)))
        case .negate(let inner):
            let (result, overflow) = Int64(0).subtractingReportingOverflow(try long(inner))
            guard !overflow else { throw error(.overflow, "`-` leaves 64 bits", expression) }
            return .long(result)
        case .has(let base, let path): return .bool(try has(try value(base), path, base))
        case .like(let base, let pattern): return .bool(pattern.matches(try string(base)))
        case .isType(let base, let type, let within):
            let uid = try entity(base)
            guard uid.type == type else { return .bool(false) }
            guard let within else { return .bool(true) }
            return .bool(try isIn(uid, try value(within), within))
        case .access(let base, let steps): return try access(base, steps)
        case .set(let items):
            var set: Set<Value> = []
            for item in items { set.insert(try value(item)) }
            return .set(set)
        case .record(let entries):
            var record = Record()
            for entry in entries { record[entry.name] = try value(entry.value) }
            return .record(record)
        case .call(let name, let arguments): return try call(name, try values(arguments), expression)
        }
    }

    /// A condition's truth.
    func bool(_ expression: Expression) throws(EvaluationError) -> Bool {
        let value = try value(expression)
        guard case .bool(let truth) = value else { throw mismatch("bool", value, expression) }
        return truth
    }

    private func variable(_ variable: Expression.Variable) -> Value {
        switch variable {
        case .principal: .entity(request.principal)
        case .action: .entity(request.action)
        case .resource: .entity(request.resource)
        case .context: .record(request.context)
        }
    }

    private func long(_ expression: Expression) throws(EvaluationError) -> Int64 {
        let value = try value(expression)
        guard case .long(let number) = value else { throw mismatch("long", value, expression) }
        return number
    }

    private func string(_ expression: Expression) throws(EvaluationError) -> String {
        let value = try value(expression)
        guard case .string(let text) = value else { throw mismatch("string", value, expression) }
        return text
    }

    private func entity(_ expression: Expression) throws(EvaluationError) -> EntityUID {
        let value = try value(expression)
        guard case .entity(let uid) = value else { throw mismatch("entity", value, expression) }
        return uid
    }

    private func compare(
        _ comparison: Expression.Comparison, _ left: Expression, _ right: Expression
    ) throws(EvaluationError) -> Bool {
        switch comparison {
        case .equal: return try value(left) == value(right)
        case .notEqual: return try value(left) != value(right)
        case .less, .lessOrEqual, .greater, .greaterOrEqual:
            // Both sides are worked out before either is looked at: an error in the right one counts first.
            let (one, other) = (try value(left), try value(right))
            guard let small = Self.ordinal(one) else { throw mismatch("long, datetime or duration", one, left) }
            guard let large = Self.ordinal(other), small.kind == large.kind else {
                throw mismatch(small.kind, other, right)
            }
            return switch comparison {
            case .less: small.number < large.number
            case .lessOrEqual: small.number <= large.number
            case .greater: small.number > large.number
            default: small.number >= large.number
            }
        case .isIn:
            let (one, other) = (try value(left), try value(right))
            guard case .entity(let uid) = one else { throw mismatch("entity", one, left) }
            return try isIn(uid, other, right)
        }
    }

    /// What `<` looks at; nil for a value without an order.
    private static func ordinal(_ value: Value) -> (kind: String, number: Int64)? {
        switch value {
        case .long(let number): ("long", number)
        case .extended(.datetime(let instant)): ("datetime", instant)
        case .extended(.duration(let length)): ("duration", length)
        default: nil
        }
    }

    private func isIn(_ uid: EntityUID, _ value: Value, _ place: Expression) throws(EvaluationError) -> Bool {
        switch value {
        case .entity(let other): return entities.isIn(uid, other)
        case .set(let items):
            // Every member must be an entity, whatever the answer turns out to be.
            var found = false
            var wrong: Value?
            for item in items {
                if case .entity(let other) = item {
                    found = found || entities.isIn(uid, other)
                } else if wrong.map({ item.typeName < $0.typeName }) ?? true {
                    // A set has no order: of several that are none, the message must name the same each time.
                    wrong = item
                }
            }
            if let wrong { throw mismatch("set of entities", wrong, place) }
            return found
        default: throw mismatch("entity or set of entities", value, place)
        }
    }

    private func arithmetic(
        _ first: Expression, _ steps: [Expression.ArithmeticStep], _ whole: Expression
    ) throws(EvaluationError) -> Int64 {
        // As in a nested reading, both operands are evaluated before their types are looked at.
        var total = try value(first)
        for step in steps {
            let operand = try value(step.operand)
            guard case .long(let left) = total else { throw mismatch("long", total, first) }
            guard case .long(let right) = operand else { throw mismatch("long", operand, step.operand) }
            let (result, overflow) =
                switch step.sign {
                case "+": left.addingReportingOverflow(right)
                case "-": left.subtractingReportingOverflow(right)
                default: left.multipliedReportingOverflow(by: right)
                }
            guard !overflow else { throw error(.overflow, "`\(step.sign)` leaves 64 bits", whole) }
            total = .long(result)
        }
        guard case .long(let number) = total else { throw mismatch("long", total, first) }
        return number
    }

    // MARK: Attributes

    private func has(_ value: Value, _ path: [String], _ place: Expression) throws(EvaluationError) -> Bool {
        var value = value
        for name in path {
            switch value {
            case .record(let record):
                guard let next = record[name] else { return false }
                value = next
            case .entity(let uid):
                guard let next = entities[uid]?.attributes[name] else { return false }
                value = next
            default: throw mismatch("record or entity", value, place)
            }
        }
        return true
    }

    private func access(_ base: Expression, _ steps: [Expression.AccessStep]) throws(EvaluationError) -> Value {
        var value = try value(base)
        for step in steps {
            switch step {
            case .attribute(let name): value = try attribute(name, of: value, base)
            case .method(let name, let arguments): value = try method(name, of: value, arguments, base)
            }
        }
        return value
    }

    private func attribute(_ name: String, of value: Value, _ place: Expression) throws(EvaluationError) -> Value {
        switch value {
        case .record(let record):
            guard let found = record[name] else {
                throw error(.missingAttribute, "the record has no attribute `\(name)`", place)
            }
            return found
        case .entity(let uid):
            guard let entity = entities[uid] else {
                throw error(.missingEntity, "entity `\(uid)` does not exist", place)
            }
            guard let found = entity.attributes[name] else {
                throw error(.missingAttribute, "entity `\(uid)` has no attribute `\(name)`", place)
            }
            return found
        default: throw mismatch("record or entity", value, place)
        }
    }

    private func method(
        _ name: String, of value: Value, _ arguments: [Expression], _ place: Expression
    ) throws(EvaluationError) -> Value {
        // The parser has seen to the number of arguments.
        switch name {
        case "isEmpty": return .bool(try members(value, place).isEmpty)
        case "contains":
            let item = try self.value(arguments[0])
            return .bool(try members(value, place).contains(item))
        case "containsAll":
            let argument = try self.value(arguments[0])
            let (all, some) = (try members(value, place), try members(argument, arguments[0]))
            return .bool(some.isSubset(of: all))
        case "containsAny":
            let argument = try self.value(arguments[0])
            let (all, some) = (try members(value, place), try members(argument, arguments[0]))
            return .bool(!some.isDisjoint(with: all))
        case "hasTag", "getTag":
            let argument = try self.value(arguments[0])
            guard case .entity(let uid) = value else { throw mismatch("entity", value, place) }
            guard case .string(let tag) = argument else { throw mismatch("string", argument, arguments[0]) }
            let entity = entities[uid]
            if name == "hasTag" { return .bool(entity?.tags[tag] != nil) }
            guard let entity else { throw error(.missingEntity, "entity `\(uid)` does not exist", place) }
            guard let found = entity.tags[tag] else {
                throw error(.missingAttribute, "entity `\(uid)` has no tag `\(tag)`", place)
            }
            return found
        default: return try call(name, [value] + (try values(arguments)), place)
        }
    }

    private func values(_ expressions: [Expression]) throws(EvaluationError) -> [Value] {
        var values: [Value] = []
        for expression in expressions { values.append(try value(expression)) }
        return values
    }

    private func call(_ name: String, _ arguments: [Value], _ place: Expression) throws(EvaluationError) -> Value {
        do throws(ExtensionCall.Failure) {
            return try ExtensionCall.value(name, arguments)
        } catch {
            throw self.error(error.kind, error.message, place)
        }
    }

    private func members(_ value: Value, _ place: Expression) throws(EvaluationError) -> Set<Value> {
        guard case .set(let items) = value else { throw mismatch("set", value, place) }
        return items
    }

    private func error(_ kind: EvaluationError.Kind, _ message: String, _ place: Expression) -> EvaluationError {
        EvaluationError(kind: kind, message: message, range: place.range)
    }

    private func mismatch(_ expected: String, _ found: Value, _ place: Expression) -> EvaluationError {
        Self.mismatch(expected, found, place)
    }

    /// The error of a value of the wrong type.
    static func mismatch(_ expected: String, _ found: Value, _ place: Expression) -> EvaluationError {
        EvaluationError(
            kind: .type, message: "expected a value of type \(expected), found one of type \(found.typeName)",
            range: place.range)
    }
}
