/// Attributes by name. Names are told apart byte for byte.
public struct Record: Hashable, Sendable, ExpressibleByDictionaryLiteral {
    private var storage: [ExactText: Value]

    /// No attributes.
    public init() {
        storage = [:]
    }

    /// The attributes of a dictionary.
    public init(_ attributes: [String: Value]) {
        storage = Dictionary(uniqueKeysWithValues: attributes.map { (ExactText($0.key), $0.value) })
    }

    /// Attributes as they are written down; of two with the same name the later one counts.
    public init(dictionaryLiteral elements: (String, Value)...) {
        storage = [:]
        for (name, value) in elements { storage[ExactText(name)] = value }
    }

    /// The value of an attribute; nil where there is none.
    public subscript(name: String) -> Value? {
        get { storage[ExactText(name)] }
        set { storage[ExactText(name)] = newValue }
    }

    /// How many attributes there are.
    public var count: Int { storage.count }

    /// Whether there is no attribute.
    public var isEmpty: Bool { storage.isEmpty }

    /// The names, in the order of their bytes.
    public var keys: [String] { storage.keys.sorted().map(\.text) }

    /// The values, in no particular order.
    public var values: some Collection<Value> { storage.values }

    /// Names and values, in no particular order.
    var pairs: some Collection<(String, Value)> { storage.lazy.map { ($0.key.text, $0.value) } }
}
