/// The name of an entity: its type, with namespaces, and its id, such as `Photo::Album::"trip"`.
public struct EntityUID: Hashable, Comparable, Sendable, CustomStringConvertible {
    /// The type, its namespaces separated by `::`.
    public var type: String
    /// The id: any text.
    public var id: String

    /// The name of an entity.
    public init(type: String, id: String) {
        self.type = type
        self.id = id
    }

    /// As a policy writes it.
    public var description: String { "\(type)::\(Value.quoted(id))" }

    /// By type, then id.
    public static func < (left: Self, right: Self) -> Bool { (left.type, left.id) < (right.type, right.id) }
}
