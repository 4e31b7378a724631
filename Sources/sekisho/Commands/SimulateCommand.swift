import ArgumentParser
import Casework
import Terminal

struct SimulateCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "simulate",
        abstract: said(
            ja: "シナリオから架空の世界を作り、ケースとして書く。", en: "Draws a made world from a scenario, and writes it as a case."),
        discussion: said(
            ja: """
                例:
                  sekisho simulate Scenarios/report-2023.yaml --out out/my-case
                """,
            en: """
                Example:
                  sekisho simulate Scenarios/report-2023.yaml --out out/my-case
                """))

    @Argument(help: ArgumentHelp(said(ja: "シナリオのファイル。", en: "The scenario's file.")))
    var scenario: String

    @Option(help: ArgumentHelp(said(ja: "書き出すフォルダー。", en: "The folder to write."), valueName: "dir"))
    var out: String

    @OptionGroup var screen: ScreenOptions
    @OptionGroup var language: LanguageOption

    func run() throws {
        let perform = Performance(command: "simulate", options: screen, language: language.language)
        try perform(words: OutcomeText(language.language).simulation) { progress throws(CaseworkError) in
            Done(outcome: try Steps.simulate(scenario, to: out, progress))
        }
    }
}
