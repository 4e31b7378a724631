/// A word of the language.
struct Token: Sendable {
    enum Kind: Hashable, Sendable {
        /// A name or a keyword; Cedar's keywords are names in some places.
        case name(String)
        /// A whole number without sign; too large a one is kept as text and refused by the parser.
        case number(String)
        /// A string, its quotes taken off and its escapes still in it: `like` reads them in a way of its own.
        case string(String)
        /// `?principal` or `?resource`.
        case slot(String)
        /// An operator or a bracket.
        case symbol(String)
        /// The end of the text.
        case end
    }

    var kind: Kind
    var range: SourceRange

    /// The word as a message shows it.
    var shown: String {
        switch kind {
        case .name(let text), .number(let text), .symbol(let text): "`\(text)`"
        case .string(let text): "`\"\(text)\"`"
        case .slot(let text): "`?\(text)`"
        case .end: "the end of the text"
        }
    }
}
