/// A value of the language.
public enum Value: Hashable, Sendable {
    /// `true` or `false`.
    case bool(Bool)
    /// A whole number of 64 bits; leaving that range is an error.
    case long(Int64)
    /// Text.
    case string(String)
    /// A reference to an entity, which may or may not exist.
    case entity(EntityUID)
    /// A set, of any values.
    case set(Set<Value>)
    /// A record of attributes.
    case record([String: Value])

    /// The name of the value's type, as messages say it.
    var typeName: String {
        switch self {
        case .bool: "bool"
        case .long: "long"
        case .string: "string"
        case .entity(let uid): "entity of type `\(uid.type)`"
        case .set: "set"
        case .record: "record"
        }
    }

    /// Text in quotes, escaped as a policy has to write it.
    static func quoted(_ text: String) -> String {
        var result = "\""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\n": result += "\\n"
            case "\r": result += "\\r"
            case "\t": result += "\\t"
            case "\0": result += "\\0"
            case "\\": result += "\\\\"
            case "\"": result += "\\\""
            default: result.unicodeScalars.append(scalar)
            }
        }
        return result + "\""
    }
}
