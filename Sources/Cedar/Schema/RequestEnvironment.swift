/// The types of one kind of request: what a policy is checked for, one after the other.
public struct RequestEnvironment: Hashable, Sendable, CustomStringConvertible {
    /// The principal's type.
    public var principal: String
    /// The action.
    public var action: EntityUID
    /// The resource's type.
    public var resource: String
    /// The context.
    public var context: RecordType
    /// The type of the entity that fills `?principal`, in a template.
    public var principalSlot: String?
    /// The type of the entity that fills `?resource`, in a template.
    public var resourceSlot: String?

    init(
        principal: String, action: EntityUID, resource: String, context: RecordType, principalSlot: String? = nil,
        resourceSlot: String? = nil
    ) {
        self.principal = principal
        self.action = action
        self.resource = resource
        self.context = context
        self.principalSlot = principalSlot
        self.resourceSlot = resourceSlot
    }

    /// `User does Action::"view" to Photo`.
    public var description: String { "\(principal) does \(action) to \(resource)" }
}
