/// Takes expressions apart into terms.
struct TermBuilder {
    /// Deeper terms are not checked: the checks recurse, and a policy must not cost the stack.
    static let deepest = 512

    private struct Shape: Hashable {
        var operation: Term.Operation
        var children: [Int]
    }

    private var keys: [Shape: Int] = [:]
    /// Whether there was something deeper than is checked; it was left out.
    private(set) var isTooDeep = false
    /// How many terms were made.
    private(set) var count = 0
    /// The numbers of the terms that stand in several others: what walks terms must look at them once, or conditions in
    /// conditions would take 2 to the power of their depth.
    private(set) var shared: Set<Int> = []

    /// A policy's head and conditions: all of them must hold.
    mutating func condition(of policy: Policy) -> Term {
        let place = policy.range
        var parts: [Term] = []
        for (variable, scope) in [
            (Expression.Variable.principal, policy.principal), (.action, policy.action), (.resource, policy.resource),
        ] {
            parts += head(variable, scope, place)
        }
        for condition in policy.conditions {
            let body = term(condition.body)
            parts.append(condition.isWhen ? body : make(.not, [body], body.range))
        }
        return make(.and, parts, place)
    }

    private mutating func head(
        _ variable: Expression.Variable, _ scope: Policy.Scope, _ place: SourceRange
    ) -> [Term] {
        func entity(_ uid: EntityUID) -> Term { make(.literal(.entity(uid)), [], place) }
        let subject = make(.variable(variable), [], place)
        switch scope {
        case .any: return []
        case .equal(let uid): return [make(.equal, [subject, entity(uid)], place)]
        case .isIn(let list):
            if variable != .action, list.count == 1 { return [make(.isIn, [subject, entity(list[0])], place)] }
            return [make(.isIn, [subject, make(.set, list.map(entity), place)], place)]
        case .isType(let type): return [make(.isType(type), [subject], place)]
        case .isTypeIn(let type, let uid):
            return [make(.isType(type), [subject], place), make(.isIn, [subject, entity(uid)], place)]
        case .equalSlot: return [make(.equal, [subject, make(.slot(variable), [], place)], place)]
        case .inSlot: return [make(.isIn, [subject, make(.slot(variable), [], place)], place)]
        case .isTypeInSlot(let type):
            return [
                make(.isType(type), [subject], place),
                make(.isIn, [subject, make(.slot(variable), [], place)], place),
            ]
        }
    }

    /// An expression.
    mutating func term(_ expression: Expression) -> Term {
        let range = expression.range
        switch expression.form {
        case .literal(let value): return literal(value, range)
        case .variable(let variable): return make(.variable(variable), [], range)
        case .slot(let variable): return make(.slot(variable), [], range)
        case .conditional(let condition, let then, let otherwise):
            let parts = [term(condition), term(then), term(otherwise)]
            return make(.conditional, parts, range)
        case .and(let parts): return joined(parts, .and, range)
        case .or(let parts): return joined(parts, .or, range)
        case .comparison(let comparison, let left, let right):
            let pair = [term(left), term(right)]
            switch comparison {
            case .equal: return make(.equal, pair, range)
            case .notEqual: return make(.not, [make(.equal, pair, range)], range)
            case .isIn: return make(.isIn, pair, range)
            case .less, .lessOrEqual, .greater, .greaterOrEqual: return make(.order(comparison), pair, range)
            }
        case .arithmetic(let first, let steps):
            var parts = [term(first)]
            for step in steps { parts.append(term(step.operand)) }
            return make(.arithmetic(steps.map(\.sign)), parts, range)
        case .not(let inner):
            let part = term(inner)
            return make(.not, [part], range)
        case .negate(let inner):
            let part = term(inner)
            return make(.negate, [part], range)
        case .has(let base, let path): return has(term(base), path, range)
        case .like(let base, let pattern):
            let part = term(base)
            return make(.like(pattern), [part], range)
        case .isType(let base, let type, let within):
            let part = term(base)
            let test = make(.isType(type), [part], range)
            guard let within else { return test }
            shared.insert(part.index)
            let group = term(within)
            return make(.and, [test, make(.isIn, [part, group], range)], range)
        case .access(let base, let steps): return access(term(base), steps, range)
        case .set(let items):
            var parts: [Term] = []
            for item in items { parts.append(term(item)) }
            return make(.set, parts, range)
        case .record(let entries):
            var parts: [(name: ExactText, value: Term)] = []
            for entry in entries { parts.append((ExactText(entry.name), term(entry.value))) }
            return record(parts, range)
        case .call(let name, let arguments):
            var parts: [Term] = []
            for argument in arguments { parts.append(term(argument)) }
            return make(.call(name), parts, range)
        }
    }

    /// `a && b && c`, whichever way it is bracketed from the left. As in the reference, bools that are written out are
    /// worked out at once: `false || false` is the literal `false`.
    private mutating func joined(
        _ parts: [Expression], _ operation: Term.Operation, _ range: SourceRange
    ) -> Term {
        var terms: [Term] = []
        for part in parts {
            let term = term(part)
            if terms.count == 1, case .bool(let one)? = terms[0].literal, case .bool(let other)? = term.literal {
                let truth = operation == .and ? one && other : one || other
                terms = [make(.literal(.bool(truth)), [], range)]
            } else if terms.isEmpty, term.operation == operation {
                terms = term.children
            } else {
                terms.append(term)
            }
        }
        return terms.count == 1 ? terms[0] : make(operation, terms, range)
    }

    /// `a has b.c` is `a has b && a.b has c`.
    private mutating func has(_ base: Term, _ path: [String], _ range: SourceRange) -> Term {
        var parts: [Term] = []
        var base = base
        for name in path {
            if path.count > 1 { shared.insert(base.index) }
            if !parts.isEmpty, let last = parts.last, case .has(let previous) = last.operation {
                base = make(.attribute(previous), [base], range)
            }
            parts.append(make(.has(ExactText(name)), [base], range))
        }
        return parts.count == 1 ? parts[0] : make(.and, parts, range)
    }

    private mutating func access(_ base: Term, _ steps: [Expression.AccessStep], _ range: SourceRange) -> Term {
        var result = base
        for step in steps {
            switch step {
            case .attribute(let name): result = make(.attribute(ExactText(name)), [result], range)
            case .method(let name, let arguments):
                var parts = [result]
                for argument in arguments { parts.append(term(argument)) }
                result = make(Self.methods[name] ?? .call(name), parts, range)
            }
        }
        return result
    }

    private static let methods: [String: Term.Operation] = [
        "contains": .contains, "containsAll": .containsAll, "containsAny": .containsAny, "isEmpty": .isEmpty,
        "hasTag": .hasTag, "getTag": .getTag,
    ]

    private mutating func record(_ parts: [(name: ExactText, value: Term)], _ range: SourceRange) -> Term {
        let sorted = parts.sorted { $0.name < $1.name }
        return make(.record(sorted.map(\.name)), sorted.map(\.value), range)
    }

    private mutating func literal(_ value: Value, _ range: SourceRange) -> Term {
        switch value {
        case .bool, .long, .string, .entity: return make(.literal(value), [], range)
        case .set(let items):
            var parts: [Term] = []
            for item in items { parts.append(literal(item, range)) }
            return make(.set, parts, range)
        case .record(let entries):
            var parts: [(name: ExactText, value: Term)] = []
            for name in entries.keys {
                if let item = entries[name] { parts.append((ExactText(name), literal(item, range))) }
            }
            return record(parts, range)
        case .extended(let call):
            var parts: [Term] = []
            for argument in call.arguments { parts.append(literal(argument, range)) }
            return make(.call(call.function), parts, range)
        }
    }

    private mutating func make(_ operation: Term.Operation, _ children: [Term], _ range: SourceRange) -> Term {
        if children.contains(where: { $0.depth >= Self.deepest }) {
            isTooDeep = true
            return make(.literal(.bool(true)), [], range)
        }
        let shape = Shape(operation: operation, children: children.map(\.key))
        let key = keys[shape] ?? keys.count
        keys[shape] = key
        count += 1
        return Term(operation, children, range: range, key: key, index: count - 1)
    }
}
