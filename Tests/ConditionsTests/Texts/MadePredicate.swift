import Conditions

/// A random condition on one text: in SQL, as a language, and as a slow function.
struct MadePredicate {
    typealias Text = NaiveTexts.Text

    /// The condition on a column `x` whose collation is `C`.
    var sql: String
    var language: TextLanguage
    var holds: (Text) -> Bool

    static let alphabets: [Text] = [
        ["a", "b", "A", " ", "%"], ["_", "\\", "a", "é", "𐐨"],
        ["\u{1}", "\u{D7FF}", "\u{E000}", "\u{10FFFF}", "a"], ["a", "b", "\u{301}", "'", "_"],
    ]

    static func quoted(_ text: Text) -> String {
        // By scalars: a quote with an accent on it is one character of Swift's.
        NaiveTexts.string(["'"] + text.flatMap { $0 == "'" ? [$0, $0] : [$0] } + ["'"])
    }

    private static func quoted(_ text: String) -> String { quoted(Array(text.unicodeScalars)) }

    static func text(_ alphabet: Text, upTo length: Int, _ dice: inout Dice) -> Text {
        (0..<dice.below(length + 1)).map { _ in dice.pick(alphabet) }
    }

    /// A condition of up to so many functions and operators within each other.
    static func random(_ alphabet: Text, depth: Int, _ dice: inout Dice) throws -> MadePredicate {
        if depth == 0 { return try plain(alphabet, &dice) }
        let inner = try random(alphabet, depth: depth - 1, &dice)
        switch dice.below(6) {
        case 0:
            return MadePredicate(sql: "NOT (\(inner.sql))", language: inner.language.complement) { !inner.holds($0) }
        case 1:
            let other = try random(alphabet, depth: dice.below(depth), &dice)
            return MadePredicate(
                sql: "(\(inner.sql)) AND (\(other.sql))", language: try inner.language.intersection(other.language)
            ) { inner.holds($0) && other.holds($0) }
        case 2:
            let other = try random(alphabet, depth: dice.below(depth), &dice)
            return MadePredicate(
                sql: "(\(inner.sql)) OR (\(other.sql))", language: try inner.language.union(other.language)
            ) { inner.holds($0) || other.holds($0) }
        default: return try function(of: alphabet, inner, &dice)
        }
    }

    private static func plain(_ alphabet: Text, _ dice: inout Dice) throws -> MadePredicate {
        let text = text(alphabet, upTo: 3, &dice)
        let string = NaiveTexts.string(text)
        let range = dice.below(4)...(dice.below(3) + 3)
        switch dice.below(12) {
        case 0: return MadePredicate(sql: "x = \(quoted(text))", language: try .exactly(string)) { $0 == text }
        case 1:
            let texts = (0..<dice.below(6)).map { _ in Self.text(alphabet, upTo: 4, &dice) } + [text]
            return MadePredicate(
                sql: "x IN (\(texts.map(quoted).joined(separator: ", ")))",
                language: try .oneOf(texts.map(NaiveTexts.string))
            ) { texts.contains($0) }
        case 2:
            return MadePredicate(sql: "x < \(quoted(text))", language: try .less(than: string)) {
                NaiveTexts.isLess($0, text)
            }
        case 3:
            return MadePredicate(sql: "x <= \(quoted(text))", language: try .lessOrEqual(to: string)) {
                !NaiveTexts.isLess(text, $0)
            }
        case 4:
            let sql = "length(x) BETWEEN \(range.lowerBound) AND \(range.upperBound)"
            return MadePredicate(sql: sql, language: try .lengths(in: [range])) { range.contains($0.count) }
        case 5:
            let sql = "octet_length(x) <= 1 OR octet_length(x) > \(range.upperBound)"
            let ranges = [0...1, range.upperBound + 1...Int.max]
            return MadePredicate(sql: sql, language: try .byteLengths(in: ranges)) {
                let size = NaiveTexts.string($0).utf8.count
                return size <= 1 || size > range.upperBound
            }
        case 6:
            let ranges = dice.once(in: 2) ? [range] : [0...0, range.upperBound...Int.max]
            let place = "position(\(quoted(text)) in x)"
            let sql = ranges.map {
                "\(place) >= \($0.lowerBound)" + ($0.upperBound == Int.max ? "" : " AND \(place) <= \($0.upperBound)")
            }
            return MadePredicate(
                sql: sql.joined(separator: " OR "), language: try .positions(of: string, in: ranges)
            ) { whole in ranges.contains { $0.contains(NaiveTexts.position(text, in: whole)) } }
        case 7:
            return MadePredicate(sql: "starts_with(x, \(quoted(text)))", language: try .beginning(with: string)) {
                $0.starts(with: text)
            }
        case 8:
            let language =
                try dice.once(in: 2) ? TextLanguage.containing(string) : .positions(of: string, in: [1...Int.max])
            return MadePredicate(sql: "strpos(x, \(quoted(text))) > 0", language: language) {
                NaiveTexts.position(text, in: $0) > 0
            }
        default: return try like(alphabet, &dice)
        }
    }

    private static func like(_ alphabet: Text, _ dice: inout Dice) throws -> MadePredicate {
        var escape: Unicode.Scalar? = "\\"
        var clause = ""
        if dice.once(in: 3) {
            escape = dice.once(in: 3) ? nil : dice.pick(alphabet)
            clause = " ESCAPE " + quoted(escape.map { [$0] } ?? [])
        }
        var pattern: Text = []
        for _ in 0..<dice.below(6) {
            switch dice.below(5) {
            case 0, 1: pattern.append("%")
            case 2: pattern.append("_")
            default: pattern.append(dice.pick(alphabet))
            }
        }
        // An escape character has something after it.
        var isEscaped = false
        for scalar in pattern { isEscaped = !isEscaped && scalar == escape }
        if isEscaped { pattern.append(dice.pick(alphabet)) }
        let string = NaiveTexts.string(pattern)
        if dice.once(in: 4) {
            // The escape character and what follows it do not change in small letters, in these alphabets.
            guard escape != "A", escape != "a" else { return try like(alphabet, &dice) }
            let small = NaiveTexts.lower(pattern)
            return MadePredicate(
                sql: "x ILIKE \(quoted(pattern))\(clause)",
                language: try .ilike(string, escape: escape, lower: .asciiLower)
            ) { NaiveTexts.fits(NaiveTexts.lower($0)[...], small[...], escape) }
        }
        return MadePredicate(
            sql: "x LIKE \(quoted(pattern))\(clause)", language: try .like(string, escape: escape)
        ) { NaiveTexts.fits($0[...], pattern[...], escape) }
    }

    /// A condition on what a function makes of the text.
    private static func function(
        of alphabet: Text, _ inner: MadePredicate, _ dice: inout Dice
    ) throws -> MadePredicate {
        let (one, two) = (text(alphabet, upTo: 2, &dice), text(alphabet, upTo: 3, &dice))
        let (first, second) = (NaiveTexts.string(one), NaiveTexts.string(two))
        let count = dice.below(7) - 3
        let length = dice.below(4)
        let (language, sql) = (inner.language, inner.sql)
        func made(_ call: String, _ language: TextLanguage, _ change: @escaping (Text) -> Text) -> MadePredicate {
            MadePredicate(
                sql: "EXISTS (SELECT 1 FROM (SELECT \(call)) AS inner_text(x) WHERE \(sql))", language: language
            ) { inner.holds(change($0)) }
        }
        switch dice.below(13) {
        case 0:
            return made("substring(x from \(count))", try language.preimage(ofSubstringFrom: count)) {
                NaiveTexts.substring($0, count, nil)
            }
        case 1, 2:
            let preimage = try language.preimage(ofSubstringFrom: count, length: length)
            return made("substring(x from \(count) for \(length))", preimage) {
                NaiveTexts.substring($0, count, length)
            }
        case 3: return made("left(x, \(count))", try language.preimage(ofLeft: count)) { NaiveTexts.left($0, count) }
        case 4: return made("right(x, \(count))", try language.preimage(ofRight: count)) { NaiveTexts.right($0, count) }
        case 5:
            return made("ltrim(x, \(quoted(two)))", try language.preimage(ofTrimming: .leading, characters: second)) {
                NaiveTexts.trim($0, leading: true, trailing: false, two)
            }
        case 6:
            return made("rtrim(x, \(quoted(two)))", try language.preimage(ofTrimming: .trailing, characters: second)) {
                NaiveTexts.trim($0, leading: false, trailing: true, two)
            }
        case 7:
            let characters: Text = dice.once(in: 2) ? [" "] : two
            let preimage =
                characters == [" "]
                ? try language.preimage(ofTrimming: .both)
                : try language.preimage(ofTrimming: .both, characters: second)
            return made(characters == [" "] ? "trim(x)" : "btrim(x, \(quoted(two)))", preimage) {
                NaiveTexts.trim($0, leading: true, trailing: true, characters)
            }
        case 8: return made("x || \(quoted(two))", try language.preimage(ofAppending: second)) { $0 + two }
        case 9: return made("\(quoted(two)) || x", try language.preimage(ofPrepending: second)) { two + $0 }
        case 10:
            let preimage = try language.preimage(ofReplacing: first, with: second)
            return made("replace(x, \(quoted(one)), \(quoted(two)))", preimage) { NaiveTexts.replace($0, one, two) }
        case 11:
            let preimage = try language.preimage(ofTranslating: second, to: first)
            return made("translate(x, \(quoted(two)), \(quoted(one)))", preimage) { NaiveTexts.translate($0, two, one) }
        default:
            return dice.once(in: 2)
                ? made("upper(x)", try language.preimage(ofMapping: .asciiUpper), NaiveTexts.upper)
                : made("lower(x)", try language.preimage(ofMapping: .asciiLower), NaiveTexts.lower)
        }
    }
}
