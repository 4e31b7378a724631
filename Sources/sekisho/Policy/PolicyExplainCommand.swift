import ArgumentParser
import Casework
import Cedar
import Intake

struct PolicyExplainCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "explain",
        abstract: said(
            ja: "一つの要求の判定を、決め手となった式まで説明する。",
            en: "Explains one decision down to the expressions that settled it."),
        discussion: said(
            ja: """
                例:
                  sekisho policy explain request.json --policies barrier.cedar --entities entities.json
                """,
            en: """
                Example:
                  sekisho policy explain request.json --policies barrier.cedar --entities entities.json
                """))

    @OptionGroup var question: PolicyQuestion
    @OptionGroup var screen: ScreenOptions
    @OptionGroup var language: LanguageOption

    struct Outcome: Encodable {
        struct Finding: Encodable {
            var line: Int
            var column: Int
            var holds: Bool
            /// The expression as the file has it; nil where it came from JSON.
            var text: String?
        }

        struct Entry: Encodable {
            var policy: String
            var file: String
            var effect: String
            var ja: String
            var en: String
            var findings: [Finding]
            var error: String?
        }

        var decision: String
        var ja: String
        var en: String
        var deciding: [Entry]
        var failing: [Entry]
    }

    func run() throws {
        let perform = Performance(command: "policy explain", options: screen, language: language.language)
        try perform(words: words) { _ throws(CaseworkError) in
            let (policies, entities, request) = try question.read()
            let explanation = Authorizer(policies.set).explain(request, entities)
            func entry(_ one: Explanation.Entry) -> Outcome.Entry {
                let source = policies.source(of: one.policy)
                return Outcome.Entry(
                    policy: policies.name(of: one.policy), file: source?.file ?? "", effect: one.effect.rawValue,
                    ja: one.japanese, en: one.english,
                    findings: one.findings.map { finding in
                        Outcome.Finding(
                            line: finding.range.start.line, column: finding.range.start.column, holds: finding.holds,
                            text: source.flatMap { finding.text(in: $0.text) })
                    }, error: one.error.map { "\($0)" })
            }
            return Done(
                outcome: Outcome(
                    decision: explanation.response.decision.rawValue, ja: explanation.japanese,
                    en: explanation.english, deciding: explanation.deciding.map(entry),
                    failing: explanation.failing.map(entry)))
        }
    }

    private func words(_ outcome: Outcome) -> String {
        let language = language.language
        var lines = [language.choose(ja: outcome.ja, en: outcome.en)]
        for entry in outcome.deciding {
            lines.append("  \(entry.file): \(entry.effect) \(entry.policy)")
            if entry.findings.isEmpty {
                lines.append(language.choose(ja: "    対象の指定だけで決まる", en: "    settled by its head"))
            }
            for finding in entry.findings {
                let text = finding.text.map { ": \($0)" } ?? ""
                lines.append(
                    "    \(finding.line):\(finding.column) "
                        + (finding.holds
                            ? language.choose(ja: "成り立つ", en: "holds")
                            : language.choose(ja: "成り立たない", en: "does not hold")) + text)
            }
        }
        for entry in outcome.failing {
            lines.append(
                language.choose(
                    ja: "  評価できなかった規則 \(entry.policy): \(entry.file):\(entry.error ?? "")",
                    en: "  policy that could not be evaluated, \(entry.policy): \(entry.file):\(entry.error ?? "")"))
        }
        return lines.joined(separator: "\n") + "\n"
    }
}
