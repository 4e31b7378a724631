/// A policy made of a template: the entities that fill its slots.
public struct TemplateLink: Hashable, Sendable {
    /// The id of the policy that it makes.
    public var id: String
    /// The template's id.
    public var template: String
    /// What fills `?principal`; nil where the template has no such slot.
    public var principal: EntityUID?
    /// What fills `?resource`; nil where the template has no such slot.
    public var resource: EntityUID?

    /// A link.
    public init(id: String, template: String, principal: EntityUID? = nil, resource: EntityUID? = nil) {
        self.id = id
        self.template = template
        self.principal = principal
        self.resource = resource
    }
}

/// Why a policy or a link is no part of a set.
public enum PolicySetError: Error, Hashable, Sendable, CustomStringConvertible {
    /// The set has something of that id.
    case duplicate(String)
    /// There is no template of that id.
    case noTemplate(String)
    /// A slot of a template that the link does not fill.
    case unfilled(slot: Expression.Variable, template: String)
    /// The link fills a slot that the template does not have.
    case noSlot(slot: Expression.Variable, template: String)

    /// What is wrong, and the mend.
    public var description: String {
        switch self {
        case .duplicate(let id): "the id `\(id)` is given twice; choose another"
        case .noTemplate(let id): "there is no template `\(id)` to link"
        case .unfilled(let slot, let template): "template `\(template)` needs an entity for `?\(slot.rawValue)`"
        case .noSlot(let slot, let template):
            "template `\(template)` has no slot `?\(slot.rawValue)`; leave its entity out"
        }
    }
}

extension PolicySet {
    /// The policies without slots, and after them those that the links make, each with the link's id: all that takes
    /// part in a decision.
    public var active: [Policy] {
        if links.isEmpty { return policies.filter { !$0.isTemplate } }
        let templates = Dictionary(policies.map { ($0.id, $0) }) { first, _ in first }
        return policies.filter { !$0.isTemplate }
            + links.compactMap { link in templates[link.template].map { $0.filled(by: link) } }
    }

    /// The templates.
    public var templates: [Policy] { policies.filter(\.isTemplate) }

    /// Adds a policy or template.
    ///
    /// - Throws: ``PolicySetError/duplicate(_:)`` where its id is taken.
    public mutating func add(_ policy: Policy) throws(PolicySetError) {
        guard isFree(policy.id) else { throw .duplicate(policy.id) }
        policies.append(policy)
    }

    /// Adds the policy that a template makes once its slots are filled.
    ///
    /// - Throws: ``PolicySetError`` where the id is taken, the template is not there, or its slots and the entities given
    ///   are not the same.
    public mutating func link(_ link: TemplateLink) throws(PolicySetError) {
        guard isFree(link.id) else { throw .duplicate(link.id) }
        guard let template = policies.first(where: { $0.id == link.template && $0.isTemplate }) else {
            throw .noTemplate(link.template)
        }
        for (slot, scope, entity) in [
            (Expression.Variable.principal, template.principal, link.principal),
            (.resource, template.resource, link.resource),
        ] where scope.hasSlot != (entity != nil) {
            throw scope.hasSlot
                ? .unfilled(slot: slot, template: template.id) : .noSlot(slot: slot, template: template.id)
        }
        links.append(link)
    }

    private func isFree(_ id: String) -> Bool {
        !policies.contains { ExactText.areEqual($0.id, id) } && !links.contains { ExactText.areEqual($0.id, id) }
    }
}

extension Policy {
    /// The policy that a link makes of this template.
    fileprivate func filled(by link: TemplateLink) -> Policy {
        var policy = self
        policy.id = link.id
        policy.principal = principal.filled(link.principal)
        policy.resource = resource.filled(link.resource)
        return policy
    }
}
