import ArgumentParser
import Casework
import Ledger
import Recordkeeping
import Terminal
import TransparencyLog

struct LedgerCosignCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "cosign",
        abstract: said(
            ja: "立会人として、すべての記録が続いていることを確かめ、署名する。", en: "Makes sure, as a witness, that every log goes on, and cosigns."),
        discussion: said(
            ja: """
                例:
                  sekisho ledger cosign my-ledger/public --key KEY --secret witness.key --state witness.json
                """,
            en: """
                Example:
                  sekisho ledger cosign my-ledger/public --key KEY --secret witness.key --state witness.json
                """))

    @Argument(
        help: ArgumentHelp(
            said(ja: "公開されたファイルのフォルダー。", en: "The folder with the published files."), valueName: "published"))
    var published: String

    @Option(help: ArgumentHelp(said(ja: "立会人の鍵のファイル。", en: "The file with the witness's key."), valueName: "file"))
    var secret: String

    @Option(
        help: ArgumentHelp(
            said(ja: "鍵がなければ、この名前で作る。", en: "Make a key of this name where there is none."), valueName: "name"))
    var name: String?

    @Option(
        help: ArgumentHelp(
            said(ja: "見たものを覚えておくファイル。", en: "The file in which it is remembered what was seen."), valueName: "file"))
    var state: String

    @OptionGroup var believed: TrustOptions

    @OptionGroup var screen: ScreenOptions
    @OptionGroup var language: LanguageOption

    func run() throws {
        let perform = Performance(command: "ledger cosign", options: screen, language: language.language)
        let language = language.language
        try perform(words: { (outcome: LedgerReaders.Cosigned) in words(outcome, language) }) {
            progress throws(CaseworkError) in
            let trust = try LogTrust(keys: try believed.trust().keys.map(\.description), witnesses: [])
            return Done(
                outcome: try LedgerReaders.cosign(published, trust, secret: secret, name: name, state: state))
        }
    }

    private func words(_ outcome: LedgerReaders.Cosigned, _ language: ScreenLanguage) -> String {
        language.choose(
            ja: "期 \(outcome.epochs) まで確かめて署名しました\n  \(outcome.key)\n",
            en: "cosigned up to epoch \(outcome.epochs)\n  \(outcome.key)\n")
    }
}
