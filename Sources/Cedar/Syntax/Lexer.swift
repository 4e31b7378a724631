/// Cuts a text into words. White space and `//` comments are passed over.
struct Lexer {
    private let scalars: [Unicode.Scalar]
    private var position = 0
    private var line = 1
    private var column = 1
    private var offset = 0
    private let lines: [Substring]
    private(set) var faults: [ParseFault] = []
    private(set) var comments: [Comment] = []
    private var count = 0

    /// A `// comment`, which the formatter must not lose.
    struct Comment {
        /// Its text with both slashes, white space at the end taken off.
        var text: String
        /// Where it begins.
        var place: SourcePlace
        /// How many words stand before it.
        var index: Int
    }

    init(_ text: String) {
        scalars = Array(text.unicodeScalars)
        lines = Excerpt.lines(of: text)
    }

    /// All words of the text, the last of them `.end`, and what could not be read.
    static func words(of text: String) -> (tokens: [Token], faults: [ParseFault], lines: [Substring]) {
        var lexer = Lexer(text)
        return (lexer.words(), lexer.faults, lexer.lines)
    }

    /// All words of the text, and the comments between them.
    static func wordsAndComments(of text: String) -> (tokens: [Token], comments: [Comment]) {
        var lexer = Lexer(text)
        return (lexer.words(), lexer.comments)
    }

    private mutating func words() -> [Token] {
        var tokens: [Token] = []
        while true {
            guard let token = next() else { continue }
            tokens.append(token)
            count += 1
            if token.kind == .end { return tokens }
        }
    }

    private var place: SourcePlace { SourcePlace(line: line, column: column, offset: offset) }
    private var current: Unicode.Scalar? { position < scalars.count ? scalars[position] : nil }
    private func peek(_ distance: Int) -> Unicode.Scalar? {
        position + distance < scalars.count ? scalars[position + distance] : nil
    }

    private mutating func advance() {
        let scalar = scalars[position]
        position += 1
        offset += UTF8.width(scalar)
        if scalar == "\n" {
            line += 1
            column = 1
        } else {
            column += 1
        }
    }

    private mutating func skipBlank() {
        while let scalar = current {
            if scalar.properties.isWhitespace {
                advance()
            } else if scalar == "/", peek(1) == "/" {
                let start = place
                let first = position
                while let next = current, next != "\n", next != "\r" { advance() }
                var text = scalars[first..<position]
                while text.last?.properties.isWhitespace == true { text.removeLast() }
                comments.append(
                    Comment(text: String(String.UnicodeScalarView(text)), place: start, index: count))
            } else {
                return
            }
        }
    }

    /// The next word; nil where a character was passed over with a fault.
    private mutating func next() -> Token? {
        skipBlank()
        let start = place
        guard let scalar = current else { return Token(kind: .end, range: SourceRange(start: start, end: start)) }
        let kind: Token.Kind?
        if Self.startsName(scalar) {
            kind = .name(take(while: Self.continuesName))
        } else if Self.isDigit(scalar) {
            kind = .number(take(while: Self.isDigit))
        } else if scalar == "\"" {
            kind = string(from: start)
        } else if scalar == "?", let next = peek(1), Self.startsName(next) {
            advance()
            kind = .slot(take(while: Self.continuesName))
        } else {
            kind = symbol(from: start)
        }
        return kind.map { Token(kind: $0, range: SourceRange(start: start, end: place)) }
    }

    private mutating func take(while condition: (Unicode.Scalar) -> Bool) -> String {
        var text = String.UnicodeScalarView()
        while let scalar = current, condition(scalar) {
            text.append(scalar)
            advance()
        }
        return String(text)
    }

    private mutating func string(from start: SourcePlace) -> Token.Kind? {
        advance()
        var text = String.UnicodeScalarView()
        while let scalar = current {
            advance()
            if scalar == "\"" { return .string(String(text)) }
            text.append(scalar)
            if scalar == "\\", let escaped = current {
                text.append(escaped)
                advance()
            }
        }
        fail("the string that begins here is never closed; write `\"` at its end", at: start)
        return nil
    }

    private mutating func symbol(from start: SourcePlace) -> Token.Kind? {
        let pair = peek(1).map { String(scalars[position]) + String($0) }
        if let pair, ["::", "==", "!=", "<=", ">=", "&&", "||"].contains(pair) {
            advance()
            advance()
            return .symbol(pair)
        }
        let single = String(scalars[position])
        advance()
        if "@(){}[],;:.<>+-*/%!=?".contains(single) { return .symbol(single) }
        fail("unexpected character `\(single)`", at: start)
        return nil
    }

    private mutating func fail(_ message: String, at place: SourcePlace) {
        faults.append(ParseFault(place: place, message: message, excerpt: Excerpt.text(lines, at: place)))
    }

    private static func startsName(_ scalar: Unicode.Scalar) -> Bool {
        ("a"..."z").contains(scalar) || ("A"..."Z").contains(scalar) || scalar == "_"
    }

    private static func continuesName(_ scalar: Unicode.Scalar) -> Bool {
        startsName(scalar) || isDigit(scalar)
    }

    private static func isDigit(_ scalar: Unicode.Scalar) -> Bool { ("0"..."9").contains(scalar) }
}
