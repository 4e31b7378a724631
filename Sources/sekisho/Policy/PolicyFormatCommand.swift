import ArgumentParser
import Casework
import Cedar
import Foundation
import Intake
import Terminal

struct PolicyFormatCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "format",
        abstract: said(
            ja: "規則を整形する。コメントは残す。", en: "Lays policies out, and keeps every comment."),
        discussion: said(
            ja: """
                例:
                  sekisho policy format policies/barrier.cedar
                  sekisho policy format policies/*.cedar --write
                """,
            en: """
                Example:
                  sekisho policy format policies/barrier.cedar
                  sekisho policy format policies/*.cedar --write
                """))

    @Argument(help: ArgumentHelp(said(ja: "規則のファイル。", en: "The files of policies."), valueName: "files"))
    var files: [String]

    @Flag(help: ArgumentHelp(said(ja: "ファイルを書き換える。", en: "Write the files anew.")))
    var write = false

    @Flag(
        help: ArgumentHelp(
            said(ja: "整形が要るファイルがあれば終了ステータス 1。", en: "Only say which files need it; status 1 if any does.")))
    var check = false

    @Option(help: ArgumentHelp(said(ja: "1 行の幅。", en: "The width of a line.")))
    var width = 80

    @OptionGroup var screen: ScreenOptions
    @OptionGroup var language: LanguageOption

    struct Outcome: Encodable {
        struct File: Encodable {
            var file: String
            var isFormatted: Bool
            var text: String?
        }

        var files: [File]
    }

    func run() throws {
        let perform = Performance(command: "policy format", options: screen, language: language.language)
        try perform(words: words) { _ throws(CaseworkError) in try format() }
    }

    private func format() throws(CaseworkError) -> Done<Outcome> {
        guard width >= 20, !(write && check) else {
            throw CaseworkError(
                .badCommand, ja: "`--width` は 20 以上、`--write` と `--check` はどちらか一方にしてください",
                en: "`--width` has to be at least 20, and `--write` and `--check` do not go together")
        }
        // All files are read before any is written.
        var laid: [(file: String, before: String, after: String)] = []
        var problems: [BilingualText] = []
        for file in files {
            let text = try PolicyFiles.text(file)
            do throws(ParseFaults) {
                laid.append((file, text, try PolicyFormatter(lineWidth: width).format(text)))
            } catch {
                problems += error.faults.map { PolicyFiles.located($0, file) }
            }
        }
        if !problems.isEmpty { throw CaseworkError(.badInput, problems: problems) }
        if write {
            for (file, before, after) in laid where before != after {
                do {
                    // By rename, so that no reader sees half a file.
                    try Data(after.utf8).write(to: URL(filePath: file), options: .atomic)
                } catch {
                    throw CaseworkError(
                        .cannotWrite, ja: "\(file): 書けません（\(error.localizedDescription)）",
                        en: "\(file): cannot be written (\(error.localizedDescription))")
                }
            }
        }
        let outcome = Outcome(
            files: laid.map {
                Outcome.File(file: $0.file, isFormatted: $0.before == $0.after, text: write || check ? nil : $0.after)
            })
        let unformatted = laid.filter { $0.before != $0.after }
        guard check, !unformatted.isEmpty else { return Done(outcome: outcome) }
        return Done(
            outcome: outcome,
            failure: CaseworkError(
                .blocked,
                problems: unformatted.map {
                    BilingualText(
                        ja: "\($0.file): 整形されていません。`sekisho policy format --write` で整えられます",
                        en: "\($0.file): not laid out; `sekisho policy format --write` does it")
                }))
    }

    private func words(_ outcome: Outcome) -> String {
        if write || check {
            return outcome.files.filter { write && !$0.isFormatted }.map { "\($0.file)\n" }.joined()
        }
        return outcome.files.compactMap(\.text).joined(separator: "\n")
    }
}
