/// Policies, in the order of their text.
public struct PolicySet: Hashable, Sendable {
    /// The policies.
    public private(set) var policies: [Policy]

    /// No policies.
    public init() {
        policies = []
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

    /// Adds the policies of another set.
    public mutating func append(_ other: PolicySet) {
        policies += other.policies
    }

    /// The policy with an id.
    public subscript(id: String) -> Policy? { policies.first { $0.id == id } }
}
