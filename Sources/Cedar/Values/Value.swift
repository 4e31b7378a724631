/// A value of the language. Texts are told apart byte for byte, unlike Swift's own.
public enum Value: Sendable {
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
    case record(Record)
    /// A value of an extension's type.
    case extended(ExtensionValue)

    /// The name of the value's type, as messages say it.
    var typeName: String {
        switch self {
        case .bool: "bool"
        case .long: "long"
        case .string: "string"
        case .entity(let uid): "entity of type `\(uid.type)`"
        case .set: "set"
        case .record: "record"
        case .extended(let value): value.typeName
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
            case _ where scalar.value < 0x20 || scalar.value == 0x7F:
                result += "\\u{" + String(scalar.value, radix: 16) + "}"
            default: result.unicodeScalars.append(scalar)
            }
        }
        return result + "\""
    }
}

extension Value: Hashable {
    /// Whether both are of the same type and equal; texts byte for byte.
    public static func == (left: Self, right: Self) -> Bool {
        switch (left, right) {
        case (.bool(let one), .bool(let other)): one == other
        case (.long(let one), .long(let other)): one == other
        case (.string(let one), .string(let other)): ExactText.areEqual(one, other)
        case (.entity(let one), .entity(let other)): one == other
        case (.set(let one), .set(let other)): one == other
        case (.record(let one), .record(let other)): one == other
        case (.extended(let one), .extended(let other)): one == other
        default: false
        }
    }

    /// Feeds what equality looks at to a hasher.
    public func hash(into hasher: inout Hasher) {
        switch self {
        case .bool(let value): hasher.combine(value)
        case .long(let value): hasher.combine(value)
        case .string(let value): hasher.combine(value)
        case .entity(let value): hasher.combine(value)
        case .set(let value): hasher.combine(value)
        case .record(let value): hasher.combine(value)
        case .extended(let value): hasher.combine(value)
        }
    }
}
