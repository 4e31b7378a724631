/// One thing in an entity or a request that the schema does not allow.
public struct DataFinding: Error, Hashable, Sendable, CustomStringConvertible {
    /// The entity that it was found in; nil for a request.
    public var entity: EntityUID?
    /// What was found, and what the schema asks for: lower case, no full stop.
    public var message: String

    /// The entity, then the message.
    public var description: String { (entity.map { "`\($0)`: " } ?? "") + message }
}
