import ArgumentParser
import Casework
import Intake
import Report
import Terminal

struct ReportCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "report",
        abstract: said(
            ja: "調査の結果から報告書を作る。検算が合わなければ出さない。",
            en: "Writes the report of an investigated case; failed checks block it."),
        discussion: said(
            ja: """
                例:
                  sekisho report Examples/case
                  sekisho report Examples/case --format html --language ja --out 報告書
                """,
            en: """
                Example:
                  sekisho report Examples/case
                  sekisho report Examples/case --format html --language en --out report-2023
                """))

    @Argument(
        help: ArgumentHelp(said(ja: "case.yaml のあるフォルダー。", en: "The folder with case.yaml."), valueName: "case-dir"))
    var caseFolder: String

    @Option(
        help: ArgumentHelp(
            said(
                ja: "html、csv、json をコンマで区切って指定。省略時はすべて。",
                en: "Any of html, csv, json, separated by commas; all of them when absent.")))
    var format: Choices<CaseReport.Format> = Choices(CaseReport.Format.allCases)

    @Option(
        help: ArgumentHelp(
            said(
                ja: "報告書の言語 ja、en、ja,en。省略時は両方。",
                en: "Languages of the report: ja, en or ja,en; both when absent.")))
    var language: Choices<Language> = Choices(Language.allCases)

    @Option(
        help: ArgumentHelp(
            said(ja: "書き出すフォルダー。省略時は CASE_DIR/report。", en: "The folder to write; CASE_DIR/report when absent."),
            valueName: "dir"))
    var out: String?

    @Option(
        help: ArgumentHelp(
            said(ja: "検算が合わなくても出す理由。報告書に印刷される。", en: "Publish although checks fail: why. It is printed on the report."),
            valueName: "reason"))
    var overrideFailedChecks: String?

    @OptionGroup var screen: ScreenOptions

    func run() throws {
        let screenLanguage = ScreenLanguage.ofEnvironment
        let perform = Performance(command: "report", options: screen, language: screenLanguage)
        try perform(words: OutcomeText(screenLanguage).report) { progress throws(CaseworkError) in
            if let reason = overrideFailedChecks, reason.allSatisfy(\.isWhitespace) {
                throw CaseworkError(
                    .badCommand, ja: "`--override-failed-checks` には理由を書いてください",
                    en: "`--override-failed-checks` needs a reason; write one")
            }
            return Done(
                outcome: try Steps.report(
                    caseFolder, to: out, formats: format.values,
                    languages: language.values, override: overrideFailedChecks, progress))
        }
    }
}
