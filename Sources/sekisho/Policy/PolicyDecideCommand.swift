import ArgumentParser
import Casework
import Terminal

struct PolicyDecideCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "decide",
        abstract: said(
            ja: "一つの要求を規則で判定し、決め手となった規則を示す。", en: "Decides one request, and says which policies decided it."),
        discussion: said(
            ja: """
                例:
                  sekisho policy decide request.json --policies barrier.cedar --entities entities.json
                """,
            en: """
                Example:
                  sekisho policy decide request.json --policies barrier.cedar --entities entities.json
                """))

    @OptionGroup var question: PolicyQuestion
    @OptionGroup var screen: ScreenOptions
    @OptionGroup var language: LanguageOption

    func run() throws {
        let perform = Performance(command: "policy decide", options: screen, language: language.language)
        try perform(words: { $0.words(language.language) }) { _ throws(CaseworkError) in
            Done(outcome: try question.answer(explains: false))
        }
    }
}
