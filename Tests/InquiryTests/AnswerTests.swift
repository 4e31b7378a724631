import Inquiry
import Intake
import Registry
import Report
import Testing

@Suite("answers against a twin that goes person by person")
struct AnswerTests {
    static let seeds = Array(UInt64(1)...80)

    static func made(_ seed: UInt64) -> MadeAnswers {
        var dice = Dice(seed: seed)
        return MadeAnswers(MadeQuestionnaire(&dice), &dice)
    }

    @Test("who counts, what is kept, what is set aside, and why", arguments: seeds)
    func agrees(seed: UInt64) throws {
        let made = Self.made(seed)
        let twin = AnswerTwin(made)
        let answers = try made.read()
        let comment: Comment = "seed \(seed)"
        let found = answers.respondents.map { respondent in
            AnswerTwin.Respondent(
                person: respondent.member.id, mode: respondent.mode, kept: respondent.answers.mapValues(Set.init),
                asked: respondent.asked)
        }
        #expect(found == twin.respondents.sorted { $0.person < $1.person }, comment)
        #expect(answers.respondents.allSatisfy { made.population.contains($0.member) }, comment)
        let setAside = answers.setAside.map {
            "\($0.reason) \($0.person) \($0.question ?? "-") \($0.file):\($0.line)"
        }
        #expect(setAside.sorted() == twin.setAside.sorted(), comment)
        let rejects = answers.rejects.map { reject in
            var reject = reject
            reject.excerpt = ""
            return reject
        }
        #expect(rejects == made.rejects, comment)
        let all = made.rows.count + made.rejects.count
        let account = RowAccount(
            rowsIn: all, used: twin.respondents.count, rejected: made.rejects.count + twin.wholeRows,
            duplicates: twin.doubles)
        #expect(answers.account == account && account.balances, comment)
        #expect(
            Set(answers.nonRespondents.map(\.id))
                == Set(made.population.map(\.id)).subtracting(twin.respondents.map(\.person)), comment)
    }

    @Test("every cell of every table is a count of people, and the checks hold", arguments: seeds)
    func tables(seed: UInt64) throws {
        let made = Self.made(seed)
        let twin = AnswerTwin(made)
        let answers = try made.read()
        let digest = InputDigest(name: "answers.csv", sha256: String(repeating: "0", count: 64))
        let tables = AnswerTables(study: "s", answers: answers, populationInputs: [digest], answerInputs: [digest])
        func people(_ column: String) -> [AnswerTwin.Respondent] {
            let kinds = Dictionary(uniqueKeysWithValues: made.population.map { ($0.id, $0.kind.rawValue) })
            return twin.respondents.filter { column == "total" || kinds[$0.person] == column }
        }
        func check(_ table: Table, _ row: String, _ expected: ([AnswerTwin.Respondent]) -> Int) {
            for column in ["employee", "contractor", "total"] {
                let cell = table[row, column]?.value.asCount?.number
                #expect(cell == expected(people(column)), "\(table.id) \(row) \(column), seed \(seed)")
            }
        }
        check(tables.population, "respondents") { $0.count }
        for mode in Set(twin.respondents.map(\.mode)) { check(tables.modes, mode) { $0.count { $0.mode == mode } } }
        check(tables.modes, "total") { $0.count }
        var shown = [tables.population, tables.modes, tables.setAside]
        for (question, plain) in zip(answers.questionnaire.questions, made.made.questions) {
            guard let table = tables.table(question) else {
                #expect(plain.kind == .text)
                continue
            }
            shown.append(table)
            for option in plain.options {
                check(table, option) { $0.count { $0.kept[plain.id]?.contains(option) == true } }
            }
            let silent = { (people: [AnswerTwin.Respondent]) in
                people.count { $0.asked.contains(plain.id) && $0.kept[plain.id] == nil }
            }
            if silent(twin.respondents) > 0 {
                check(table, "noAnswer", silent)
            } else {
                #expect(table.row("noAnswer") == nil)
            }
            check(table, plain.kind == .single ? "total" : "base") { $0.count { $0.asked.contains(plain.id) } }
        }
        for reason in SetAsideReason.allCases {
            #expect(
                tables.setAside[reason.rawValue, "count"]?.value.asCount?.number
                    == twin.setAside.count { $0.hasPrefix("\(reason) ") }, "\(reason), seed \(seed)")
        }
        #expect(tables.setAside["rejected", "count"]?.value.asCount?.number == made.rejects.count)
        let document = ReportDocument(
            id: "d", title: Phrase(ja: "表", en: "Tables"),
            sections: [Section(id: "s", title: Phrase(ja: "表", en: "Tables"), blocks: shown.map { .table($0) })],
            inputs: [digest], checks: tables.crossChecks())
        #expect(DocumentChecks.run(document).isEmpty, "seed \(seed)")
    }

    @Test("every kind of thing happens in these studies, so that agreement means something")
    func notDegenerate() {
        var seen: [String: Int] = [:]
        for seed in Self.seeds {
            let made = Self.made(seed)
            let twin = AnswerTwin(made)
            for line in twin.setAside { seen[String(line.prefix { $0 != " " }), default: 0] += 1 }
            for reject in made.rejects {
                seen["\(reject.reason) \(reject.columnName == nil ? "row" : "field")", default: 0] += 1
            }
            seen["respondent", default: 0] += twin.respondents.count
            seen["partly asked", default: 0] += twin.respondents.count { $0.asked.count < made.made.questions.count }
            seen["two conditions", default: 0] += made.made.questions.count { $0.conditions.count == 2 }
            seen["interviewed", default: 0] += twin.respondents.count { $0.mode == "interview" }
        }
        let wanted =
            SetAsideReason.allCases.map { "\($0)" } + [
                "respondent", "partly asked", "two conditions", "interviewed", "badValue field",
                "emptyIdentifier field",
                "unreadableDate field", "impossibleDate field", "cutShort row",
            ]
        for what in wanted { #expect(seen[what, default: 0] >= 5, "\(what): \(seen[what, default: 0])") }
    }
}
