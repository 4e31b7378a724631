import ArgumentParser
import Casework
import Recordkeeping
import Terminal

struct LedgerRotateKeyCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "rotate-key",
        abstract: said(
            ja: "署名の鍵を替える。一度目で二つになり、二度目で古い鍵をやめる。",
            en: "Changes the signing key: the first time there are two, the second time the old one ends."),
        discussion: said(
            ja: """
                例:
                  sekisho ledger rotate-key my-ledger
                """,
            en: """
                Example:
                  sekisho ledger rotate-key my-ledger
                """))

    @Argument(help: ArgumentHelp(said(ja: "台帳のフォルダー。", en: "The ledger's folder."), valueName: "ledger"))
    var folder: String

    @OptionGroup var screen: ScreenOptions
    @OptionGroup var language: LanguageOption

    struct Outcome: Encodable {
        var keys: [String]
    }

    func run() throws {
        let perform = Performance(command: "ledger rotate-key", options: screen, language: language.language)
        let language = language.language
        try perform(words: { (outcome: Outcome) in words(outcome, language) }) { progress throws(CaseworkError) in
            let path = folder
            let keys = try Waiting.on { () async throws(CaseworkError) in
                var folder = try LedgerFolder(path: path)
                return try await folder.rotateKey()
            }
            return Done(outcome: Outcome(keys: keys))
        }
    }

    private func words(_ outcome: Outcome, _ language: ScreenLanguage) -> String {
        language.choose(ja: "いま署名する鍵:\n", en: "these keys sign now:\n") + outcome.keys.map { "  \($0)\n" }.joined()
    }
}
