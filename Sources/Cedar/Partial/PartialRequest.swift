/// A question of which some parts are not known yet.
public struct PartialRequest: Hashable, Sendable {
    /// The principal, the action or the resource.
    public enum Part: Hashable, Sendable {
        /// It is this one.
        case known(EntityUID)
        /// It is not known; the type may be.
        case unknown(type: String?)

        var uid: EntityUID? {
            if case .known(let uid) = self { return uid }
            return nil
        }

        /// The type, where it is known.
        var type: String? {
            switch self {
            case .known(let uid): uid.type
            case .unknown(let type): type
            }
        }
    }

    /// Who asks.
    public var principal: Part
    /// What they would do.
    public var action: Part
    /// To what.
    public var resource: Part
    /// The circumstances; nil where they are not known.
    public var context: Record?
    /// Types of entities that may come with what is not known yet, beside those at hand. An entity of such a type that
    /// is not at hand may still appear, so that nothing is concluded from its absence; nil means any type. Entities at
    /// hand do not change.
    public var arrivingTypes: Set<String>?

    /// A question. Unless told otherwise, entities of the types of the unknown parts may come with them.
    public init(principal: Part, action: Part, resource: Part, context: Record?) {
        self.principal = principal
        self.action = action
        self.resource = resource
        self.context = context
        var types: Set<String>? = []
        for case .unknown(let type) in [principal, action, resource] {
            if let type { types?.insert(type) } else { types = nil }
        }
        arrivingTypes = types
    }

    func part(_ variable: Expression.Variable) -> Part? {
        switch variable {
        case .principal: principal
        case .action: action
        case .resource: resource
        case .context: nil
        }
    }
}
