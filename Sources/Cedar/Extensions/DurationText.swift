/// Lengths of time as texts: `1d12h30m5s10ms`, each unit at most once and in this order, all of it negative after a `-`.
enum DurationText {
    private static let units: [(name: String, milliseconds: Int64)] = [
        ("d", 86_400_000), ("h", 3_600_000), ("m", 60_000), ("s", 1_000), ("ms", 1),
    ]

    /// The length that a text means, in milliseconds; nil too where 64 bits do not hold it.
    static func milliseconds(_ text: String) -> Int64? {
        let bytes = Array(text.utf8)
        let isNegative = bytes.first == UInt8(ascii: "-")
        var rest = isNegative ? bytes.dropFirst() : bytes[...]
        var total: Int64 = 0
        var sawPart = false
        for (unit, milliseconds) in units {
            let digits = rest.prefix(while: Digits.isDigit)
            let behind = rest.dropFirst(digits.count)
            let end = behind.prefix { !Digits.isDigit($0) }
            guard !digits.isEmpty, end.elementsEqual(unit.utf8) else { continue }
            // Each part has the sign at once: the most negative length has no positive twin.
            guard let amount = Int64((isNegative ? "-" : "") + String(decoding: digits, as: UTF8.self)) else {
                return nil
            }
            let (product, overflow) = amount.multipliedReportingOverflow(by: milliseconds)
            let (sum, overflowOfSum) = total.addingReportingOverflow(product)
            if overflow || overflowOfSum { return nil }
            total = sum
            sawPart = true
            rest = behind.dropFirst(end.count)
        }
        return sawPart && rest.isEmpty ? total : nil
    }

    /// A text of a length, its units as large as they go.
    static func text(_ length: Int64) -> String {
        var rest = length.magnitude
        var text = ""
        for (unit, milliseconds) in units {
            let (amount, left) = rest.quotientAndRemainder(dividingBy: milliseconds.magnitude)
            if amount > 0 { text += "\(amount)\(unit)" }
            rest = left
        }
        return text.isEmpty ? "0ms" : (length < 0 ? "-" : "") + text
    }
}
