import Inquiry
import Intake
import Registry
import Testing

@Suite("questionnaires")
struct QuestionnaireTests {
    private static let example = """
        questionnaire: low
        title: { ja: 低圧, en: Low voltage }
        questions:
          - id: aware
            kind: single
            text: { ja: 知っていたか, en: Did you know }
            options:
              - { id: yes, ja: はい, en: knew }
              - { id: no, ja: いいえ, en: did not }
          - id: route
            kind: multiple
            text: { ja: 経路, en: How }
            options:
              - { id: colleague, ja: 同僚, en: a colleague }
              - { id: self, ja: 自分で, en: by myself }
            askedIf: { question: aware, in: [yes] }
          - id: words
            kind: text
            text: { ja: 自由に, en: In your words }
            required: true
            askedIf: [{ question: aware, in: [yes, no] }, { question: route, in: [self] }]

        """

    private static func read(_ text: String) throws -> Questionnaire {
        try Questionnaire(try LocatedYAML(parsing: Array(text.utf8), file: "q.yaml"))
    }

    @Test("a questionnaire is read as it is written")
    func reads() throws {
        let questionnaire = try Self.read(Self.example)
        #expect(questionnaire.id == "low" && questionnaire.title == BilingualText(ja: "低圧", en: "Low voltage"))
        #expect(questionnaire.questions.map(\.id) == ["aware", "route", "words"])
        #expect(questionnaire.questions.map(\.kind) == [.single, .multiple, .text])
        #expect(questionnaire.questions.map(\.isRequired) == [true, true, true])
        #expect(questionnaire.questions[1].conditions.map(\.options) == [["yes"]])
        #expect(questionnaire.questions[2].conditions.map(\.question) == ["aware", "route"])
        let relaxed = try Self.read(Self.example.replacing("    required: true\n", with: ""))
        #expect(relaxed.questions.map(\.isRequired) == [true, true, false], "nobody has to write")
    }

    /// What is wrong, where it stands, and what the message has to name.
    static let slips: [(right: String, wrong: String, line: Int, named: [String])] = [
        ("id: route\n", "id: aware\n", 10, ["`aware`"]),
        ("{ id: no, ja", "{ id: yes, ja", 9, ["`yes`"]),
        ("{ id: no, ja", "{ id: base, ja", 9, ["`base`"]), ("{ id: no, ja", "{ id: total, ja", 9, ["`total`"]),
        ("{ id: no, ja", "{ id: noAnswer, ja", 9, ["`noAnswer`"]),
        ("{ question: aware, in: [yes] }", "{ question: words, in: [yes] }", 16, ["`words`"]),
        ("{ question: aware, in: [yes] }", "{ question: route, in: [self] }", 16, ["`route`"]),
        ("{ question: aware, in: [yes] }", "{ question: nobody, in: [yes] }", 16, ["`nobody`"]),
        ("{ question: aware, in: [yes] }", "{ question: aware, in: [perhaps] }", 16, ["`perhaps`", "`yes`", "`no`"]),
        ("{ question: route, in: [self] }", "{ question: route, in: [yes] }", 21, ["`yes`", "`colleague`"]),
    ]

    @Test("what makes no sense is told with its line, and with what was meant", arguments: slips.indices)
    func errors(_ index: Int) throws {
        let (right, wrong, line, named) = Self.slips[index]
        try #require(Self.example.contains(right))
        let error = #expect(throws: IntakeError.self, "\(wrong)") {
            try Self.read(Self.example.replacing(right, with: wrong))
        }
        #expect(error?.place?.file == "q.yaml" && error?.place?.line == line, "\(wrong)")
        for name in named {
            #expect(error?.message.en.contains(name) == true && error?.message.ja.contains(name) == true)
        }
    }

    @Test("a long chain of questions, each of which depends on the two before, is asked one by one")
    func longChain() throws {
        var text = "questionnaire: long\ntitle: { ja: 長, en: Long }\nquestions:\n"
        let count = 64
        for number in 0..<count {
            text += """
                  - id: q\(number)
                    kind: single
                    text: { ja: 問, en: Question }
                    options: [{ id: yes, ja: はい, en: "yes" }]

                """
            if number > 1 {
                text +=
                    "    askedIf: [{ question: q\(number - 1), in: [yes] }, { question: q\(number - 2), in: [yes] }]\n"
            }
        }
        let questionnaire = try Self.read(text)
        let names = (0..<count).map { "q\($0)" }
        let table =
            (["person", "submitted", "status"] + names).joined(separator: ",") + "\nP1,2022-04-02 09:00,final,"
            + names.map { $0 == "q40" ? "" : "yes" }.joined(separator: ",") + "\n"
        let day = { (iso: String) in CalendarDay(iso: iso) ?? CalendarDay(daysSince1970: 0) }
        let answers = try Answers(
            questionnaire,
            [AnswerSource(file: "a.csv", bytes: Array(table.utf8), format: TableFormat(), mode: "web")],
            population: [PopulationMember(id: "P1", kind: .employee)],
            fielded: [DayPeriod(from: day("2022-04-01"), to: day("2022-04-03"))], zone: .japan)
        #expect(answers.respondents.map(\.asked.count) == [41])
        #expect(answers.setAside.map(\.reason) == [.unanswered] + Array(repeating: .notAsked, count: count - 41))
    }

    @Test("a table of answers without a question's column is one error that names it")
    func missingColumn() throws {
        let questionnaire = try Self.read(Self.example)
        let source = AnswerSource(
            file: "a.csv", bytes: Array("person,submitted,status,aware,words\n".utf8), format: TableFormat(),
            mode: "web")
        let error = #expect(throws: IntakeError.self) {
            try Answers(questionnaire, [source], population: [], fielded: [], zone: .japan)
        }
        #expect(error?.place?.file == "a.csv" && error?.message.en.contains("`route`") == true)
    }
}
