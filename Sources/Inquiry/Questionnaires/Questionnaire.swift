public import Intake

/// What people were asked, and who was asked what.
public struct Questionnaire: Sendable {
    /// How a question is answered.
    public enum Kind: String, Codable, Sendable {
        /// One of the options.
        case single
        /// Any of the options.
        case multiple
        /// In their own words.
        case text
    }

    /// An answer to choose.
    public struct Option: Decodable, Hashable, Sendable {
        /// Short name, by which answers give it.
        public var id: String
        /// As it was put, in Japanese.
        public var ja: String
        /// As it was put, in English.
        public var en: String
    }

    /// What an earlier question has to have been answered with.
    public struct Condition: Decodable, Hashable, Sendable {
        /// Id of the earlier question.
        public var question: String
        /// Options of which one has to have been chosen.
        public var options: [String]

        enum CodingKeys: String, CodingKey {
            case question
            case options = "in"
        }
    }

    /// One question.
    public struct Question: Sendable {
        /// Short name, and heading of its column in the answers.
        public var id: String
        /// How it is answered.
        public var kind: Kind
        /// As it was put.
        public var text: BilingualText
        /// The answers to choose; none for a text.
        public var options: [Option]
        /// Whether those who were asked have to answer: by default to choose, not to write.
        public var isRequired: Bool
        /// Who was asked: those for whom all of this holds.
        public var conditions: [Condition]
    }

    /// Short name.
    public let id: String
    /// Its title.
    public let title: BilingualText
    /// The questions, in order.
    public let questions: [Question]

    private struct File: Decodable {
        struct Entry: Decodable {
            var id: String
            var kind: Kind
            var text: BilingualText
            var options: [Option]?
            var required: Bool?
            var askedIf: Conditions?
        }
        struct Conditions: Decodable {
            var list: [Condition]
            init(from decoder: any Decoder) throws {
                if let one = try? Condition(from: decoder) {
                    list = [one]
                } else {
                    list = try [Condition](from: decoder)
                }
            }
        }
        var questionnaire: String
        var title: BilingualText
        var questions: [Entry]
    }

    /// A questionnaire of a document that its schema allows.
    ///
    /// - Throws: the first thing that makes no sense, with its place: a condition on a question that does not come
    ///   before, on an option that it does not have, or an id that stands twice.
    public init(_ document: LocatedYAML) throws(IntakeError) {
        let file = try document.decode(File.self)
        id = file.questionnaire
        title = file.title
        var questions: [Question] = []
        for (index, entry) in file.questions.enumerated() {
            let place = document.place(of: ["questions", .index(index), "id"])
            guard !questions.contains(where: { $0.id == entry.id }) else {
                throw IntakeError(
                    at: place, ja: "質問 `\(entry.id)` が 2 つあります。別の ID にしてください",
                    en: "question `\(entry.id)` stands twice; give each its own id")
            }
            let options = entry.options ?? []
            for (number, option) in options.enumerated() {
                if AnswerTables.ownRows.contains(option.id) {
                    throw IntakeError(
                        at: document.place(of: ["questions", .index(index), "options", .index(number)]),
                        ja: "選択肢の ID `\(option.id)` は表の行の名前です。別の ID にしてください",
                        en: "`\(option.id)` is what a row of the tables is called; give the option another id")
                }
                guard options[..<number].contains(where: { $0.id == option.id }) else { continue }
                throw IntakeError(
                    at: document.place(of: ["questions", .index(index), "options", .index(number)]),
                    ja: "選択肢 `\(option.id)` が 2 つあります。別の ID にしてください",
                    en: "option `\(option.id)` stands twice; give each its own id")
            }
            for condition in entry.askedIf?.list ?? [] {
                let place = document.place(of: ["questions", .index(index), "askedIf"])
                guard let earlier = questions.first(where: { $0.id == condition.question }) else {
                    throw IntakeError(
                        at: place,
                        ja: "askedIf の質問 `\(condition.question)` は、これより前の質問ではありません",
                        en: "`askedIf` names `\(condition.question)`, which is no earlier question")
                }
                for id in condition.options where !earlier.options.contains(where: { $0.id == id }) {
                    let there = earlier.options.map { "`\($0.id)`" }.joined(separator: ", ")
                    throw IntakeError(
                        at: place, ja: "質問 `\(earlier.id)` に選択肢 `\(id)` はありません。あるのは \(there) です",
                        en: "question `\(earlier.id)` has no option `\(id)`, only \(there)")
                }
            }
            questions.append(
                Question(
                    id: entry.id, kind: entry.kind, text: entry.text, options: options,
                    isRequired: entry.required ?? (entry.kind != .text), conditions: entry.askedIf?.list ?? []))
        }
        self.questions = questions
    }

    /// Whether a question was put to somebody.
    ///
    /// - Parameter answers: what they answered to the questions before it that were put to them, and to no others: a
    ///   condition holds only where the earlier question was itself asked.
    func asks(_ question: Question, _ answers: [String: [String]]) -> Bool {
        question.conditions.allSatisfy { condition in
            answers[condition.question]?.contains { condition.options.contains($0) } == true
        }
    }
}
