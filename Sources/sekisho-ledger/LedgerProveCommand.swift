import ArgumentParser
import Casework
import Recordkeeping
import Terminal

struct LedgerProveCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "prove",
        abstract: said(ja: "一件の証明を作る。", en: "Makes the proof bundle of one entry."),
        discussion: said(
            ja: """
                例:
                  sekisho ledger prove my-ledger/public --slot 1 --entry 42 --key KEY --out entry.proof
                """,
            en: """
                Example:
                  sekisho ledger prove my-ledger/public --slot 1 --entry 42 --key KEY --out entry.proof
                """))

    @Argument(
        help: ArgumentHelp(
            said(ja: "公開されたファイルのフォルダー。", en: "The folder with the published files."), valueName: "published"))
    var published: String

    @Option(help: ArgumentHelp(said(ja: "会社の番号。", en: "The slot's number."), valueName: "n"))
    var slot: UInt32

    @Option(help: ArgumentHelp(said(ja: "何番の記録か。0 から数える。", en: "Which entry, from 0."), valueName: "n"))
    var entry: UInt64

    @Option(help: ArgumentHelp(said(ja: "書くファイル。", en: "The file to write."), valueName: "file"))
    var out: String

    @OptionGroup var believed: TrustOptions

    @OptionGroup var screen: ScreenOptions
    @OptionGroup var language: LanguageOption

    struct Outcome: Encodable {
        var file: String
    }

    func run() throws {
        let perform = Performance(command: "ledger prove", options: screen, language: language.language)
        let language = language.language
        try perform(words: { (outcome: Outcome) in words(outcome, language) }) { progress throws(CaseworkError) in
            try LedgerReaders.prove(published, slot: slot, sequence: entry, try believed.trust(), to: out)
            return Done(outcome: Outcome(file: out))
        }
    }

    private func words(_ outcome: Outcome, _ language: ScreenLanguage) -> String {
        language.choose(ja: "\(outcome.file) に書きました\n", en: "written to \(outcome.file)\n")
    }
}
