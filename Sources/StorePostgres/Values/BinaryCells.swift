import Store

/// Cells in PostgreSQL's binary format, read as values.
enum BinaryCells {
    /// - Throws: ``StoreError/Kind/unreadable``.
    static func value(_ bytes: [UInt8], type: UInt32, column: String) throws(StoreError) -> StoreValue {
        switch type {
        case 17: return .blob(bytes)
        // smallint, integer, bigint; "char", name, text, unknown, bpchar, varchar.
        case 20, 21, 23: return .integer(signed(bytes))
        case 26: return .integer(signed([0] + bytes))
        case 16: return .integer(bytes == [1] ? 1 : 0)
        case 18, 19, 25, 705, 1042, 1043:
            guard let text = String(validating: bytes, as: UTF8.self) else {
                throw StoreError(.unreadable, "the column `\(column)` holds text that is not UTF-8")
            }
            return .text(text)
        case 1700:
            guard let number = whole(numeric: bytes) else {
                throw StoreError(
                    .unreadable,
                    "the column `\(column)` holds a number that is no whole number of 64 bits; cast it to text")
            }
            return .integer(number)
        // What a function gives that gives nothing.
        case 2278: return .null
        default:
            throw StoreError(
                .unreadable,
                "the column `\(column)` has a type of PostgreSQL's own (\(type)); cast it to bigint, text or bytea"
            )
        }
    }

    private static func signed(_ bytes: [UInt8]) -> Int64 {
        var number: Int64 = (bytes.first ?? 0) >= 0x80 ? -1 : 0
        for byte in bytes { number = number << 8 | Int64(byte) }
        return number
    }

    /// A numeric: count of digits, weight of the first, sign, scale, and the digits to the base 10000; each 16 bits.
    private static func whole(numeric bytes: [UInt8]) -> Int64? {
        guard bytes.count >= 8, bytes.count % 2 == 0 else { return nil }
        let words = stride(from: 0, to: bytes.count, by: 2).map { Int(bytes[$0]) << 8 | Int(bytes[$0 + 1]) }
        let (weight, sign, digits) = (Int(Int16(truncatingIfNeeded: words[1])), words[2], words[4...])
        guard digits.count == words[0], sign == 0 || sign == 0x4000 else { return nil }
        // Towards the negative, which has one more.
        var number: Int64 = 0
        for place in 0..<max(weight + 1, digits.count) {
            let digit = place < digits.count ? Int64(digits[digits.startIndex + place]) : 0
            if place > weight {
                guard digit == 0 else { return nil }
                continue
            }
            let (shifted, isTooBig) = number.multipliedReportingOverflow(by: 10000)
            let (sum, isStillTooBig) = shifted.subtractingReportingOverflow(digit)
            guard !isTooBig, !isStillTooBig else { return nil }
            number = sum
        }
        guard sign == 0 else { return number }
        return number == .min ? nil : -number
    }
}
