/// One escape in a text, and where it ends.
enum Escape {
    /// It stands for a character.
    case scalar(Unicode.Scalar, end: Int)
    /// It stands for a byte, which is a character or a part of one.
    case byte(UInt8, end: Int)
}

/// Reads single escapes.
enum EscapeReader {
    /// The escape that begins at a byte of UTF-8 text; nil where none does.
    static func read(_ text: [UInt8], at start: Int) -> Escape? {
        switch text[start] {
        case 0x5C: backslash(text, start)
        case 0x25: percent(text, start)
        case 0x26: entity(text, start)
        case 0x3D: quotedPrintable(text, start)
        case 0x5F: underscore(text, start)
        default: nil
        }
    }

    /// `\u5c71`, `\u{5c71}`, `\U00005c71`, `\x5c`, `\345`, `\n`, `\/`.
    private static func backslash(_ text: [UInt8], _ start: Int) -> Escape? {
        guard start + 1 < text.count else { return nil }
        let letter = text[start + 1]
        switch letter {
        case 0x75:
            if start + 2 < text.count, text[start + 2] == 0x7B { return braced(text, start + 3) }
            return unit(text, start, prefix: [0x5C, 0x75])
        case 0x55:
            guard let value = hex(text, start + 2, 8), let scalar = Unicode.Scalar(value) else { return nil }
            return .scalar(scalar, end: start + 10)
        case 0x78:
            guard let value = hex(text, start + 2, 2) else { return nil }
            return .byte(UInt8(truncatingIfNeeded: value), end: start + 4)
        case 0x32, 0x33:
            guard start + 3 < text.count, text[start + 2] & 0xF8 == 0x30, text[start + 3] & 0xF8 == 0x30 else {
                return nil
            }
            return .byte((letter & 3) << 6 | (text[start + 2] & 7) << 3 | text[start + 3] & 7, end: start + 4)
        case 0x6E: return .scalar("\n", end: start + 2)
        case 0x72: return .scalar("\r", end: start + 2)
        case 0x74: return .scalar("\t", end: start + 2)
        case 0x62, 0x66: return .scalar(" ", end: start + 2)
        case 0x22, 0x27, 0x2F, 0x5C: return .scalar(Unicode.Scalar(letter), end: start + 2)
        default: return nil
        }
    }

    /// `%E5`, and `%u5C71` as old browsers have it.
    private static func percent(_ text: [UInt8], _ start: Int) -> Escape? {
        if start + 1 < text.count, text[start + 1] == 0x75 { return unit(text, start, prefix: [0x25, 0x75]) }
        guard let value = hex(text, start + 1, 2) else { return nil }
        return .byte(UInt8(truncatingIfNeeded: value), end: start + 3)
    }

    /// `=E5`, for bytes beyond ASCII only: others stand for themselves, and `=12` is often something else.
    private static func quotedPrintable(_ text: [UInt8], _ start: Int) -> Escape? {
        guard let value = hex(text, start + 1, 2), value >= 0x80 else { return nil }
        var end = start + 3
        // A line that goes on in the next.
        if end + 1 < text.count, text[end] == 0x3D {
            if text[end + 1] == 0x0A {
                end += 2
            } else if text[end + 1] == 0x0D, end + 2 < text.count, text[end + 2] == 0x0A {
                end += 3
            }
        }
        return .byte(UInt8(truncatingIfNeeded: value), end: end)
    }

    /// `_x5C71_`, as workbooks have it.
    private static func underscore(_ text: [UInt8], _ start: Int) -> Escape? {
        guard start + 6 < text.count, text[start + 1] == 0x78, text[start + 6] == 0x5F,
            let value = hex(text, start + 2, 4), let scalar = Unicode.Scalar(value)
        else { return nil }
        return .scalar(scalar, end: start + 7)
    }

    private static let names: [String: Unicode.Scalar] = [
        "amp": "&", "lt": "<", "gt": ">", "quot": "\"", "apos": "'", "nbsp": " ", "ensp": " ", "emsp": " ",
        "thinsp": " ",
        "shy": "-", "ndash": "-", "mdash": "-", "hyphen": "-", "middot": "・", "yen": "¥", "lpar": "(", "rpar": ")",
        "period": ".", "comma": ",", "sol": "/", "num": "#", "NewLine": "\n", "Tab": "\t", "times": "×",
    ]

    /// `&#23665;`, `&#x5C71;`, `&amp;`.
    private static func entity(_ text: [UInt8], _ start: Int) -> Escape? {
        guard let end = text[start..<min(text.count, start + 12)].firstIndex(of: 0x3B), end > start + 1 else {
            return nil
        }
        let name = String(decoding: text[start + 1..<end], as: UTF8.self)
        if name.hasPrefix("#x") || name.hasPrefix("#X") {
            guard let value = UInt32(name.dropFirst(2), radix: 16), let scalar = Unicode.Scalar(value) else {
                return nil
            }
            return .scalar(scalar, end: end + 1)
        }
        if name.hasPrefix("#") {
            guard let value = UInt32(name.dropFirst()), let scalar = Unicode.Scalar(value) else { return nil }
            return .scalar(scalar, end: end + 1)
        }
        return names[name].map { .scalar($0, end: end + 1) }
    }

    private static func braced(_ text: [UInt8], _ start: Int) -> Escape? {
        guard let close = text[start..<min(text.count, start + 9)].firstIndex(of: 0x7D), close > start,
            let value = hex(text, start, close - start), let scalar = Unicode.Scalar(value)
        else { return nil }
        return .scalar(scalar, end: close + 1)
    }

    /// A unit of UTF-16 in four digits, or two of them that make a character together.
    private static func unit(_ text: [UInt8], _ start: Int, prefix: [UInt8]) -> Escape? {
        guard let value = hex(text, start + 2, 4) else { return nil }
        if let scalar = Unicode.Scalar(value) { return .scalar(scalar, end: start + 6) }
        guard (0xD800...0xDBFF).contains(value), start + 7 < text.count, text[start + 6] == prefix[0],
            text[start + 7] == prefix[1], let low = hex(text, start + 8, 4), (0xDC00...0xDFFF).contains(low),
            let scalar = Unicode.Scalar(0x10000 + (value - 0xD800) << 10 + (low - 0xDC00))
        else { return .scalar("\u{FFFD}", end: start + 6) }
        return .scalar(scalar, end: start + 12)
    }

    /// The value of hexadecimal digits; nil where one is missing.
    private static func hex(_ text: [UInt8], _ start: Int, _ count: Int) -> UInt32? {
        guard start + count <= text.count else { return nil }
        var value: UInt32 = 0
        for position in start..<start + count {
            guard let digit = HexDigits.value(text[position]) else { return nil }
            value = value &<< 4 | UInt32(digit)
        }
        return value
    }
}
