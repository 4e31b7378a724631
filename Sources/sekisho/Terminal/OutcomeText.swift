import Casework
import Intake
import Report
import Terminal

/// What is printed for people when a command is done.
struct OutcomeText {
    private let language: ScreenLanguage

    init(_ language: ScreenLanguage) {
        self.language = language
    }

    private func rendered(_ table: Table) -> String {
        TextRenderer(language: language.ofReport, width: Screen.width).render(table)
    }

    func survey(_ survey: CaseSurvey, of folder: String) -> String {
        var text = rendered(survey.table)
        if survey.problems.isEmpty {
            text +=
                "\n"
                + language.choose(
                    ja: "問題は見つかりませんでした。次: sekisho investigate \(folder)\n",
                    en: "nothing is wrong. Next: sekisho investigate \(folder)\n")
        }
        return text
    }

    func investigation(
        _ outcome: InvestigationOutcome, _ loaded: LoadedCase, at folder: String, results: String
    ) -> String {
        let titles = loaded.surfaceTitles
        var lines = [
            rendered(outcome.rowsTable(titles: titles)), rendered(outcome.coverageTable(titles: titles)),
        ]
        for study in outcome.studies {
            var line = language.choose(
                ja: "\(study.study): 閲覧者 \(study.viewers.grouped) 名（社員 \(study.employees.grouped)、"
                    + "委託 \(study.contractors.grouped)）、契約 \(study.contracts.grouped)、"
                    + "他社顧客の閲覧 \(study.exposures.grouped) 件（再表示を除き \(study.foldedExposures.grouped) 件）",
                en: "\(study.study): \(study.viewers.counted("viewer")) (\(study.employees.counted("employee")), "
                    + "\(study.contractors.counted("contractor"))), \(study.contracts.counted("contract")), "
                    + "\(study.exposures.counted("exposure")) "
                    + "(\(study.foldedExposures.grouped) without repeats)")
            if let respondents = study.respondents {
                line += language.choose(
                    ja: "、回答者 \(respondents.grouped) 名", en: ", \(respondents.counted("respondent"))")
            }
            lines.append(line)
        }
        if outcome.unattributable > 0 {
            lines.append(
                language.choose(
                    ja: "顧客を特定できない読出し: \(outcome.unattributable) 件",
                    en: "reads of no single record: \(outcome.unattributable)"))
        }
        if outcome.warnings > 0 {
            lines.append(
                language.choose(
                    ja: "台帳に注意すべき点が \(outcome.warnings) 件: \(results)/warnings.csv",
                    en: "points to look at in the registers: \(outcome.warnings), see \(results)/warnings.csv"))
        }
        lines.append(checks(outcome.checks.performed, outcome.checks.failures.count))
        for failure in outcome.checks.failures {
            lines.append("  [\(failure.place)] \(failure.sentence[language.ofReport])")
        }
        lines.append(language.choose(ja: "結果: \(results)/", en: "results: \(results)/"))
        lines.append(language.choose(ja: "次: sekisho report \(folder)", en: "next: sekisho report \(folder)"))
        return lines.joined(separator: "\n") + "\n"
    }

    func report(_ done: Steps.Reported) -> String {
        var lines = [checks(done.checks.performed, done.checks.failures.count)]
        if done.isOverridden {
            lines.append(
                language.choose(
                    ja: "検算の不一致を承知の上で出力しました。理由と不一致は報告書に印刷されています。",
                    en: "published although checks fail: the reason and the failures are printed on the report."))
        }
        let pages = done.files.filter { $0.hasSuffix(".html") || $0.hasSuffix(".json") }
        for page in pages { lines.append("\(done.report)/\(page)") }
        let tables = done.files.count - pages.count
        if tables > 0 {
            lines.append(
                language.choose(
                    ja: "\(done.report)/ に CSV \(tables.grouped) 件",
                    en: "\(tables.counted("CSV file")) below \(done.report)/"))
        }
        return lines.joined(separator: "\n") + "\n"
    }

    func simulation(_ done: Steps.Simulated) -> String {
        language.choose(
            ja: "ケース: \(done.caseFolder)/（\(done.files.grouped) ファイル）\n次: sekisho investigate \(done.caseFolder)\n",
            en:
                "case: \(done.caseFolder)/ (\(done.files.counted("file")))\nnext: sekisho investigate \(done.caseFolder)\n"
        )
    }

    /// The headline tables of each study, where the report lies, and what to try next.
    func demo(_ investigated: Steps.Investigated, _ reported: Steps.Reported, at folder: String) -> String {
        var text = ""
        if let notice = investigated.document.simulatedNotice { text += notice[language.ofReport] + "\n\n" }
        for study in investigated.outcome.studies {
            for table in ["population", "contracts"] {
                guard var table = investigated.document.table("study.\(study.study).\(table)") else { continue }
                let title = investigated.document.allSections.first { $0.id == "study.\(study.study)" }?.title
                if let title { table.title = title + Phrase(ja: "：", en: ": ") + table.title }
                table.notes = []
                text += rendered(table) + "\n"
            }
        }
        let rows = investigated.outcome.rows
        text += language.choose(
            ja: "閲覧ログの行: \(rows.rowsIn.grouped) = 使用 \(rows.used.grouped) + 除外 \(rows.rejected.grouped) "
                + "+ 再表示 \(rows.duplicates.grouped)\n",
            en: "rows of the view logs: \(rows.rowsIn.grouped) = \(rows.used.grouped) used + "
                + "\(rows.rejected.grouped) rejected + \(rows.duplicates.counted("repeat"))\n")
        text += report(reported) + "\n"
        text += language.choose(
            ja: """
                次に試すこと:
                  上の HTML をブラウザーで開く（表の下の「数値の出所」も見てください）
                  sekisho investigate \(folder) --check    何を読んだか
                  less \(investigated.results)/rejects.csv    除外した行とその理由
                  Examples/case を写して、自社のログを調べる

                """,
            en: """
                What to try next:
                  open the HTML page above in a browser, and look up where a number comes from
                  sekisho investigate \(folder) --check    what was read
                  less \(investigated.results)/rejects.csv    every row left out, and why
                  copy Examples/case, and investigate logs of your own

                """)
        return text
    }

    private func checks(_ performed: Int, _ failed: Int) -> String {
        failed == 0
            ? language.choose(ja: "検算: \(performed) 件すべて一致", en: "checks: all \(performed) passed")
            : language.choose(
                ja: "検算: \(performed) 件中 \(failed) 件が不一致。報告書は出せません",
                en: "checks: \(failed) of \(performed) failed; the report will be blocked")
    }
}
