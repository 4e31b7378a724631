/// A passage of a text in which a pattern may stand, looked at closely: whether it is the pattern, and in which form.
struct Passage {
    /// The whole text, in UTF-8.
    let text: [UInt8]
    /// The passage.
    let range: Range<Int>
    /// Its scalars.
    private let scalars: [Unicode.Scalar]

    /// The most bytes between two units of a pattern, and the most signs that are no white space.
    private static let widestGap = 128
    private static let mostSigns = 8

    /// A passage.
    init(_ text: [UInt8], _ range: Range<Int>) {
        self.text = text
        self.range = range
        scalars = Array(String(decoding: text[range], as: UTF8.self).unicodeScalars)
    }

    /// The forms in which a pattern stands here, and whether chance is ruled out; nil where it is something else.
    func judge(_ pattern: MarkPattern) -> (forms: [CanaryForm], isCertain: Bool)? {
        let units = pattern.units
        let longer = isInsideLonger(units)
        let digits = units.allSatisfy(Folding.isDigit)
        if longer, digits, units.count < MarkPattern.leastDigits { return nil }
        guard scalars.flatMap({ Folding.all.units(of: $0) }) == units, !isFollowedByVoicing else { return nil }
        let gaps = Gaps(scalars)
        guard gaps.widest <= Self.widestGap, gaps.mostSigns <= Self.mostSigns else { return nil }
        var forms = differences(from: pattern.text)
        let isGrouped = digits && gaps.isThousands
        let isSplit = gaps.crossesFields && !isGrouped && forms.contains(.separators)
        let isShort = digits && units.count < MarkPattern.leastDigits
        if isShort, forms.contains(.separators) {
            if isSplit || gaps.count > 3 || gaps.isDecimal { return nil }
        }
        if let form = pattern.form { forms.insert(form, at: 0) }
        if isSplit { forms.append(.split) }
        if longer { forms.append(.insideLonger) }
        let isCertain = !forms.contains(where: \.allowsChance) && !(digits && isSplit) && !(isShort && isGrouped)
        return (forms, isCertain)
    }

    /// The foldings without which the passage is not the text.
    private func differences(from value: String) -> [CanaryForm] {
        let other = Array(value.unicodeScalars)
        if scalars == other { return [] }
        var forms: [CanaryForm] = []
        for (step, form) in [
            (Folding.width, CanaryForm.width), (.kana, .kana), (.letterCase, .letterCase), (.kanji, .kanji),
            (.separators, .separators),
        ] {
            let rest = Folding.all.subtracting(step)
            if scalars.flatMap(rest.units(of:)) != other.flatMap(rest.units(of:)) { forms.append(form) }
        }
        if !forms.isEmpty { return forms }
        // A full-width space is a matter of both widths and separators.
        let rest = Folding.all.subtracting([.width, .separators])
        return scalars.flatMap(rest.units(of:)) != other.flatMap(rest.units(of:)) ? [.width] : [.composition]
    }

    /// Whether a digit stands right beside a digit at one end, or a letter of English beside one.
    private func isInsideLonger(_ units: [UInt32]) -> Bool {
        guard let first = units.first, let last = units.last else { return false }
        func belong(_ unit: UInt32, _ neighbour: UInt32?) -> Bool {
            guard let neighbour else { return false }
            return Folding.isDigit(unit) && Folding.isDigit(neighbour)
                || Folding.isLatin(unit) && Folding.isLatin(neighbour)
        }
        return belong(first, scalar(before: range.lowerBound).flatMap { Folding.all.units(of: $0).last })
            || belong(last, scalar(from: range.upperBound).flatMap { Folding.all.units(of: $0).first })
    }

    /// Whether the mark of a voiced kana follows, which makes the last kana another one.
    private var isFollowedByVoicing: Bool {
        guard let next = scalar(from: range.upperBound) else { return false }
        return Folding.all.units(of: next).first.map(Folding.isVoicing) ?? false
    }

    private func scalar(before end: Int) -> Unicode.Scalar? {
        guard end > 0 else { return nil }
        var start = end - 1
        while start > 0, start > end - 4, text[start] & 0xC0 == 0x80 { start -= 1 }
        return String(decoding: text[start..<end], as: UTF8.self).unicodeScalars.last
    }

    private func scalar(from start: Int) -> Unicode.Scalar? {
        guard start < text.count else { return nil }
        return String(decoding: text[start..<min(text.count, start + 4)], as: UTF8.self).unicodeScalars.first
    }
}

/// What stands between the letters and digits of a passage.
private struct Gaps {
    /// How many gaps there are.
    var count = 0
    /// The bytes of the widest.
    var widest = 0
    /// The most signs in one of them that are no white space.
    var mostSigns = 0
    /// Whether one has a line end, or a sign that stands between the fields of a file.
    var crossesFields = false
    /// Whether each is one comma with three digits to the next, as between thousands.
    var isThousands = false
    /// Whether there is one, a decimal point.
    var isDecimal = false

    init(_ scalars: [Unicode.Scalar]) {
        var groups = [0]
        var gaps: [String] = []
        var gap = String.UnicodeScalarView()
        for scalar in scalars {
            if Folding.all.units(of: scalar).isEmpty {
                gap.append(scalar)
                continue
            }
            if !gap.isEmpty {
                gaps.append(String(gap))
                groups.append(0)
                gap = String.UnicodeScalarView()
            }
            groups[groups.count - 1] += 1
        }
        count = gaps.count
        for gap in gaps {
            widest = max(widest, gap.utf8.count)
            mostSigns = max(mostSigns, gap.unicodeScalars.count { !$0.properties.isWhitespace && $0.value >= 0x20 })
            if gap.unicodeScalars.contains(where: Self.standsBetweenFields) { crossesFields = true }
        }
        isThousands =
            !gaps.isEmpty && gaps.allSatisfy { $0 == "," || $0 == "，" } && groups.dropFirst().allSatisfy { $0 == 3 }
            && groups[0] <= 3
        isDecimal = gaps == ["."] || gaps == ["．"]
    }

    private static func standsBetweenFields(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar {
        case "\n", "\r", "\t", "\"", ",", "，", ";", "|", ":", "<", ">": true
        default: false
        }
    }
}
