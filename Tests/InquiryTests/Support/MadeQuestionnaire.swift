import Inquiry
import Intake

/// A questionnaire drawn by chance, as a person would write it down.
struct MadeQuestionnaire {
    struct Question {
        var id: String
        var kind: Questionnaire.Kind
        var options: [String]
        /// As it is stated; a choice has to be made by default, and a text not.
        var required: Bool?
        var conditions: [(question: Int, options: [String])]
    }

    var questions: [Question] = []

    init(_ dice: inout Dice) {
        for number in 0..<dice.number(1...8) {
            let kind = dice.pick([.single, .single, .multiple, .text]) as Questionnaire.Kind
            let earlier = questions.indices.filter { questions[$0].kind != .text }
            var conditions: [(Int, [String])] = []
            for _ in 0..<dice.pick([0, 0, 1, 1, 2]) where !earlier.isEmpty {
                let place = dice.pick(earlier)
                let options = questions[place].options.filter { _ in dice.oneIn(2) }
                conditions.append((place, options.isEmpty ? [questions[place].options[0]] : options))
            }
            questions.append(
                Question(
                    id: "q\(number)", kind: kind,
                    options: kind == .text ? [] : ["yes", "no", "o-3", "O3"].prefix(dice.number(2...4)).map { $0 },
                    required: dice.pick([nil, nil, true, false]), conditions: conditions))
        }
    }

    var yaml: String {
        var text = "questionnaire: made\ntitle: { ja: 問, en: Questions }\nquestions:\n"
        for question in questions {
            text +=
                "  - id: \(question.id)\n    kind: \(question.kind.rawValue)\n    text: { ja: 問\(question.id), en: Q \(question.id) }\n"
            if let required = question.required { text += "    required: \(required)\n" }
            if !question.options.isEmpty {
                text +=
                    "    options:\n"
                    + question.options.map { "      - { id: \"\($0)\", ja: 選\($0), en: option \($0) }\n" }.joined()
            }
            let conditions = question.conditions.map { condition in
                "{ question: \(questions[condition.question].id), in: [\(condition.options.map { "\"\($0)\"" }.joined(separator: ", "))] }"
            }
            if conditions.count == 1 { text += "    askedIf: \(conditions[0])\n" }
            if conditions.count > 1 { text += "    askedIf: [\(conditions.joined(separator: ", "))]\n" }
        }
        return text
    }

    func read() throws -> Questionnaire {
        try Questionnaire(try LocatedYAML(parsing: Array(yaml.utf8), file: "q.yaml"))
    }
}
