import Intake

/// Undoes escapes of JSON, XML, HTML, URLs, e-mail and source text, all at once and one level deep.
///
/// Whoever wrote the text used one of these; the others rarely occur by chance, and where they do, the text as it
/// stands is searched as well.
struct Escapes {
    /// How bytes are read.
    private let encoding: TextEncoding
    /// Whether there were bytes that are no UTF-8, when those were expected.
    private(set) var hasForeignBytes = false
    private var output: [UInt8] = []
    private var map = OffsetMap()

    /// Reads bytes in UTF-8, CP932 or EUC-JP.
    init(_ encoding: TextEncoding) { self.encoding = encoding }

    /// Reads bytes in UTF-8.
    static var inUTF8: Escapes { Escapes(.utf8) }

    /// UTF-8 text without its escapes, and where its bytes stood; nil where there are none.
    mutating func undone(in text: [UInt8]) -> (bytes: [UInt8], map: OffsetMap)? {
        var kept = 0
        var position = 0
        while position < text.count {
            switch text[position] {
            case 0x5C, 0x25, 0x26, 0x3D, 0x5F: break
            default:
                position += 1
                continue
            }
            guard let escape = EscapeReader.read(text, at: position) else {
                position += 1
                continue
            }
            output += text[kept..<position]
            switch escape {
            case .scalar(let scalar, let end):
                map.continues(at: output.count, from: position)
                output += Array(String(scalar).utf8)
                position = end
            case .byte(let byte, let end):
                map.continues(at: output.count, from: position)
                position = byte < 0x80 ? ascii(byte, end) : character(text, byte, end)
            }
            map.continues(at: output.count, from: position)
            kept = position
        }
        guard kept > 0 else { return nil }
        output += text[kept...]
        return (output, map)
    }

    private mutating func ascii(_ byte: UInt8, _ end: Int) -> Int {
        output.append(byte)
        return end
    }

    /// Appends the character that begins with an escaped byte, and gives the end of its last escape.
    private mutating func character(_ text: [UInt8], _ first: UInt8, _ end: Int) -> Int {
        let firstEnd = end
        var bytes = [first]
        var end = end
        let length =
            switch encoding {
            case .utf8: first >= 0xF0 ? 4 : first >= 0xE0 ? 3 : 2
            case .cp932: (0xA1...0xDF).contains(first) ? 1 : 2
            default: first == 0x8F ? 3 : 2
            }
        while bytes.count < length {
            if end < text.count, case .byte(let byte, let next)? = EscapeReader.read(text, at: end) {
                bytes.append(byte)
                end = next
            } else if encoding == .cp932, end < text.count, text[end] < 0x80 {
                // The second byte may be a letter, which is not escaped.
                bytes.append(text[end])
                end += 1
            } else {
                break
            }
        }
        if let utf8 = try? encoding.transcodeToUTF8(bytes), !utf8.isEmpty {
            output += utf8
            return end
        }
        if encoding == .utf8 { hasForeignBytes = true }
        output += Array("\u{FFFD}".utf8)
        // Only the first byte is used up, so that reading starts again with the next one.
        return firstEnd
    }
}
