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

    let kind: Kind
    // Half of what a range takes: a large text has millions of words. Texts that do not fit are no texts of policies.
    private let start: CompactPlace
    private let end: CompactPlace

    init(kind: Kind, range: SourceRange) {
        self.kind = kind
        start = CompactPlace(range.start)
        end = CompactPlace(range.end)
    }

    /// Where it stands.
    var range: SourceRange { SourceRange(start: start.place, end: end.place) }

    private struct CompactPlace {
        let line: UInt32
        let column: UInt32
        let offset: UInt32

        init(_ place: SourcePlace) {
            line = UInt32(truncatingIfNeeded: place.line)
            column = UInt32(truncatingIfNeeded: place.column)
            offset = UInt32(truncatingIfNeeded: place.offset)
        }

        var place: SourcePlace { SourcePlace(line: Int(line), column: Int(column), offset: Int(offset)) }
    }

    /// What somebody meant who knows other languages better.
    var slip: String? {
        switch kind {
        case .symbol("="): "=="
        case .name("and"): "&&"
        case .name("or"): "||"
        case .name("not"): "!"
        case .name("allow"): "permit"
        case .name("deny"): "forbid"
        case .name("where"): "when"
        default: nil
        }
    }

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
