/// Why a request was decided as it was: the policies that decided, and in each the expressions that did.
public struct Explanation: Hashable, Sendable {
    /// An expression, and what it came to.
    public struct Finding: Hashable, Sendable {
        /// Where it stands in the policy's text.
        public var range: SourceRange
        /// Whether it held.
        public var holds: Bool

        /// The expression as it stands in the text that its policy was read from; nil where the text is another.
        public func text(in source: String) -> String? {
            let bytes = Array(source.utf8)
            let (start, end) = (range.start.offset, range.end.offset)
            guard start <= end, end <= bytes.count else { return nil }
            return String(decoding: bytes[start..<end], as: UTF8.self)
        }
    }

    /// What became of one policy.
    public struct Entry: Hashable, Sendable {
        /// Its id.
        public var policy: String
        /// Whether it allows or refuses.
        public var effect: Policy.Effect
        /// What it says in Japanese, by its annotation `@ja`; its id where there is none.
        public var japanese: String
        /// What it says in English, by its annotation `@en`; its id where there is none.
        public var english: String
        /// The smallest expressions that settle whether it applies, in the order of the text. Empty where its head does.
        public var findings: [Finding]
        /// Why it could not be evaluated; nil where it could.
        public var error: EvaluationError?
    }

    /// The answer that is explained.
    public var response: Response
    /// The policies that decided. Where none applies they are the permits that do not, each with what it lacks.
    public var deciding: [Entry]
    /// The policies that could not be evaluated.
    public var failing: [Entry]

    /// What was decided and why, in Japanese.
    public var japanese: String {
        let sentences = deciding.map(\.japanese).joined(separator: " ")
        switch (response.decision, response.reasons.isEmpty) {
        case (.allow, _): return "許可: \(sentences)"
        case (.deny, false): return "拒否: \(sentences)"
        case (.deny, true): return "拒否: 許可する規則に当てはまりません"
        }
    }

    /// What was decided and why, in English.
    public var english: String {
        let sentences = deciding.map(\.english).joined(separator: "; ")
        switch (response.decision, response.reasons.isEmpty) {
        case (.allow, _): return "allowed: \(sentences)"
        case (.deny, false): return "denied: \(sentences)"
        case (.deny, true): return "denied: no policy permits it"
        }
    }
}

extension Authorizer {
    /// The answer to a request, with the policies and the expressions in them that decided.
    public func explain(_ request: Request, _ entities: Entities) -> Explanation {
        let response = decide(request, entities)
        let evaluator = Evaluator(request: request, entities: entities)
        let errors = Dictionary(response.errors.map { ($0.policy, $0.error) }) { first, _ in first }
        let reasons = Set(response.reasons)
        var explanation = Explanation(response: response, deciding: [], failing: [])
        for policy in policies.active {
            if let error = errors[policy.id] {
                explanation.failing.append(entry(policy, [], error))
            } else if reasons.contains(policy.id) {
                explanation.deciding.append(entry(policy, Tracer(evaluator).findings(policy, applies: true), nil))
            } else if reasons.isEmpty, policy.effect == .permit {
                explanation.deciding.append(entry(policy, Tracer(evaluator).findings(policy, applies: false), nil))
            }
        }
        return explanation
    }

    private func entry(
        _ policy: Policy, _ findings: [Explanation.Finding], _ error: EvaluationError?
    ) -> Explanation.Entry {
        func sentence(_ language: String) -> String { policy.annotations[language] ?? "`\(policy.id)`" }
        return Explanation.Entry(
            policy: policy.id, effect: policy.effect, japanese: sentence("ja"), english: sentence("en"),
            findings: findings, error: error)
    }
}

/// Finds the smallest expressions that settle a condition.
private struct Tracer {
    let evaluator: Evaluator

    init(_ evaluator: Evaluator) {
        self.evaluator = evaluator
    }

    /// Of a policy that applies, what makes every condition hold; of one that does not, what makes the first that is not
    /// met fail. Empty where the head already does not fit.
    func findings(_ policy: Policy, applies: Bool) -> [Explanation.Finding] {
        if !applies {
            var head = policy
            head.conditions = []
            guard (try? Authorizer.applies(head, evaluator)) == true else { return [] }
        }
        var findings: [Explanation.Finding] = []
        for condition in policy.conditions {
            guard let truth = truth(condition.body) else { return findings }
            let isMet = truth == condition.isWhen
            if isMet != applies { continue }
            trace(condition.body, truth, &findings)
            if !applies { return findings }
        }
        return findings
    }

    private func truth(_ expression: Expression) -> Bool? { try? evaluator.bool(expression) }

    private func trace(_ expression: Expression, _ truth: Bool, _ findings: inout [Explanation.Finding]) {
        switch expression.form {
        case .and(let parts): trace(parts, truth, settledBy: false, &findings)
        case .or(let parts): trace(parts, truth, settledBy: true, &findings)
        case .not(let inner): trace(inner, !truth, &findings)
        case .conditional(let condition, let then, let otherwise):
            guard let chosen = self.truth(condition) else { return }
            trace(condition, chosen, &findings)
            trace(chosen ? then : otherwise, truth, &findings)
        default: findings.append(Explanation.Finding(range: expression.range, holds: truth))
        }
    }

    /// One part settles the whole, the first of that truth; without one all of them do.
    private func trace(
        _ parts: [Expression], _ truth: Bool, settledBy settling: Bool, _ findings: inout [Explanation.Finding]
    ) {
        if truth == settling {
            if let part = parts.first(where: { self.truth($0) == settling }) { trace(part, settling, &findings) }
        } else {
            for part in parts { trace(part, truth, &findings) }
        }
    }
}
