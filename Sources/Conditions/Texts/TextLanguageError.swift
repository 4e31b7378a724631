/// Why a set of texts could not be worked out.
public enum TextLanguageError: Error, Hashable, Sendable, CustomStringConvertible {
    /// The automaton would have more states than the limit, or twenty times as many edges, or more constants than
    /// can be listed.
    case tooLarge(limit: Int)
    /// A pattern of `like` ends in its escape character: PostgreSQL refuses it.
    case unfinishedEscape(pattern: String)
    /// A constant or pattern has U+0000, which PostgreSQL's texts cannot have.
    case zeroCharacter
    /// A substring is asked for with a length below 0: PostgreSQL refuses it.
    case negativeLength(Int)

    /// What is wrong.
    public var description: String {
        switch self {
        case .tooLarge(let limit): "the texts need an automaton of more than \(limit) states"
        case .unfinishedEscape(let pattern): "pattern `\(pattern)` ends in its escape character; double it"
        case .zeroCharacter: "a text has the character U+0000, which PostgreSQL refuses; take it out"
        case .negativeLength(let length): "a substring has the length `\(length)`; it may not be below 0"
        }
    }
}
