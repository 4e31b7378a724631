/// The escapes of Cedar's strings: `\n \r \t \\ \0 \' \" \x41 \u{1F600}`, and in patterns `\*`.
enum Escapes {
    /// A string with its escapes read, or nil with the escape that is not one.
    static func text(_ raw: String) -> Result<String, Unknown> {
        var result = String.UnicodeScalarView()
        switch read(raw, star: false, into: { result.append($0.scalar) }) {
        case nil: return .success(String(result))
        case let unknown?: return .failure(unknown)
        }
    }

    /// The pieces of a `like` pattern: a bare `*` matches anything, `\*` is a star.
    static func pattern(_ raw: String) -> Result<Pattern, Unknown> {
        var pieces: [Pattern.Piece] = []
        let unknown = read(raw, star: true) { piece in
            pieces.append(piece.isStar ? .any : .scalar(piece.scalar))
        }
        return unknown.map { .failure($0) } ?? .success(Pattern(pieces: pieces))
    }

    /// An escape that the language does not have.
    struct Unknown: Error {
        var text: String
    }

    private static func read(
        _ raw: String, star: Bool, into append: ((scalar: Unicode.Scalar, isStar: Bool)) -> Void
    ) -> Unknown? {
        var rest = raw.unicodeScalars[...]
        while let scalar = rest.popFirst() {
            guard scalar == "\\" else {
                append((scalar, star && scalar == "*"))
                continue
            }
            guard let kind = rest.popFirst() else { return Unknown(text: "\\") }
            switch kind {
            case "n": append(("\n", false))
            case "r": append(("\r", false))
            case "t": append(("\t", false))
            case "0": append(("\0", false))
            case "\\", "'", "\"": append((kind, false))
            case "*" where star: append(("*", false))
            case "x":
                let digits = rest.prefix(2)
                rest = rest.dropFirst(2)
                guard digits.count == 2, let value = UInt8(String(digits), radix: 16), value < 0x80 else {
                    return Unknown(text: "\\x" + String(digits))
                }
                append((Unicode.Scalar(value), false))
            case "u":
                guard rest.popFirst() == "{", let close = rest.firstIndex(of: "}") else { return Unknown(text: "\\u") }
                let digits = String(rest[..<close])
                rest = rest[rest.index(after: close)...]
                guard (1...6).contains(digits.count), let value = UInt32(digits, radix: 16),
                    let scalar = Unicode.Scalar(value)
                else { return Unknown(text: "\\u{\(digits)}") }
                append((scalar, false))
            default: return Unknown(text: "\\" + String(kind))
            }
        }
        return nil
    }
}

/// The pattern of a `like`.
public struct Pattern: Hashable, Sendable {
    /// One piece of a pattern.
    public enum Piece: Hashable, Sendable {
        /// One character, itself.
        case scalar(Unicode.Scalar)
        /// Any text, also none.
        case any
    }

    /// The pieces, in order.
    public var pieces: [Piece]

    /// Whether the whole of `text` fits the pattern. Time is at most the product of both lengths.
    public func matches(_ text: String) -> Bool {
        let text = Array(text.unicodeScalars)
        var position = 0
        var piece = 0
        // Where to go on when the text after the last star does not fit: one character further.
        var retry: (piece: Int, position: Int)?
        while position < text.count {
            if piece < pieces.count, pieces[piece] == .any {
                retry = (piece, position)
                piece += 1
            } else if piece < pieces.count, pieces[piece] == .scalar(text[position]) {
                piece += 1
                position += 1
            } else if let last = retry {
                retry = (last.piece, last.position + 1)
                piece = last.piece + 1
                position = last.position + 1
            } else {
                return false
            }
        }
        return pieces[piece...].allSatisfy { $0 == .any }
    }
}
