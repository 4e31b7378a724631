import Foundation
import Glibc

/// Bytes that are no text in an encoding.
public struct EncodingFault: Error, Hashable, Sendable {
    /// The encoding that was asked for.
    public var encoding: TextEncoding
    /// Bytes before the first that makes no sense.
    public var offset: Int

    /// An encoding fault.
    public init(encoding: TextEncoding, offset: Int) {
        self.encoding = encoding
        self.offset = offset
    }
}

extension TextEncoding {
    /// Whether bytes can be cut at commas, quotes and line ends before they are decoded: no such byte is part of
    /// another character. (In CP932 `\` and `|` can be; they are never cut at.)
    public var splitsAsASCII: Bool {
        switch self {
        case .utf8, .cp932, .eucJP: true
        case .utf16le, .utf16be: false
        }
    }

    /// How many bytes of byte order mark the text begins with.
    public func byteOrderMark(in bytes: some Collection<UInt8>) -> Int {
        let mark: [UInt8] =
            switch self {
            case .utf8: [0xEF, 0xBB, 0xBF]
            case .utf16le: [0xFF, 0xFE]
            case .utf16be: [0xFE, 0xFF]
            case .cp932, .eucJP: []
            }
        return bytes.starts(with: mark) ? mark.count : 0
    }

    /// The same text as UTF-8, without a byte order mark.
    ///
    /// - Throws: the place of the first byte that makes no sense; nothing is ever replaced.
    public func transcodeToUTF8(_ bytes: [UInt8]) throws(EncodingFault) -> [UInt8] {
        let start = byteOrderMark(in: bytes)
        switch self {
        case .utf8:
            if let offset = Self.firstInvalidUTF8(bytes) { throw EncodingFault(encoding: self, offset: offset) }
            return start == 0 ? bytes : Array(bytes[start...])
        case .utf16le: return try utf16(bytes, from: start, low: 0, high: 1)
        case .utf16be: return try utf16(bytes, from: start, low: 1, high: 0)
        case .cp932: return try cp932(bytes)
        case .eucJP: return try eucJP(bytes)
        }
    }

    /// The text.
    ///
    /// - Throws: the place of the first byte that makes no sense; nothing is ever replaced.
    public func decode(_ bytes: [UInt8]) throws(EncodingFault) -> String {
        String(decoding: try transcodeToUTF8(bytes), as: UTF8.self)
    }

    /// The text in this encoding, without a byte order mark; nil where it has a character that the encoding lacks.
    ///
    /// For CP932 the wave dash U+301C is written as ～, and the signs − — ‖ ¢ £ ¬ likewise, as Windows has them.
    public func encode(_ text: String) -> [UInt8]? {
        switch self {
        case .utf8: return Array(text.utf8)
        case .utf16le:
            return text.utf16.flatMap { [UInt8(truncatingIfNeeded: $0), UInt8(truncatingIfNeeded: $0 >> 8)] }
        case .utf16be:
            return text.utf16.flatMap { [UInt8(truncatingIfNeeded: $0 >> 8), UInt8(truncatingIfNeeded: $0)] }
        case .cp932:
            var bytes: [UInt8] = []
            bytes.reserveCapacity(text.utf8.count)
            for scalar in text.unicodeScalars {
                switch scalar.value {
                case 0..<0x80: bytes.append(UInt8(scalar.value))
                case 0xA5: bytes.append(0x5C)
                case 0xFF61...0xFF9F: bytes.append(UInt8(scalar.value - 0xFF61 + 0xA1))
                default:
                    let value = CP932.twins[scalar.value] ?? UInt16(exactly: scalar.value)
                    guard let value, let pair = CP932.encoding[value] else { return nil }
                    bytes.append(UInt8(pair >> 8))
                    bytes.append(UInt8(pair & 0xFF))
                }
            }
            return bytes
        case .eucJP: return try? Iconv.convert(Array(text.utf8), from: "UTF-8", to: "EUC-JP")
        }
    }

    private func utf16(_ bytes: [UInt8], from start: Int, low: Int, high: Int) throws(EncodingFault) -> [UInt8] {
        // The mark of the other byte order: U+FFFE is no character.
        if bytes.count > 1, bytes[low] == 0xFE, bytes[high] == 0xFF { throw EncodingFault(encoding: self, offset: 0) }
        guard bytes.count.isMultiple(of: 2) else { throw EncodingFault(encoding: self, offset: bytes.count - 1) }
        var text: [UInt8] = []
        text.reserveCapacity(bytes.count / 2 + bytes.count / 8)
        var position = start
        while position < bytes.count {
            let unit = UInt32(bytes[position + low]) | UInt32(bytes[position + high]) << 8
            if unit < 0x80 {
                text.append(UInt8(unit))
                position += 2
                continue
            }
            var value = unit
            var length = 2
            if (0xD800...0xDFFF).contains(unit) {
                guard unit < 0xDC00, position + 3 < bytes.count else {
                    throw EncodingFault(encoding: self, offset: position)
                }
                let second = UInt32(bytes[position + 2 + low]) | UInt32(bytes[position + 2 + high]) << 8
                guard (0xDC00...0xDFFF).contains(second) else { throw EncodingFault(encoding: self, offset: position) }
                value = 0x10000 + (unit - 0xD800) << 10 + (second - 0xDC00)
                length = 4
            }
            Self.append(value, to: &text)
            position += length
        }
        return text
    }

    private func cp932(_ bytes: [UInt8]) throws(EncodingFault) -> [UInt8] {
        let table = CP932.decoding
        var text: [UInt8] = []
        text.reserveCapacity(bytes.count + bytes.count / 4)
        var position = 0
        while position < bytes.count {
            let byte = bytes[position]
            if byte < 0x80 {
                let start = position
                while position < bytes.count, bytes[position] < 0x80 { position += 1 }
                text.append(contentsOf: bytes[start..<position])
            } else if (0xA1...0xDF).contains(byte) {
                Self.append(UInt32(byte) - 0xA1 + 0xFF61, to: &text)
                position += 1
            } else {
                guard CP932.isLead(byte), position + 1 < bytes.count else {
                    throw EncodingFault(encoding: self, offset: position)
                }
                let value = table[Int(byte) << 8 | Int(bytes[position + 1])]
                guard value != 0 else { throw EncodingFault(encoding: self, offset: position) }
                Self.append(UInt32(value), to: &text)
                position += 2
            }
        }
        return text
    }

    private func eucJP(_ bytes: [UInt8]) throws(EncodingFault) -> [UInt8] {
        do throws(Iconv.Failure) {
            return try Iconv.convert(bytes, from: "EUC-JP", to: "UTF-8")
        } catch {
            throw EncodingFault(encoding: self, offset: error.offset)
        }
    }

    /// UTF-8 of a character beyond ASCII.
    private static func append(_ value: UInt32, to text: inout [UInt8]) {
        if value < 0x800 {
            text.append(UInt8(0xC0 | value >> 6))
        } else {
            if value < 0x10000 {
                text.append(UInt8(0xE0 | value >> 12))
            } else {
                text.append(UInt8(0xF0 | value >> 18))
                text.append(UInt8(0x80 | value >> 12 & 0x3F))
            }
            text.append(UInt8(0x80 | value >> 6 & 0x3F))
        }
        text.append(UInt8(0x80 | value & 0x3F))
    }

    /// Where UTF-8 goes wrong first (RFC 3629: no overlong forms, no surrogates, nothing above U+10FFFF).
    static func firstInvalidUTF8(_ bytes: [UInt8]) -> Int? {
        var position = 0
        while position < bytes.count {
            let byte = bytes[position]
            if byte < 0x80 {
                position += 1
                continue
            }
            let length = byte >= 0xF0 ? 4 : byte >= 0xE0 ? 3 : 2
            guard byte >= 0xC2, byte <= 0xF4, position + length <= bytes.count else { return position }
            let second = bytes[position + 1]
            let allowed: ClosedRange<UInt8> =
                switch byte {
                case 0xE0: 0xA0...0xBF
                case 0xED: 0x80...0x9F
                case 0xF0: 0x90...0xBF
                case 0xF4: 0x80...0x8F
                default: 0x80...0xBF
                }
            guard allowed.contains(second) else { return position }
            for index in 2..<max(2, length) where !(0x80...0xBF).contains(bytes[position + index]) { return position }
            position += length
        }
        return nil
    }
}

/// The C library's converter, for the encodings that are too rare for tables of our own.
enum Iconv {
    struct Failure: Error {
        var offset: Int
    }

    static func convert(_ bytes: [UInt8], from source: String, to target: String) throws(Failure) -> [UInt8] {
        // INVARIANT: both names are NUL-terminated by the bridge and outlive the call.
        let converter = unsafe iconv_open(target, source)
        // INVARIANT: iconv_open fails with the pointer -1, which is compared and never followed.
        guard unsafe converter != iconv_t(bitPattern: -1) else { throw Failure(offset: 0) }
        // INVARIANT: the converter is open, and is not used after this.
        defer { unsafe iconv_close(converter) }
        var input = bytes.map { CChar(bitPattern: $0) }
        // EUC-JP takes two or three bytes where UTF-8 takes three: half as much again is enough either way.
        var output = [CChar](repeating: 0, count: bytes.count * 2 + 16)
        var inputLeft = input.count
        var outputLeft = output.count
        // INVARIANT: both pointers stay inside their buffers, which iconv bounds by the two counts.
        let status = unsafe input.withUnsafeMutableBufferPointer { from in
            unsafe output.withUnsafeMutableBufferPointer { to in
                var source = from.baseAddress
                var target = to.baseAddress
                return unsafe iconv(converter, &source, &inputLeft, &target, &outputLeft)
            }
        }
        guard status != -1, inputLeft == 0 else {
            throw Failure(offset: bytes.count - inputLeft)
        }
        return output.prefix(output.count - outputLeft).map { UInt8(bitPattern: $0) }
    }
}
