/// A walk over the words of a text, as the parsers of policies and of schemas take it.
protocol TokenCursor {
    /// The words; the last one is the end.
    var tokens: [Token] { get }
    /// The lines of the text, for excerpts.
    var lines: [Substring] { get }
    /// The word at hand.
    var position: Int { get set }
    /// What may have been meant by the word at hand, where it is a slip.
    var slip: String? { get }

    /// Goes on behind a symbol, if it is at hand.
    mutating func take(_ symbol: String) -> Bool
}

extension TokenCursor {
    var current: Token { tokens[position] }
    var following: Token { tokens[min(position + 1, tokens.count - 1)] }

    mutating func advance() -> Token {
        let token = tokens[position]
        if token.kind != .end { position += 1 }
        return token
    }

    func at(_ symbol: String) -> Bool { current.kind == .symbol(symbol) }
    func at(word: String) -> Bool { current.kind == .name(word) }

    mutating func take(_ symbol: String) -> Bool {
        guard at(symbol) else { return false }
        position += 1
        return true
    }

    mutating func take(word: String) -> Bool {
        guard at(word: word) else { return false }
        position += 1
        return true
    }

    mutating func expect(_ symbol: String) throws(ParseFault) {
        guard take(symbol) else { throw unexpected("`\(symbol)`") }
    }

    func unexpected(_ expected: String) -> ParseFault {
        let hint = slip.map { "; did you mean `\($0)`?" } ?? ""
        return fault("unexpected \(current.shown); expected \(expected)\(hint)", at: current.range)
    }

    func fault(_ message: String, at range: SourceRange) -> ParseFault {
        ParseFault(
            place: range.start, message: message,
            excerpt: Excerpt.text(lines, at: range.start, length: range.shownLength))
    }

    // MARK: What both languages have

    /// `@name("value")`, any number of them; and the names of those without a value.
    mutating func annotations() throws(ParseFault) -> (values: [String: String], bare: Set<String>) {
        var values: [String: String] = [:]
        var bare: Set<String> = []
        while at("@") {
            let mark = advance()
            guard case .name(let name) = current.kind else { throw unexpected("the annotation's name") }
            _ = advance()
            var value = ""
            if take("(") {
                value = try stringLiteral("the annotation's text")
                try expect(")")
            } else {
                bare.insert(name)
            }
            guard values.updateValue(value, forKey: name) == nil else {
                throw fault("annotation `@\(name)` is given twice; keep one", at: mark.range)
            }
        }
        return (values, bare)
    }

    mutating func stringLiteral(_ expected: String) throws(ParseFault) -> String {
        guard case .string(let raw) = current.kind else { throw unexpected("\(expected) in quotes") }
        let token = advance()
        switch Escapes.text(raw) {
        case .success(let text): return text
        case .failure(let unknown): throw unknownEscape(unknown, at: token)
        }
    }

    func unknownEscape(_ unknown: Escapes.Unknown, at token: Token) -> ParseFault {
        if unknown.text == "\r" {
            return fault(
                "a carriage return stands in the string; write `\\r`, or end lines without it", at: token.range)
        }
        return fault(
            "unknown escape `\(unknown.text)`; there are \\n \\r \\t \\0 \\\\ \\\" \\' \\x41 \\u{3042}",
            at: token.range)
    }
}

extension SourceRange {
    /// How many characters a caret line marks: those of one line, and the first alone of a longer stretch.
    var shownLength: Int { start.line == end.line ? end.column - start.column : 1 }
}
