/// Why a policy could not be evaluated for a request. Only that policy is put aside; the others still decide.
public struct EvaluationError: Error, Hashable, Sendable, CustomStringConvertible {
    /// What kind of failure it is.
    public enum Kind: Hashable, Sendable {
        /// A value is not of the type that the operator needs.
        case type
        /// An attribute, or a tag, is not there.
        case missingAttribute
        /// An entity does not exist.
        case missingEntity
        /// A number leaves 64 bits.
        case overflow
        /// A text that means no value of an extension's type, such as `decimal("one")`.
        case extensionText
        /// A function or method that does not exist, or a template's slot that no link fills.
        case unsupported
        /// Expressions nest deeper than the stack should bear.
        case tooDeep
    }

    /// What kind of failure it is.
    public var kind: Kind
    /// What happened: lower case, no full stop.
    public var message: String
    /// Where in the policy's text.
    public var range: SourceRange

    /// What happened, and where.
    public var description: String { "\(range.start): \(message)" }

    /// The error of a policy whose conditions nest too deep.
    static func tooDeep(_ range: SourceRange) -> EvaluationError {
        EvaluationError(
            kind: .tooDeep,
            message: "the conditions nest deeper than \(ExpressionDepth.deepest) levels; split the policy",
            range: range)
    }
}
