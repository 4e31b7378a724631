@testable import Cedar

/// A JSON value without its place, the order of members aside.
indirect enum JSONValue: Hashable {
    case null
    case bool(Bool)
    case long(Int64)
    case string(String)
    case array([JSONValue])
    case object([String: JSONValue])

    init(_ text: String) throws {
        self.init(try JSONReader.read(text, deepest: 4_096).root)
    }

    private init(_ node: JSONNode) {
        switch node.form {
        case .null: self = .null
        case .bool(let truth): self = .bool(truth)
        case .long(let number): self = .long(number)
        case .string(let text): self = .string(text)
        case .array(let items): self = .array(items.map(JSONValue.init))
        case .object(let members):
            self = .object(Dictionary(members.map { ($0.name, JSONValue($0.value)) }, uniquingKeysWith: { $1 }))
        }
    }
}
