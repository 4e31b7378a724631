import ArgumentParser
import Casework
import Recordkeeping
import Terminal

struct LedgerAppendCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "append",
        abstract: said(ja: "閲覧を書き、受領証を出す。", en: "Writes views down, and gives receipts."),
        discussion: said(
            ja: """
                例:
                  sekisho ledger append my-ledger views.jsonl --receipts receipts
                """,
            en: """
                Example:
                  sekisho ledger append my-ledger views.jsonl --receipts receipts
                """))

    @Argument(help: ArgumentHelp(said(ja: "台帳のフォルダー。", en: "The ledger's folder."), valueName: "ledger"))
    var folder: String

    @Argument(
        help: ArgumentHelp(
            said(ja: "1 行に 1 件の JSON。- は標準入力。", en: "A view in JSON on each line; - for standard input."),
            valueName: "views"))
    var views: String

    @Option(help: ArgumentHelp(said(ja: "受領証を置くフォルダー。", en: "The folder for the receipts."), valueName: "dir"))
    var receipts: String?

    @OptionGroup var screen: ScreenOptions
    @OptionGroup var language: LanguageOption

    func run() throws {
        let perform = Performance(command: "ledger append", options: screen, language: language.language)
        let language = language.language
        try perform(words: { (outcome: LedgerJobs.Appended) in words(outcome, language) }) {
            progress throws(CaseworkError) in
            let (jobs, views, receipts) = (LedgerJobs(try LedgerFolder(path: folder)), views, receipts)
            let bytes = try LedgerFolder.input(views)
            let done = try Waiting.on { () async throws(CaseworkError) in
                try await jobs.append(bytes, named: views, receipts: receipts, progress: progress)
            }
            return Done(outcome: done.appended, failure: done.refused)
        }
    }

    private func words(_ outcome: LedgerJobs.Appended, _ language: ScreenLanguage) -> String {
        language.choose(
            ja: "\(outcome.entries.count) 件を書きました。公開された期は \(outcome.epochs) です\n",
            en: "\(counted(outcome.entries.count, "entry is", "entries are")) written; "
                + "\(counted(outcome.epochs, "epoch is", "epochs are")) published\n")
    }
}
