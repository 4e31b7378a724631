/// Finds runs of base64 and of hexadecimal digits in text, and what they may stand for.
enum EncodedRuns {
    /// What a run stands for, if it was begun so many bytes after its first digit.
    struct Run {
        /// The bytes.
        var bytes: [UInt8]
        /// Where in the text each of them begins.
        var sources: [UInt32]
    }

    /// The shortest run of base64 and of hexadecimal digits that can hold a mark.
    private static let shortestBase64 = 8
    private static let shortestHex = 12

    private static let base64: [UInt8] = {
        var table = [UInt8](repeating: 0xFF, count: 256)
        for (value, byte) in "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8.enumerated() {
            table[Int(byte)] = UInt8(value)
        }
        table[0x2D] = 62
        table[0x5F] = 63
        return table
    }()

    /// Calls `found` for each run of base64, once for each of the four places in which its first group may begin.
    static func eachBase64(in text: [UInt8], _ found: (Run) -> Void) {
        var position = 0
        while position < text.count {
            guard base64[Int(text[position])] < 64 else {
                position += 1
                continue
            }
            let (digits, end) = base64Digits(text, from: position)
            position = end
            // Text in base64 has capital letters; numbers and most words have none.
            guard digits.count >= shortestBase64, digits.contains(where: { (0x41...0x5A).contains(text[Int($0)]) })
            else { continue }
            for phase in 0..<4 {
                var run = Run(bytes: [], sources: [])
                var at = phase
                while at + 1 < digits.count {
                    let values = digits[at..<min(at + 4, digits.count)].map { UInt32(base64[Int(text[Int($0)])]) }
                    let group = values.reduce(0) { $0 << 6 | $1 } << UInt32(6 * (4 - values.count))
                    for byte in 0..<values.count - 1 {
                        run.bytes.append(UInt8(truncatingIfNeeded: group >> UInt32(16 - 8 * byte)))
                        run.sources.append(digits[at + byte])
                    }
                    at += 4
                }
                found(run)
            }
        }
    }

    /// The places of the digits of a run; lines of a whole number of groups belong together, as in e-mail.
    private static func base64Digits(_ text: [UInt8], from start: Int) -> (digits: [UInt32], end: Int) {
        var digits: [UInt32] = []
        var position = start
        while true {
            let line = position
            while position < text.count, base64[Int(text[position])] < 64 {
                digits.append(UInt32(truncatingIfNeeded: position))
                position += 1
            }
            guard position - line >= 32, (position - line).isMultiple(of: 4) else { return (digits, position) }
            var next = position
            if next < text.count, text[next] == 0x0D { next += 1 }
            guard next < text.count, text[next] == 0x0A, next + 1 < text.count, base64[Int(text[next + 1])] < 64 else {
                return (digits, position)
            }
            position = next + 1
        }
    }

    /// Calls `found` for each run of hexadecimal digits, for pairs that begin with its first and with its second.
    static func eachHex(in text: [UInt8], _ found: (Run) -> Void) {
        var position = 0
        while position < text.count {
            guard HexDigits.value(text[position]) != nil else {
                position += 1
                continue
            }
            let start = position
            while position < text.count, HexDigits.value(text[position]) != nil { position += 1 }
            guard position - start >= shortestHex else { continue }
            for phase in 0..<2 where mayBeText(text, start + phase..<position) {
                var run = Run(bytes: [], sources: [])
                var at = start + phase
                while at + 1 < position {
                    guard let high = HexDigits.value(text[at]), let low = HexDigits.value(text[at + 1]) else { break }
                    run.bytes.append(high << 4 | low)
                    run.sources.append(UInt32(truncatingIfNeeded: at))
                    at += 2
                }
                found(run)
            }
        }
    }

    /// Whether pairs of digits can be text that holds a mark: a long decimal number, as there are many, hardly is. As
    /// text it could hold only digits, each a pair that begins with 3.
    private static func mayBeText(_ text: [UInt8], _ range: Range<Int>) -> Bool {
        guard range.allSatisfy({ (0x30...0x39).contains(text[$0]) }) else { return true }
        var row = 0
        for at in stride(from: range.lowerBound, to: range.upperBound - 1, by: 2) {
            row = text[at] == 0x33 ? row + 1 : 0
            if row >= 6 { return true }
        }
        return false
    }
}
