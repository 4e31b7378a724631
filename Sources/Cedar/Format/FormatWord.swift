/// A word to be laid out, with the comments that belong to it.
struct FormatWord {
    /// A comment in front of a word, on a line of its own.
    struct Comment {
        var text: String
        /// Whether an empty line stood before it; those between policies are kept, for they part thoughts.
        var isAfterBlankLine: Bool
    }

    var kind: Token.Kind
    /// As it is written.
    var text: String
    var leading: [Comment] = []
    /// The comment behind it, on the same line.
    var trailing: String?
    /// Whether an empty line stood between its comments and itself.
    var isAfterBlankLine = false

    var hasComments: Bool { !leading.isEmpty || trailing != nil }
}

extension FormatWord {
    /// The words of a text, each comment given to a word: to the one before it where it stands on the same line, else
    /// to the one behind it. A comma before a closing bracket is left out, its comments are not.
    static func words(of text: String) -> [FormatWord] {
        let (tokens, comments) = Lexer.wordsAndComments(of: text)
        var words: [FormatWord] = []
        words.reserveCapacity(tokens.count)
        var next = 0
        var line = 0
        for (index, token) in tokens.enumerated() {
            var word = FormatWord(kind: token.kind, text: token.written)
            while next < comments.count, comments[next].index == index {
                let comment = comments[next]
                next += 1
                if let last = words.indices.last, comment.place.line == line, words[last].trailing == nil,
                    word.leading.isEmpty
                {
                    words[last].trailing = comment.text
                } else {
                    word.leading.append(
                        Comment(text: comment.text, isAfterBlankLine: comment.place.line > line + 1))
                }
                line = comment.place.line
            }
            word.isAfterBlankLine = token.range.start.line > line + 1
            line = token.range.end.line
            if case .symbol(let symbol) = word.kind, [")", "]", "}"].contains(symbol), let last = words.last,
                last.kind == .symbol(",")
            {
                words.removeLast()
                give(comments: last, to: &words[words.count - 1], or: &word)
            }
            words.append(word)
        }
        return words
    }

    private static func give(comments comma: FormatWord, to before: inout FormatWord, or after: inout FormatWord) {
        guard let trailing = comma.trailing else { return after.leading = comma.leading + after.leading }
        if comma.leading.isEmpty, before.trailing == nil {
            before.trailing = trailing
        } else {
            after.leading =
                comma.leading + [Comment(text: trailing, isAfterBlankLine: false)] + after.leading
        }
    }
}

extension Token {
    /// The word as it stands in a text.
    var written: String {
        switch kind {
        case .name(let text), .symbol(let text): text
        // As the reference, without zeros in front.
        case .number(let digits): Int64(digits).map(String.init) ?? digits
        case .string(let text): "\"\(text)\""
        case .slot(let text): "?\(text)"
        case .end: ""
        }
    }
}
