/// Decimals as texts: `-12.5`, with one to four digits behind the point, in all not more than 64 bits hold.
enum DecimalText {
    /// The number that a text means, in ten-thousandths.
    static func tenThousandths(_ text: String) -> Int64? {
        let parts = Array(text.utf8).split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
        guard parts.count == 2, (1...4).contains(parts[1].count), parts[1].allSatisfy(Digits.isDigit) else {
            return nil
        }
        let whole = parts[0].first == UInt8(ascii: "-") ? parts[0].dropFirst() : parts[0]
        guard !whole.isEmpty, whole.allSatisfy(Digits.isDigit) else { return nil }
        let fraction = Array(parts[1]) + Array(repeating: UInt8(ascii: "0"), count: 4 - parts[1].count)
        return Int64(String(decoding: Array(parts[0]) + fraction, as: UTF8.self))
    }

    /// The shortest text of a number.
    static func text(_ number: Int64) -> String {
        let (whole, fraction) = number.magnitude.quotientAndRemainder(dividingBy: 10_000)
        var digits = Array(String(fraction + 10_000).dropFirst())
        while digits.count > 1, digits.last == "0" { digits.removeLast() }
        return (number < 0 ? "-" : "") + "\(whole)." + String(digits)
    }
}

/// Digits of ASCII, and no others.
enum Digits {
    /// Not even a sign is one, which Swift's own numbers allow.
    static func isHexadecimal(_ byte: UInt8) -> Bool {
        isDigit(byte) || (0x41...0x46).contains(byte) || (0x61...0x66).contains(byte)
    }

    static func isDigit(_ byte: UInt8) -> Bool { (0x30...0x39).contains(byte) }

    static func number(_ digits: some Collection<UInt8>) -> Int? {
        digits.isEmpty || !digits.allSatisfy(isDigit) ? nil : Int(String(decoding: digits, as: UTF8.self))
    }
}
