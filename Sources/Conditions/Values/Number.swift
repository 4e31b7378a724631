/// An exact decimal number, as SQL's whole numbers and `numeric(p, s)` are: `units` divided by ten to the power of `scale`.
///
/// Kept in its shortest form, so that equal numbers are equal values. PostgreSQL's `NaN` is a number too: equal to itself
/// and greater than every other; and so are its infinities, of which years of infinite days are made.
public struct Number: Hashable, Comparable, Sendable, CustomStringConvertible {
    /// The most digits that a number may have.
    public static let mostDigits = 36

    /// PostgreSQL's `NaN`.
    public static let nan = Number(isNaN: true, units: 0, scale: 0)

    /// PostgreSQL's `Infinity`: greater than every other number, `NaN` excepted.
    public static let infinity = Number(isNaN: false, units: Int128(limit), scale: 0)
    /// PostgreSQL's `-Infinity`.
    public static let minusInfinity = infinity.negated

    /// Whether it is `NaN`; the other parts are 0 then.
    public let isNaN: Bool
    /// The digits, with the sign.
    public let units: Int128
    /// How many of the digits stand behind the point; 0 or more, and the last of those is no 0.
    public let scale: Int

    private init(isNaN: Bool, units: Int128, scale: Int) {
        self.isNaN = isNaN
        self.units = units
        self.scale = scale
    }

    /// A whole number.
    public init(_ whole: Int64) { self.init(isNaN: false, units: Int128(whole), scale: 0) }

    /// Some units of ten to the power of minus `scale`; nil where there are more than ``mostDigits`` digits.
    public init?(units: Int128, scale: Int) {
        var (units, scale) = (units, scale)
        while scale > 0, units % 10 == 0 { (units, scale) = (units / 10, scale - 1) }
        guard units.magnitude < Self.limit, scale <= Self.mostDigits else { return nil }
        self.init(isNaN: false, units: units, scale: scale)
    }

    /// The number of a text such as `-12.50`; nil where it is none, or has too many digits.
    public init?(parsing text: some StringProtocol) {
        var (units, scale): (Int128, Int?) = (0, nil)
        let body =
            text.utf8.first == UInt8(ascii: "-") || text.utf8.first == UInt8(ascii: "+")
            ? text.utf8.dropFirst() : text.utf8[...]
        var digits = 0
        for byte in body {
            switch byte {
            case 0x30...0x39:
                digits += 1
                guard units.magnitude < Self.limit else { return nil }
                units = units * 10 + Int128(byte - 0x30)
                if let places = scale { scale = places + 1 }
            case UInt8(ascii: ".") where scale == nil: scale = 0
            default: return nil
            }
        }
        guard digits > 0 else { return nil }
        self.init(units: text.utf8.first == UInt8(ascii: "-") ? -units : units, scale: scale ?? 0)
    }

    private static let limit = (0..<mostDigits).reduce(UInt128(1)) { power, _ in power * 10 }

    /// Whether it is neither `NaN` nor an infinity.
    public var isFinite: Bool { !isNaN && units.magnitude < Self.limit }

    /// The whole number that it is; nil where it is none, or does not fit.
    public var whole: Int64? { isNaN || scale > 0 ? nil : Int64(exactly: units) }

    /// The number in units of ten to the power of minus `scale`; nil where that is not whole, or has too many digits.
    public func units(at scale: Int) -> Int128? {
        guard !isNaN, scale >= self.scale else { return nil }
        var units = units
        for _ in self.scale..<scale {
            guard units.magnitude < Self.limit else { return nil }
            units *= 10
        }
        return units
    }

    /// The greatest whole number that is not greater.
    public var floor: Int128 {
        let power = (0..<scale).reduce(Int128(1)) { power, _ in power * 10 }
        let quotient = units / power
        return units < 0 && quotient * power != units ? quotient - 1 : quotient
    }

    /// As PostgreSQL writes it.
    public var description: String {
        if isNaN { return "NaN" }
        if !isFinite { return units < 0 ? "-Infinity" : "Infinity" }
        var digits = String(units.magnitude)
        if scale > 0 {
            digits = String(repeating: "0", count: max(0, scale + 1 - digits.count)) + digits
            digits.insert(".", at: digits.index(digits.endIndex, offsetBy: -scale))
        }
        return (units < 0 ? "-" : "") + digits
    }

    /// By size; `NaN` last.
    public static func < (left: Number, right: Number) -> Bool {
        if left.isNaN || right.isNaN { return !left.isNaN && right.isNaN }
        let scale = max(left.scale, right.scale)
        if let one = left.units(at: scale), let other = right.units(at: scale) { return one < other }
        // So far apart in scale that one whole part decides.
        let (one, other) = (left.floor, right.floor)
        return one != other ? one < other : left.scale < right.scale ? left.units < 0 : right.units > 0
    }

    /// The sum, or nil where it has too many digits.
    public func adding(_ other: Number) -> Number? {
        if isNaN || other.isNaN { return .nan }
        if !isFinite { return other.isFinite || other == self ? self : .nan }
        return other.isFinite ? combined(other) { $0.addingReportingOverflow($1) } : other
    }

    /// The difference, or nil where it has too many digits.
    public func subtracting(_ other: Number) -> Number? { adding(other.negated) }

    /// The nearest whole number, of two the one further from 0, as a cast makes it; nil where it does not fit.
    public var rounded: Int64? {
        guard isFinite else { return nil }
        let power = (0..<scale).reduce(Int128(1)) { power, _ in power * 10 }
        let whole = units / power
        let rest = (units - whole * power).magnitude
        return Int64(exactly: rest >= power.magnitude - rest ? whole + units.signum() : whole)
    }

    /// The product, or nil where it has too many digits.
    public func multiplied(by other: Number) -> Number? {
        if isNaN || other.isNaN { return .nan }
        guard isFinite, other.isFinite else {
            let sign = units.signum() * other.units.signum()
            return sign == 0 ? .nan : sign < 0 ? .minusInfinity : .infinity
        }
        let (product, overflows) = units.multipliedReportingOverflow(by: other.units)
        return overflows ? nil : Number(units: product, scale: scale + other.scale)
    }

    /// The number with the other sign.
    public var negated: Number { Number(isNaN: isNaN, units: -units, scale: scale) }

    private func combined(
        _ other: Number, _ combine: (Int128, Int128) -> (partialValue: Int128, overflow: Bool)
    ) -> Number? {
        let scale = max(scale, other.scale)
        guard let one = units(at: scale), let two = other.units(at: scale) else { return nil }
        let (result, overflows) = combine(one, two)
        return overflows ? nil : Number(units: result, scale: scale)
    }
}
