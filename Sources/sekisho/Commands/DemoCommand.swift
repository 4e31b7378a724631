import ArgumentParser
import Casework
import Foundation
import Report
import Terminal

struct DemoCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "demo",
        abstract: said(
            ja: "架空の世界を作り、調査し、報告書を書き、主な表を示す。",
            en: "Simulates, investigates, reports, and shows the headline tables."),
        discussion: said(
            ja: """
                例（リポジトリのフォルダーで）:
                  sekisho demo
                  sekisho demo --scenario Scenarios/report-2023.yaml --out out/report-2023
                """,
            en: """
                Example, in the repository's folder:
                  sekisho demo
                  sekisho demo --scenario Scenarios/report-2023.yaml --out out/report-2023
                """))

    @Option(help: ArgumentHelp(said(ja: "シナリオのファイル。", en: "The scenario's file."), valueName: "file"))
    var scenario = "Scenarios/report-2023.yaml"

    @Option(
        help: ArgumentHelp(
            said(
                ja: "書き出すフォルダー。省略時は out/ とシナリオの名前。",
                en: "The folder to write; out/ and the scenario's name when absent."),
            valueName: "dir"))
    var out: String?

    @OptionGroup var screen: ScreenOptions
    @OptionGroup var language: LanguageOption

    /// What `--json` prints.
    private struct Outcome: Encodable {
        var simulation: Steps.Simulated
        var results: String
        var investigation: InvestigationOutcome
        var report: Steps.Reported
    }

    func run() throws {
        let folder = out ?? "out/\(URL(filePath: scenario).deletingPathExtension().lastPathComponent)"
        let perform = Performance(command: "demo", options: screen, language: language.language)
        var text = ""
        try perform(words: { (_: Outcome) in text }) { progress throws(CaseworkError) in
            let simulated = try Steps.simulate(scenario, to: folder, progress)
            let investigated = try Steps.investigate(folder, progress)
            let reported = try Steps.report(
                folder, to: nil, formats: CaseReport.Format.allCases,
                languages: Language.allCases, progress)
            text = OutcomeText(language.language).demo(investigated, reported, at: folder)
            return Done(
                outcome: Outcome(
                    simulation: simulated, results: investigated.results, investigation: investigated.outcome,
                    report: reported))
        }
    }
}
