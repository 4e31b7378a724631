/// A type as a schema writes it, before names are looked up.
public struct SchemaType: Hashable, Sendable {
    /// What is written.
    public indirect enum Form: Hashable, Sendable {
        /// A name: a common type's, or else an entity type's.
        case named(String)
        /// A name that can only be a common type's: in JSON `{"type": "Name"}`, and a context given by its name.
        case common(String)
        /// A name that can only be an entity type's: in JSON `{"type": "Entity", "name": …}`.
        case entity(String)
        /// A type that the language brings along, whatever else bears its name: in JSON `{"type": "Long"}` and the like.
        case builtin(String)
        /// `Set<T>`.
        case set(SchemaType)
        /// `{ … }`.
        case record([SchemaAttribute])
    }

    /// What is written.
    public var form: Form
    /// Where it stands.
    public var place: DeclarationPlace

    /// The record without attributes.
    static let emptyRecord = SchemaType(form: .record([]), place: DeclarationPlace())

    /// Whether it is the record without attributes.
    var isEmptyRecord: Bool { form == .record([]) }
}

/// An attribute as a schema writes it.
public struct SchemaAttribute: Hashable, Sendable {
    /// Its name.
    public var name: String
    /// Its type.
    public var type: SchemaType
    /// Whether it is always there.
    public var isRequired: Bool
    /// `@name("value")`; one without a value has the empty text.
    public var annotations: [String: String]
    /// Where it stands.
    public var place: DeclarationPlace
}

/// Where something stands in the text of a schema. It takes no part in equality, so that a schema and its translation
/// can be compared.
public struct DeclarationPlace: Hashable, Sendable {
    /// Bytes of UTF-8 before it.
    public var offset: Int
    /// How many characters of its line to underline.
    public var length: Int

    init(offset: Int = 0, length: Int = 1) {
        self.offset = offset
        self.length = length
    }

    /// Always: a place is no part of what is declared.
    public static func == (left: Self, right: Self) -> Bool { true }

    /// Nothing, as equality looks at nothing.
    public func hash(into hasher: inout Hasher) {}
}
