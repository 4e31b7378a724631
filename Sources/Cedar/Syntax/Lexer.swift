/// Cuts a text into words. White space and `//` comments are passed over.
///
/// It goes through bytes, not characters: what the language knows is ASCII, and the rest stands in strings and comments.
struct Lexer {
    /// How many words a text may have; more would take gigabytes before anything could be said of them.
    static let longest = 20_000_000
    /// How many faults are told of; more would only hide the first.
    static let most = 100

    private let bytes: [UInt8]
    private var position = 0
    private var line = 1
    private var column = 1
    private let lines: [Substring]
    private(set) var faults: [ParseFault] = []
    private(set) var comments: [Comment] = []
    private let keepsComments: Bool
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

    private init(_ text: String, keepsComments: Bool) {
        bytes = Array(text.utf8)
        lines = Excerpt.lines(of: text)
        self.keepsComments = keepsComments
    }

    /// All words of the text, the last of them `.end`, and what could not be read.
    static func words(of text: String) -> (tokens: [Token], faults: [ParseFault], lines: [Substring]) {
        var lexer = Lexer(text, keepsComments: false)
        return (lexer.words(), lexer.faults, lexer.lines)
    }

    /// All words of the text, and the comments between them.
    static func wordsAndComments(of text: String) -> (tokens: [Token], comments: [Comment]) {
        var lexer = Lexer(text, keepsComments: true)
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

    private var place: SourcePlace { SourcePlace(line: line, column: column, offset: position) }
    private var current: UInt8? { position < bytes.count ? bytes[position] : nil }
    private func peek(_ distance: Int) -> UInt8? {
        position + distance < bytes.count ? bytes[position + distance] : nil
    }

    /// Columns are Unicode scalars: a byte that goes on with one counts nothing.
    private mutating func advance() {
        let byte = bytes[position]
        position += 1
        if byte == UInt8(ascii: "\n") {
            line += 1
            column = 1
        } else if byte & 0xC0 != 0x80 {
            column += 1
        }
    }

    private mutating func skipBlank() {
        while let byte = current {
            switch byte {
            case 0x09...0x0D, 0x20: advance()
            case UInt8(ascii: "/") where peek(1) == UInt8(ascii: "/"): comment()
            case 0x80...:
                let scalar = scalar()
                guard scalar.properties.isWhitespace else { return }
                for _ in 0..<UTF8.width(scalar) { advance() }
            default: return
            }
        }
    }

    private mutating func comment() {
        let start = place
        while let next = current, next != UInt8(ascii: "\n"), next != UInt8(ascii: "\r") { advance() }
        guard keepsComments else { return }
        var text = String(decoding: bytes[start.offset..<position], as: UTF8.self).unicodeScalars
        while text.last?.properties.isWhitespace == true { text.removeLast() }
        comments.append(Comment(text: String(text), place: start, index: count))
    }

    /// The character that begins here.
    private func scalar() -> Unicode.Scalar {
        let tail = bytes[position..<min(position + 4, bytes.count)]
        return String(decoding: tail, as: UTF8.self).unicodeScalars.first ?? "\u{FFFD}"
    }

    /// The next word; nil where a character was passed over with a fault.
    private mutating func next() -> Token? {
        skipBlank()
        let start = place
        if count >= Self.longest {
            fail("the text has more than \(Self.longest) words; split it into several", at: start)
            position = bytes.count
        }
        if faults.count >= Self.most { position = bytes.count }
        guard let byte = current else { return Token(kind: .end, range: SourceRange(start: start, end: start)) }
        let kind: Token.Kind?
        if Self.startsName(byte) {
            kind = .name(take(while: Self.continuesName))
        } else if Self.isDigit(byte) {
            kind = .number(take(while: Self.isDigit))
        } else if byte == UInt8(ascii: "\"") {
            kind = string(from: start)
        } else if byte == UInt8(ascii: "?"), let next = peek(1), Self.startsName(next) {
            advance()
            kind = .slot(take(while: Self.continuesName))
        } else {
            kind = symbol(from: start)
        }
        return kind.map { Token(kind: $0, range: SourceRange(start: start, end: place)) }
    }

    private mutating func take(while condition: (UInt8) -> Bool) -> String {
        let start = position
        while let byte = current, condition(byte) { advance() }
        return String(decoding: bytes[start..<position], as: UTF8.self)
    }

    private mutating func string(from start: SourcePlace) -> Token.Kind? {
        advance()
        while let byte = current {
            advance()
            if byte == UInt8(ascii: "\"") {
                return .string(String(decoding: bytes[(start.offset + 1)..<(position - 1)], as: UTF8.self))
            }
            if byte == UInt8(ascii: "\\"), current != nil { advance() }
        }
        fail("the string that begins here is never closed; write `\"` at its end", at: start)
        return nil
    }

    private mutating func symbol(from start: SourcePlace) -> Token.Kind? {
        if let second = peek(1), let pair = Self.pair(bytes[position], second) {
            advance()
            advance()
            return .symbol(pair)
        }
        let scalar = scalar()
        let single = String(scalar)
        for _ in 0..<UTF8.width(scalar) where position < bytes.count { advance() }
        if "@(){}[],;:.<>+-*/%!=?".unicodeScalars.contains(scalar) { return .symbol(single) }
        // A word of another script is one fault.
        while scalar.value >= 0x80, let next = current, next >= 0x80, !self.scalar().properties.isWhitespace {
            advance()
        }
        let found = String(decoding: bytes[start.offset..<min(position, start.offset + 60)], as: UTF8.self)
        let slip = ["&": "&&", "|": "||", "'": "\""][single].map { "; did you mean `\($0)`?" } ?? ""
        fail("unexpected character\(column - start.column > 1 ? "s" : "") `\(found)`\(slip)", at: start)
        return nil
    }

    private static func pair(_ first: UInt8, _ second: UInt8) -> String? {
        switch (Unicode.Scalar(first), Unicode.Scalar(second)) {
        case (":", ":"): "::"
        case ("=", "="): "=="
        case ("!", "="): "!="
        case ("<", "="): "<="
        case (">", "="): ">="
        case ("&", "&"): "&&"
        case ("|", "|"): "||"
        default: nil
        }
    }

    private mutating func fail(_ message: String, at place: SourcePlace) {
        let length = line == place.line ? column - place.column : 1
        faults.append(
            ParseFault(place: place, message: message, excerpt: Excerpt.text(lines, at: place, length: length)))
    }

    private static func startsName(_ byte: UInt8) -> Bool {
        (0x61...0x7A).contains(byte) || (0x41...0x5A).contains(byte) || byte == UInt8(ascii: "_")
    }

    private static func continuesName(_ byte: UInt8) -> Bool { startsName(byte) || isDigit(byte) }

    private static func isDigit(_ byte: UInt8) -> Bool { (0x30...0x39).contains(byte) }
}
