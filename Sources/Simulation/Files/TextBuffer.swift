import Intake

/// Text under construction, in UTF-8; made into a file's own encoding at the end.
struct TextBuffer {
    private(set) var bytes: [UInt8] = []

    mutating func append(_ text: String) { bytes.append(contentsOf: text.utf8) }
    mutating func append(_ text: [UInt8]) { bytes.append(contentsOf: text) }
    mutating func append(_ byte: Unicode.Scalar) { bytes.append(UInt8(ascii: byte)) }

    /// A whole number that is not negative, with leading zeros up to a width.
    mutating func append(_ number: Int, width: Int = 1) {
        var divisor = 1
        var digits = 1
        while number / divisor >= 10 {
            divisor *= 10
            digits += 1
        }
        for _ in 0..<max(0, width - digits) { bytes.append(UInt8(ascii: "0")) }
        while divisor > 0 {
            bytes.append(UInt8(ascii: "0") + UInt8(number / divisor % 10))
            divisor /= 10
        }
    }

    /// A day as `2022-04-01`.
    mutating func append(day: Int32, separator: Unicode.Scalar = "-") {
        let date = CalendarDay(daysSince1970: day).date
        append(date.year, width: 4)
        append(separator)
        append(date.month, width: 2)
        append(separator)
        append(date.day, width: 2)
    }

    /// The bytes in an encoding. The simulator only writes characters that all of its encodings have.
    func encoded(_ encoding: TextEncoding, byteOrderMark: Bool) -> [UInt8] {
        switch encoding {
        case .utf8: return byteOrderMark ? [0xEF, 0xBB, 0xBF] + bytes : bytes
        case .utf16le: return (byteOrderMark ? [0xFF, 0xFE] : []) + body(encoding)
        case .utf16be: return (byteOrderMark ? [0xFE, 0xFF] : []) + body(encoding)
        case .cp932, .eucJP: return body(encoding)
        }
    }

    private func body(_ encoding: TextEncoding) -> [UInt8] {
        encoding.encode(String(decoding: bytes, as: UTF8.self)) ?? bytes
    }
}
