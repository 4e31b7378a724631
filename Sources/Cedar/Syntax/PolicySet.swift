/// Policies and templates, in the order of their text, and the links that make policies of the templates.
public struct PolicySet: Hashable, Sendable {
    /// The policies and templates.
    public internal(set) var policies: [Policy]
    /// The links, in the order in which they were made.
    public internal(set) var links: [TemplateLink] = []

    /// No policies.
    public init() {
        policies = []
    }

    /// Policies at hand, whose ids differ.
    init(_ policies: [Policy]) {
        self.policies = policies
    }

    /// The policies of a text.
    ///
    /// - Parameters:
    ///   - text: policies in Cedar's own syntax.
    ///   - firstNumber: number of the first policy's id; later texts of one set go on counting.
    /// - Throws: every fault that was found; after a fault, reading goes on behind the next `;`.
    public init(parsing text: String, firstNumber: Int = 0) throws(ParseFaults) {
        var parser = PolicyParser(text)
        policies = try parser.policies(firstNumber: firstNumber)
    }

    /// Adds the policies and links of another set. Ids that both have are the caller's affair: a set of texts that were
    /// numbered on, as ``init(parsing:firstNumber:)`` does, has none; ``add(_:)`` sees to it.
    public mutating func append(_ other: PolicySet) {
        policies += other.policies
        links += other.links
    }

    /// The policy with an id.
    public subscript(id: String) -> Policy? { policies.first { $0.id == id } }
}
