public import Intake

/// The number of a supply point, or the id of a facility, exactly: two keys are equal only if the numbers are.
public struct SubjectKey: Hashable, Sendable, BitwiseCopyable {
    /// Of a supply point the first 6 digits; of a facility its letter, with the top bit set.
    @usableFromInline var high: UInt32
    /// Of a supply point the last 16 digits; of a facility its 9 digits.
    @usableFromInline var low: UInt64

    static let facilityMark: UInt32 = 1 << 31

    @inlinable
    @inline(__always)
    init(high: UInt32, low: UInt64) {
        self.high = high
        self.low = low
    }

    /// The key of a number in any of the ways in which people write it: full-width digits, spaces and hyphens are
    /// folded. A supply point's number has 22 digits (OCCTO's 供給地点特定番号), a facility's id a letter and 9 digits.
    ///
    /// - Returns: nil where it is neither.
    public init?(_ text: String) {
        let bytes = Array(Identifiers.normalisedNumber(text).utf8)
        func number(_ digits: ArraySlice<UInt8>) -> UInt64? {
            digits.reduce(UInt64?(0)) { value, byte in
                let digit = byte &- UInt8(ascii: "0")
                return digit < 10 ? value.map { $0 * 10 + UInt64(digit) } : nil
            }
        }
        if bytes.count == 22 {
            guard let first = number(bytes[..<6]), let last = number(bytes[6...]) else { return nil }
            self.init(high: UInt32(first), low: last)
        } else if bytes.count == 10 {
            let letter = bytes[0] & 0xDF
            guard (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(letter), let digits = number(bytes[1...]) else {
                return nil
            }
            self.init(high: Self.facilityMark | UInt32(letter), low: digits)
        } else {
            return nil
        }
    }

    /// The key of a field where it lies in a block; nil where it is not written plainly, or is no such number.
    ///
    /// - Parameter bytes: `count` bytes, with `RowScanner.padding` readable ones behind them.
    @inlinable
    @inline(__always)
    public init?(plain bytes: UnsafePointer<UInt8>, count: Int) {
        // INVARIANT: `digits22` reads 22 bytes, and there are as many.
        guard count == 22, let digits = unsafe FieldParsing.digits22(bytes) else { return nil }
        self.init(high: digits.high, low: digits.low)
    }

    /// The number of all zeros, which no supply point has.
    public static let zero = SubjectKey(high: 0, low: 0)

    /// Whether this is a facility's id.
    public var isFacility: Bool { high & Self.facilityMark != 0 }

    /// As it is written: 22 digits, or a letter and 9 digits.
    public var text: String {
        func padded(_ value: UInt64, _ width: Int) -> String {
            let digits = String(value)
            return String(repeating: "0", count: max(0, width - digits.count)) + digits
        }
        guard isFacility else { return padded(UInt64(high), 6) + padded(low, 16) }
        return String(UnicodeScalar(UInt8(truncatingIfNeeded: high & 0xFF))) + padded(low, 9)
    }

    /// Whether the first two digits are one of the ten areas, 01 to 10; true for a facility.
    public var hasKnownArea: Bool { isFacility || (1...10).contains(high / 10_000) }

    /// A number that spreads keys evenly; not part of their identity.
    @inline(__always)
    var spread: UInt64 {
        let mixed = (low ^ UInt64(high) &* 0x9E37_79B9_7F4A_7C15) &* 0xBF58_476D_1CE4_E5B9
        return (mixed ^ mixed >> 29) &* 0x94D0_49BB_1331_11EB
    }
}
