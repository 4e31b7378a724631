/// The name of an entity: its type, with namespaces, and its id, such as `Photo::Album::"trip"`.
public struct EntityUID: Hashable, Comparable, Sendable, CustomStringConvertible {
    /// The type, its namespaces separated by `::`.
    public var type: String
    /// The id: any text, told apart byte for byte.
    public var id: String

    /// The name of an entity.
    public init(type: String, id: String) {
        self.type = type
        self.id = id
    }

    /// As a policy writes it.
    public var description: String { "\(type)::\(Value.quoted(id))" }

    /// Whether type and id are the same, byte for byte.
    public static func == (left: Self, right: Self) -> Bool {
        ExactText.areEqual(left.id, right.id) && left.type == right.type
    }

    /// Feeds type and id to a hasher.
    public func hash(into hasher: inout Hasher) {
        hasher.combine(type)
        hasher.combine(id)
    }

    /// By type, then by the bytes of the id.
    public static func < (left: Self, right: Self) -> Bool {
        (left.type, ExactText(left.id)) < (right.type, ExactText(right.id))
    }
}
