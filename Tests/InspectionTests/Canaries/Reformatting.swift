import Foundation

/// What people and systems do to values: small functions that know nothing of the search.
enum Reformatting {
    static let kanji = "鵜殿沢麟太郎蓮見朔耶槻島篁幸嶺遥佐渡金剛寺宝生院"
    static let katakana = "ヤマダガギグタロウパピプサクラツユヨッャュョノゾミ"

    /// Full-width letters, digits and signs.
    static func wide(_ text: String) -> String {
        String(
            String.UnicodeScalarView(
                text.unicodeScalars.map {
                    $0 == " "
                        ? "\u{3000}" : (0x21...0x7E).contains($0.value) ? Unicode.Scalar($0.value + 0xFEE0) ?? $0 : $0
                }))
    }

    private static let halves: [Character: String] = {
        let full = "アイウエオカキクケコサシスセソタチツテトナニヌネノハヒフヘホマミムメモヤユヨラリルレロワヲンァィゥェォャュョッー"
        let half = "ｱｲｳｴｵｶｷｸｹｺｻｼｽｾｿﾀﾁﾂﾃﾄﾅﾆﾇﾈﾉﾊﾋﾌﾍﾎﾏﾐﾑﾒﾓﾔﾕﾖﾗﾘﾙﾚﾛﾜｦﾝｧｨｩｪｫｬｭｮｯｰ"
        var table = Dictionary(uniqueKeysWithValues: zip(full, half.map { String($0) }))
        let voiced = "ガギグゲゴザジズゼゾダヂヅデドバビブベボ"
        let plain = "ｶｷｸｹｺｻｼｽｾｿﾀﾁﾂﾃﾄﾊﾋﾌﾍﾎ"
        for (one, other) in zip(voiced, plain) { table[one] = "\(other)\u{FF9E}" }
        for (one, other) in zip("パピプペポ", "ﾊﾋﾌﾍﾎ") { table[one] = "\(other)\u{FF9F}" }
        return table
    }()

    /// Half-width katakana, the marks of voiced kana on their own.
    static func half(_ text: String) -> String { text.map { halves[$0] ?? String($0) }.joined() }

    /// Hiragana for katakana.
    static func hiragana(_ text: String) -> String {
        String(
            String.UnicodeScalarView(
                text.unicodeScalars.map {
                    (0x30A1...0x30F3).contains($0.value) ? Unicode.Scalar($0.value - 96) ?? $0 : $0
                })
        )
    }

    /// Small kana as large ones, as banks write them.
    static func largeKana(_ text: String) -> String {
        let large: [Character: Character] = ["ッ": "ツ", "ャ": "ヤ", "ュ": "ユ", "ョ": "ヨ"]
        return String(text.map { large[$0] ?? $0 })
    }

    /// Old and otherwise different kanji.
    static func oldKanji(_ text: String) -> String {
        let old: [Character: Character] = ["沢": "澤", "遥": "遙", "島": "嶋", "宝": "寶"]
        return String(text.map { old[$0] ?? $0 })
    }

    /// Signs put in at some places, between letters or digits.
    static func grouped(_ text: String, _ dice: inout Dice) -> String {
        let signs = ["-", " ", "\u{3000}", "－", "‐", "−", ".", "/", "・", " - ", "（", "）", "_", "\u{2009}"]
        var result = ""
        for (index, character) in text.enumerated() {
            if index > 0, dice.oneIn(4) { result += dice.pick(signs) }
            result.append(character)
        }
        return result
    }

    static func plain(_ text: String) -> String { text.filter { $0.isLetter || $0.isNumber } }
}

/// How a text is written into a file, character by character. The lines stay lines.
enum Writing: CaseIterable {
    case asIs, json, xmlDecimal, xmlHex, url, percentU, quotedPrintable

    func callAsFunction(_ text: String) -> String {
        text.unicodeScalars.map { scalar -> String in
            if scalar == "\n" { return "\n" }
            switch self {
            case .asIs: return String(scalar)
            case .json:
                if scalar == "\"" || scalar == "\\" { return "\\\(scalar)" }
                return scalar.value < 0x80
                    ? String(scalar) : String(scalar).utf16.map { String(format: "\\u%04x", $0) }.joined()
            case .xmlDecimal: return scalar.value < 0x80 && scalar != "&" ? String(scalar) : "&#\(scalar.value);"
            case .xmlHex: return String(format: "&#x%X;", scalar.value)
            case .url:
                return scalar.value < 0x80 && scalar.properties.isAlphabetic
                    ? String(scalar) : String(scalar).utf8.map { String(format: "%%%02X", $0) }.joined()
            case .percentU: return String(scalar).utf16.map { String(format: "%%u%04X", $0) }.joined()
            case .quotedPrintable:
                return scalar.value < 0x80 && scalar != "="
                    ? String(scalar) : String(scalar).utf8.map { String(format: "=%02X", $0) }.joined()
            }
        }.joined()
    }
}
