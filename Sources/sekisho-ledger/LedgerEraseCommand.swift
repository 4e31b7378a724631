import ArgumentParser
import Casework
import Ledger
import Recordkeeping
import Terminal

struct LedgerEraseCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "erase",
        abstract: said(ja: "一人の記録を、永久に読めなくする。", en: "Closes for ever what the ledger says of one person."),
        discussion: said(
            ja: """
                例:
                  sekisho ledger erase my-ledger subject 0611000000000000000001
                """,
            en: """
                Example:
                  sekisho ledger erase my-ledger subject 0611000000000000000001
                """))

    @Argument(help: ArgumentHelp(said(ja: "台帳のフォルダー。", en: "The ledger's folder."), valueName: "ledger"))
    var folder: String

    @Argument(help: ArgumentHelp(said(ja: "subject（お客さま）又は actor（見た者）。", en: "subject, or actor."), valueName: "party"))
    var party: String

    @Argument(
        help: ArgumentHelp(
            said(ja: "台帳に書いたときの名前。- は標準入力から読む。", en: "As it was written down; - reads it from standard input."),
            valueName: "reference"))
    var reference: String

    @OptionGroup var screen: ScreenOptions
    @OptionGroup var language: LanguageOption

    struct Outcome: Encodable {
        var logs: Int
    }

    func run() throws {
        let perform = Performance(command: "ledger erase", options: screen, language: language.language)
        let language = language.language
        try perform(words: { (outcome: Outcome) in words(outcome, language) }) { progress throws(CaseworkError) in
            guard let who = Party(rawValue: party) else {
                throw CaseworkError(.badCommand, ja: "`subject` か `actor` を指定してください", en: "name `subject` or `actor`")
            }
            let jobs = LedgerJobs(try LedgerFolder(path: folder))
            let name = try LedgerFolder.reference(reference)
            let count = try Waiting.on { () async throws(CaseworkError) in try await jobs.erase(who, name) }
            return Done(outcome: Outcome(logs: count))
        }
    }

    private func words(_ outcome: Outcome, _ language: ScreenLanguage) -> String {
        language.choose(
            ja: "消去しました。\(outcome.logs) 社の記録に消去を書きました\n",
            en: "erased; \(counted(outcome.logs, "log says", "logs say")) so\n")
    }
}
