import Intake

/// The rule book's policies in order, and their sentences: shared by all verdicts of one rule book.
final class Wording: Hashable, Sendable {
    /// The policies' ids in the order of the rule book.
    let ids: [String]
    private let rank: [String: Int]
    private let sentences: [String: BilingualText]

    init(_ policies: [(id: String, sentence: BilingualText)]) {
        ids = policies.map(\.id)
        rank = Dictionary(policies.enumerated().map { ($1.id, $0) }, uniquingKeysWith: { first, _ in first })
        sentences = Dictionary(policies.map { ($0.id, $0.sentence) }, uniquingKeysWith: { first, _ in first })
    }

    /// Equal when they word the same policies in the same way.
    static func == (left: Wording, right: Wording) -> Bool {
        left === right || (left.ids == right.ids && left.sentences == right.sentences)
    }

    func hash(into hasher: inout Hasher) { hasher.combine(ids) }

    /// Ids once each, in the order of the rule book, the default last.
    func ordered(_ policies: [String]) -> [String] {
        Set(policies).sorted { (rank[$0] ?? .max, $0) < (rank[$1] ?? .max, $1) }
    }

    /// What a policy says of itself; its id if it says nothing.
    func sentence(of policy: String) -> BilingualText {
        if policy == Verdict.defaultDeny {
            return BilingualText(
                ja: "閲覧を許す規則がないため、見てはならない。", en: "no rule permits it, so it is denied")
        }
        return sentences[policy] ?? BilingualText(ja: "`\(policy)`", en: "`\(policy)`")
    }

    /// The sentences of some policies one after the other; a policy that failed is told as a failure only.
    func sentence(policies: [String], failures: [PolicyFailure]) -> BilingualText {
        let failed = Set(failures.map(\.policy))
        var sentences = policies.filter { !failed.contains($0) }.map { sentence(of: $0) }
        sentences += failures.map { failure in
            BilingualText(
                ja: "規則 `\(failure.policy)` を判定できないため、見てはならない（\(failure.reason.ja)）。",
                en: "rule `\(failure.policy)` cannot be evaluated, so it is denied (\(failure.reason.en))")
        }
        return BilingualText(
            ja: sentences.map(\.ja).joined(), en: sentences.map(\.en).joined(separator: "; "))
    }
}
