import ArgumentParser
import Casework
import Ledger
import Recordkeeping
import Terminal

struct LedgerInitCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "init",
        abstract: said(ja: "台帳を作る。", en: "Makes a ledger."),
        discussion: said(
            ja: """
                例:
                  sekisho ledger init my-ledger --origin grid.example/views --slot kita-grid --slot midori
                """,
            en: """
                Example:
                  sekisho ledger init my-ledger --origin grid.example/views --slot kita-grid --slot midori
                """))

    @Argument(help: ArgumentHelp(said(ja: "台帳のフォルダー。", en: "The ledger's folder."), valueName: "ledger"))
    var folder: String

    @Option(
        help: ArgumentHelp(
            said(ja: "記録簿の名前。URL の形で、https:// は付けない。", en: "The log's name, like a URL without its scheme."),
            valueName: "name"))
    var origin: String

    @Option(
        help: ArgumentHelp(
            said(
                ja: "記録を分ける会社。最初は送配電事業者（供給者の分からない地点も含む）。",
                en:
                    "A company with a log of its own; the network operator's first, which also has the points of unknown suppliers."
            ),
            valueName: "company"))
    var slot: [String] = []

    @Option(
        help: ArgumentHelp(
            said(ja: "画面・目的・項目の名前のある JSON。", en: "JSON with the names of surfaces, purposes and fields."),
            valueName: "file"))
    var dictionary: String?

    @Option(help: ArgumentHelp(said(ja: "立会人の公開鍵。", en: "A witness's public key."), valueName: "key"))
    var witness: [String] = []

    @Option(
        help: ArgumentHelp(
            said(
                ja: "記録を置く PostgreSQL（libpq の書き方、空なら PG* 環境変数）。省略時は SQLite。",
                en: "PostgreSQL for the entries, as libpq reads it, '' for the PG* environment; SQLite when absent."),
            valueName: "conninfo"))
    var database: String?

    @Option(
        help: ArgumentHelp(
            said(ja: "人の鍵を置く PostgreSQL。省略時は SQLite。", en: "PostgreSQL for the keys of people; SQLite when absent."),
            valueName: "conninfo"))
    var keysDatabase: String?

    @OptionGroup var screen: ScreenOptions
    @OptionGroup var language: LanguageOption

    func run() throws {
        let perform = Performance(command: "ledger init", options: screen, language: language.language)
        let language = language.language
        try perform(words: { (outcome: LedgerFolder.Settings) in words(outcome, language) }) {
            progress throws(CaseworkError) in
            let (path, origin, slots, witnesses, file) = (folder, origin, slot, witness, dictionary)
            let (entries, keys) = (database, keysDatabase)
            let made = try Waiting.on { () async throws(CaseworkError) in
                let dictionary = try file.map { (path) throws(CaseworkError) in try LedgerFolder.dictionary(path) }
                return try await LedgerFolder.create(
                    path: path, origin: origin, slots: slots, dictionary: dictionary ?? LedgerDictionary(),
                    witnesses: witnesses, database: entries, keysDatabase: keys)
            }
            return Done(outcome: made.settings)
        }
    }

    private func words(_ outcome: LedgerFolder.Settings, _ language: ScreenLanguage) -> String {
        language.choose(
            ja: "台帳を作りました。小売電気事業者と立会人に、この公開鍵を知らせてください:\n  \(outcome.keys[0])\n",
            en: "the ledger is made; tell the retailers and the witnesses its public key:\n  \(outcome.keys[0])\n")
    }
}
