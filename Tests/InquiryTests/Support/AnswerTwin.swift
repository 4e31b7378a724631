import Inquiry
import Intake

/// Whose answer counts, worked out person by person and question by question.
struct AnswerTwin {
    /// Somebody who counts.
    struct Respondent: Hashable {
        var person: String
        var mode: String
        var kept: [String: Set<String>]
        var asked: Set<String>
    }

    private(set) var respondents: [Respondent] = []
    /// `reason person question file:line`.
    private(set) var setAside: [String] = []
    private(set) var doubles = 0
    private(set) var wholeRows = 0

    init(_ answers: MadeAnswers) {
        let members = answers.population.map(\.id)
        for (place, row) in answers.rows.enumerated() {
            let day = (row.at + 32_400) / 86_400
            func putAside(_ reason: SetAsideReason) {
                wholeRows += 1
                setAside.append("\(reason) \(row.person) - \(row.file):\(row.line)")
            }
            if !members.contains(row.person) {
                putAside(.outsidePopulation)
            } else if !row.isFinal {
                putAside(.draft)
            } else if !answers.fielded.contains(where: { $0.contains(day) }) {
                let first = answers.fielded.map(\.lowerBound).min() ?? 0
                putAside(day < first ? .early : .late)
            } else if Self.hasEarlier(place, answers) {
                doubles += 1
                setAside.append("\(SetAsideReason.double) \(row.person) - \(row.file):\(row.line)")
            } else {
                count(row, answers.made)
            }
        }
    }

    /// Whether the same person has an earlier answer that could count.
    private static func hasEarlier(_ place: Int, _ answers: MadeAnswers) -> Bool {
        let row = answers.rows[place]
        return answers.rows.indices.contains { other in
            let earlier = answers.rows[other]
            let day = (earlier.at + 32_400) / 86_400
            return earlier.person == row.person && earlier.isFinal && answers.fielded.contains { $0.contains(day) }
                && (earlier.at, other) < (row.at, place)
        }
    }

    private mutating func count(_ row: PlainAnswer, _ made: MadeQuestionnaire) {
        func isAsked(_ place: Int) -> Bool {
            made.questions[place].conditions.allSatisfy { condition in
                isAsked(condition.question)
                    && !Set(row.given[condition.question] ?? []).isDisjoint(with: condition.options)
            }
        }
        var respondent = Respondent(person: row.person, mode: row.mode, kept: [:], asked: [])
        for (place, question) in made.questions.enumerated() {
            let given = row.given[place] ?? []
            let name = "\(row.person) \(question.id) \(row.file):\(row.line)"
            if isAsked(place) {
                respondent.asked.insert(question.id)
                if given.isEmpty {
                    if question.required ?? (question.kind != .text) {
                        setAside.append("\(SetAsideReason.unanswered) \(name)")
                    }
                } else {
                    respondent.kept[question.id] = Set(given)
                }
            } else if !given.isEmpty {
                setAside.append("\(SetAsideReason.notAsked) \(name)")
            }
        }
        respondents.append(respondent)
    }
}
