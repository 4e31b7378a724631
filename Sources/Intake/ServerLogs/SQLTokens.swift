/// A word of a statement.
enum SQLToken: Hashable, Sendable {
    /// A name or key word, folded to lower case unless it was quoted.
    case name(String)
    /// The contents of a literal in quotes.
    case text([UInt8])
    /// A number, as written.
    case number([UInt8])
    /// `$1`.
    case parameter(Int)
    /// Any other character.
    case symbol(UInt8)
    /// `{subject}` of a pattern.
    case subject
    /// `{any}` of a pattern.
    case any
}

/// The words of a statement, white space and comments left out (PostgreSQL 15, section 4.1, "Lexical Structure").
///
/// Never fails: what is no SQL comes out as symbols, and a literal or comment that is not closed ends with the text.
struct SQLTokens {
    private(set) var tokens: [SQLToken] = []
    private let bytes: [UInt8]
    private var index = 0

    /// - Parameter isPattern: whether `{subject}` and `{any}` are placeholders.
    init(_ bytes: [UInt8], isPattern: Bool = false) {
        self.bytes = bytes
        while index < bytes.count {
            let byte = bytes[index]
            switch byte {
            case 0x20, 0x09, 0x0A, 0x0D, 0x0C: index += 1
            case UInt8(ascii: "-") where at(1) == byte:
                while index < bytes.count, bytes[index] != 0x0A, bytes[index] != 0x0D { index += 1 }
            case UInt8(ascii: "/") where at(1) == UInt8(ascii: "*"): skipComment()
            case UInt8(ascii: "'"): tokens.append(.text(quoted(by: byte, escapes: false)))
            case UInt8(ascii: "e"), UInt8(ascii: "E"):
                if at(1) == UInt8(ascii: "'") {
                    index += 1
                    tokens.append(.text(quoted(by: UInt8(ascii: "'"), escapes: true)))
                } else {
                    name()
                }
            case UInt8(ascii: "\""):
                tokens.append(.name(String(decoding: quoted(by: byte, escapes: false), as: UTF8.self)))
            case UInt8(ascii: "$"): dollar()
            case UInt8(ascii: "{") where isPattern && bytes[index...].starts(with: Array("{subject}".utf8)):
                tokens.append(.subject)
                index += 9
            case UInt8(ascii: "{") where isPattern && bytes[index...].starts(with: Array("{any}".utf8)):
                tokens.append(.any)
                index += 5
            case _ where Self.isDigit(byte): number()
            case _ where Self.isLetter(byte): name()
            default:
                tokens.append(.symbol(byte))
                index += 1
            }
        }
    }

    private func at(_ offset: Int) -> UInt8? { index + offset < bytes.count ? bytes[index + offset] : nil }

    private static func isDigit(_ byte: UInt8) -> Bool { (0x30...0x39).contains(byte) }
    private static func isLetter(_ byte: UInt8) -> Bool {
        (0x61...0x7A).contains(byte | 0x20) || byte == 0x5F || byte >= 0x80
    }

    private mutating func name() {
        let start = index
        while let byte = at(0), Self.isLetter(byte) || Self.isDigit(byte) || byte == UInt8(ascii: "$") { index += 1 }
        let folded = bytes[start..<index].map { (0x41...0x5A).contains($0) ? $0 | 0x20 : $0 }
        tokens.append(.name(String(decoding: folded, as: UTF8.self)))
    }

    private mutating func number() {
        let start = index
        while let byte = at(0), Self.isDigit(byte) || byte == UInt8(ascii: ".") || Self.isLetter(byte) { index += 1 }
        tokens.append(.number(Array(bytes[start..<index])))
    }

    /// Comments nest.
    private mutating func skipComment() {
        var depth = 0
        while index < bytes.count {
            if bytes[index] == UInt8(ascii: "/"), at(1) == UInt8(ascii: "*") {
                depth += 1
                index += 2
            } else if bytes[index] == UInt8(ascii: "*"), at(1) == UInt8(ascii: "/") {
                depth -= 1
                index += 2
                if depth == 0 { return }
            } else {
                index += 1
            }
        }
    }

    private mutating func quoted(by quote: UInt8, escapes: Bool) -> [UInt8] {
        var text: [UInt8] = []
        index += 1
        while let byte = at(0) {
            if byte == quote {
                index += 1
                guard at(0) == quote else { return text }
                text.append(quote)
                index += 1
            } else if escapes, byte == UInt8(ascii: "\\"), let next = at(1) {
                text.append(next)
                index += 2
            } else {
                text.append(byte)
                index += 1
            }
        }
        return text
    }

    /// `$1`, `$$text$$`, `$tag$text$tag$`.
    private mutating func dollar() {
        var end = index + 1
        while end < bytes.count, Self.isDigit(bytes[end]) { end += 1 }
        if end > index + 1 {
            tokens.append(.parameter(Int(String(decoding: bytes[(index + 1)..<end], as: UTF8.self)) ?? 0))
            index = end
            return
        }
        while end < bytes.count, Self.isLetter(bytes[end]) || Self.isDigit(bytes[end]) { end += 1 }
        guard end < bytes.count, bytes[end] == UInt8(ascii: "$") else {
            tokens.append(.symbol(bytes[index]))
            index += 1
            return
        }
        let tag = Array(bytes[index...end])
        var close = end + 1
        while close < bytes.count, !bytes[close...].starts(with: tag) { close += 1 }
        tokens.append(.text(Array(bytes[(end + 1)..<close])))
        index = min(bytes.count, close + tag.count)
    }
}
