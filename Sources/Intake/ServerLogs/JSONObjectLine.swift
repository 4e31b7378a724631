/// A JSON object on one line (RFC 8259), read no further than its own keys: values inside of lists and objects are
/// checked for balance and passed over.
struct JSONObjectLine {
    /// The values of the wanted keys, in their order: text and numbers, as written but for the escapes of text; true,
    /// false and null count as absent.
    private(set) var values: [ArraySlice<UInt8>?]
    /// Which of the wanted keys stand there more than once with different values.
    private(set) var conflicts: Set<Int> = []

    private let bytes: ArraySlice<UInt8>
    private var index: Int

    init(_ bytes: ArraySlice<UInt8>, wanted: [[UInt8]]) throws(LineFault) {
        self.bytes = bytes
        values = Array(repeating: nil, count: wanted.count)
        index = bytes.startIndex
        skipBlanks()
        try expect(0x7B)
        skipBlanks()
        if peek() == 0x7D {
            index += 1
        } else {
            while true {
                skipBlanks()
                let key = try text()
                skipBlanks()
                try expect(0x3A)
                skipBlanks()
                let value = try value()
                if let value, let place = wanted.firstIndex(where: { $0.elementsEqual(key) }) {
                    if let before = values[place], before != value { conflicts.insert(place) }
                    values[place] = value
                }
                skipBlanks()
                guard let byte = peek() else { throw cut }
                index += 1
                if byte == 0x7D { break }
                guard byte == 0x2C else { throw LineFault(.badValue) }
            }
        }
        skipBlanks()
        guard index == bytes.endIndex else { throw LineFault(.badValue) }
    }

    private var cut: LineFault { LineFault(.badValue, mayBeCut: true) }

    private func peek() -> UInt8? { index < bytes.endIndex ? bytes[index] : nil }

    private mutating func skipBlanks() {
        while let byte = peek(), byte == 0x20 || byte == 0x09 || byte == 0x0D { index += 1 }
    }

    private mutating func expect(_ wanted: UInt8) throws(LineFault) {
        guard let byte = peek() else { throw cut }
        guard byte == wanted else { throw LineFault(.badValue) }
        index += 1
    }

    private mutating func value() throws(LineFault) -> ArraySlice<UInt8>? {
        guard let first = peek() else { throw cut }
        switch first {
        case 0x22: return try text()
        case 0x7B, 0x5B:
            try skipNested()
            return nil
        default:
            let start = index
            while let byte = peek(), ![0x2C, 0x7D, 0x5D, 0x20, 0x09].contains(byte) { index += 1 }
            let word = bytes[start..<index]
            switch String(decoding: word, as: UTF8.self) {
            case "true", "false", "null": return nil
            default:
                // Not all of RFC 8259's grammar of numbers: what reads the number checks it.
                guard let lead = word.first, lead == 0x2D || (0x30...0x39).contains(lead),
                    word.allSatisfy({ (0x30...0x39).contains($0) || [0x2B, 0x2D, 0x2E, 0x65, 0x45].contains($0) })
                else { throw index == bytes.endIndex ? cut : LineFault(.badValue) }
                return word
            }
        }
    }

    private mutating func skipNested() throws(LineFault) {
        var open: [UInt8] = []
        repeat {
            guard let byte = peek() else { throw cut }
            switch byte {
            case 0x22: _ = try text()
            case 0x7B, 0x5B:
                open.append(byte + 2)  // `}` and `]` stand two after `{` and `[` in ASCII
                index += 1
            case 0x7D, 0x5D:
                guard open.popLast() == byte else { throw LineFault(.badValue) }
                index += 1
            default: index += 1
            }
        } while !open.isEmpty
    }

    /// A text with its escapes resolved (RFC 8259, section 7). Bytes that are not UTF-8 stay as they are: nginx writes
    /// what clients send.
    private mutating func text() throws(LineFault) -> ArraySlice<UInt8> {
        try expect(0x22)
        let start = index
        while let byte = peek(), byte != 0x22, byte != 0x5C { index += 1 }
        if peek() == 0x22 {
            index += 1
            return bytes[start..<(index - 1)]
        }
        var result = Array(bytes[start..<index])
        while let byte = peek() {
            index += 1
            switch byte {
            case 0x22: return result[...]
            case 0x5C: try escape(into: &result)
            default: result.append(byte)
            }
        }
        throw cut
    }

    private mutating func escape(into result: inout [UInt8]) throws(LineFault) {
        guard let kind = peek() else { throw cut }
        index += 1
        switch kind {
        case 0x22, 0x5C, 0x2F: result.append(kind)
        case UInt8(ascii: "b"): result.append(0x08)
        case UInt8(ascii: "f"): result.append(0x0C)
        case UInt8(ascii: "n"): result.append(0x0A)
        case UInt8(ascii: "r"): result.append(0x0D)
        case UInt8(ascii: "t"): result.append(0x09)
        case UInt8(ascii: "u"):
            var unit = try codeUnit()
            if (0xD800..<0xDC00).contains(unit), bytes[index...].starts(with: [0x5C, 0x75]) {
                let back = index
                index += 2
                let low = try codeUnit()
                if (0xDC00..<0xE000).contains(low) {
                    unit = 0x1_0000 + (unit - 0xD800) << 10 + (low - 0xDC00)
                } else {
                    index = back
                }
            }
            // A half of a pair alone is no character.
            let scalar = Unicode.Scalar(unit) ?? "\u{FFFD}"
            result += Array(String(Character(scalar)).utf8)
        default: throw LineFault(.badValue)
        }
    }

    private mutating func codeUnit() throws(LineFault) -> UInt32 {
        guard index + 4 <= bytes.endIndex else { throw cut }
        var value: UInt32 = 0
        for byte in bytes[index..<(index + 4)] {
            guard let digit = RequestTarget.hexadecimal(byte) else { throw LineFault(.badValue) }
            value = value << 4 | UInt32(digit)
        }
        index += 4
        return value
    }
}
