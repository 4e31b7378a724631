/// The words that the language knows: which names are not free, and which functions and methods there are.
enum Vocabulary {
    /// Words that are no names, neither of types nor of attributes.
    static let reserved: Set<String> = [
        "true", "false", "if", "then", "else", "in", "is", "like", "has", "__cedar",
    ]

    /// Methods of sets and of entities' tags, with the number of their arguments.
    static let methods: [String: Int] = [
        "contains": 1, "containsAll": 1, "containsAny": 1, "isEmpty": 0, "hasTag": 1, "getTag": 1,
    ]

    /// Functions of the extensions.
    static let extensionFunctions: Set<String> = ["decimal", "ip", "datetime", "duration"]

    /// Methods of the extensions.
    static let extensionMethods: Set<String> = [
        "lessThan", "lessThanOrEqual", "greaterThan", "greaterThanOrEqual",
        "isIpv4", "isIpv6", "isLoopback", "isMulticast", "isInRange",
        "offset", "durationSince", "toDate", "toTime",
        "toMilliseconds", "toSeconds", "toMinutes", "toHours", "toDays",
    ]
}

extension Vocabulary {
    /// Whether a text may stand as an attribute without quotes.
    static func isName(_ text: String) -> Bool { isIdentifier(text) && !reserved.contains(text) }

    /// Whether a text is letters of ASCII, digits and `_`, with no digit in front.
    static func isIdentifier(_ text: String) -> Bool {
        guard let first = text.utf8.first, !(0x30...0x39).contains(first) else { return false }
        return text.utf8.allSatisfy {
            (0x61...0x7A).contains($0) || (0x41...0x5A).contains($0) || (0x30...0x39).contains($0) || $0 == 0x5F
        }
    }
}
