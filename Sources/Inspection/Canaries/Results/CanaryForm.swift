public import Intake

/// In what way the form in which a mark was found differs from its value.
public enum CanaryForm: Hashable, Codable, Sendable {
    /// Full-width, half-width or otherwise compatible characters: `０６` for `06`, `ﾔﾏﾀﾞ` for `ヤマダ`.
    case width
    /// Composed and decomposed characters: `が` in one part or in two.
    case composition
    /// Hiragana for katakana or the reverse, or a small letter written as a large one.
    case kana
    /// Capital letters for small ones or the reverse, or without accents.
    case letterCase
    /// Another form of a kanji: `髙` for `高`.
    case kanji
    /// Hyphens, spaces, commas, brackets and other signs are others, more or fewer.
    case separators
    /// A line end or the border between two fields stands within it.
    case split
    /// It is a part of a longer number or word.
    case insideLonger
    /// The zeros at its beginning are gone, as spreadsheets do it.
    case withoutLeadingZeros
    /// The first zero of a telephone number is replaced by the country's 81.
    case countryCode
    /// Family and given name stand the other way round.
    case turned
    /// Without `株式会社` and the like, or with a short form of that.
    case legalForm
    /// A number of which only the first digits are left, as in `1.2345678901235E+21`: how many agree.
    case rounded(digits: Int)
    /// With escapes of JSON, XML, HTML, URLs or e-mail: `\u5c71`, `&#x5C71;`, `%E5%B1%B1`, `=E5=B1=B1`.
    case escaped
    /// With tags of XML or HTML within it.
    case tagged
    /// In base64.
    case base64
    /// In hexadecimal digits.
    case hexadecimal
    /// In a text in another encoding than UTF-8.
    case encoding(TextEncoding)
    /// In a text in ISO-2022-JP, as e-mail has it.
    case iso2022JP

    /// The form in words.
    public var words: BilingualText {
        switch self {
        case .width: BilingualText(ja: "全角・半角が異なる", en: "in other widths")
        case .composition: BilingualText(ja: "濁点などの合成が異なる", en: "differently composed")
        case .kana: BilingualText(ja: "ひらがな・カタカナ・小書きが異なる", en: "in other kana")
        case .letterCase: BilingualText(ja: "大文字・小文字が異なる", en: "in other capitals or accents")
        case .kanji: BilingualText(ja: "異体字", en: "in another form of a kanji")
        case .separators: BilingualText(ja: "区切りの記号や空白が異なる", en: "with other hyphens, spaces or signs")
        case .split: BilingualText(ja: "改行や項目の境をまたぐ", en: "across a line end or fields")
        case .insideLonger: BilingualText(ja: "より長い数字や語の一部", en: "inside a longer number or word")
        case .withoutLeadingZeros: BilingualText(ja: "先頭の0がない", en: "without its leading zeros")
        case .countryCode: BilingualText(ja: "国番号81付き", en: "with the country code 81")
        case .turned: BilingualText(ja: "姓と名が逆", en: "names the other way round")
        case .legalForm: BilingualText(ja: "会社の種類の書き方が異なる", en: "with another or no legal form")
        case .rounded(let digits):
            BilingualText(ja: "丸められた数（先頭\(digits)桁が一致）", en: "a rounded number, the first \(digits) digits agree")
        case .escaped: BilingualText(ja: "エスケープされている", en: "escaped")
        case .tagged: BilingualText(ja: "間にタグがある", en: "with tags within")
        case .base64: BilingualText(ja: "base64", en: "in base64")
        case .hexadecimal: BilingualText(ja: "16進数", en: "in hexadecimal")
        case .encoding(let encoding): BilingualText(ja: encoding.rawValue, en: "in \(encoding.rawValue)")
        case .iso2022JP: BilingualText(ja: "iso-2022-jp", en: "in iso-2022-jp")
        }
    }

    /// Whether chance can bring this form about: a person should look.
    var allowsChance: Bool {
        switch self {
        case .insideLonger, .rounded: true
        default: false
        }
    }
}
