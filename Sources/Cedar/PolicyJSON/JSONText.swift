/// Texts and values as JSON writes them.
enum JSONText {
    /// A text in quotes.
    static func quoted(_ text: String) -> String {
        var result = "\""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"": result += "\\\""
            case "\\": result += "\\\\"
            case "\n": result += "\\n"
            case "\r": result += "\\r"
            case "\t": result += "\\t"
            case _ where scalar.value < 0x20:
                let digits = String(scalar.value, radix: 16)
                result += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
            default: result.unicodeScalars.append(scalar)
            }
        }
        return result + "\""
    }

    /// A value, as entities' attributes have it.
    static func value(_ value: Value) -> String {
        switch value {
        case .bool(let truth): return truth ? "true" : "false"
        case .long(let number): return "\(number)"
        case .string(let text): return quoted(text)
        case .entity(let uid): return #"{"__entity":{"type":\#(quoted(uid.type)),"id":\#(quoted(uid.id))}}"#
        case .set(let items): return "[" + items.map(self.value).sorted().joined(separator: ",") + "]"
        case .record(let record):
            let members = record.keys.map { name in
                quoted(name) + ":" + (record[name].map(self.value) ?? "null")
            }
            return "{" + members.joined(separator: ",") + "}"
        case .extended(let value):
            let arguments = value.arguments.map(self.value)
            let written =
                arguments.count == 1
                ? #""arg":\#(arguments[0])"# : #""args":[\#(arguments.joined(separator: ","))]"#
            return #"{"__extn":{"fn":\#(quoted(value.function)),\#(written)}}"#
        }
    }
}
