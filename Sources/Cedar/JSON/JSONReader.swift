/// Reads a JSON text (RFC 8259) as Cedar needs it: whole numbers of 64 bits only, no name twice, and every value with
/// its place. Names and texts stay byte for byte what they were.
struct JSONReader {
    /// How deep values may nest: far beyond real ones, far from the end of the stack.
    static let deepest = 128

    private let text: String
    private let bytes: [UInt8]
    private var position = 0
    private var depth = 0

    private init(_ text: String) {
        self.text = text
        bytes = Array(text.utf8)
    }

    /// The one value of a text, and the means to tell of a fault in it.
    static func read(_ text: String) throws(ParseFault) -> JSONDocument {
        var reader = JSONReader(text)
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

    private mutating func value() throws(ParseFault) -> JSONNode {
        skipBlank()
        let start = position
        depth += 1
        defer { depth -= 1 }
        guard depth <= Self.deepest else { throw fault("values nest deeper than \(Self.deepest) levels") }
        let form: JSONNode.Form
        switch current {
        case UInt8(ascii: "{"): form = .object(try object())
        case UInt8(ascii: "["): form = .array(try array())
        case UInt8(ascii: "\""): form = .string(try string())
        case UInt8(ascii: "-")?, (0x30...0x39)?: form = .long(try number())
        case (0x61...0x7A)?: form = try word()
        default: throw fault("expected a value: an object, a list, a text, a number, `true` or `false`")
        }
        return JSONNode(form: form, offset: start)
    }

    private mutating func object() throws(ParseFault) -> [JSONNode.Member] {
        position += 1
        var members: [JSONNode.Member] = []
        var names: Set<ExactText> = []
        skipBlank()
        if take(UInt8(ascii: "}")) { return members }
        while true {
            skipBlank()
            let start = position
            guard current == UInt8(ascii: "\"") else { throw fault("expected a name in quotes") }
            let name = try string()
            guard names.insert(ExactText(name)).inserted else {
                throw fault("`\(name)` is given twice; keep one", at: start)
            }
            skipBlank()
            guard take(UInt8(ascii: ":")) else { throw fault("expected `:`") }
            members.append(JSONNode.Member(name: name, value: try value()))
            skipBlank()
            if take(UInt8(ascii: "}")) { return members }
            guard take(UInt8(ascii: ",")) else { throw fault("expected `,` or `}`") }
        }
    }

    private mutating func array() throws(ParseFault) -> [JSONNode] {
        position += 1
        var items: [JSONNode] = []
        skipBlank()
        if take(UInt8(ascii: "]")) { return items }
        while true {
            items.append(try value())
            skipBlank()
            if take(UInt8(ascii: "]")) { return items }
            guard take(UInt8(ascii: ",")) else { throw fault("expected `,` or `]`") }
        }
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
