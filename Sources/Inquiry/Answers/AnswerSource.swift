public import Intake
public import Registry

/// A table of answers, collected in one way.
public struct AnswerSource: Sendable {
    /// The file's name.
    public var file: String
    /// Its bytes.
    public var bytes: [UInt8]
    /// Encoding and delimiter.
    public var format: TableFormat
    /// How the answers were collected, such as `web` or `interview`.
    public var mode: String

    /// A table of answers.
    public init(file: String, bytes: [UInt8], format: TableFormat, mode: String) {
        self.file = file
        self.bytes = bytes
        self.format = format
        self.mode = mode
    }
}

/// One person who was to be asked.
public struct PopulationMember: Hashable, Sendable {
    /// The person's id.
    public var id: String
    /// The column that they belong to.
    public var kind: EmploymentKind

    /// One person who was to be asked.
    public init(id: String, kind: EmploymentKind) {
        self.id = id
        self.kind = kind
    }
}

/// Why something that was answered does not count.
public enum SetAsideReason: String, CaseIterable, Codable, Sendable {
    /// Never finished.
    case draft
    /// A later answer of somebody whose answer counts already.
    case double
    /// Before the field period.
    case early
    /// After the field period, or between two of them.
    case late
    /// Of somebody who was not to be asked.
    case outsidePopulation
    /// An answer to a question that was not asked; the others of the same person count.
    case notAsked
    /// A question that was asked, had to be answered, and was not.
    case unanswered

    /// In a sentence.
    public var sentence: BilingualText {
        switch self {
        case .draft: BilingualText(ja: "途中保存で、提出されていない", en: "a draft that was never submitted")
        case .double: BilingualText(ja: "同じ人の 2 回目以降の回答", en: "a later answer of the same person")
        case .early: BilingualText(ja: "実施期間より前の回答", en: "before the field period")
        case .late: BilingualText(ja: "実施期間の後の回答", en: "after the field period")
        case .outsidePopulation: BilingualText(ja: "調査対象でない人の回答", en: "of somebody outside the population")
        case .notAsked: BilingualText(ja: "対象外の質問への回答", en: "an answer to a question that was not asked")
        case .unanswered: BilingualText(ja: "対象の質問への無回答", en: "no answer to a question that was asked")
        }
    }
}

/// Something that was answered and does not count.
public struct SetAside: Hashable, Sendable {
    /// Why.
    public var reason: SetAsideReason
    /// Whose.
    public var person: String
    /// The question, where only one answer is meant.
    public var question: String?
    /// The file.
    public var file: String
    /// The line, from 1.
    public var line: Int
}
