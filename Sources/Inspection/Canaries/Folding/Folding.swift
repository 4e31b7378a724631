import Foundation

/// The one folding that marks and texts go through: forms that a person would take for the same become the same.
///
/// Folded text is a row of units, which are Unicode scalars. Each scalar of a text gives none, one or several units, so
/// a passage of units has its place in the text.
struct Folding: OptionSet, Sendable {
    let rawValue: UInt8

    /// Full-width, half-width and other compatible characters.
    static let width = Folding(rawValue: 1)
    /// Hiragana and katakana, small and large ones.
    static let kana = Folding(rawValue: 2)
    /// Capital and small letters, accents.
    static let letterCase = Folding(rawValue: 4)
    /// Forms of kanji.
    static let kanji = Folding(rawValue: 8)
    /// Everything that is neither letter nor digit is left out.
    static let separators = Folding(rawValue: 16)
    /// All of it, as the search does.
    static let all: Folding = [.width, .kana, .letterCase, .kanji, .separators]

    /// The units of a text.
    func units(_ text: String) -> [UInt32] { text.unicodeScalars.flatMap(units(of:)) }

    /// The units of a scalar.
    func units(of scalar: Unicode.Scalar) -> [UInt32] {
        if scalar.value < 0x80 { return ascii(scalar.value) }
        if isIdeograph(scalar.value) { return [kanji(scalar.value)] }
        if isInvisible(scalar.value) { return [] }
        if (0xAC00...0xD7A3).contains(scalar.value) { return [scalar.value] }
        let text = String(scalar)
        let parts =
            contains(.width) ? text.decomposedStringWithCompatibilityMapping : text.decomposedStringWithCanonicalMapping
        let isDigit = scalar.properties.generalCategory == .decimalNumber
        return parts.unicodeScalars.flatMap { part -> [UInt32] in
            // A numbered sign as ① or ㎡ is no digit.
            if !isDigit, part.properties.generalCategory == .decimalNumber { return [] }
            return unit(of: part)
        }
    }

    private func ascii(_ value: UInt32) -> [UInt32] {
        switch value {
        case 0x30...0x39, 0x61...0x7A: [value]
        case 0x41...0x5A: [contains(.letterCase) ? value + 0x20 : value]
        case 0x2A: [value]
        default: contains(.separators) ? [] : [value]
        }
    }

    /// The units of a part that is not taken apart further.
    private func unit(of part: Unicode.Scalar) -> [UInt32] {
        let value = part.value
        if value < 0x80 { return ascii(value) }
        if isIdeograph(value) { return [kanji(value)] }
        if Self.isVoicing(value) || Self.isMask(value) { return [value] }
        if contains(.separators), value == 0x30FC { return [] }
        if contains(.kana), let folded = Self.kana(value) { return [folded] }
        switch part.properties.generalCategory {
        case .nonspacingMark, .enclosingMark, .spacingMark: return contains(.letterCase) ? [] : [value]
        case .decimalNumber:
            guard contains(.width), let digit = part.properties.numericValue else { return [value] }
            return [0x30 + UInt32(digit)]
        case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter:
            return contains(.letterCase) ? part.properties.lowercaseMapping.unicodeScalars.map(\.value) : [value]
        case .modifierLetter, .otherLetter: return [value]
        default: return contains(.separators) ? [] : [value]
        }
    }

    private func kanji(_ value: UInt32) -> UInt32 { contains(.kanji) ? KanjiVariants.standard[value] ?? value : value }

    private func isIdeograph(_ value: UInt32) -> Bool {
        (0x4E00...0x9FFF).contains(value) || (0x3400...0x4DBF).contains(value) || (0x20000...0x2F7FF).contains(value)
            || KanjiVariants.standard[value] != nil
    }

    /// Variation selectors, byte order marks and marks of direction: never seen, never kept.
    private func isInvisible(_ value: UInt32) -> Bool {
        (0xFE00...0xFE0F).contains(value) || (0xE0100...0xE01EF).contains(value) || value == 0xFEFF
            || (0x200B...0x200F).contains(value) || (0x2060...0x2064).contains(value) || value == 0xAD
    }

    /// The marks ゛ and ゜ of voiced kana, which stand as units of their own.
    static func isVoicing(_ value: UInt32) -> Bool { value == 0x3099 || value == 0x309A }

    /// Signs that stand for what is hidden, and the sign for what could not be decoded: no mark reaches across them.
    static func isMask(_ value: UInt32) -> Bool {
        switch value {
        case 0x2A, 0x25A0, 0x25A1, 0x25CB, 0x25CF, 0x25EF, 0x2022, 0x2217, 0x00D7, 0x3007, 0x2B1B, 0x2588, 0xFFFD: true
        default: false
        }
    }

    /// Katakana as hiragana, small kana as large ones; nil where neither applies.
    private static func kana(_ value: UInt32) -> UInt32? {
        var folded = value
        if (0x30A1...0x30F6).contains(value) || (0x30FD...0x30FE).contains(value) { folded -= 0x60 }
        switch folded {
        case 0x3041, 0x3043, 0x3045, 0x3047, 0x3049, 0x3063, 0x3083, 0x3085, 0x3087, 0x308E: folded += 1
        case 0x3095: folded = 0x304B
        case 0x3096: folded = 0x3051
        default: break
        }
        return folded == value ? nil : folded
    }

    /// How much a row of units tells: a kanji counts two, anything else one, the mark of a voiced kana nothing.
    static func weight(_ units: some Sequence<UInt32>) -> Int {
        units.reduce(0) { $0 + (isVoicing($1) ? 0 : $1 >= 0x3400 && $1 < 0xA000 || $1 >= 0x20000 ? 2 : 1) }
    }

    /// Whether a unit is a digit.
    static func isDigit(_ unit: UInt32) -> Bool { (0x30...0x39).contains(unit) }

    /// Whether a unit is a letter of English.
    static func isLatin(_ unit: UInt32) -> Bool { (0x61...0x7A).contains(unit) }
}
