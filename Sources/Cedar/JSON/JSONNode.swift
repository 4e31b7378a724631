/// A value of a JSON text, and where it begins.
struct JSONNode {
    enum Form {
        case null
        case bool(Bool)
        case long(Int64)
        case string(String)
        case array([JSONNode])
        /// Members in their order, each name once.
        case object([Member])
    }

    struct Member {
        var name: String
        var value: JSONNode
    }

    var form: Form
    /// Bytes of UTF-8 before it.
    var offset: Int

    /// What it is, as a message says it.
    var typeName: String {
        switch form {
        case .null: "null"
        case .bool: "true or false"
        case .long: "a number"
        case .string: "a text"
        case .array: "a list"
        case .object: "an object"
        }
    }
}
