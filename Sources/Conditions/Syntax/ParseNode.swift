/// A value of the parser's own JSON. It comes from the parser and from nobody else, so that it is read without ado.
enum ParseNode {
    case null
    case bool(Bool)
    case number(Int)
    case text(String)
    case list([ParseNode])
    /// Names with their values; few, so that they are searched.
    case object([(name: String, value: ParseNode)])

    subscript(_ name: String) -> ParseNode? {
        guard case .object(let members) = self else { return nil }
        return members.first { $0.name == name }?.value
    }

    var text: String? { if case .text(let text) = self { text } else { nil } }
    var number: Int? { if case .number(let number) = self { number } else { nil } }
    var bool: Bool? { if case .bool(let bool) = self { bool } else { nil } }
    var list: [ParseNode] { if case .list(let items) = self { items } else { [] } }

    /// The kind and the body of a node, which is an object with one member: its kind.
    var kind: (name: String, body: ParseNode)? {
        guard case .object(let members) = self, members.count == 1, let only = members.first else { return nil }
        return (only.name, only.value)
    }

    /// Nil where the text is no JSON, or nests deeper than `deepest`.
    static func read(_ json: [UInt8], deepest: Int) -> ParseNode? {
        var reader = ParseNodeReader(json, deepest: deepest)
        return reader.value(0)
    }
}

/// Reads the parser's JSON.
private struct ParseNodeReader {
    private let bytes: [UInt8]
    private let deepest: Int
    private var position = 0

    init(_ bytes: [UInt8], deepest: Int) {
        self.bytes = bytes
        self.deepest = deepest
    }

    private var current: UInt8? { position < bytes.count ? bytes[position] : nil }

    private mutating func skipBlank() { while let byte = current, byte <= 0x20 { position += 1 } }

    private mutating func take(_ byte: UInt8) -> Bool {
        skipBlank()
        guard current == byte else { return false }
        position += 1
        return true
    }

    mutating func value(_ depth: Int) -> ParseNode? {
        guard depth < deepest else { return nil }
        skipBlank()
        switch current {
        case UInt8(ascii: "{"):
            position += 1
            var members: [(name: String, value: ParseNode)] = []
            if take(UInt8(ascii: "}")) { return .object(members) }
            repeat {
                skipBlank()
                guard let name = string(), take(UInt8(ascii: ":")), let value = value(depth + 1) else { return nil }
                members.append((name, value))
            } while take(UInt8(ascii: ","))
            return take(UInt8(ascii: "}")) ? .object(members) : nil
        case UInt8(ascii: "["):
            position += 1
            var items: [ParseNode] = []
            if take(UInt8(ascii: "]")) { return .list(items) }
            repeat {
                guard let item = value(depth + 1) else { return nil }
                items.append(item)
            } while take(UInt8(ascii: ","))
            return take(UInt8(ascii: "]")) ? .list(items) : nil
        case UInt8(ascii: "\""): return string().map { .text($0) }
        case UInt8(ascii: "t"): return word("true", .bool(true))
        case UInt8(ascii: "f"): return word("false", .bool(false))
        case UInt8(ascii: "n"): return word("null", .null)
        default: return number()
        }
    }

    private mutating func word(_ word: StaticString, _ node: ParseNode) -> ParseNode? {
        position += word.utf8CodeUnitCount
        return node
    }

    private mutating func number() -> ParseNode? {
        var text = ""
        while let byte = current, (0x30...0x39).contains(byte) || byte == UInt8(ascii: "-") {
            text.unicodeScalars.append(Unicode.Scalar(byte))
            position += 1
        }
        return Int(text).map { .number($0) }
    }

    private mutating func string() -> String? {
        guard current == UInt8(ascii: "\"") else { return nil }
        position += 1
        // Most have nothing escaped, and are read at once.
        var end = position
        while end < bytes.count, bytes[end] != UInt8(ascii: "\""), bytes[end] != UInt8(ascii: "\\") { end += 1 }
        var text = bytes[position..<end]
        position = end
        while let byte = current {
            position += 1
            switch byte {
            case UInt8(ascii: "\""): return String(decoding: text, as: UTF8.self)
            case UInt8(ascii: "\\"):
                guard let kind = current else { return nil }
                position += 1
                switch kind {
                case UInt8(ascii: "b"): text.append(8)
                case UInt8(ascii: "f"): text.append(12)
                case UInt8(ascii: "n"): text.append(10)
                case UInt8(ascii: "r"): text.append(13)
                case UInt8(ascii: "t"): text.append(9)
                case UInt8(ascii: "u"):
                    // The parser writes so only what is below U+0020, `<` and `>`.
                    var code: UInt32 = 0
                    for _ in 0..<4 {
                        guard let digit = current, let value = hex(digit) else { return nil }
                        code = code << 4 | value
                        position += 1
                    }
                    guard let scalar = Unicode.Scalar(code) else { return nil }
                    text += Array(String(Character(scalar)).utf8)
                default: text.append(kind)
                }
            default: text.append(byte)
            }
        }
        return nil
    }

    private func hex(_ digit: UInt8) -> UInt32? {
        switch digit {
        case 0x30...0x39: UInt32(digit - 0x30)
        case 0x41...0x46: UInt32(digit - 0x41 + 10)
        case 0x61...0x66: UInt32(digit - 0x61 + 10)
        default: nil
        }
    }
}
