import ArgumentParser
import Casework
import Recordkeeping
import Terminal

struct LedgerExportCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "export",
        abstract: said(ja: "一社が受け取ってよいものだけを写す。", en: "Copies what one retailer may have."),
        discussion: said(
            ja: """
                例:
                  sekisho ledger export my-ledger/public --slot 1 --out for-midori
                """,
            en: """
                Example:
                  sekisho ledger export my-ledger/public --slot 1 --out for-midori
                """))

    @Argument(
        help: ArgumentHelp(
            said(ja: "公開されたファイルのフォルダー。", en: "The folder with the published files."), valueName: "published"))
    var published: String

    @Option(help: ArgumentHelp(said(ja: "会社の番号。", en: "The slot's number."), valueName: "n"))
    var slot: UInt32

    @Option(help: ArgumentHelp(said(ja: "作るフォルダー。", en: "The folder to make."), valueName: "dir"))
    var out: String

    @OptionGroup var screen: ScreenOptions
    @OptionGroup var language: LanguageOption

    struct Outcome: Encodable {
        var files: Int
    }

    func run() throws {
        let perform = Performance(command: "ledger export", options: screen, language: language.language)
        let language = language.language
        try perform(words: { (outcome: Outcome) in words(outcome, language) }) { progress throws(CaseworkError) in
            Done(outcome: Outcome(files: try LedgerReaders.export(published, slot: slot, to: out)))
        }
    }

    private func words(_ outcome: Outcome, _ language: ScreenLanguage) -> String {
        language.choose(
            ja: "\(outcome.files) 個のファイルを写しました\n", en: "\(counted(outcome.files, "file is", "files are")) copied\n")
    }
}
