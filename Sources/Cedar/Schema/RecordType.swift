/// The attributes of a record, of an entity or of a request's context. Names are told apart byte for byte.
public struct RecordType: Hashable, Sendable {
    /// The type of one attribute.
    public struct Attribute: Hashable, Sendable {
        /// Its name.
        public var name: String
        /// Its type.
        public var type: CedarType
        /// Whether it is always there; an optional one must be asked for with `has` first.
        public var isRequired: Bool
    }

    private var storage: [ExactText: Attribute]

    /// No attributes.
    public init() {
        storage = [:]
    }

    /// These attributes; of two with the same name the later one counts.
    public init(_ attributes: some Sequence<Attribute>) {
        storage = [:]
        for attribute in attributes { storage[ExactText(attribute.name)] = attribute }
    }

    /// The attribute of a name, if there is one.
    public subscript(name: String) -> Attribute? { storage[ExactText(name)] }

    /// The attributes, in the order of their names' bytes.
    public var attributes: [Attribute] { storage.sorted { $0.key < $1.key }.map(\.value) }

    /// The names, in the order of their bytes.
    public var names: [String] { storage.keys.sorted().map(\.text) }

    /// Whether there is no attribute.
    public var isEmpty: Bool { storage.isEmpty }

    func joined(_ other: RecordType) -> RecordType? {
        guard storage.count == other.storage.count else { return nil }
        var result = self
        for (name, one) in storage {
            guard let two = other.storage[name], one.isRequired == two.isRequired, let type = one.type.joined(two.type)
            else { return nil }
            result.storage[name]?.type = type
        }
        return result
    }
}

extension RecordType: CustomStringConvertible {
    /// As a schema writes it.
    public var description: String {
        if isEmpty { return "{}" }
        let list = attributes.map { attribute in
            "\(SchemaWords.attributeName(attribute.name))\(attribute.isRequired ? "" : "?"): \(attribute.type)"
        }
        return "{ " + list.joined(separator: ", ") + " }"
    }
}
