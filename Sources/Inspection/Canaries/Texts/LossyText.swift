import Intake

/// Reads what can be read of bytes that are not text in any encoding throughout.
enum LossyText {
    /// The most places in a line at which reading starts anew.
    private static let mostFaults = 8

    /// All ways to read the bytes, with U+FFFD for what makes no sense.
    static func readings(_ bytes: [UInt8]) -> [Reading] {
        var all = [Reading(utf8: Array(String(decoding: bytes, as: UTF8.self).utf8))]
        for encoding in [TextEncoding.cp932, .eucJP] {
            all.append(Reading(utf8: byLines(bytes, encoding), form: .encoding(encoding)))
        }
        if bytes.contains(0) {
            for start in 0...1 {
                for encoding in [TextEncoding.utf16le, .utf16be] {
                    all.append(Reading(utf8: wide(bytes, from: start, encoding), form: .encoding(encoding)))
                }
            }
        }
        return all
    }

    /// Text in an encoding in which line ends are part of no other character.
    private static func byLines(_ bytes: [UInt8], _ encoding: TextEncoding) -> [UInt8] {
        var text: [UInt8] = []
        for line in bytes.split(separator: 0x0A, omittingEmptySubsequences: false) {
            var rest = line
            for _ in 0..<mostFaults {
                do throws(EncodingFault) {
                    text += try encoding.transcodeToUTF8(Array(rest))
                    rest = []
                } catch {
                    let good = rest.prefix(error.offset)
                    if let utf8 = try? encoding.transcodeToUTF8(Array(good)) { text += utf8 }
                    text += Array("\u{FFFD}".utf8)
                    rest = rest.dropFirst(error.offset + 1)
                }
                if rest.isEmpty { break }
            }
            // What is left is read as ASCII, at least.
            for byte in rest { text += byte < 0x80 ? [byte] : Array("\u{FFFD}".utf8) }
            text.append(0x0A)
        }
        return text
    }

    private static func wide(_ bytes: [UInt8], from start: Int, _ encoding: TextEncoding) -> [UInt8] {
        let high = encoding == .utf16be ? 0 : 1
        let units = stride(from: start, to: bytes.count - 1, by: 2).map {
            UInt16(bytes[$0 + high]) << 8 | UInt16(bytes[$0 + 1 - high])
        }
        return Array(String(decoding: units, as: UTF16.self).utf8)
    }
}
