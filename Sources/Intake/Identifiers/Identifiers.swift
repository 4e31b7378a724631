import Foundation

/// Identifiers are text, and the same one however it was typed: full-width digits, half-width katakana and spaces
/// around it are folded. Names of people and companies are never folded.
public enum Identifiers {
    /// The identifier in its normal form: Unicode NFKC, without spaces and control characters at both ends.
    public static func normalised(_ text: String) -> String {
        if isPlain(text.utf8) { return text }
        return folded(text).trimmingSpaces
    }

    /// The number of a supply point or a facility: normalised, then without spaces and hyphens inside.
    public static func normalisedNumber(_ text: String) -> String {
        let normal = normalised(text)
        guard normal.unicodeScalars.contains(where: isSeparator) else { return normal }
        return String(String.UnicodeScalarView(normal.unicodeScalars.filter { !isSeparator($0) })).trimmingSpaces
    }

    /// Whether UTF-8 text is in its normal form as it stands: printable ASCII without spaces.
    @inlinable
    public static func isPlain(_ bytes: some Sequence<UInt8>) -> Bool {
        bytes.allSatisfy { $0 > 0x20 && $0 < 0x7F }
    }

    /// Unicode NFKC: taken apart, and put together again. (Foundation's `precomposedStringWithCompatibilityMapping`
    /// leaves a half-width ｶﾞ in two parts.)
    static func folded(_ text: String) -> String {
        text.decomposedStringWithCompatibilityMapping.precomposedStringWithCanonicalMapping
    }

    private static func isSeparator(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar {
        case "-", "\u{2010}", "\u{2011}", "\u{2012}", "\u{2013}", "\u{2014}", "\u{2015}", "\u{2212}", "\u{30FC}":
            true
        default: scalar.properties.isWhitespace
        }
    }
}

extension String {
    /// Without white space and control characters at both ends.
    var trimmingSpaces: String {
        func isBlank(_ scalar: Unicode.Scalar) -> Bool { scalar.properties.isWhitespace || scalar.value < 0x20 }
        let scalars = unicodeScalars
        guard let first = scalars.firstIndex(where: { !isBlank($0) }),
            let last = scalars.lastIndex(where: { !isBlank($0) })
        else { return "" }
        return String(scalars[first...last])
    }
}
