public import CScan

/// Reads fields where they lie in a block, without a String.
public enum FieldParsing {
    /// A number of exactly 22 ASCII digits, as its first 6 and its last 16.
    ///
    /// - Parameter bytes: 22 bytes, with ``RowScanner/padding`` readable ones behind them.
    @inlinable
    @inline(__always)
    public static func digits22(_ bytes: UnsafePointer<UInt8>) -> (high: UInt32, low: UInt64)? {
        // INVARIANT: reads bytes 0 to 21 only, which the caller vouches for.
        let first = unsafe sekisho_load8(bytes)
        let second = unsafe sekisho_load8(bytes + 6)
        let third = unsafe sekisho_load8(bytes + 14)
        guard sekisho_digits8(first) & sekisho_digits8(second) & sekisho_digits8(third) != 0 else { return nil }
        return (
            UInt32(truncatingIfNeeded: sekisho_number8(first) / 100),
            sekisho_number8(second) * 100_000_000 + sekisho_number8(third)
        )
    }

    /// A number of 1 to 9 ASCII digits.
    @inlinable
    @inline(__always)
    public static func number(_ bytes: UnsafePointer<UInt8>, count: Int) -> UInt64? {
        guard count >= 1, count <= 9 else { return nil }
        var value: UInt64 = 0
        for index in 0..<count {
            // INVARIANT: `index < count`.
            let digit = unsafe bytes[index] &- UInt8(ascii: "0")
            guard digit < 10 else { return nil }
            value = value * 10 + UInt64(digit)
        }
        return value
    }

    /// Up to 15 bytes of text as two numbers, the length in the last byte: equal texts give equal numbers, and
    /// different texts different ones. Nil for a longer text.
    @inlinable
    @inline(__always)
    public static func packed(_ bytes: UnsafePointer<UInt8>, count: Int) -> (high: UInt64, low: UInt64)? {
        guard count < 16 else { return nil }
        // INVARIANT: reads 16 bytes, of which the field's own count and the rest are padding or the next field.
        let low = unsafe sekisho_load8(bytes)
        let high = unsafe sekisho_load8(bytes + 8)
        if count <= 8 {
            return (UInt64(count) << 56, count == 8 ? low : low & (1 << (8 * UInt64(count)) - 1))
        }
        return (high & (1 << (8 * UInt64(count - 8)) - 1) | UInt64(count) << 56, low)
    }

    /// The text that ``packed(_:count:)`` packed.
    public static func unpacked(high: UInt64, low: UInt64) -> String {
        let count = Int(high >> 56)
        var bytes: [UInt8] = []
        for index in 0..<count {
            bytes.append(UInt8(truncatingIfNeeded: index < 8 ? low >> (8 * index) : high >> (8 * (index - 8))))
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    /// Whether a field is printable ASCII without spaces, so that it needs no folding.
    @inlinable
    @inline(__always)
    public static func isPlain(_ bytes: UnsafePointer<UInt8>, count: Int) -> Bool {
        var index = 0
        while index < count {
            // INVARIANT: `index < count`.
            let byte = unsafe bytes[index]
            if byte <= 0x20 || byte >= 0x7F { return false }
            index += 1
        }
        return true
    }

    /// A day written `yyyy-MM-dd` in exactly ten bytes; nil for anything else, or a day that does not exist.
    ///
    /// - Parameter bytes: ten bytes, with ``RowScanner/padding`` readable ones behind them.
    @inlinable
    @inline(__always)
    public static func isoDay(_ bytes: UnsafePointer<UInt8>, separator: UInt8 = UInt8(ascii: "-")) -> CalendarDay? {
        // INVARIANT: reads bytes 0 to 9 only.
        guard unsafe bytes[4] == separator, unsafe bytes[7] == separator else { return nil }
        // The eight digits side by side: yyyyMMdd.
        let early = unsafe sekisho_load8(bytes)
        let late = unsafe sekisho_load8(bytes + 2)
        let digits =
            early & 0xFFFF_FFFF | (early >> 8) & 0x0000_FFFF_0000_0000
            | (late & 0xFFFF_0000_0000_0000)
        guard sekisho_digits8(digits) != 0 else { return nil }
        let number = Int(sekisho_number8(digits))
        guard DateDialect.years.contains(number / 10_000) else { return nil }
        return CalendarDay(year: number / 10_000, month: number / 100 % 100, day: number % 100)
    }

    /// The second of the day of a time written `HH:mm:ss` in exactly eight bytes.
    @inlinable
    @inline(__always)
    public static func secondOfDay(_ bytes: UnsafePointer<UInt8>) -> Int? {
        // INVARIANT: reads bytes 0 to 7 only.
        let word = unsafe sekisho_load8(bytes)
        let colons: UInt64 = 0x0000_3A00_003A_0000
        guard word & 0x0000_FF00_00FF_0000 == colons else { return nil }
        // Turn the colons into zeros, so that eight digits stand there: HH0mm0ss.
        let digits = word ^ (colons ^ 0x0000_3000_0030_0000)
        guard sekisho_digits8(digits) != 0 else { return nil }
        let number = Int(sekisho_number8(digits))
        let (hour, minute, second) = (number / 1_000_000, number / 1000 % 100, number % 100)
        guard hour < 24, minute < 60, second <= 60 else { return nil }
        return hour * 3600 + minute * 60 + second
    }
}

extension FieldParsing {
    /// The eight bytes at a place, as one number.
    @inlinable
    @inline(__always)
    public static func word(_ bytes: UnsafePointer<UInt8>) -> UInt64 {
        // INVARIANT: eight bytes are readable there, which the caller vouches for.
        unsafe sekisho_load8(bytes)
    }

    /// A field byte by byte, such as `0x8e9f`: a name for what is no text.
    public static func hexadecimal(_ bytes: UnsafePointer<UInt8>, count: Int) -> String {
        var name = "0x"
        for index in 0..<count {
            // INVARIANT: `index < count`.
            let byte = unsafe bytes[index]
            name += (byte < 16 ? "0" : "") + String(byte, radix: 16)
        }
        return name
    }

    /// Whether a field is ASCII.
    public static func isASCII(_ bytes: UnsafePointer<UInt8>, count: Int) -> Bool {
        var index = 0
        while index < count {
            // INVARIANT: `index < count`.
            if unsafe bytes[index] >= 0x80 { return false }
            index += 1
        }
        return true
    }
}
