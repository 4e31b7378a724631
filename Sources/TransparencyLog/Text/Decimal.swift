/// Decimal numbers as the standards write them: ASCII digits, no sign, no leading zero.
enum Decimal {
    /// The number, or nil where the text is not one, or above ``TreeSize/largest``.
    static func parse(_ text: some Collection<UInt8>) -> UInt64? {
        guard let first = text.first, text.count <= 19, text.count == 1 || first != UInt8(ascii: "0") else {
            return nil
        }
        var number: UInt64 = 0
        for digit in text {
            guard (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(digit) else { return nil }
            // 19 digits stay below 10¹⁹, which a UInt64 holds.
            number = number * 10 + UInt64(digit - UInt8(ascii: "0"))
        }
        return number <= TreeSize.largest ? number : nil
    }
}
