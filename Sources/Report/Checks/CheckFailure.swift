/// One thing that does not hold in a document.
public struct CheckFailure: Codable, Hashable, Sendable {
    /// What kind of thing does not hold.
    public enum Kind: String, CaseIterable, Codable, Hashable, Sendable {
        /// A row does not add up.
        case rowTotal
        /// A column does not add up.
        case columnTotal
        /// A part is above its whole.
        case atMost
        /// A number of distinct things is below one of its parts, or above all of them together.
        case union
        /// A share is not the share of the counts beside it, or is below zero or above one.
        case rate
        /// Two counts that should be equal are not.
        case equality
        /// A table does not print its base, or prints another number in it.
        case base
        /// A sentence, a key figure or a chart does not say what its cells say.
        case citation
        /// A number has no birth certificate.
        case provenance
        /// The document is not well made: a row is short, an id is used twice or leads nowhere, a count is below zero.
        case structure
    }

    /// What kind of thing does not hold.
    public var kind: Kind
    /// Where: a table's id, or that of a section or of the document.
    public var place: String
    /// What does not hold, for people, with the numbers.
    public var sentence: Phrase

    /// A failure with its place and its sentence.
    public init(kind: Kind, place: String, sentence: Phrase) {
        self.kind = kind
        self.place = place
        self.sentence = sentence
    }
}

/// A renderer's refusal: checks fail, and nobody has answered for publishing the document all the same.
public struct ReportBlocked: Error, Codable, Hashable, Sendable, CustomStringConvertible {
    /// What does not hold; at least one.
    public var failures: [CheckFailure]

    /// A refusal with its reasons.
    public init(failures: [CheckFailure]) {
        self.failures = failures
    }

    /// The refusal and its reasons in one language, one per line.
    public func message(_ language: Language) -> String {
        let head =
            language == .ja
            ? "検算の不一致が\(failures.count.grouped)件あるため、報告書を出力しません"
            : "the report is blocked: \(failures.count.grouped) check\(failures.count == 1 ? " fails" : "s fail")"
        return ([head] + failures.map { "  [\($0.place)] \($0.sentence[language])" }).joined(separator: "\n")
    }

    /// The refusal and its reasons in English.
    public var description: String { message(.en) }
}
