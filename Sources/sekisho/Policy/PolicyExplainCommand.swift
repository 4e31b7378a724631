import ArgumentParser
import Casework
import Terminal

struct PolicyExplainCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "explain",
        abstract: said(
            ja: "一つの要求の判定を、決め手となった式まで説明する。",
            en: "Explains one decision down to the expressions that settled it."),
        discussion: said(
            ja: """
                例:
                  sekisho policy explain request.json --policies barrier.cedar --entities entities.json
                """,
            en: """
                Example:
                  sekisho policy explain request.json --policies barrier.cedar --entities entities.json
                """))

    @OptionGroup var question: PolicyQuestion
    @OptionGroup var screen: ScreenOptions
    @OptionGroup var language: LanguageOption

    func run() throws {
        let perform = Performance(command: "policy explain", options: screen, language: language.language)
        try perform(words: { $0.words(language.language) }) { _ throws(CaseworkError) in
            Done(outcome: try question.answer(explains: true))
        }
    }
}
