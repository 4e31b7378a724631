import ArgumentParser
import Casework
import Recordkeeping
import Terminal

struct LedgerVerifyCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "verify",
        abstract: said(ja: "受領証や証明を、手元だけで確かめる。", en: "Verifies receipts and proof bundles, offline."),
        discussion: said(
            ja: """
                例:
                  sekisho ledger verify entry.proof --key KEY
                """,
            en: """
                Example:
                  sekisho ledger verify entry.proof --key KEY
                """))

    @Argument(help: ArgumentHelp(said(ja: "受領証又は証明のファイル。", en: "Receipts or proof bundles."), valueName: "files"))
    var files: [String]

    @OptionGroup var believed: TrustOptions

    @OptionGroup var screen: ScreenOptions
    @OptionGroup var language: LanguageOption

    func run() throws {
        let perform = Performance(command: "ledger verify", options: screen, language: language.language)
        let language = language.language
        try perform(words: { (outcome: [LedgerReaders.Verified]) in words(outcome, language) }) {
            progress throws(CaseworkError) in
            let trust = try believed.trust()
            var verified: [LedgerReaders.Verified] = []
            for file in files { verified.append(try LedgerReaders.verify(file, trust)) }
            return Done(outcome: verified)
        }
    }

    private func words(_ outcome: [LedgerReaders.Verified], _ language: ScreenLanguage) -> String {
        outcome.map { item in
            language.choose(
                ja:
                    "\(item.file): 正しい（\(item.kind)、\(item.entry)、会社 \(item.slot) の \(item.sequence) 番、立会人 \(item.witnesses)）\n",
                en:
                    "\(item.file): good (\(item.kind), \(item.entry), entry \(item.sequence) of slot \(item.slot), \(item.witnesses) witnesses)\n"
            )
        }.joined()
    }
}
