/// The escapes of Cedar's strings: `\n \r \t \\ \0 \' \" \x41 \u{1F600}`, and in patterns `\*`.
///
/// They are Rust's, as in the reference: underscores may part the digits of `\u{…}`, and a bare carriage return is none
/// of a string's characters.
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
        // The reference takes any star but `\*` for the wildcard, `\x2A` too.
        func take(_ scalar: Unicode.Scalar) { append((scalar, star && scalar == "*")) }
        var rest = raw.unicodeScalars[...]
        while let scalar = rest.popFirst() {
            guard scalar == "\\" else {
                if scalar == "\r" { return Unknown(text: "\r") }
                take(scalar)
                continue
            }
            guard let kind = rest.popFirst() else { return Unknown(text: "\\") }
            switch kind {
            case "n": take("\n")
            case "r": take("\r")
            case "t": take("\t")
            case "0": take("\0")
            case "\\", "'", "\"": take(kind)
            case "*" where star: append(("*", false))
            case "x":
                let digits = rest.prefix(2)
                rest = rest.dropFirst(2)
                guard digits.count == 2, let value = number(digits), value < 0x80, let scalar = Unicode.Scalar(value)
                else { return Unknown(text: "\\x" + String(digits)) }
                take(scalar)
            case "u":
                guard rest.popFirst() == "{", let close = rest.firstIndex(of: "}") else { return Unknown(text: "\\u") }
                let digits = rest[..<close]
                rest = rest[rest.index(after: close)...]
                guard digits.first != "_", let value = number(digits.filter { $0 != "_" }[...]),
                    let scalar = Unicode.Scalar(value)
                else { return Unknown(text: "\\u{\(String(digits))}") }
                take(scalar)
            default: return Unknown(text: "\\" + String(kind))
            }
        }
        return nil
    }

    /// One to six hexadecimal digits, and nothing else: no sign, no digits of other scripts.
    private static func number(_ digits: some Collection<Unicode.Scalar>) -> UInt32? {
        guard (1...6).contains(digits.count), digits.allSatisfy(\.properties.isASCIIHexDigit) else { return nil }
        return digits.reduce(0) { value, digit in
            let offset: UInt32 =
                switch digit {
                case "0"..."9": digit.value - 0x30
                case "a"..."f": digit.value - 0x57
                default: digit.value - 0x37
                }
            return value * 16 + offset
        }
    }
}
