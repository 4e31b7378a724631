import ArgumentParser
import Casework
import Intake
import Ledger
import Recordkeeping
import Terminal

struct LedgerMonitorCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "monitor",
        abstract: said(ja: "小売電気事業者として、自社の記録を見張る。", en: "Follows, as a retailer, the log of one's own customers."),
        discussion: said(
            ja: """
                例:
                  sekisho ledger monitor my-ledger/public --slot 1 --key KEY --state midori.json
                """,
            en: """
                Example:
                  sekisho ledger monitor my-ledger/public --slot 1 --key KEY --state midori.json
                """))

    @Argument(
        help: ArgumentHelp(
            said(ja: "公開されたファイルのフォルダー。", en: "The folder with the published files."), valueName: "published"))
    var published: String

    @Option(help: ArgumentHelp(said(ja: "会社の番号。", en: "The slot's number."), valueName: "n"))
    var slot: UInt32

    @Option(
        help: ArgumentHelp(
            said(ja: "見たものを覚えておくファイル。", en: "The file in which it is remembered what was seen."), valueName: "file"))
    var state: String

    @Option(
        help: ArgumentHelp(
            said(
                ja: "最後の期から何秒たてば沈黙とみなすか。0 は問わない。",
                en: "After how many seconds without an epoch it is silence; 0 for never."),
            valueName: "seconds"))
    var patience: UInt64 = 0

    @Option(
        help: ArgumentHelp(
            said(ja: "約束が守られたかを確かめる受領証。", en: "A receipt whose promise is looked at; as many as there are."),
            valueName: "file"))
    var receipt: [String] = []

    @OptionGroup var believed: TrustOptions

    @OptionGroup var screen: ScreenOptions
    @OptionGroup var language: LanguageOption

    func run() throws {
        let perform = Performance(command: "ledger monitor", options: screen, language: language.language)
        let language = language.language
        try perform(words: { (outcome: LedgerReaders.Watched) in words(outcome, language) }) {
            progress throws(CaseworkError) in
            let watched = try LedgerReaders.watch(
                published, slot: slot, try believed.trust(), state: state, patience: patience == 0 ? nil : patience,
                receipts: receipt)
            guard !watched.alarms.isEmpty else { return Done(outcome: watched) }
            return Done(
                outcome: watched,
                failure: CaseworkError(
                    .blocked,
                    problems: watched.alarms.map {
                        BilingualText(
                            ja: "警報 [\($0.kind.rawValue)] \($0.message)",
                            en: "alarm [\($0.kind.rawValue)] \($0.message)")
                    }))
        }
    }

    private func words(_ outcome: LedgerReaders.Watched, _ language: ScreenLanguage) -> String {
        let kinds = outcome.kinds.sorted { $0.key < $1.key }.map { "\($0.key) \($0.value)" }.joined(separator: ", ")
        let more = kinds.isEmpty ? "" : " (\(kinds))"
        return language.choose(
            ja: "会社 \(outcome.slot): \(outcome.entries) 件、新しいもの \(outcome.new)\(more)、期 \(outcome.epochs)\n",
            en:
                "slot \(outcome.slot): \(counted(outcome.entries, "entry", "entries")), \(outcome.new) new\(more), \(counted(outcome.epochs, "epoch", "epochs"))\n"
        )
            + outcome.open.map { "  \($0)\n" }.joined()
    }
}
