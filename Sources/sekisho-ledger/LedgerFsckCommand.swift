import ArgumentParser
import Casework
import Intake
import Recordkeeping
import Terminal

struct LedgerFsckCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "fsck",
        abstract: said(ja: "台帳のすべてを確かめる。", en: "Looks the whole ledger over."),
        discussion: said(
            ja: """
                例:
                  sekisho ledger fsck my-ledger
                """,
            en: """
                Example:
                  sekisho ledger fsck my-ledger
                """))

    @Argument(help: ArgumentHelp(said(ja: "台帳のフォルダー。", en: "The ledger's folder."), valueName: "ledger"))
    var folder: String

    @OptionGroup var screen: ScreenOptions
    @OptionGroup var language: LanguageOption

    func run() throws {
        let perform = Performance(command: "ledger fsck", options: screen, language: language.language)
        let language = language.language
        try perform(words: { (outcome: LedgerJobs.Audit) in words(outcome, language) }) {
            progress throws(CaseworkError) in
            let jobs = LedgerJobs(try LedgerFolder(path: folder))
            let audit = try Waiting.on { () async throws(CaseworkError) in try await jobs.audit() }
            guard !audit.problems.isEmpty else { return Done(outcome: audit) }
            return Done(
                outcome: audit,
                failure: CaseworkError(
                    .blocked, problems: audit.problems.map { BilingualText(ja: $0, en: $0) }))
        }
    }

    private func words(_ outcome: LedgerJobs.Audit, _ language: ScreenLanguage) -> String {
        language.choose(
            ja:
                "\(outcome.entries) 件（うち消去された方のもの \(outcome.erased)）、期 \(outcome.epochs)、誤り \(outcome.problems.count)\n",
            en:
                "\(counted(outcome.entries, "entry", "entries")), \(outcome.erased) of them of people who were erased; "
                + "\(counted(outcome.epochs, "epoch", "epochs")); \(counted(outcome.problems.count, "problem", "problems"))\n"
        )
    }
}
