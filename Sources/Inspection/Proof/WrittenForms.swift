import Conditions
import Intake

/// The days, or the whole numbers, that are written as a text.
enum WrittenForms {
    /// What has to be written so that the text comes out; nothing where nothing makes it.
    static func ranges(_ word: String, of expression: SQLExpression) -> [ClosedRange<Int128>] {
        switch expression.form {
        case .cast(let part) where part.type == .integer:
            guard let number = Number(parsing: word), let whole = number.whole, number.description == word else {
                return []
            }
            return [Int128(whole)...Int128(whole)]
        case .cast:
            if word == "infinity" { return [RowModel.infiniteDays...RowModel.infiniteDays] }
            if word == "-infinity" { return [-RowModel.infiniteDays...(-RowModel.infiniteDays)] }
            return days(word, pattern: "YYYY-MM-DD")
        case .call(.toChar, let parts):
            guard case .literal(.text(let pattern)?) = parts[1].form else { return [] }
            return days(word, pattern: pattern.string)
        default: return []
        }
    }

    /// The days that a pattern of year, month and day writes so.
    private static func days(_ word: String, pattern: String) -> [ClosedRange<Int128>] {
        var (year, month, day): (Int?, Int?, Int?)
        var (rest, form) = (word[...], pattern[...])
        func take(_ digits: Int, _ known: inout Int?) -> Bool {
            let text = rest.prefix(digits)
            guard text.count == digits, text.utf8.allSatisfy({ (0x30...0x39).contains($0) }), let number = Int(text),
                known == nil || known == number
            else { return false }
            known = number
            rest = rest.dropFirst(digits)
            return true
        }
        while let first = form.first {
            let taken: Bool
            if form.hasPrefix("YYYY") {
                taken = take(4, &year)
                form = form.dropFirst(4)
            } else if form.hasPrefix("MM") {
                taken = take(2, &month)
                form = form.dropFirst(2)
            } else if form.hasPrefix("DD") {
                taken = take(2, &day)
                form = form.dropFirst(2)
            } else {
                taken = rest.first == first
                rest = rest.dropFirst()
                form = form.dropFirst()
            }
            guard taken else { return [] }
        }
        guard rest.isEmpty else { return [] }
        let years = year.map { [$0] } ?? Array(1...9999)
        var ranges: [ClosedRange<Int128>] = []
        for year in years {
            for month in month.map({ [$0] }) ?? Array(1...12) {
                guard let first = CalendarDay(year: year, month: month, day: day ?? 1) else { continue }
                let start = Int128(first.daysSince1970)
                let end = day == nil ? start + Int128(CalendarDay.length(ofMonth: month, year: year)) - 1 : start
                if let last = ranges.last, last.upperBound + 1 == start {
                    ranges[ranges.count - 1] = last.lowerBound...end
                } else {
                    ranges.append(start...end)
                }
            }
        }
        return ranges
    }
}
