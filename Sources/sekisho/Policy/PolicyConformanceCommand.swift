import ArgumentParser
import Casework
import Cedar
import Intake
import Terminal

struct PolicyConformanceCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "conformance",
        abstract: said(
            ja: "Cedar の公開の試験例を実行し、参照実装との一致を数える。",
            en: "Runs cases in the format of Cedar's public corpus, and counts how many agree."),
        discussion: said(
            ja: """
                例:
                  sekisho policy conformance corpus-tests.tar.gz
                """,
            en: """
                Example:
                  sekisho policy conformance corpus-tests.tar.gz
                """))

    @Argument(
        help: ArgumentHelp(
            said(ja: "フォルダー、または tar の書庫。", en: "A folder, or an archive of tar."), valueName: "dir-or-tar"))
    var path: String

    @Option(help: ArgumentHelp(said(ja: "判定の方式。", en: "Which way to decide.")))
    var engine: Engine = .compiled

    @OptionGroup var screen: ScreenOptions
    @OptionGroup var language: LanguageOption

    enum Engine: String, ExpressibleByArgument, CaseIterable {
        case interpreter
        case compiled
    }

    /// More are counted, and told as JSON.
    private static let most = 20

    func run() throws {
        let perform = Performance(command: "policy conformance", options: screen, language: language.language)
        try perform(words: { "\($0)\n" }, compare)
    }

    private func compare(_ progress: any ProgressSink) throws(CaseworkError) -> Done<ConformanceReport> {
        progress.update(BilingualText(ja: "試験例を実行しています", en: "running the cases"), fraction: nil)
        let runner = ConformanceRunner(engine: engine == .compiled ? .compiled : .interpreter)
        let report = try ConformanceFiles(path).run(runner)
        guard report.cases > 0 else {
            throw CaseworkError(
                .missingInput, ja: "\(path): 試験例がありません。公開の試験例のフォルダーか書庫を指定してください",
                en: "\(path): there are no cases in it; name a folder or archive of the public corpus")
        }
        guard !report.agrees else { return Done(outcome: report) }
        var problems = report.disagreements.prefix(Self.most).map { one in
            let place = one.file + (one.request.map { ", request \($0)" } ?? "")
            return BilingualText(
                ja: "\(place): \(one.subject.rawValue) は \(one.expected) のはずが \(one.found)",
                en: "\(place): \(one.subject.rawValue) should be \(one.expected), found \(one.found)")
        }
        let rest = report.disagreements.count - problems.count
        if rest > 0 {
            problems.append(
                BilingualText(ja: "ほか \(rest) 件（--json ですべて）", en: "and \(rest) more (all with --json)"))
        }
        return Done(outcome: report, failure: CaseworkError(.blocked, problems: problems))
    }
}
