/// One thing that validation found in a policy.
public struct ValidationFinding: Hashable, Sendable, CustomStringConvertible {
    /// What kind of thing.
    public enum Kind: String, Hashable, Sendable {
        /// An entity type that the schema does not have.
        case unknownEntityType
        /// An action that the schema does not have.
        case unknownAction
        /// An entity that its type's list of ids does not have.
        case unknownEntity
        /// The head fits no action of the schema.
        case notApplicable
        /// A value of one type where another is needed.
        case unexpectedType
        /// Values of different types where they must be of one.
        case incompatibleTypes
        /// An attribute that the type does not have.
        case unknownAttribute
        /// An attribute that may be missing, and was not asked for.
        case optionalAttribute
        /// A tag that was not asked for, or that the type cannot have.
        case tag
        /// A set of which nobody can tell of what type its members would be.
        case emptySet
        /// A function or method that is called wrongly.
        case call
        /// A value of an extension's type that is no value.
        case literal
        /// More steps from entity to entity than are allowed.
        case level
        /// An expression that nests too deeply to be checked.
        case tooDeep
        /// A policy that never applies.
        case impossible
        /// A text that may look like another one.
        case deceptiveText
    }

    /// How bad it is.
    public enum Severity: String, Hashable, Sendable {
        /// The policy is not valid.
        case error
        /// The policy is valid and yet likely not what was meant.
        case warning
    }

    /// The policy's id.
    public var policy: String
    /// What kind of thing.
    public var kind: Kind
    /// What was found, and the mend: lower case, no full stop.
    public var message: String
    /// Where in the policy's text.
    public var range: SourceRange
    /// The kinds of requests in which it was found; empty where it holds whatever the request.
    public var environments: [RequestEnvironment] = []
    /// Whether it was not found in all kinds of requests that the policy was checked for.
    public var isPartial = false

    /// How bad it is.
    public var severity: Severity { [.impossible, .deceptiveText].contains(kind) ? .warning : .error }

    /// `line:column: message`; where it is so for some kinds of requests only, the first of those.
    public var description: String {
        var text = "\(range.start): \(severity == .warning ? "warning: " : "")\(message)"
        if isPartial, let first = environments.first {
            let more = environments.count - 1
            text += " (where \(first)" + (more == 0 ? ")" : ", and \(more) more)")
        }
        return text
    }

    /// The line that it stands in, with carets below; `text` is the text that the policy was read from.
    public func excerpt(in text: String) -> String {
        Excerpt.text(Excerpt.lines(of: text), at: range.start, length: range.shownLength)
    }
}
