import ArgumentParser
import Casework
import Intake
import Report
import Terminal

struct InvestigateCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "investigate",
        abstract: said(ja: "ケースを調査し、results/ に結果を書く。", en: "Investigates a case, and writes its results/."),
        discussion: said(
            ja: """
                例:
                  sekisho investigate Examples/case --check    （検査のみ。読むものを表示する）
                  sekisho investigate Examples/case
                """,
            en: """
                Example:
                  sekisho investigate Examples/case --check    (only validates, and says what it would read)
                  sekisho investigate Examples/case
                """))

    @Argument(
        help: ArgumentHelp(said(ja: "case.yaml のあるフォルダー。", en: "The folder with case.yaml."), valueName: "case-dir"))
    var caseFolder: String

    @Flag(help: ArgumentHelp(said(ja: "検査だけを行い、何も書かない。", en: "Only validate, and say what would be read.")))
    var check = false

    @OptionGroup var screen: ScreenOptions
    @OptionGroup var language: LanguageOption

    /// What `--json` prints.
    private struct Outcome: Encodable {
        var results: String
        var investigation: InvestigationOutcome
    }

    private struct Survey: Encodable {
        var inputs: [CaseSurvey.Input]
    }

    func run() throws {
        let perform = Performance(command: "investigate", options: screen, language: language.language)
        if check { try survey(perform) } else { try investigate(perform) }
    }

    private func survey(_ perform: Performance) throws {
        var text = ""
        try perform(words: { (_: Survey) in text }) { _ throws(CaseworkError) in
            let survey = CaseSurvey(try LoadedCase(folder: InputFolder(path: caseFolder)))
            text = OutcomeText(language.language).survey(survey, of: caseFolder)
            return Done(outcome: Survey(inputs: survey.inputs), failure: survey.error)
        }
    }

    private func investigate(_ perform: Performance) throws {
        var text = ""
        try perform(words: { (_: Outcome) in text }) { progress throws(CaseworkError) in
            let done = try Steps.investigate(caseFolder, progress)
            text = OutcomeText(language.language).investigation(
                done.outcome, done.loaded, at: caseFolder, results: done.results)
            return Done(outcome: Outcome(results: done.results, investigation: done.outcome))
        }
    }
}
