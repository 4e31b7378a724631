/// Policies, templates, links and sets of them from JSON.
struct PolicyJSONReader {
    /// How deep the JSON may nest: a long chain of `&&` nests as deep as it is long. Far from the end of the stack.
    static let deepest = 4_096
    /// How many faults are told of; more would only hide the first.
    static let most = 100

    private let document: JSONDocument
    private var expressions: ExpressionJSONReader
    private(set) var faults: [ParseFault] = []

    init(_ document: JSONDocument) {
        self.document = document
        expressions = ExpressionJSONReader(document)
    }

    // MARK: Sets

    mutating func set(_ root: JSONNode) -> PolicySet {
        var set = PolicySet()
        do throws(ParseFault) {
            let parts = try fields(root, "a policy set", ["staticPolicies", "templates", "templateLinks"])
            var ids: Set<ExactText> = []
            for (index, wantsTemplate) in [(0, false), (1, true)] {
                let what = wantsTemplate ? "templates" : "policies"
                for member in try document.members(parts[index], what) where faults.count < Self.most {
                    do throws(ParseFault) {
                        guard ids.insert(ExactText(member.name)).inserted else {
                            throw document.fault("`\(member.name)` is the id of a policy above", member.value)
                        }
                        let policy = try policy(member.value, id: member.name)
                        guard wantsTemplate || !policy.isTemplate else {
                            throw document.fault("a policy with slots belongs to `templates`", member.value)
                        }
                        set.policies.append(policy)
                    } catch {
                        faults.append(error)
                    }
                }
            }
            try links(parts[2], &set, ids)
        } catch {
            faults.append(error)
        }
        return set
    }

    private mutating func links(
        _ node: JSONNode, _ set: inout PolicySet, _ taken: Set<ExactText>
    ) throws(ParseFault) {
        let nodes = try document.items(node, "links of templates")
        // Looked up by id here: a search through the set for each link would take the square of their number.
        let templates = Dictionary(
            set.policies.filter(\.isTemplate).map { (ExactText($0.id), $0) }, uniquingKeysWith: { first, _ in first })
        var taken = taken
        for node in nodes where faults.count < Self.most {
            do throws(ParseFault) {
                let link = try link(node)
                guard let template = templates[ExactText(link.template)] else {
                    // A template that could not be read is told of already.
                    if taken.contains(ExactText(link.template)), !faults.isEmpty { continue }
                    throw document.fault(PolicySetError.noTemplate(link.template).description, node)
                }
                guard taken.insert(ExactText(link.id)).inserted else {
                    throw document.fault(PolicySetError.duplicate(link.id).description, node)
                }
                for (slot, scope, entity) in [
                    (Expression.Variable.principal, template.principal, link.principal),
                    (.resource, template.resource, link.resource),
                ] where scope.hasSlot != (entity != nil) {
                    let error: PolicySetError =
                        scope.hasSlot
                        ? .unfilled(slot: slot, template: template.id) : .noSlot(slot: slot, template: template.id)
                    throw document.fault(error.description, node)
                }
                set.links.append(link)
            } catch {
                faults.append(error)
            }
        }
    }

    private func link(_ node: JSONNode) throws(ParseFault) -> TemplateLink {
        let parts = try fields(node, "a link", ["templateId", "newId", "values"])
        let template = try document.text(parts[0], "a template's id")
        var link = TemplateLink(id: try document.text(parts[1], "an id"), template: template)
        for member in try document.members(parts[2], "what fills the slots") {
            switch member.name {
            case "?principal": link.principal = try document.uid(member.value)
            case "?resource": link.resource = try document.uid(member.value)
            default:
                throw document.fault(
                    "there is no slot `\(member.name)`, only `?principal` and `?resource`", member.value)
            }
        }
        return link
    }

    // MARK: Policies

    mutating func policy(_ node: JSONNode, id: String) throws(ParseFault) -> Policy {
        let parts = try fields(
            node, "a policy", ["effect", "principal", "action", "resource", "conditions"], ["annotations"])
        let written = try document.text(parts[0], "`permit` or `forbid`")
        guard let effect = Policy.Effect(rawValue: written) else {
            throw document.fault("the effect is `permit` or `forbid`, not `\(written)`", parts[0])
        }
        let principal = try scope(parts[1], .principal)
        let action = try scope(parts[2], .action)
        let resource = try scope(parts[3], .resource)
        var conditions: [Policy.Condition] = []
        for node in try document.items(parts[4], "conditions") {
            let parts = try fields(node, "a condition", ["kind", "body"])
            let kind = try document.text(parts[0], "`when` or `unless`")
            guard kind == "when" || kind == "unless" else {
                throw document.fault("a condition is `when` or `unless`, not `\(kind)`", parts[0])
            }
            let body = try expressions.expression(parts[1])
            conditions.append(Policy.Condition(isWhen: kind == "when", body: body))
        }
        var policy = Policy(
            id: id, annotations: [:], effect: effect, principal: principal, action: action, resource: resource,
            conditions: conditions, range: expressions.range(node))
        if parts.count > 5 { try annotate(&policy, parts[5]) }
        return policy
    }

    private func annotate(_ policy: inout Policy, _ node: JSONNode) throws(ParseFault) {
        for member in try document.members(node, "annotations") {
            guard Vocabulary.isIdentifier(member.name) else {
                throw document.fault("`\(member.name)` is no name of an annotation", member.value)
            }
            if case .null = member.value.form {
                policy.annotations[member.name] = ""
                policy.bareAnnotations.insert(member.name)
            } else {
                policy.annotations[member.name] = try document.text(member.value, "an annotation's text")
            }
        }
    }

    private func scope(_ node: JSONNode, _ variable: Expression.Variable) throws(ParseFault) -> Policy.Scope {
        let members = try document.members(node, "what the head asks of the \(variable.rawValue)")
        func member(_ name: String) -> JSONNode? { members.first { $0.name == name }?.value }
        guard let sign = member("op") else { throw document.fault("expected `op`", node) }
        let operation = try document.text(sign, "`All`, `==`, `in` or `is`")
        switch operation {
        case "All", "all": return .any
        case "==":
            guard let uid = try entity(members, variable, node) else { return .equalSlot }
            return .equal(uid)
        case "in":
            guard variable == .action, let list = member("entities") else {
                guard let uid = try entity(members, variable, node) else { return .inSlot }
                return .isIn([uid])
            }
            guard member("entity") == nil, member("slot") == nil else {
                throw document.fault("give one of `entity` and `entities`", node)
            }
            var entities: [EntityUID] = []
            for item in try document.items(list, "actions") { entities.append(try entity(item, variable)) }
            return .isIn(entities)
        case "is" where variable != .action:
            for member in members where !["op", "entity_type", "in"].contains(member.name) {
                throw document.fault("`is` has no `\(member.name)`, only `entity_type` and `in`", member.value)
            }
            guard let named = member("entity_type") else { throw document.fault("expected `entity_type`", node) }
            let type = try document.text(named, "an entity type")
            guard EntityUID.isType(type) else { throw document.fault("`\(type)` is no entity type", named) }
            guard let within = member("in"), !within.isNull else { return .isType(type) }
            let inner = try document.members(within, "`entity` or `slot`")
            guard let uid = try entity(inner, variable, within) else { return .isTypeInSlot(type) }
            return .isTypeIn(type, uid)
        default:
            let known = variable == .action ? "`All`, `==` or `in`" : "`All`, `==`, `in` or `is`"
            throw document.fault("`\(operation)` is not \(known)", sign)
        }
    }

    /// What `entity` names; nil where there is a `slot` instead.
    private func entity(
        _ members: [JSONNode.Member], _ variable: Expression.Variable, _ node: JSONNode
    ) throws(ParseFault) -> EntityUID? {
        let named = members.first { $0.name == "entity" }?.value
        let slot = members.first { $0.name == "slot" }?.value
        switch (named, slot) {
        case (let named?, nil): return try entity(named, variable)
        case (nil, let slot?):
            let name = try document.text(slot, "a slot")
            guard variable != .action, name == "?" + variable.rawValue else {
                throw document.fault("slot `\(name)` cannot stand for the \(variable.rawValue)", slot)
            }
            return nil
        case (nil, nil): throw document.fault("expected `entity` or `slot`", node)
        case (_?, _?): throw document.fault("give one of `entity` and `slot`", node)
        }
    }

    private func entity(_ node: JSONNode, _ variable: Expression.Variable) throws(ParseFault) -> EntityUID {
        let uid = try document.uid(node)
        guard variable != .action || uid.isAction else {
            throw document.fault("`\(uid)` is no action; its type must be `Action`, with or without namespaces", node)
        }
        return uid
    }

    /// The members of these names, all of which must be there, then those that may be, and no others.
    private func fields(
        _ node: JSONNode, _ what: String, _ names: [String], _ optional: [String] = []
    ) throws(ParseFault) -> [JSONNode] {
        let members = try document.members(node, what)
        for member in members where !names.contains(member.name) && !optional.contains(member.name) {
            let known = (names + optional).map { "`\($0)`" }.joined(separator: ", ")
            throw document.fault("\(what) has no `\(member.name)`, only \(known)", member.value)
        }
        var found: [JSONNode] = []
        for name in names {
            guard let member = members.first(where: { $0.name == name }) else {
                throw document.fault("\(what) needs `\(name)`", node)
            }
            found.append(member.value)
        }
        return found + optional.compactMap { name in members.first { $0.name == name }?.value }
    }
}
