import Cedar
import Terminal

/// What one request was answered, and by which policies, as it is told.
struct PolicyAnswer: Encodable {
    /// An expression that settled a policy.
    struct Finding: Encodable {
        var line: Int
        var column: Int
        var holds: Bool
        /// The expression as the file has it; absent where the policy came from JSON.
        var text: String?
    }

    /// A policy and what it says.
    struct Entry: Encodable {
        var policy: String
        var file: String
        var ja: String?
        var en: String?
        /// Only where an explanation was asked for.
        var findings: [Finding]?
    }

    /// A policy that could not be evaluated.
    struct Failure: Encodable {
        var policy: String
        var message: String
    }

    var decision: String
    var reasons: [Entry]
    var errors: [Failure]
    /// Where an explanation was asked for and no policy permits: the permits, each with what it lacks.
    var lacking: [Entry]?

    init(_ explanation: Explanation, by policies: PolicyFiles.Policies, explains: Bool) {
        let response = explanation.response
        decision = response.decision.rawValue
        let entries = explanation.deciding.map { Entry($0, policies, explains: explains) }
        reasons = response.reasons.isEmpty ? [] : entries
        lacking = explains && response.reasons.isEmpty ? entries : nil
        errors = response.errors.map { failure in
            Failure(
                policy: policies.name(of: failure.policy),
                message: "\(policies.source(of: failure.policy)?.file ?? ""):\(failure.error)")
        }
    }

    /// In words.
    func words(_ language: ScreenLanguage) -> String {
        let isAllowed = decision == Response.Decision.allow.rawValue
        var lines = [isAllowed ? language.choose(ja: "許可", en: "allow") : language.choose(ja: "拒否", en: "deny")]
        if reasons.isEmpty { lines.append(language.choose(ja: "  許可する規則がない", en: "  no policy permits it")) }
        for entry in reasons + (lacking ?? []) { lines += entry.lines(language) }
        for failure in errors {
            lines.append(
                language.choose(
                    ja: "  評価できなかった規則 \(failure.policy): \(failure.message)",
                    en: "  policy that could not be evaluated, \(failure.policy): \(failure.message)"))
        }
        return lines.joined(separator: "\n") + "\n"
    }
}

extension PolicyAnswer.Entry {
    fileprivate init(_ entry: Explanation.Entry, _ policies: PolicyFiles.Policies, explains: Bool) {
        let source = policies.source(of: entry.policy)
        policy = policies.name(of: entry.policy)
        file = source?.file ?? ""
        let annotations = policies.set[entry.policy]?.annotations
        (ja, en) = (annotations?["ja"], annotations?["en"])
        guard explains else { return }
        findings = entry.findings.map { finding in
            PolicyAnswer.Finding(
                line: finding.range.start.line, column: finding.range.start.column, holds: finding.holds,
                text: source.flatMap { finding.text(in: $0.text) })
        }
    }

    fileprivate func lines(_ language: ScreenLanguage) -> [String] {
        let sentence = language == .ja ? ja ?? en : en ?? ja
        var lines = ["  \(policy)" + (sentence.map { ": \($0)" } ?? "")]
        if let findings, findings.isEmpty {
            lines.append(language.choose(ja: "    対象の指定だけで決まる", en: "    settled by its head"))
        }
        for finding in findings ?? [] {
            let verdict =
                finding.holds
                ? language.choose(ja: "成り立つ", en: "holds") : language.choose(ja: "成り立たない", en: "does not hold")
            lines.append(
                "    \(file):\(finding.line):\(finding.column) \(verdict)" + (finding.text.map { ": \($0)" } ?? ""))
        }
        return lines
    }
}
