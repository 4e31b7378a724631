/// A share of a whole, kept as its two counts and printed by integer arithmetic, never through floating point.
public struct Rate: Codable, Hashable, Sendable {
    /// The part.
    public var numerator: Int
    /// The whole that the part is taken from.
    public var denominator: Int

    /// The share `numerator / denominator`. Any two numbers can be stated; ``DocumentChecks`` judges them.
    public init(_ numerator: Int, of denominator: Int) {
        self.numerator = numerator
        self.denominator = denominator
    }

    /// What stands where a share cannot be computed because the whole is zero.
    public static let undefined = "—"

    /// The percentage without its sign, rounded half up (四捨五入): `86.6` for 1,740 of 2,010.
    ///
    /// - Parameter digits: decimals, 0 to 9; a number outside is taken to the nearer end.
    /// - Returns: nil if the denominator is zero.
    public func percentage(digits: Int = 1) -> String? {
        guard denominator != 0 else { return nil }
        let digits = min(max(digits, 0), 9)
        let scale = (0..<digits).reduce(Int128(1)) { power, _ in power * 10 }
        let whole = Int128(denominator.magnitude)
        // Half up on the magnitude: add half of the whole before the division cuts off the rest.
        let rounded = (Int128(numerator.magnitude) * 100 * scale * 2 + whole) / (whole * 2)
        let isNegative = (numerator < 0) != (denominator < 0) && rounded != 0
        var text = (isNegative ? "-" : "") + String(rounded / scale)
        if digits > 0 {
            let decimals = String(rounded % scale)
            text += "." + String(repeating: "0", count: digits - decimals.count) + decimals
        }
        return text
    }

    /// The percentage as printed: `86.6%`, or `—` if the denominator is zero.
    public func text(digits: Int = 1) -> String {
        percentage(digits: digits).map { $0 + "%" } ?? Rate.undefined
    }

    /// The two counts as printed beside the percentage: `1,740/2,010`.
    public var fraction: String {
        "\(numerator.grouped)/\(denominator.grouped)"
    }

    /// Whether the share is one: a part not below zero, and not above its whole.
    public var isInBounds: Bool {
        numerator >= 0 && numerator <= denominator
    }
}

extension Int {
    /// The number with a comma between groups of three digits: `153,095`.
    public var grouped: String {
        let digits = Array(String(magnitude).utf8)
        var text = self < 0 ? "-" : ""
        for (index, digit) in digits.enumerated() {
            if index > 0 && (digits.count - index) % 3 == 0 { text += "," }
            text.unicodeScalars.append(Unicode.Scalar(digit))
        }
        return text
    }

    /// The number and the English noun that agrees with it: `1 row`, `1,606 viewers`.
    ///
    /// - Parameter noun: in the singular; its plural ends in `s`.
    public func counted(_ noun: String) -> String { "\(grouped) \(noun)\(self == 1 ? "" : "s")" }
}
