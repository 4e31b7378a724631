/// Finds long numbers of which only the first digits are left, because a program took them for measurements:
/// `1.2345678901235E+21`, or `1234567890123450000000`.
struct RoundedNumbers: Sendable {
    /// The least number of digits that must agree.
    static let leastDigits = 12
    /// The least number of digits of a mark that is looked for: shorter ones are not rounded.
    private static let leastLength = 16
    /// The most digits that a number of 64 bits keeps for certain.
    private static let certainDigits = 15

    /// The digits of marks, without leading zeros, by the number that their first twelve make.
    private var marks: [UInt64: [(mark: Int, digits: [UInt8])]] = [:]

    /// For marks, each with its folded value.
    init(_ values: [(mark: Int, units: [UInt32])]) {
        for (mark, units) in values where units.allSatisfy(Folding.isDigit) {
            let digits = units.drop { $0 == 0x30 }.map { UInt8($0 - 0x30) }
            guard digits.count >= Self.leastLength else { continue }
            marks[Self.number(digits[..<Self.leastDigits]), default: []].append((mark, digits))
        }
    }

    /// Calls `found` for every rounded number in UTF-8 text that begins as a mark does.
    func scan(_ text: [UInt8], _ found: (_ mark: Int, _ range: Range<Int>, _ digits: Int) -> Void) {
        guard !marks.isEmpty else { return }
        var position = 0
        while position < text.count {
            guard Self.isDigit(text[position]) else {
                position += 1
                continue
            }
            let end = Self.endOfDigits(text, position)
            guard Self.mayBeRounded(text, position, end), let number = Written(text, at: position) else {
                position = end
                continue
            }
            check(number, position, found)
            position = number.end
        }
    }

    /// Whether a number whose first digits are these ends with three zeros, or has a power of ten.
    private static func mayBeRounded(_ text: [UInt8], _ start: Int, _ end: Int) -> Bool {
        if end - start >= leastLength, text[end - 3..<end].allSatisfy({ $0 == 0x30 }) { return true }
        guard end < text.count else { return false }
        if text[end] == 0x2E {
            let next = endOfDigits(text, end + 1)
            return next - start > leastDigits && next < text.count && text[next] | 0x20 == 0x65
        }
        return end - start >= leastDigits && text[end] | 0x20 == 0x65
    }

    private func check(
        _ number: Written, _ start: Int, _ found: (_ mark: Int, _ range: Range<Int>, _ digits: Int) -> Void
    ) {
        let key = Self.number(number.digits[..<Self.leastDigits])
        for key in [key &- 1, key, key &+ 1] {
            for (mark, digits) in marks[key] ?? [] where digits.count == number.length {
                let count = min(number.kept, Self.certainDigits)
                let (one, other) = (Self.number(number.digits[..<count]), Self.number(digits[..<count]))
                // The last digit may be rounded up. All digits are no rounded number.
                guard max(one, other) - min(one, other) <= 1, number.digits != digits else { continue }
                found(mark, start..<number.end, count)
            }
        }
    }

    /// A number as it is written, with a power of ten or with zeros at its end.
    private struct Written {
        /// Its digits, without zeros at the beginning, those at the end included.
        var digits: [UInt8] = []
        /// How many digits are left when the zeros at the end are taken off.
        var kept: Int
        /// How many digits the whole number has before its decimal point.
        var length: Int
        /// Where it ends.
        var end: Int

        init?(_ text: [UInt8], at start: Int) {
            var position = endOfDigits(text, start)
            guard position - start <= 40 else { return nil }
            digits = text[start..<position].map { $0 - 0x30 }
            length = position - start
            if position < text.count, text[position] == 0x2E {
                let end = endOfDigits(text, position + 1)
                guard end - position <= 40 else { return nil }
                digits += text[position + 1..<end].map { $0 - 0x30 }
                position = end
            }
            let zeros = digits.prefix { $0 == 0 }.count
            digits.removeFirst(zeros)
            length -= zeros
            if position < text.count, text[position] | 0x20 == 0x65 {
                let sign = position + 1 < text.count && text[position + 1] == 0x2B ? 1 : 0
                let end = endOfDigits(text, position + 1 + sign)
                if (1...3).contains(end - position - 1 - sign) {
                    length += Int(number(text[position + 1 + sign..<end].map { $0 - 0x30 }[...]))
                    position = end
                }
            }
            kept = digits.count - digits.reversed().prefix { $0 == 0 }.count
            end = position
            guard kept >= RoundedNumbers.leastDigits, kept <= length else { return nil }
        }
    }

    private static func isDigit(_ byte: UInt8) -> Bool { byte &- 0x30 < 10 }

    private static func endOfDigits(_ text: [UInt8], _ start: Int) -> Int {
        var position = start
        while position < text.count, isDigit(text[position]) { position += 1 }
        return position
    }

    private static func number(_ digits: ArraySlice<UInt8>) -> UInt64 {
        digits.reduce(0) { $0 &* 10 &+ UInt64($1) }
    }
}
