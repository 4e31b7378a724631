/// Gives every term its type, for one kind of request.
///
/// What cannot be reached by a type alone — behind a condition that is always false — is not looked at, as the reference
/// does it. After a fault, checking goes on where that makes sense, so that one run tells of several.
struct TypeChecker {
    let schema: Schema
    private(set) var environment: RequestEnvironment
    /// What is wrong, in the order it was found.
    private(set) var faults: [Fault] = []
    /// The types, by the terms' numbers; nil for what is faulty, and of no meaning for what was not looked at.
    private(set) var types: [CedarType?]
    /// The terms that stand in several others, and what came of those that were checked.
    private let shared: Set<Int>
    private var outcomes: [Int: Outcome] = [:]

    /// Something wrong with a term.
    struct Fault: Hashable {
        var kind: ValidationFinding.Kind
        var message: String
        var range: SourceRange
    }

    /// A term's type, nil after a fault; and what is known to be there where the term is true.
    struct Outcome {
        var type: CedarType?
        var learned = Capabilities.none

        static let faulty = Outcome(type: nil)
    }

    init(_ schema: Schema, _ environment: RequestEnvironment, _ terms: TermBuilder) {
        self.schema = schema
        self.environment = environment
        types = Array(repeating: nil, count: terms.count)
        shared = terms.shared
    }

    /// Begins anew for another kind of request.
    mutating func turn(to environment: RequestEnvironment) {
        self.environment = environment
        faults.removeAll(keepingCapacity: true)
        outcomes.removeAll(keepingCapacity: true)
    }

    mutating func fail(_ kind: ValidationFinding.Kind, _ message: String, _ term: Term) {
        faults.append(Fault(kind: kind, message: message, range: term.range))
    }

    /// The type of a term, given what is known to be there.
    mutating func check(_ term: Term, _ known: Capabilities) -> Outcome {
        // What is learned between two looks at a shared term is about the term itself, and nothing in it.
        if let outcome = outcomes[term.index] { return outcome }
        let outcome = outcome(term, known)
        types[term.index] = outcome.type
        if shared.contains(term.index) { outcomes[term.index] = outcome }
        return outcome
    }

    private mutating func outcome(_ term: Term, _ known: Capabilities) -> Outcome {
        switch term.operation {
        case .literal(let value): return Outcome(type: literal(value))
        case .variable(let variable): return Outcome(type: self.variable(variable))
        case .slot(let variable):
            let type = variable == .principal ? environment.principalSlot : environment.resourceSlot
            return Outcome(type: type.map { .entity($0) })
        case .conditional: return conditional(term, known)
        case .and: return conjunction(term, known)
        case .or: return disjunction(term, known)
        case .not:
            switch expect(term.children[0], [.anyBool], known).type {
            case .bool(.always)?: return Outcome(type: .bool(.never))
            case .bool(.never)?: return Outcome(type: .bool(.always))
            default: return Outcome(type: .anyBool)
            }
        case .negate:
            _ = expect(term.children[0], [.long], known)
            return Outcome(type: .long)
        case .arithmetic:
            for operand in term.children { _ = expect(operand, [.long], known, help: Self.arithmeticHelp) }
            return Outcome(type: .long)
        case .like:
            _ = expect(term.children[0], [.string], known)
            return Outcome(type: .anyBool)
        case .isType(let name):
            guard case .entity(let type)? = entity(term.children[0], known) else { return Outcome(type: .anyBool) }
            return Outcome(type: .bool(type == name ? .always : .never))
        case .equal: return equality(term, known)
        case .order: return order(term, known)
        case .isIn: return membership(term, known)
        case .contains, .containsAll, .containsAny, .isEmpty: return setMethod(term, known)
        case .has(let name): return has(name, term, known)
        case .attribute(let name): return attribute(name, term, known)
        case .hasTag: return hasTag(term, known)
        case .getTag: return getTag(term, known)
        case .set: return set(term, known)
        case .record(let names): return record(names, term, known)
        case .call(let name): return call(name, term, known)
        }
    }

    // MARK: Leaves

    private func literal(_ value: Value) -> CedarType? {
        switch value {
        case .bool(let truth): .bool(truth ? .always : .never)
        case .long: .long
        case .string: .string
        // What the schema does not have is told of elsewhere, once and not for each kind of request.
        case .entity(let uid): schema.knows(uid) ? .entity(uid.type) : nil
        case .set, .record, .extended: nil
        }
    }

    private func variable(_ variable: Expression.Variable) -> CedarType {
        switch variable {
        case .principal: .entity(environment.principal)
        case .action: .entity(environment.action.type)
        case .resource: .entity(environment.resource)
        case .context: .record(environment.context)
        }
    }

    // MARK: Control

    private mutating func conditional(_ term: Term, _ known: Capabilities) -> Outcome {
        let (condition, then, otherwise) = (term.children[0], term.children[1], term.children[2])
        let test = expect(condition, [.anyBool], known)
        if test.type == .bool(.always) {
            var outcome = check(then, known.and(test.learned))
            outcome.learned = outcome.learned.and(test.learned)
            return outcome
        }
        if test.type == .bool(.never) { return check(otherwise, known) }
        let one = check(then, known.and(test.learned))
        let other = check(otherwise, known)
        guard let first = one.type, let second = other.type else { return .faulty }
        guard let type = first.joined(second) else {
            fail(
                .incompatibleTypes,
                "`if` gives `\(first)` in one branch and `\(second)` in the other; both must be of one type", term)
            return .faulty
        }
        return Outcome(type: type, learned: one.learned.and(test.learned).or(other.learned))
    }

    private mutating func conjunction(_ term: Term, _ known: Capabilities) -> Outcome {
        var type: CedarType = .bool(.always)
        var known = known
        var learned = Capabilities.none
        for part in term.children {
            let outcome = expect(part, [.anyBool], known)
            if outcome.type == .bool(.never) { return Outcome(type: .bool(.never)) }
            if outcome.type != .bool(.always) { type = .anyBool }
            known.add(outcome.learned)
            learned.add(outcome.learned)
        }
        return Outcome(type: type, learned: learned)
    }

    private mutating func disjunction(_ term: Term, _ known: Capabilities) -> Outcome {
        var result = Outcome(type: .bool(.never))
        for part in term.children {
            let outcome = expect(part, [.anyBool], known)
            switch (result.type, outcome.type) {
            case (_, .bool(.always)?): return outcome
            case (_, .bool(.never)?): break
            case (.bool(.never)?, _): result = Outcome(type: .anyBool, learned: outcome.learned)
            default: result.learned = result.learned.or(outcome.learned)
            }
        }
        return result
    }

    // MARK: Expectations

    /// The outcome of a term that must be of one of some types; of another type, it is faulty. A known bool is a bool.
    mutating func expect(
        _ term: Term, _ expected: [CedarType], _ known: Capabilities, help: (CedarType) -> String? = { _ in nil }
    ) -> Outcome {
        let outcome = check(term, known)
        guard let type = outcome.type else { return outcome }
        if case .bool = type, expected.contains(.anyBool) { return outcome }
        if expected.contains(type) { return outcome }
        unexpected(term, type, expected.map { "`\($0)`" }.joined(separator: " or "), help(type))
        return .faulty
    }

    /// The type of a term that must be an entity.
    mutating func entity(_ term: Term, _ known: Capabilities, help: String? = nil) -> CedarType? {
        guard let type = check(term, known).type else { return nil }
        if case .entity = type { return type }
        unexpected(term, type, "an entity", help)
        return nil
    }

    mutating func unexpected(_ term: Term, _ type: CedarType, _ expected: String, _ help: String?) {
        types[term.index] = nil
        let what = term.shown == "(…)" ? "this" : "`\(term.shown)`"
        fail(
            .unexpectedType,
            "\(what) is of type `\(type)`, and \(expected) is needed here" + (help.map { "; " + $0 } ?? ""),
            term)
    }

    private static func arithmeticHelp(_ type: CedarType) -> String? {
        switch type {
        case .string: "texts cannot be put together"
        case .set: "sets cannot be calculated with; there are `contains`, `containsAll` and `containsAny`"
        default: nil
        }
    }
}
