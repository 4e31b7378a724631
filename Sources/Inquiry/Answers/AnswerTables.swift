import Intake
import Registry
public import Report

/// The tables of a questionnaire, each number counted from the answers.
public struct AnswerTables {
    /// A column of every table: employees, contractors' people, or both.
    private struct Column {
        var heading: Heading
        var kind: EmploymentKind?
    }

    private static let columns = [
        Column(heading: .employee, kind: .employee), Column(heading: .contractor, kind: .contractor),
        Column(heading: .total, kind: nil),
    ]
    private static let rowTotal = Check.rowTotal(parts: ["employee", "contractor"], total: "total")

    private let study: String
    private let answers: Answers
    private let populationInputs: [InputDigest]
    private let inputs: [InputDigest]

    /// Rows that stand beside the options: no option may have their ids.
    static let ownRows: Set<String> = [Heading.total.id, "base", "noAnswer"]

    /// The tables of a study's questionnaire.
    ///
    /// - Parameters:
    ///   - study: id of the study, for the tables' ids and queries.
    ///   - populationInputs: the files that the population was computed from.
    ///   - answerInputs: the files of the questionnaire and the answers.
    public init(study: String, answers: Answers, populationInputs: [InputDigest], answerInputs: [InputDigest]) {
        self.study = study
        self.answers = answers
        self.populationInputs = populationInputs
        inputs = populationInputs + answerInputs
    }

    private func respondents(_ column: Column) -> [Answers.Respondent] {
        answers.respondents.filter { column.kind == nil || $0.member.kind == column.kind }
    }

    private func members(_ column: Column) -> Int {
        answers.population.count { column.kind == nil || $0.kind == column.kind }
    }

    private func provenance(_ query: String) -> Provenance { Provenance(query: query, inputs: inputs) }

    /// Who was asked, and how many answered.
    public var population: Table {
        Table(
            id: "study.\(study).population", title: Phrase(ja: "閲覧者と回答者", en: "Viewers and respondents"),
            columns: Self.columns.map(\.heading),
            rows: [
                TableRow(
                    id: "population", label: Phrase(ja: "閲覧者", en: "Viewers"),
                    cells: Self.columns.map { column in
                        .count(
                            members(column), .viewers,
                            Provenance(
                                query: "population[study=\(study),kind=\(column.heading.id)].count",
                                inputs: populationInputs))
                    }),
                TableRow(
                    id: "respondents", label: Phrase(ja: "回答者", en: "Respondents"),
                    cells: Self.columns.map { column in
                        .count(
                            respondents(column).count, .people,
                            provenance("respondents[study=\(study),kind=\(column.heading.id)].count"))
                    }),
                TableRow(
                    id: "rate", label: Phrase(ja: "回答率", en: "Response rate"),
                    cells: Self.columns.map { column in
                        .rate(
                            respondents(column).count, of: members(column),
                            provenance("respondents[study=\(study),kind=\(column.heading.id)].rate"))
                    }),
            ],
            notes: [
                Phrase(
                    ja: "閲覧者は閲覧ログから求めた。社員・委託は、最後に閲覧した時点の区分。回答しなかった閲覧者については不明である。",
                    en:
                        "Viewers were found by the look-back; employee or contractor at the last such view. Of those who "
                        + "did not answer nothing is known.")
            ],
            checks: [
                Self.rowTotal, .rateRow(rate: "rate", numerator: "respondents", denominator: "population"),
            ])
    }

    /// How the answers were collected.
    public var modes: Table {
        let modes = Set(answers.respondents.map(\.mode)).sorted()
        let rows = modes.map { mode in
            row(Heading(mode, Self.label(mode)), "mode=\(mode)") { $0.count { $0.mode == mode } }
        }
        return Table(
            id: "study.\(study).modes", title: Phrase(ja: "回答の方法", en: "How the answers were collected"),
            columns: Self.columns.map(\.heading), rows: rows + [row(.total, "", isTotal: true) { $0.count }],
            checks: [Self.rowTotal] + (modes.isEmpty ? [] : [.columnTotal(parts: modes, total: "total")]))
    }

    private static func label(_ mode: String) -> Phrase {
        switch mode {
        case "web": Phrase(ja: "ウェブ", en: "Web")
        case "interview": Phrase(ja: "聞き取り", en: "Interview")
        default: Phrase(both: mode)
        }
    }

    private func row(
        _ heading: Heading, _ query: String, isTotal: Bool = false, _ count: ([Answers.Respondent]) -> Int
    ) -> TableRow {
        TableRow(
            id: heading.id, label: heading.label,
            cells: Self.columns.map { column in
                let filter = query.isEmpty ? "" : ",\(query)"
                return .count(
                    count(respondents(column)), .people,
                    provenance("answers[study=\(study)\(filter),kind=\(column.heading.id)].count"))
            }, isTotal: isTotal)
    }

    /// One question's answers; nil for a question in people's own words.
    public func table(_ question: Questionnaire.Question) -> Table? {
        guard question.kind != .text else { return nil }
        let options = question.options.map { option in
            row(
                Heading(option.id, Phrase(ja: option.ja, en: option.en)),
                "question=\(question.id),option=\(option.id)"
            ) { $0.count { $0.answers[question.id]?.contains(option.id) == true } }
        }
        func isUnanswered(_ respondent: Answers.Respondent) -> Bool {
            respondent.asked.contains(question.id) && respondent.answers[question.id] == nil
        }
        var rows = options
        if answers.respondents.contains(where: isUnanswered) {
            rows.append(
                row(
                    Heading("noAnswer", Phrase(ja: "無回答", en: "No answer")), "question=\(question.id),noAnswer"
                ) { $0.count(where: isUnanswered) })
        }
        let isSingle = question.kind == .single
        let total = Heading(
            isSingle ? "total" : "base",
            isSingle ? Heading.total.label : Phrase(ja: "質問を受けた人", en: "People asked"))
        rows.append(
            row(total, "question=\(question.id),asked", isTotal: true) { $0.count { $0.asked.contains(question.id) } })
        let parts = rows.dropLast().map(\.id)
        return Table(
            id: "study.\(study).q.\(question.id)", title: Phrase(question.text), columns: Self.columns.map(\.heading),
            rows: rows, base: base(question),
            notes: isSingle
                ? []
                : [
                    Phrase(
                        ja: "複数回答のため、各行の和は人数と一致しないことがある。",
                        en: "Several answers could be chosen, so rows may not add up to the number of people.")
                ],
            checks: [
                Self.rowTotal,
                isSingle
                    ? .columnTotal(parts: parts, total: "total")
                    : .columnAtMost(parts: Array(parts), whole: "base"),
                .baseStates(row: total.id, column: "total"),
            ])
    }

    /// Who was asked a question, and who was not.
    private func base(_ question: Questionnaire.Question) -> Phrase {
        func number(_ kind: EmploymentKind?, _ isAsked: Bool) -> Int {
            answers.respondents.count {
                $0.asked.contains(question.id) == isAsked && (kind == nil || $0.member.kind == kind)
            }
        }
        let asked = number(nil, true)
        let missing = answers.nonRespondents.count
        guard !question.conditions.isEmpty else {
            return Phrase(
                ja: "回答者\(asked.grouped)名が対象。ほかに回答しなかった閲覧者が\(missing.grouped)名いる。",
                en:
                    "Asked of all \(asked.counted("respondent")); a further \(missing.counted("viewer")) did not respond."
            )
        }
        let chosen = question.conditions.flatMap { condition in
            answers.questionnaire.questions.first { $0.id == condition.question }?.options
                .filter { condition.options.contains($0.id) } ?? []
        }
        let ja = chosen.map { "「\($0.ja)」" }.joined(separator: "、")
        let en = chosen.map { "“\($0.en)”" }.joined(separator: ", ")
        return Phrase(
            ja:
                "\(ja)と答えた\(asked.grouped)名が対象。それ以外の回答者\(number(nil, false).grouped)名（社員では\(number(.employee, false).grouped)名）には尋ねていない。",
            en: "Asked of the \(asked.grouped) who answered \(en). Not asked: the other "
                + "\(number(nil, false).counted("respondent")) (\(number(.employee, false).counted("employee"))).")
    }

    /// Whether the answers add up with the respondents, across tables.
    public func crossChecks() -> [Check] {
        answers.questionnaire.questions.filter { $0.kind != .text && $0.conditions.isEmpty }.map { question in
            .equal(
                cell: CellReference(
                    table: "study.\(study).q.\(question.id)", row: question.kind == .single ? "total" : "base",
                    column: "total"),
                to: CellReference(table: "study.\(study).population", row: "respondents", column: "total"))
        }
    }

    /// What does not count, by reason.
    public var setAside: Table {
        Table(
            id: "study.\(study).setAside", title: Phrase(ja: "集計から除いた回答", en: "Answers set aside"),
            columns: [Heading("count", Phrase(ja: "件数", en: "Number"))],
            rows: SetAsideReason.allCases.map { reason in
                TableRow(
                    id: reason.rawValue, label: Phrase(reason.sentence),
                    cells: [
                        .count(
                            answers.setAside.count { $0.reason == reason }, .items,
                            provenance("answers[study=\(study)].setAside[\(reason.rawValue)].count"))
                    ])
            } + [
                TableRow(
                    id: "rejected", label: Phrase(ja: "読めない行", en: "rows that cannot be read"),
                    cells: [
                        .count(
                            answers.rejects.count, .items, provenance("answers[study=\(study)].rejects.count"))
                    ])
            ])
    }
}

extension Phrase {
    /// The same text in the report's own type.
    init(_ text: BilingualText) {
        self.init(ja: text.ja, en: text.en)
    }
}
