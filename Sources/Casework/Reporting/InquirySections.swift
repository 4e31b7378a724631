import Inquiry
import Intake
import Report

/// What people said, and what the inspection found.
extension Investigation {
    /// The tables of a study's questionnaire; nil where it has none.
    func answerTables(_ study: Study, _ inputs: Inputs) -> AnswerTables? {
        guard let entry = study.entry.questionnaire, let answers = inquiries.answers[study.entry.id] else { return nil }
        return AnswerTables(
            study: study.entry.id, answers: answers, populationInputs: inputs.list(files(of: study)),
            answerInputs: inputs.list([entry.file] + entry.answers.map(\.file)))
    }

    /// Who answered, and what; nothing for a study without a questionnaire.
    func questionnaireSections(_ study: Study, _ inputs: Inputs) -> [Section] {
        guard let tables = answerTables(study, inputs), let answers = inquiries.answers[study.entry.id] else {
            return []
        }
        let id = study.entry.id
        let population = tables.population
        var respondents: [Block] = [.table(population), .table(tables.modes), .table(tables.setAside)]
        if let sentence = Sentence.response(in: population) { respondents.insert(.sentence(sentence), at: 0) }
        respondents.append(
            .paragraph(
                Phrase(
                    ja: "除いた回答は set-aside-\(id).csv に、回答しなかった閲覧者は non-respondents-\(id).csv に記す。",
                    en: "Answers set aside are listed in set-aside-\(id).csv, and viewers who did not answer in "
                        + "non-respondents-\(id).csv.")))
        let questions = answers.questionnaire.questions.compactMap { tables.table($0) }
        return [
            Section(
                id: "study.\(id).respondents", title: Phrase(ja: "アンケートの回答者", en: "Who answered"),
                blocks: respondents),
            Section(
                id: "study.\(id).answers", title: Phrase(answers.questionnaire.title),
                blocks: questions.flatMap { Self.told($0, columns: ["employee", "contractor"], aside: "employee") }),
        ]
    }

    /// What became of the rows of answers and hearings; nil where there are none.
    func inquiriesTable(_ inputs: Inputs) -> Table? {
        var read: [(id: String, label: Phrase, rows: RowAccount, files: [String])] = []
        for study in studies {
            guard let entry = study.entry.questionnaire, let answers = inquiries.answers[study.entry.id] else {
                continue
            }
            read.append(
                (
                    "answers.\(study.entry.id)",
                    Phrase(study.entry.title) + Phrase(ja: "：アンケートの回答", en: ": answers"), answers.account,
                    files(of: study) + [entry.file] + entry.answers.map(\.file)
                ))
        }
        if let hearings = inquiries.hearings, let entry = loaded.file.hearings {
            read.append(
                ("hearings", Phrase(ja: "聞き取りの記録", en: "Hearings"), hearings.account, [entry.records, entry.codebook]))
        }
        guard !read.isEmpty else { return nil }
        let columns: [(Heading, KeyPath<RowAccount, Int>)] = [
            (Heading("used", Phrase(ja: "使用", en: "Used")), \.used),
            (Heading("rejected", Phrase(ja: "除外", en: "Rejected")), \.rejected),
            (Heading("duplicates", Phrase(ja: "重複", en: "Duplicates")), \.duplicates),
            (Heading("rowsIn", Phrase(ja: "読んだ行", en: "Rows in")), \.rowsIn),
        ]
        return Table(
            id: "data.inquiries", title: Phrase(ja: "アンケートと聞き取りの行", en: "Rows of answers and hearings"),
            columns: columns.map(\.0),
            rows: read.map { id, label, rows, files in
                TableRow(
                    id: id, label: label,
                    cells: columns.map { column, path in
                        .count(
                            rows[keyPath: path], .rows,
                            Provenance(query: "\(id).rows.\(column.id)", inputs: inputs.list(files)))
                    })
            },
            notes: [
                Phrase(
                    ja: "除外には、途中保存、期間外、対象外の回答を含む。重複は、同じ人の 2 回目以降の回答。",
                    en:
                        "Rejected are also drafts and answers out of time or from outside the population. Duplicates are "
                        + "later answers of the same person.")
            ], checks: [.rowTotal(parts: ["used", "rejected", "duplicates"], total: "rowsIn")])
    }

    func hearingsSection(_ inputs: Inputs) -> Section? {
        guard let hearings = inquiries.hearings, let entry = loaded.file.hearings else { return nil }
        let codebook = hearings.codebook
        let asked = Set(codebook.groups.compactMap { $0.population?.study })
        let files = studies.filter { asked.contains($0.entry.id) }.flatMap { self.files(of: $0) }
        let tables = HearingTables(
            hearings, populations: inquiries.heardPopulations,
            inputs: inputs.list(files + [entry.records, entry.codebook]))
        let themes = codebook.themes.compactMap { tables.table($0) }
        return Section(
            id: "hearings", title: Phrase(ja: "聞き取り", en: "Hearings"),
            blocks: [.table(tables.heard)]
                + themes.flatMap { table in
                    Self.told(table, columns: table.columns.map(\.id).filter { $0 != "total" }, aside: nil)
                })
    }

    /// A table of people with a sentence on it, and a picture where there are enough rows to compare.
    private static func told(_ table: Table, columns: [String], aside: String?) -> [Block] {
        let lead = Phrase(ja: "「\(table.title.ja)」では、", en: "On “\(table.title.en)”, ")
        var blocks: [Block] = [.sentence(.ranking(in: table, aside: aside, lead: lead)), .table(table)]
        // Where nobody was asked there is no column to show, and more than six cannot be told apart.
        if table.rows.count(where: { !$0.isTotal }) > 2, !columns.isEmpty {
            let shown = columns.count <= 6 ? columns : ["total"]
            blocks.append(.chart(Chart(.stackedBars, of: table, columns: shown)))
        }
        return blocks
    }
}
