import ArgumentParser
import Casework
import Recordkeeping
import Terminal

struct LedgerStatusCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "status",
        abstract: said(ja: "台帳がどこまで進んだかを示す。", en: "Says where the ledger stands."),
        discussion: said(
            ja: """
                例:
                  sekisho ledger status my-ledger
                """,
            en: """
                Example:
                  sekisho ledger status my-ledger
                """))

    @Argument(help: ArgumentHelp(said(ja: "台帳のフォルダー。", en: "The ledger's folder."), valueName: "ledger"))
    var folder: String

    @OptionGroup var screen: ScreenOptions
    @OptionGroup var language: LanguageOption

    func run() throws {
        let perform = Performance(command: "ledger status", options: screen, language: language.language)
        let language = language.language
        try perform(words: { (outcome: LedgerJobs.Status) in words(outcome, language) }) {
            progress throws(CaseworkError) in
            let jobs = LedgerJobs(try LedgerFolder(path: folder))
            return Done(outcome: try Waiting.on { () async throws(CaseworkError) in try await jobs.status() })
        }
    }

    private func words(_ outcome: LedgerJobs.Status, _ language: ScreenLanguage) -> String {
        var lines = [
            outcome.origin,
            language.choose(
                ja: "期 \(outcome.epochs)、立会人の署名 \(outcome.cosignatures)",
                en:
                    "\(counted(outcome.epochs, "epoch", "epochs")), \(counted(outcome.cosignatures, "cosignature", "cosignatures"))"
            ),
        ]
        lines += outcome.keys.map { language.choose(ja: "公開鍵 \($0)", en: "public key \($0)") }
        lines += outcome.slots.map {
            language.choose(
                ja: "\($0.slot)  \($0.name)  \($0.entries) 件",
                en: "\($0.slot)  \($0.name)  \(counted($0.entries, "entry", "entries"))")
        }
        return lines.joined(separator: "\n") + "\n"
    }
}
