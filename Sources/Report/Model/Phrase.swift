/// A language in which a report can be read.
public enum Language: String, CaseIterable, Codable, Hashable, Sendable {
    /// Japanese.
    case ja
    /// English.
    case en
}

/// A piece of text in both languages of the house. Plain text: no renderer ever reads markup in it.
public struct Phrase: Codable, Hashable, Sendable {
    /// The Japanese wording.
    public var ja: String
    /// The English wording.
    public var en: String

    /// A text in Japanese and English.
    public init(ja: String, en: String) {
        self.ja = ja
        self.en = en
    }

    /// A text that is the same in both languages, such as an id or a company's registration.
    public init(both text: String) {
        self.init(ja: text, en: text)
    }

    /// The wording in one language.
    public subscript(language: Language) -> String {
        language == .ja ? ja : en
    }

    /// Whether either language says nothing.
    public var isBlank: Bool {
        ja.allSatisfy(\.isWhitespace) || en.allSatisfy(\.isWhitespace)
    }

    /// One text after the other, with nothing between them.
    public static func + (left: Phrase, right: Phrase) -> Phrase {
        Phrase(ja: left.ja + right.ja, en: left.en + right.en)
    }

    /// A text made in each language by the same recipe.
    public static func each(_ make: (Language) -> String) -> Phrase {
        Phrase(ja: make(.ja), en: make(.en))
    }
}

extension Collection<Phrase> {
    /// All texts in order, with a separator between them.
    public func joined(by separator: Phrase) -> Phrase {
        .each { language in map { $0[language] }.joined(separator: separator[language]) }
    }
}
