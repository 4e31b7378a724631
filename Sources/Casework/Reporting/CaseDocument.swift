import Barrier
import Inquiry
import Intake
import Registry
import Report
import Trace

/// The report's document: every number in it is a cell, and every cell says where it came from.
extension Investigation {
    /// The policy files, as the case names them.
    var ruleFiles: [String] {
        loaded.file.policies.flatMap { (try? loaded.folder.files(matching: $0)) ?? [] }.map(\.path)
    }

    func document(_ inputs: Inputs) -> ReportDocument {
        var document = ReportDocument(
            id: loaded.file.id, title: Phrase(loaded.file.title),
            issuer: Phrase(
                registers.directory.company(loaded.file.investigated).map { registers.directory[$0].name }
                    ?? BilingualText(ja: "", en: "")), simulatedNotice: loaded.file.simulated.map { Phrase($0) })
        let period = Wording.period(loaded.period)
        document.facts = [
            DocumentFact(Phrase(ja: "調査対象期間", en: "Period under investigation"), period),
            DocumentFact(
                Phrase(ja: "読んだファイル", en: "Files read"),
                Phrase(ja: "\(inputs.all.count.grouped)件", en: inputs.all.count.grouped)),
            DocumentFact(
                Phrase(ja: "規則", en: "Rule book"),
                Phrase(both: ruleFiles.joined(separator: ", "))),
            DocumentFact(
                Phrase(ja: "計算に用いたプログラム", en: "Computed by"),
                Phrase(ja: "関所（Sekisho）\(Program.version)", en: "Sekisho \(Program.version)")),
        ]
        var sections = studies.map { section($0, inputs) }
        sections += [hearingsSection(inputs), findingsSection(inputs)].compactMap(\.self)
        sections.append(rulesSection(inputs))
        sections.append(dataSection(inputs))
        document.sections = sections
        if let summary = summarySection(document, inputs) { document.sections.insert(summary, at: 0) }
        document.inputs = inputs.all
        document.checks = studies.flatMap { crossChecks($0) + (answerTables($0, inputs)?.crossChecks() ?? []) }
        return document
    }

    /// The headline: for each study how many people saw how many contracts, and how many of them answered.
    private func summarySection(_ document: ReportDocument, _ inputs: Inputs) -> Section? {
        var figures: [KeyFigure] = []
        for study in studies {
            let id = study.entry.id
            let title = Phrase(study.entry.title)
            func figure(_ table: String, _ row: String, _ label: Phrase) {
                let reference = CellReference(table: "study.\(id).\(table)", row: row, column: "total")
                guard document[reference] != nil else { return }
                figures.append(
                    KeyFigure(title + Phrase(ja: "：", en: ": ") + label, reference))
            }
            figure("population", "population", Phrase(ja: "閲覧者", en: "viewers"))
            figure("contracts", "contracts", Phrase(ja: "閲覧された契約", en: "contracts seen"))
            figure("population", "rate", Phrase(ja: "アンケート回答率", en: "response rate"))
        }
        guard !figures.isEmpty else { return nil }
        return Section(
            id: "summary", title: Phrase(ja: "概要", en: "Summary"),
            blocks: [
                .paragraph(
                    Phrase(
                        ja: "閲覧ログの各行を、閲覧した日の供給者と、閲覧した日の閲覧者の所属によって判定した。"
                            + "規則が禁じる閲覧を、以下「他社顧客の閲覧」という。数字はすべて入力データから計算したものである。",
                        en: "Each row of the view logs was judged by the supplier on the day of the view and by the "
                            + "company for which the viewer acted on that day. A view that the rule book forbids is called an "
                            + "exposure below. Every number is computed from the inputs."
                    )), .keyFigures(figures), .table(limitsTable(inputs)),
            ])
    }

    private func rulesSection(_ inputs: Inputs) -> Section {
        let digests = inputs.list(
            [LoadedCase.fileName] + ruleFiles + registers.files + logs.files.values.flatMap { $0 })
        var counts: [String: Int] = [:]
        var failed: [String: Int] = [:]
        var failures: [String: Phrase] = [:]
        for exposure in found.exposures {
            let surface = loaded.catalogue[exposure.surface]
            let verdict = found.verdicts[Int(exposure.verdict)]
            for id in verdict.reasonIDs(for: surface) { counts[id, default: 0] += 1 }
            for id in Set(verdict.failures.map(\.policy)) { failed[id, default: 0] += 1 }
            for failure in verdict.failures where failures[failure.policy] == nil {
                failures[failure.policy] = Phrase(failure.reason)
            }
        }
        let decided = rules.policyIDs + counts.keys.filter { !rules.policyIDs.contains($0) }.sorted()
        let table = Table(
            id: "rules", title: Phrase(ja: "規則と、規則ごとの禁じた閲覧", en: "The rules, and the views that each forbade"),
            columns: [
                Heading("effect", Phrase(ja: "許可・禁止", en: "Effect")),
                Heading("sentence", Phrase(ja: "内容", en: "What it says")),
                Heading("views", Phrase(ja: "禁じた閲覧", en: "Views forbidden")),
                Heading("failed", Phrase(ja: "うち規則の誤りによるもの", en: "Because it could not be evaluated")),
            ],
            rows: decided.map { id in
                TableRow(
                    id: id, label: Phrase(both: id),
                    cells: [
                        .text(
                            rules.permits(id) ? Phrase(ja: "許可", en: "permits") : Phrase(ja: "禁止", en: "forbids")),
                        .text(Phrase(rules.sentence(of: id))),
                        .count(
                            counts[id] ?? 0, .views,
                            Provenance(query: "exposures[policy=\(id)].views", inputs: digests)),
                        .count(
                            failed[id] ?? 0, .views,
                            Provenance(query: "exposures[failedPolicy=\(id)].views", inputs: digests)),
                    ])
            },
            notes: [
                Phrase(
                    ja: "調査対象側以外による閲覧、調査対象期間内のすべての画面・帳票を含む。",
                    en: "Of all sides, on all surfaces, within the period under investigation.")
            ],
            // A rule that cannot be evaluated denies; that is safe at the gate, and inflates the numbers here.
            checks: decided.map { .sum(of: [], equals: CellReference(table: "rules", row: $0, column: "failed")) })
        let notices = failures.sorted { $0.key < $1.key }.map { id, reason in
            Block.notice(
                .caution,
                Phrase(
                    ja: "規則「\(id)」を評価できなかったため、禁止として扱った：\(reason.ja)",
                    en: "Rule “\(id)” could not be evaluated, and counts as forbidding: \(reason.en)"))
        }
        return Section(
            id: "rules", title: Phrase(ja: "判定の規則", en: "The rule book"),
            blocks: [
                .paragraph(
                    Phrase(
                        ja: "規則は Cedar で書かれている。許可する規則がない閲覧は認められず、禁止する規則は許可する規則に優先する。",
                        en:
                            "The rules are written in Cedar. What no rule permits is not allowed, and a rule that forbids "
                            + "prevails over those that permit."))
            ] + notices + [.table(table)])
    }
}
