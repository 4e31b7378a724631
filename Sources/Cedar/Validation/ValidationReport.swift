/// What validation found in a set of policies.
public struct ValidationReport: Hashable, Sendable {
    /// Everything, policy by policy, in the order of their texts.
    public var findings: [ValidationFinding]

    /// Whether there is no error; warnings do not count.
    public var isValid: Bool { !findings.contains { $0.severity == .error } }

    /// The errors.
    public var errors: [ValidationFinding] { findings.filter { $0.severity == .error } }

    /// The warnings.
    public var warnings: [ValidationFinding] { findings.filter { $0.severity == .warning } }
}
