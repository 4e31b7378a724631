import Intake

/// One way to read bytes as text.
struct Reading {
    /// The text in UTF-8.
    var utf8: [UInt8]
    /// The encoding, where it is another than UTF-8.
    var form: CanaryForm?
}

/// All ways in which bytes can be read as text.
struct Readings {
    /// The readings, the likeliest first.
    var all: [Reading]
    /// The first byte that fits in no encoding; nil where one fits all of them.
    var fault: Int?

    /// The most bytes for which unlikely encodings are tried.
    private static let few = 4_096
    private static let some = 1 << 20

    /// What can be read of bytes that are no text.
    init(opaque bytes: [UInt8]) {
        all = LossyText.readings(bytes)
    }

    /// Reads bytes that should be text.
    init(_ bytes: [UInt8]) {
        if let encoding = Self.marked(bytes) {
            if let utf8 = try? encoding.transcodeToUTF8(bytes) {
                all = [Reading(utf8: utf8, form: encoding == .utf8 ? nil : .encoding(encoding))]
                return
            }
        } else if bytes.contains(0), let encoding = Self.wide(bytes), let utf8 = try? encoding.transcodeToUTF8(bytes),
            Self.isLikely(utf8)
        {
            all = [Reading(utf8: utf8, form: .encoding(encoding))]
            return
        }
        var found: [Reading] = []
        var fault = 0
        do throws(EncodingFault) {
            found.append(Reading(utf8: try TextEncoding.utf8.transcodeToUTF8(bytes)))
            if let jis = JISText.asEUC(bytes), let utf8 = try? TextEncoding.eucJP.transcodeToUTF8(jis) {
                found.insert(Reading(utf8: utf8, form: .iso2022JP), at: 0)
            }
        } catch {
            fault = max(fault, error.offset)
        }
        // Long text that is UTF-8 is not also something else; text in ASCII is the same in all of them.
        if found.isEmpty || bytes.count <= Self.some && bytes.contains(where: { $0 >= 0x80 }) {
            for encoding in [TextEncoding.cp932, .eucJP] {
                do throws(EncodingFault) {
                    found.append(Reading(utf8: try encoding.transcodeToUTF8(bytes), form: .encoding(encoding)))
                } catch {
                    fault = max(fault, error.offset)
                }
            }
        }
        if bytes.count <= Self.few || bytes.contains(0) {
            for encoding in [TextEncoding.utf16le, .utf16be] {
                if let utf8 = try? encoding.transcodeToUTF8(bytes) {
                    found.append(Reading(utf8: utf8, form: .encoding(encoding)))
                }
            }
        }
        Self.order(&found)
        let isWide = found.allSatisfy { $0.form == .encoding(.utf16le) || $0.form == .encoding(.utf16be) }
        if isWide, !found.contains(where: { Self.isLikely($0.utf8) }) {
            self.fault = fault
            found += LossyText.readings(bytes)
        }
        all = found
    }

    /// Puts CP932 and EUC-JP, where both fit, into the likelier order: read in the wrong one, Japanese text is full of
    /// half-width katakana.
    private static func order(_ readings: inout [Reading]) {
        guard let first = readings.firstIndex(where: { $0.form == .encoding(.cp932) }),
            let second = readings.firstIndex(where: { $0.form == .encoding(.eucJP) }),
            halfWidths(readings[second].utf8) < halfWidths(readings[first].utf8)
        else { return }
        readings.swapAt(first, second)
    }

    private static func halfWidths(_ text: [UInt8]) -> Int {
        text.indices.dropLast().count { text[$0] == 0xEF && (0xBD...0xBE).contains(text[$0 + 1]) }
    }

    /// Whether text that was read as UTF-16 without a mark consists of characters that Japanese text has.
    private static func isLikely(_ text: [UInt8]) -> Bool {
        let scalars = String(decoding: text, as: UTF8.self).unicodeScalars
        let odd = scalars.count { scalar in
            switch scalar.value {
            case 0x09...0x0D, 0x20...0x7E, 0x2010...0x2049, 0x2190...0x2312, 0x2460...0x273F, 0x3000...0x30FF,
                0x3220...0x33FF, 0x4E00...0x9FFF, 0xFF01...0xFFEF:
                false
            default: true
            }
        }
        return odd * 20 <= scalars.count
    }

    /// The encoding that a byte order mark tells.
    private static func marked(_ bytes: [UInt8]) -> TextEncoding? {
        [TextEncoding.utf8, .utf16le, .utf16be].first { $0.byteOrderMark(in: bytes) > 0 }
    }

    /// UTF-16 of the order in which most of the zero bytes stand, where there are many and few on the other side.
    private static func wide(_ bytes: [UInt8]) -> TextEncoding? {
        var zeros = [0, 0]
        for (index, byte) in bytes.enumerated() where byte == 0 { zeros[index & 1] += 1 }
        let many = max(zeros[0], zeros[1])
        guard many * 50 >= bytes.count, min(zeros[0], zeros[1]) * 20 <= many else { return nil }
        return zeros[1] > zeros[0] ? .utf16le : .utf16be
    }
}
