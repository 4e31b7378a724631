/// Reads a JSON text (RFC 8259) as Cedar needs it: whole numbers of 64 bits only, no name twice, and every value with
/// its place. Names and texts stay byte for byte what they were.
struct JSONReader {
    /// How deep values may nest: far beyond real ones, far from the end of the stack.
    static let deepest = 128

    private let text: String
    private let bytes: [UInt8]
    private var position = 0
    private let deepest: Int

    private init(_ text: String, _ deepest: Int) {
        self.text = text
        self.deepest = deepest
        bytes = Array(text.utf8)
    }

    /// The one value of a text, and the means to tell of a fault in it.
    static func read(_ text: String, deepest: Int = deepest) throws(ParseFault) -> JSONDocument {
        var reader = JSONReader(text, deepest)
        let root = try reader.value()
        reader.skipBlank()
        guard reader.current == nil else { throw reader.fault("nothing may follow the value") }
        return JSONDocument(root: root, source: text)
    }

    private var current: UInt8? { position < bytes.count ? bytes[position] : nil }

    private mutating func skipBlank() {
        while position < bytes.count {
            switch bytes[position] {
            case 0x20, 0x09, 0x0A, 0x0D: position += 1
            default: return
            }
        }
    }

    private mutating func take(_ byte: UInt8) -> Bool {
        guard current == byte else { return false }
        position += 1
        return true
    }

    private func fault(_ message: String, at offset: Int? = nil) -> ParseFault {
        ParseFault(message, in: text, at: offset ?? position)
    }

    /// A list or an object that is still being read.
    private struct Open {
        var offset: Int
        var isObject: Bool
        var items: [JSONNode] = []
        var members: [JSONNode.Member] = []
        var names: Set<ExactText> = []
        /// The name whose value comes next.
        var name = ""
    }

    /// One value. What is open waits in a list of ours and not on the stack, so that depth costs no more than memory.
    private mutating func value() throws(ParseFault) -> JSONNode {
        var open: [Open] = []
        while true {
            skipBlank()
            let start = position
            var node: JSONNode?
            switch current {
            case UInt8(ascii: "{"), UInt8(ascii: "["):
                guard open.count < deepest else { throw fault("values nest deeper than \(deepest) levels") }
                open.append(Open(offset: start, isObject: take(UInt8(ascii: "{"))))
                if !open[open.count - 1].isObject { position += 1 }
                skipBlank()
                if take(open[open.count - 1].isObject ? 0x7D : 0x5D) {
                    node = closed(open.removeLast())
                } else if open[open.count - 1].isObject {
                    try name(&open[open.count - 1])
                }
            case UInt8(ascii: "\""): node = JSONNode(form: .string(try string()), offset: start)
            case UInt8(ascii: "-")?, (0x30...0x39)?: node = JSONNode(form: .long(try number()), offset: start)
            case (0x61...0x7A)?: node = JSONNode(form: try word(), offset: start)
            default: throw fault("expected a value: an object, a list, a text, a number, `true` or `false`")
            }
            // A value that ends may end what it stands in, and so on outwards.
            while let ended = node {
                guard !open.isEmpty else { return ended }
                let last = open.count - 1
                if open[last].isObject {
                    open[last].members.append(JSONNode.Member(name: open[last].name, value: ended))
                } else {
                    open[last].items.append(ended)
                }
                node = nil
                skipBlank()
                let close: UInt8 = open[last].isObject ? 0x7D : 0x5D
                if take(close) {
                    node = closed(open.removeLast())
                } else if take(UInt8(ascii: ",")) {
                    if open[last].isObject { try name(&open[last]) }
                } else {
                    throw fault(open[last].isObject ? "expected `,` or `}`" : "expected `,` or `]`")
                }
            }
        }
    }

    private func closed(_ open: Open) -> JSONNode {
        JSONNode(form: open.isObject ? .object(open.members) : .array(open.items), offset: open.offset)
    }

    /// A member's name, and the colon behind it.
    private mutating func name(_ open: inout Open) throws(ParseFault) {
        skipBlank()
        let start = position
        guard current == UInt8(ascii: "\"") else { throw fault("expected a name in quotes") }
        let name = try string()
        guard open.names.insert(ExactText(name)).inserted else {
            throw fault("`\(name)` is given twice; keep one", at: start)
        }
        skipBlank()
        guard take(UInt8(ascii: ":")) else { throw fault("expected `:`") }
        open.name = name
    }

    /// The bytes from here on as long as they fulfil a condition.
    private mutating func run(while condition: (UInt8) -> Bool) -> String {
        let start = position
        while position < bytes.count, condition(bytes[position]) { position += 1 }
        return String(decoding: bytes[start..<position], as: UTF8.self)
    }

    private mutating func word() throws(ParseFault) -> JSONNode.Form {
        let start = position
        let word = run { (0x61...0x7A).contains($0) }
        switch word {
        case "true": return .bool(true)
        case "false": return .bool(false)
        case "null": return .null
        default: throw fault("`\(word)` is no value of JSON; texts stand in quotes", at: start)
        }
    }

    private mutating func number() throws(ParseFault) -> Int64 {
        let start = position
        let digits = run { (0x30...0x39).contains($0) || [0x2B, 0x2D, 0x2E, 0x45, 0x65].contains($0) }
        let magnitude = digits.first == "-" ? digits.dropFirst() : digits[...]
        guard !magnitude.isEmpty, magnitude.utf8.allSatisfy({ (0x30...0x39).contains($0) }),
            magnitude == "0" || magnitude.first != "0"
        else { throw fault("`\(digits)` is no whole number, and Cedar has no other", at: start) }
        guard let number = Int64(digits) else { throw fault("`\(digits)` does not fit 64 bits", at: start) }
        return number
    }

    private mutating func string() throws(ParseFault) -> String {
        let start = position
        position += 1
        var text = ""
        while let byte = current {
            switch byte {
            case UInt8(ascii: "\""):
                position += 1
                return text
            case UInt8(ascii: "\\"): text.unicodeScalars.append(try escape())
            case 0..<0x20: throw fault("a control character stands in a text; write `\\u` and its code")
            default: text += run { $0 >= 0x20 && $0 != UInt8(ascii: "\"") && $0 != UInt8(ascii: "\\") }
            }
        }
        throw fault("the text that begins here is never closed; write `\"` at its end", at: start)
    }

    private mutating func escape() throws(ParseFault) -> Unicode.Scalar {
        let start = position
        position += 1
        guard let kind = current else { throw fault("the text ends within an escape", at: start) }
        position += 1
        switch Unicode.Scalar(kind) {
        case "\"", "\\", "/": return Unicode.Scalar(kind)
        case "b": return "\u{8}"
        case "f": return "\u{C}"
        case "n": return "\n"
        case "r": return "\r"
        case "t": return "\t"
        case "u":
            let first = try unit(start)
            if let scalar = Unicode.Scalar(first) { return scalar }
            // Half of a pair: the other half must follow.
            guard first < 0xDC00, take(UInt8(ascii: "\\")), take(UInt8(ascii: "u")) else {
                throw fault("half a surrogate pair", at: start)
            }
            let second = try unit(start)
            guard (0xDC00...0xDFFF).contains(second),
                let scalar = Unicode.Scalar(0x10000 + (UInt32(first) - 0xD800) << 10 + UInt32(second) - 0xDC00)
            else { throw fault("half a surrogate pair", at: start) }
            return scalar
        default: throw fault("there is no such escape in JSON", at: start)
        }
    }

    private mutating func unit(_ start: Int) throws(ParseFault) -> UInt16 {
        var unit: UInt16 = 0
        for _ in 0..<4 {
            guard let digit = current, let value = Character(Unicode.Scalar(digit)).hexDigitValue else {
                throw fault("`\\u` takes four hexadecimal digits", at: start)
            }
            unit = unit << 4 | UInt16(value)
            position += 1
        }
        return unit
    }
}
