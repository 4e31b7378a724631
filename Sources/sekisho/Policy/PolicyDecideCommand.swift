import ArgumentParser
import Casework
import Cedar
import Intake

struct PolicyDecideCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "decide",
        abstract: said(
            ja: "一つの要求を規則で判定し、決め手となった規則を示す。", en: "Decides one request, and says which policies decided it."),
        discussion: said(
            ja: """
                例:
                  sekisho policy decide request.json --policies barrier.cedar --entities entities.json
                """,
            en: """
                Example:
                  sekisho policy decide request.json --policies barrier.cedar --entities entities.json
                """))

    @OptionGroup var question: PolicyQuestion
    @OptionGroup var screen: ScreenOptions
    @OptionGroup var language: LanguageOption

    struct Outcome: Encodable {
        struct Reason: Encodable {
            var policy: String
            var ja: String?
            var en: String?
        }

        struct Failure: Encodable {
            var policy: String
            var message: String
        }

        var decision: String
        var reasons: [Reason]
        var errors: [Failure]
    }

    func run() throws {
        let perform = Performance(command: "policy decide", options: screen, language: language.language)
        try perform(words: words) { _ throws(CaseworkError) in try decide() }
    }

    private func decide() throws(CaseworkError) -> Done<Outcome> {
        let (policies, entities, request) = try question.read()
        let response = Authorizer(policies.set).decide(request, entities)
        return Done(
            outcome: Outcome(
                decision: response.decision.rawValue,
                reasons: response.reasons.map { id in
                    let annotations = policies.set[id]?.annotations ?? [:]
                    return Outcome.Reason(
                        policy: policies.name(of: id), ja: annotations["ja"], en: annotations["en"])
                },
                errors: response.errors.map { failure in
                    Outcome.Failure(
                        policy: policies.name(of: failure.policy),
                        message: "\(policies.source(of: failure.policy)?.file ?? ""):\(failure.error)")
                }))
    }

    private func words(_ outcome: Outcome) -> String {
        let language = language.language
        var lines = [
            outcome.decision == Response.Decision.allow.rawValue
                ? language.choose(ja: "許可", en: "allow") : language.choose(ja: "拒否", en: "deny")
        ]
        if outcome.reasons.isEmpty, outcome.decision != Response.Decision.allow.rawValue {
            lines.append(language.choose(ja: "  許可する規則がない", en: "  no policy permits it"))
        }
        for reason in outcome.reasons {
            let sentence = language == .ja ? reason.ja ?? reason.en : reason.en ?? reason.ja
            lines.append("  \(reason.policy)" + (sentence.map { ": \($0)" } ?? ""))
        }
        for failure in outcome.errors {
            lines.append(
                language.choose(
                    ja: "  評価できなかった規則 \(failure.policy): \(failure.message)",
                    en: "  policy that could not be evaluated, \(failure.policy): \(failure.message)"))
        }
        return lines.joined(separator: "\n") + "\n"
    }
}
