import ArgumentParser
import Casework
import Foundation
import Inspection
import Intake
import Terminal

struct InspectCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "inspect",
        abstract: said(
            ja: "画面・帳票・連携・抽出が他社のお客さまの情報を渡さないことを証明し、又は渡る行を示す。",
            en: "Proves that no screen, report, feed or extract gives out what it may not, or shows the row that leaks."
        ),
        discussion: said(
            ja: """
                例:
                  sekisho inspect Examples/inspection/before
                  sekisho inspect Examples/inspection/after --sarif inspection.sarif
                """,
            en: """
                Example:
                  sekisho inspect Examples/inspection/before
                  sekisho inspect Examples/inspection/after --sarif inspection.sarif
                """))

    @Argument(
        help: ArgumentHelp(
            said(
                ja: "カタログのファイル、又は catalogue.yaml のあるフォルダー。",
                en: "The catalogue's file, or the folder with catalogue.yaml."),
            valueName: "catalogue"))
    var catalogue: String

    @Option(
        help: ArgumentHelp(
            said(ja: "結果を SARIF 2.1.0 でも書くファイル。", en: "Also write the findings to this file, as SARIF 2.1.0."),
            valueName: "file"))
    var sarif: String?

    @Option(
        help: ArgumentHelp(
            said(ja: "一つの問いを何ミリ秒であきらめるか。", en: "After how many milliseconds to give a question up."),
            valueName: "ms"))
    var timeLimit = 10_000

    @Option(
        help: ArgumentHelp(
            said(
                ja: "カタログの前の版。何が新たに見え、何が見えなくなるかを示す。",
                en: "An older version of the catalogue: says what becomes visible and what vanishes."),
            valueName: "catalogue"))
    var against: String?

    @Flag(
        help: ArgumentHelp(
            said(
                ja: "意味のない条件、ほかに含まれる画面・帳票など、使われない規則も探す。",
                en:
                    "Also look for conditions that change nothing, surfaces that another contains, and rules never used."
            )))
    var thorough = false

    @Option(
        help: ArgumentHelp(
            said(
                ja: "PostgreSQL で反例を再現し、カタログの前提と表の一覧を確かめる。接続は libpq の書き方（空文字列なら PG* 環境変数）。",
                en:
                    "Replay on this PostgreSQL, and check what the catalogue takes for granted and its list of tables; as libpq "
                    + "reads it, or '' for the PG* environment."),
            valueName: "conninfo"))
    var database: String?

    @Option(
        help: ArgumentHelp(
            said(
                ja: "試験用の複製（--database）に目印のお客さまを入れ、実際に出力して、その中を探す。出力を置くフォルダー。",
                en:
                    "Put marked customers into a test copy (--database), run every surface for real, and look for them in its "
                    + "output; the folder for the outputs."), valueName: "dir"))
    var canaries: String?

    @Option(
        help: ArgumentHelp(
            said(
                ja: "情報遮断を PostgreSQL の行セキュリティとビューにするスクリプトを、このファイルに書く。",
                en:
                    "Write the barrier as row security and views of PostgreSQL to this file, and beside it how to take it away."
            ),
            valueName: "file.sql"))
    var compile: String?

    @Option(
        help: ArgumentHelp(
            said(ja: "--compile のビューを読んでよいロール。", en: "The role that may read the views of --compile."),
            valueName: "role"))
    var reader: String?

    @Option(
        help: ArgumentHelp(
            said(
                ja: "前回の結果を置くファイル。変わっていないものは証明し直さない。",
                en: "Keep verdicts in this file, and prove only what has changed since."), valueName: "file"))
    var cache: String?

    @Flag(
        help: ArgumentHelp(
            said(
                ja: "漏えいがいつからあるかを、カタログの git の履歴に尋ねる。",
                en: "Ask the catalogue's history in git since when a surface leaks.")))
    var history = false

    @OptionGroup var screen: ScreenOptions
    @OptionGroup var language: LanguageOption

    func run() throws {
        let perform = Performance(command: "inspect", options: screen, language: language.language)
        var text = ""
        try perform(words: { (_: InspectionOutcome) in text }) { progress throws(CaseworkError) in
            guard timeLimit > 0 else {
                throw CaseworkError(
                    .badCommand, ja: "`--time-limit` は 1 以上にしてください", en: "`--time-limit` must be 1 or more")
            }
            let loaded = try LoadedCatalogue(path: catalogue)
            var report: InspectionReport
            if let cache {
                report = try loaded.inspect(milliseconds: timeLimit, cache: cache, progress: progress)
            } else {
                report = loaded.inspect(milliseconds: timeLimit, progress: progress)
            }
            if history {
                report = try CatalogueHistory(loaded).dated(report, milliseconds: timeLimit, progress: progress)
            }
            if thorough { report.findings += loaded.thoroughFindings(milliseconds: timeLimit) }
            if let against {
                let old = try LoadedCatalogue(path: against)
                report.findings += loaded.differences(from: old, milliseconds: timeLimit)
            }
            if let database { report = try DatabaseInspection(database, loaded).checked(report) }
            if let canaries {
                guard let database else {
                    throw CaseworkError(
                        .badCommand, ja: "`--canaries` には `--database` も必要です", en: "`--canaries` needs `--database` too"
                    )
                }
                var run = try CanaryRun(database, loaded, outputs: canaries)
                report.findings += try run.findings(seed: 20_230_419, progress: progress)
            }
            var remarks: [BilingualText] = []
            if let compile { remarks = try CompiledBarrier.write(loaded, to: compile, reader: reader).remarks }
            if let sarif {
                try WrittenFile.write(
                    json: SarifLog(report, in: language.language == .ja ? .japanese : .english), to: sarif)
            }
            text = InspectionText(language.language, loaded.catalogue).text(report, of: loaded.name)
            text += remarks.map { language.language.choose($0) + "\n" }.joined()
            return Done(outcome: InspectionOutcome(report, catalogue: loaded.name), failure: Self.failure(report))
        }
    }

    private static func failure(_ report: InspectionReport) -> CaseworkError? {
        guard !report.isClean else { return nil }
        let count = report.surfaces.filter { $0.status != .proved }.count
        guard count > 0 else {
            let errors = report.findings.filter { $0.severity == .error }.count
            return CaseworkError(.blocked, ja: "誤りが \(errors) 件あります", en: "there are \(errors) errors")
        }
        return CaseworkError(
            .blocked, ja: "閉じていると証明できないものが \(count) 件あります",
            en: "\(count) of \(report.surfaces.count) surfaces are not proved closed")
    }
}
