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
        let values = base64
        var run = Run(bytes: [], sources: [])
        var position = 0
        while position < text.count {
            let start = position
            while position < text.count, values[Int(text[position])] < 64 { position += 1 }
            guard position - start >= shortestBase64, looksEncoded(text[start..<position]) else {
                position += 1
                continue
            }
            let end = endOfLines(text, start, position, values)
            for phase in 0..<4 {
                run.bytes.removeAll(keepingCapacity: true)
                run.sources.removeAll(keepingCapacity: true)
                var (group, bits, skipped, source) = (UInt32(0), 0, 0, start)
                for at in start..<end {
                    let value = values[Int(text[at])]
                    guard value < 64 else { continue }
                    guard skipped == phase else {
                        skipped += 1
                        continue
                    }
                    group = group << 6 | UInt32(value)
                    bits += 6
                    if bits >= 8 {
                        bits -= 8
                        run.bytes.append(UInt8(truncatingIfNeeded: group >> UInt32(bits)))
                        run.sources.append(UInt32(truncatingIfNeeded: source))
                        source = bits == 0 ? at + 1 : at
                    } else {
                        source = at
                    }
                }
                found(run)
            }
            position = end
        }
    }

    /// Whether a run may be base64: that has capital letters among small ones and digits; numbers and most words have
    /// not.
    private static func looksEncoded(_ run: ArraySlice<UInt8>) -> Bool {
        var (hasCapital, hasOther) = (false, false)
        for byte in run {
            if byte >= 0x41 && byte <= 0x5A { hasCapital = true } else { hasOther = true }
            if hasCapital, hasOther { return true }
        }
        return false
    }

    /// Where a run ends whose first line ends at `end`: lines of a whole number of groups belong together, as in
    /// e-mail.
    private static func endOfLines(_ text: [UInt8], _ start: Int, _ end: Int, _ values: [UInt8]) -> Int {
        var (line, end) = (start, end)
        while end - line >= 32, (end - line).isMultiple(of: 4) {
            var next = end
            if next < text.count, text[next] == 0x0D { next += 1 }
            guard next + 1 < text.count, text[next] == 0x0A, values[Int(text[next + 1])] < 64 else { break }
            line = next + 1
            end = line
            while end < text.count, values[Int(text[end])] < 64 { end += 1 }
        }
        return end
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
