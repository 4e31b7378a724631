/// Comparisons, membership, sets, records and the extensions' functions.
extension TypeChecker {
    mutating func equality(_ term: Term, _ known: Capabilities) -> Outcome {
        let (left, right) = (term.children[0], term.children[1])
        guard let one = check(left, known).type, let other = check(right, known).type else {
            return Outcome(type: .anyBool)
        }
        // Entities of different types are never equal, and asking is no mistake.
        if case .entity(let first) = one, case .entity(let second) = other, first != second {
            return Outcome(type: .bool(.never))
        }
        if let first = fixed(left), let second = fixed(right) {
            return Outcome(type: .bool(first == second ? .always : .never))
        }
        guard one.joined(other) != nil else {
            fail(
                .incompatibleTypes, "`==` compares `\(one)` with `\(other)`, which are never equal", term)
            return Outcome(type: .anyBool)
        }
        return Outcome(type: .anyBool)
    }

    /// The value of a term that is written out, `action` being the request's.
    private func fixed(_ term: Term) -> Value? {
        term.operation == .variable(.action) ? .entity(environment.action) : term.literal
    }

    mutating func order(_ term: Term, _ known: Capabilities) -> Outcome {
        let (left, right) = (term.children[0], term.children[1])
        let one = check(left, known).type
        let other = check(right, known).type
        guard let one, let other else { return Outcome(type: .anyBool) }
        let ordered: [CedarType] = [.long, .extended(.datetime), .extended(.duration)]
        if one == other, ordered.contains(one) { return Outcome(type: .anyBool) }
        let all = ordered.map { "`\($0)`" }.joined(separator: ", ")
        let decimals = "decimals have `lessThan`, `greaterThan` and their like"
        func help(_ type: CedarType) -> String? { type == .extended(.decimal) ? decimals : nil }
        switch (ordered.contains(one), ordered.contains(other)) {
        case (true, true):
            fail(.incompatibleTypes, "`\(one)` is compared with `\(other)`; both sides must be of one type", term)
        case (true, false): unexpected(right, other, "`\(one)`", help(other))
        case (false, true): unexpected(left, one, "`\(other)`", help(one))
        case (false, false):
            unexpected(left, one, "one of \(all)", help(one))
            unexpected(right, other, "one of \(all)", help(other))
        }
        return Outcome(type: .anyBool)
    }

    mutating func membership(_ term: Term, _ known: Capabilities) -> Outcome {
        let (left, right) = (term.children[0], term.children[1])
        let member = entity(left, known, help: "for members of sets there is `contains`")
        let whole = check(right, known).type
        let group: String?
        switch whole {
        case .entity(let type)?: group = type
        case .set(.entity(let type))?: group = type
        case let other?:
            group = nil
            unexpected(right, other, "an entity or a set of entities", nil)
        case nil: group = nil
        }
        guard case .entity(let type)? = member, let group else { return Outcome(type: .anyBool) }
        if case .entity(let uid)? = fixed(left), SchemaWords.isActionType(uid.type), let groups = fixedEntities(right) {
            let actions = groups.filter { SchemaWords.isActionType($0.type) }
            let isMember = actions.contains { $0 == uid || schema.actions[uid]?.ancestors.contains($0) == true }
            return Outcome(type: .bool(isMember ? .always : .never))
        }
        return Outcome(type: schema.mayBeIn(type, group) ? .anyBool : .bool(.never))
    }

    /// The entities of a term that are all written out.
    private func fixedEntities(_ term: Term) -> [EntityUID]? {
        var entities: [EntityUID] = []
        for item in term.operation == .set ? term.children : [term] {
            guard case .entity(let uid)? = fixed(item) else { return nil }
            entities.append(uid)
        }
        return entities
    }

    // MARK: Sets and records

    /// The type of the members of a term that must be a set.
    private mutating func members(_ term: Term, _ known: Capabilities) -> CedarType? {
        guard let type = check(term, known).type else { return nil }
        if case .set(let element) = type { return element }
        let help: String? =
            switch type {
            case .entity: "for entities there is `in`"
            case .record: "for records there is `has`"
            case .string: "for texts there is `like`"
            default: nil
            }
        unexpected(term, type, "a set", help)
        return nil
    }

    mutating func setMethod(_ term: Term, _ known: Capabilities) -> Outcome {
        let whole = members(term.children[0], known)
        if term.operation == .isEmpty { return Outcome(type: .anyBool) }
        let isContains = term.operation == .contains
        let part = isContains ? check(term.children[1], known).type : members(term.children[1], known)
        if let whole, let part, whole.joined(part) == nil {
            let name = isContains ? "contains" : term.operation == .containsAll ? "containsAll" : "containsAny"
            fail(
                .incompatibleTypes,
                "`\(name)` looks for `\(part)` in a set of `\(whole)`, where there is none", term)
        }
        return Outcome(type: .anyBool)
    }

    mutating func set(_ term: Term, _ known: Capabilities) -> Outcome {
        var types: [CedarType] = []
        var isWhole = true
        for item in term.children {
            if let type = check(item, known).type { types.append(type) } else { isWhole = false }
        }
        if term.children.isEmpty {
            fail(
                .emptySet,
                "the empty set `[]` cannot be checked, for its members have no type; `isEmpty()` asks whether a"
                    + " set is empty", term)
            return .faulty
        }
        guard isWhole, var result = types.first else { return .faulty }
        for type in types.dropFirst() {
            guard let joined = result.joined(type) else {
                fail(
                    .incompatibleTypes, "the set mixes `\(result)` and `\(type)`; its members must be of one type", term
                )
                return .faulty
            }
            result = joined
        }
        return Outcome(type: .set(result))
    }

    mutating func record(_ names: [ExactText], _ term: Term, _ known: Capabilities) -> Outcome {
        var attributes: [RecordType.Attribute] = []
        for (name, value) in zip(names, term.children) {
            if let type = check(value, known).type {
                attributes.append(RecordType.Attribute(name: name.text, type: type, isRequired: true))
            }
        }
        guard attributes.count == names.count else { return .faulty }
        return Outcome(type: .record(RecordType(attributes)))
    }

    // MARK: Extensions

    mutating func call(_ name: String, _ term: Term, _ known: Capabilities) -> Outcome {
        guard let signature = ExtensionSignature.all[name] else {
            fail(
                .call,
                "there is no function `\(name)`" + Suggestion.phrase(for: name, among: ExtensionSignature.all.keys),
                term)
            return .faulty
        }
        let count = signature.arguments.count
        if term.children.count != count {
            fail(
                .call, "`\(name)` takes \(count == 1 ? "one value" : "\(count) values"), not \(term.children.count)",
                term)
            for argument in term.children { _ = check(argument, known) }
        } else {
            for (argument, type) in zip(term.children, signature.arguments) { _ = expect(argument, [type], known) }
        }
        if signature.isConstructor {
            if !term.children.allSatisfy({ $0.literal != nil }) {
                fail(.literal, "`\(name)` needs its text written out, so that it can be checked beforehand", term)
            }
            if case .string(let text)? = term.children.first?.literal, let fault = ExtensionLiteral.fault(name, text) {
                fail(.literal, fault, term)
            }
        }
        return Outcome(type: signature.result)
    }
}
