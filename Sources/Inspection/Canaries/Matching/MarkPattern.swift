/// One form of a mark's value that is looked for: the value itself, or what systems are known to make of it.
struct MarkPattern: Sendable {
    /// Which mark, by its index.
    var mark: Int
    /// The text that is looked for.
    var text: String
    /// The same text, folded.
    var units: [UInt32]
    /// In what way the text differs from the value.
    var form: CanaryForm?

    private init(_ mark: Int, _ text: String, _ form: CanaryForm? = nil) {
        self.mark = mark
        self.text = text
        self.units = Folding.all.units(text)
        self.form = form
    }

    /// The least that a mark must weigh.
    static let leastWeight = 6
    /// The least number of digits for which a number may be part of a longer one, or put together from fields.
    static let leastDigits = 10
    /// The least that what is left of a value may weigh, where a part of it is left out.
    private static let leastRest = 8

    /// All forms of a mark's value; the value itself is the first.
    static func all(of value: String, mark: Int) -> [MarkPattern] {
        let own = MarkPattern(mark, value)
        var patterns = [own]
        func add(_ text: String, _ form: CanaryForm) {
            let pattern = MarkPattern(mark, text, form)
            if !patterns.contains(where: { $0.units == pattern.units }) { patterns.append(pattern) }
        }
        if own.units.allSatisfy(Folding.isDigit) {
            let digits = String(String.UnicodeScalarView(own.units.compactMap { Unicode.Scalar($0) }))
            let rest = String(digits.drop { $0 == "0" })
            if rest.count < digits.count, rest.count >= leastRest { add(rest, .withoutLeadingZeros) }
            if digits.first == "0", (10...11).contains(digits.count) {
                add("+81" + digits.dropFirst(), .countryCode)
            }
        } else {
            for text in turned(value) { add(text, .turned) }
            for text in withOtherLegalForm(value) { add(text, .legalForm) }
        }
        return patterns
    }

    /// The value with its two words exchanged, where it is two words of letters.
    private static func turned(_ value: String) -> [String] {
        let words = value.unicodeScalars.split { $0.properties.isWhitespace }.map { String($0) }
        guard words.count == 2,
            value.unicodeScalars.allSatisfy({ $0.properties.isWhitespace || $0.properties.isAlphabetic })
        else { return [] }
        return [words[1] + " " + words[0]]
    }

    private static let legalForms = [
        ("株式会社", "株"), ("有限会社", "有"), ("合同会社", "同"), ("合資会社", "資"), ("合名会社", "名"), ("一般社団法人", "社"),
        ("一般財団法人", "財"), ("社会福祉法人", "福"), ("医療法人", "医"), ("学校法人", "学"),
    ]
    private static let shortForms = [
        ("㈱", "株式会社"), ("㈲", "有限会社"), ("(株)", "株式会社"), ("（株）", "株式会社"), ("(有)", "有限会社"), ("（有）", "有限会社"),
    ]

    /// The value with the short form of its legal form, with the long one, and with none where enough is left.
    private static func withOtherLegalForm(_ value: String) -> [String] {
        var texts: [String] = []
        var long = value
        for (short, full) in shortForms where value.contains(short) {
            long = value.replacing(short, with: full)
            texts.append(long)
            break
        }
        for (full, short) in legalForms where long.contains(full) {
            texts.append(long.replacing(full, with: "(\(short))"))
            let rest = long.replacing(full, with: "")
            if Folding.weight(Folding.all.units(rest)) >= leastRest { texts.append(rest) }
            break
        }
        return texts
    }
}
