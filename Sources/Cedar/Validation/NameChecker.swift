/// Checks that the entity types, actions and enumerated entities that a policy names are there, and that its head fits
/// some action. All of it is looked at, even what can never be reached.
struct NameChecker {
    let schema: Schema

    func findings(_ policy: Policy, _ term: Term) -> [ValidationFinding] {
        findings(in: term, policy: policy.id) + application(policy)
    }

    /// What is wrong with the names in a term.
    func findings(in term: Term, policy: String) -> [ValidationFinding] {
        var findings: [ValidationFinding] = []
        var seen: Set<ValidationFinding> = []
        var waiting = [term]
        var visited: Set<Int> = []
        while let next = waiting.popLast() {
            guard visited.insert(next.index).inserted else { continue }
            waiting += next.children
            for finding in finding(next, policy) where seen.insert(finding).inserted { findings.append(finding) }
        }
        return findings
    }

    private func finding(_ term: Term, _ policy: String) -> [ValidationFinding] {
        switch term.operation {
        case .isType(let type): return unknownType(type, policy, term.range)
        case .literal(.entity(let uid)): return unknown(uid, policy, term.range) + deceptive(uid.id, policy, term.range)
        case .literal(.string(let text)): return deceptive(text, policy, term.range)
        case .has(let name), .attribute(let name): return deceptive(name.text, policy, term.range)
        case .like(let pattern):
            var text = String.UnicodeScalarView()
            for case .scalar(let scalar) in pattern.pieces { text.append(scalar) }
            return deceptive(String(text), policy, term.range)
        default: return []
        }
    }

    private func deceptive(_ text: String, _ policy: String, _ range: SourceRange) -> [ValidationFinding] {
        DeceptiveText.reason(text).map {
            [ValidationFinding(policy: policy, kind: .deceptiveText, message: $0, range: range)]
        } ?? []
    }

    func unknownType(_ type: String, _ policy: Policy, _ range: SourceRange) -> [ValidationFinding] {
        unknownType(type, policy.id, range)
    }

    private func unknownType(_ type: String, _ policy: String, _ range: SourceRange) -> [ValidationFinding] {
        if schema.knowsType(type) { return [] }
        let message = "the schema has no entity type `\(type)`" + hint(type)
        return [ValidationFinding(policy: policy, kind: .unknownEntityType, message: message, range: range)]
    }

    /// The type that may have been meant: perhaps one whose namespace was left out.
    private func hint(_ type: String) -> String {
        let known = schema.entityTypes.keys
        if let whole = known.filter({ $0.hasSuffix("::" + type) }).min() { return "; did you mean `\(whole)`?" }
        return Suggestion.phrase(for: type, among: known)
    }

    private func unknown(_ uid: EntityUID, _ policy: String, _ range: SourceRange) -> [ValidationFinding] {
        if SchemaWords.isActionType(uid.type) {
            if schema.actions[uid] != nil { return [] }
            let known = schema.actions.keys.map(\.description)
            let message = "the schema has no action `\(uid)`" + hint(uid, known)
            return [ValidationFinding(policy: policy, kind: .unknownAction, message: message, range: range)]
        }
        guard let type = schema.entityTypes[uid.type] else { return unknownType(uid.type, policy, range) }
        guard let ids = type.ids, !ids.contains(where: { ExactText.areEqual($0, uid.id) }) else { return [] }
        let all = ids.map { "`\(uid.type)::\(Value.quoted($0))`" }.joined(separator: ", ")
        let message = "there is no `\(uid)`: the only entities of that type are \(all)"
        return [ValidationFinding(policy: policy, kind: .unknownEntity, message: message, range: range)]
    }

    private func hint(_ uid: EntityUID, _ known: [String]) -> String {
        let sameId = schema.actions.keys.filter { ExactText.areEqual($0.id, uid.id) }.sorted()
        if let other = sameId.first { return "; did you mean `\(other)`?" }
        return Suggestion.phrase(for: uid.description, among: known)
    }

    // MARK: The head

    /// Whether some action fits the head: one that it allows, done by a type of principal and to a type of resource that
    /// it allows.
    func application(_ policy: Policy) -> [ValidationFinding] {
        let actions = actions(policy.action)
        let principals = types(policy.principal)
        let resources = types(policy.resource)
        let fits = actions.contains { action in
            action.principals.contains { principals?.contains($0) ?? true }
                && action.resources.contains { resources?.contains($0) ?? true }
        }
        if fits { return [] }
        let message: String
        if actions.isEmpty {
            message = "no action of the schema fits this head"
        } else {
            let wrong = [
                ("principal", principals, Set(actions.flatMap(\.principals))),
                ("resource", resources, Set(actions.flatMap(\.resources))),
            ].first { _, asked, known in asked.map { $0.isDisjoint(with: known) } ?? known.isEmpty }
            if let (name, _, known) = wrong {
                let list = known.sorted().map { "`\($0)`" }.joined(separator: ", ")
                message =
                    known.isEmpty
                    ? "the head asks for an action that applies to nothing"
                    : "the head's \(name) fits no action that it asks for; those take \(list)"
            } else {
                message = "no action that the head asks for takes its principal and its resource together"
            }
        }
        return [
            ValidationFinding(policy: policy.id, kind: .notApplicable, message: message, range: policy.range)
        ]
    }

    private func actions(_ scope: Policy.Scope) -> [Schema.Action] {
        switch scope {
        case .equal(let uid): return schema.actions[uid].map { [$0] } ?? []
        case .isIn(let groups):
            // As in the reference, one unknown action among them leaves none.
            guard groups.allSatisfy({ schema.actions[$0] != nil }) else { return [] }
            return schema.actions.values.filter { action in
                groups.contains { $0 == action.uid || action.ancestors.contains($0) }
            }
        default: return Array(schema.actions.values)
        }
    }

    /// The entity types that a scope allows; nil for all.
    private func types(_ scope: Policy.Scope) -> Set<String>? {
        switch scope {
        case .any, .equalSlot, .inSlot: return nil
        case .equal(let uid): return [uid.type]
        case .isIn(let list): return Set(list.flatMap { within($0.type) })
        case .isType(let type), .isTypeInSlot(let type): return schema.knowsType(type) ? [type] : []
        case .isTypeIn(let type, let uid): return within(uid.type).contains(type) ? [type] : []
        }
    }

    private func within(_ group: String) -> [String] { schema.entityTypes(within: group) + [group] }
}
