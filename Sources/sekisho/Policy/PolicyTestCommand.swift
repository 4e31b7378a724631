import ArgumentParser
import Casework
import Cedar
import Foundation
import Intake
import Terminal

struct PolicyTestCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "test",
        abstract: said(
            ja: "規則の試験例を実行し、規則と条件のどこまでが試されたかを示す。",
            en: "Runs cases for policies, and says which policies and branches they touch."),
        discussion: said(
            ja: """
                例:
                  sekisho policy test barrier-cases.json
                """,
            en: """
                Example:
                  sekisho policy test barrier-cases.json
                """))

    @Argument(help: ArgumentHelp(said(ja: "試験例のファイル（JSON）。", en: "The file of cases, JSON.")))
    var cases: String

    @OptionGroup var screen: ScreenOptions
    @OptionGroup var language: LanguageOption

    func run() throws {
        let perform = Performance(command: "policy test", options: screen, language: language.language)
        try perform(words: words) { _ throws(CaseworkError) in try test() }
    }

    private func test() throws(CaseworkError) -> Done<PolicyTestReport> {
        let json = try PolicyFiles.text(cases)
        let folder = URL(filePath: cases).deletingLastPathComponent()
        // What is wrong with a file that the cases name comes out with that file's name.
        var missing: CaseworkError?
        let tests: PolicyTests
        do throws(PolicyTests.Failure) {
            tests = try PolicyTests(json: json) { file in
                let path = file.hasPrefix("/") ? file : folder.appending(path: file).relativePath
                do throws(CaseworkError) { return try PolicyFiles.text(path) } catch {
                    missing = error
                    return nil
                }
            }
        } catch {
            switch error {
            case .missing(let file):
                throw missing ?? CaseworkError(.missingInput, ja: "\(file): ありません", en: "\(file): not there")
            case .faults(let file, let faults):
                throw CaseworkError(
                    .badInput, problems: faults.faults.map { PolicyFiles.located($0, file.isEmpty ? cases : file) })
            }
        }
        let report = tests.run()
        guard !report.failures.isEmpty else { return Done(outcome: report) }
        return Done(
            outcome: report,
            failure: CaseworkError(
                .blocked,
                problems: report.failures.map { failure in
                    let place = "\(cases):\(failure.line):\(failure.column)"
                    return BilingualText(
                        ja:
                            "\(place): 「\(failure.name)」の \(failure.subject) は \(failure.expected) のはずが \(failure.found)",
                        en: "\(place): “\(failure.name)”: \(failure.subject) should be \(failure.expected), "
                            + "found \(failure.found)")
                }))
    }

    private func words(_ report: PolicyTestReport) -> String {
        let language = language.language
        let (seen, all) = report.sides
        let touched = report.coverage.count - report.untouched.count
        let failed = Set(report.failures.map { "\($0.line):\($0.column)" }).count
        var lines = [
            language.choose(
                ja: "試験例 \(report.cases)、失敗 \(failed)。適用された規則 \(touched)/\(report.coverage.count)、"
                    + "試された分岐 \(seen)/\(all)",
                en: "cases: \(report.cases), failed: \(failed); policies that applied: \(touched) of "
                    + "\(report.coverage.count); sides of branches seen: \(seen) of \(all)")
        ]
        for policy in report.coverage {
            if policy.applied == 0 {
                lines.append(
                    language.choose(ja: "  \(policy.policy): 一度も適用されていない", en: "  \(policy.policy): never applied"))
            }
            for branch in policy.branches where branch.holding == 0 || branch.failing == 0 {
                let what =
                    branch.holding == 0
                    ? language.choose(ja: "一度も真にならない", en: "never true")
                    : language.choose(ja: "一度も偽にならない", en: "never false")
                lines.append("  \(policy.policy), \(branch.line):\(branch.column): \(what)")
            }
        }
        return lines.joined(separator: "\n") + "\n"
    }
}
