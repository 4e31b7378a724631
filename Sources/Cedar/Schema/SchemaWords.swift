/// Names and words of the schema language.
enum SchemaWords {
    /// Words that are no names of entity types, common types or bare attributes.
    static let reserved = Vocabulary.reserved.subtracting(["__cedar"])

    /// The namespace that holds what the language brings along. A schema may refer to it, and declare nothing in it.
    static let builtinNamespace = "__cedar"

    /// Names that JSON schemas use for kinds of types, so that no common type may have them.
    static let typeKeywords: Set<String> = [
        "Bool", "Boolean", "Entity", "Extension", "Long", "Record", "Set", "String",
    ]

    /// The types that the language brings along, by the names that a schema may use for them.
    static let builtin: [String: CedarType] = {
        var types: [String: CedarType] = ["Bool": .anyBool, "Long": .long, "String": .string]
        for type in CedarType.ExtensionType.allCases { types[type.rawValue] = .extended(type) }
        return types
    }()

    /// Whether a text is one name: letters, digits and `_`, not beginning with a digit.
    static func isName(_ text: String) -> Bool {
        guard let first = text.utf8.first, !(0x30...0x39).contains(first) else { return false }
        return text.utf8.allSatisfy {
            (0x61...0x7A).contains($0) || (0x41...0x5A).contains($0) || (0x30...0x39).contains($0) || $0 == 0x5F
        }
    }

    /// The names of a path: `A::B::C`.
    static func parts(of path: String) -> [String] {
        var parts: [String] = []
        var rest = path[...]
        while let separator = rest.firstRange(of: "::") {
            parts.append(String(rest[..<separator.lowerBound]))
            rest = rest[separator.upperBound...]
        }
        return parts + [String(rest)]
    }

    /// Whether a text is a path of names, none of them reserved.
    static func isPath(_ text: String) -> Bool {
        parts(of: text).allSatisfy { isName($0) && !reserved.contains($0) }
    }

    /// Whether a type's last name is `Action`: such types have no declaration of their own.
    static func isActionType(_ type: String) -> Bool { type == "Action" || type.hasSuffix("::Action") }

    /// An attribute's name, in quotes where it needs them.
    static func attributeName(_ name: String) -> String {
        isName(name) && !reserved.contains(name) ? name : Value.quoted(name)
    }
}
