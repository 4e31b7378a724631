import Conditions
import Intake

/// The days, or the whole numbers, that are written as a text.
enum WrittenForms {
    /// What is written so.
    enum Form: Hashable {
        /// The days, or the numbers, of a range.
        case range(ClosedRange<Int128>)
        /// The days of a month, of a day of the month, or of both, in each year.
        case each(month: Int?, day: Int?)
    }

    /// What has to be written so that the text comes out; nothing where nothing makes it.
    static func forms(_ word: String, of expression: SQLExpression) -> [Form] {
        switch expression.form {
        case .cast(let part) where part.type == .integer:
            guard let number = Number(parsing: word), let whole = number.whole, number.description == word else {
                return []
            }
            return [.range(Int128(whole)...Int128(whole))]
        case .cast:
            if word == "infinity" { return [.range(RowModel.infiniteDays...RowModel.infiniteDays)] }
            if word == "-infinity" { return [.range(-RowModel.infiniteDays...(-RowModel.infiniteDays))] }
            let isBefore = word.hasSuffix(" BC")
            return days(isBefore ? String(word.dropLast(3)) : word, pattern: "YYYY-MM-DD") { [isBefore ? 1 - $0 : $0] }
        case .call(.toChar, let parts):
            guard case .literal(.text(let pattern)?) = parts[1].form else { return [] }
            // Years before Christ are written like those after.
            return days(word, pattern: pattern.string) { [$0, 1 - $0] }
        default: return []
        }
    }

    private struct Parts {
        var (year, month, day): (Int?, Int?, Int?)

        /// Whether a part is not otherwise than this.
        mutating func take(_ number: Int, as place: WritableKeyPath<Parts, Int?>) -> Bool {
            defer { self[keyPath: place] = number }
            return self[keyPath: place] == nil || self[keyPath: place] == number
        }
    }

    /// The days that a pattern of year, month and day writes so.
    private static func days(_ word: String, pattern: String, _ years: (Int) -> [Int]) -> [Form] {
        var found: [Parts] = []
        read(word[...], pattern[...], Parts(), &found)
        return found.flatMap { parts -> [Form] in
            guard (1...12).contains(parts.month ?? 1), (1...31).contains(parts.day ?? 1) else { return [] }
            guard let year = parts.year else { return [.each(month: parts.month, day: parts.day)] }
            guard year > 0 else { return [] }
            return years(year).flatMap { year in
                (parts.month.map { [$0] } ?? Array(1...12)).compactMap { number in
                    let month = CalendarMonth(key: Int128(year) * 12 + Int128(number) - 1)
                    guard let day = parts.day.map({ Int128($0) }) else {
                        return .range(month.start...month.start + month.length - 1)
                    }
                    return day > month.length ? nil : .range(month.start + day - 1...month.start + day - 1)
                }
            }
        }
    }

    /// Every way to read a word by a pattern: a year has four digits, or more where it is greater.
    private static func read(_ word: Substring, _ pattern: Substring, _ parts: Parts, _ found: inout [Parts]) {
        guard let first = pattern.first else {
            if word.isEmpty { found.append(parts) }
            return
        }
        func take(_ digits: Int, _ place: WritableKeyPath<Parts, Int?>, _ letters: Int) {
            let text = word.prefix(digits)
            var parts = parts
            guard text.count == digits, text.utf8.allSatisfy({ (0x30...0x39).contains($0) }),
                digits <= 4 || text.first != "0", let number = Int(text), parts.take(number, as: place)
            else { return }
            read(word.dropFirst(digits), pattern.dropFirst(letters), parts, &found)
        }
        if pattern.hasPrefix("YYYY") {
            for digits in 4...7 { take(digits, \.year, 4) }
        } else if pattern.hasPrefix("MM") {
            take(2, \.month, 2)
        } else if pattern.hasPrefix("DD") {
            take(2, \.day, 2)
        } else if word.first == first {
            read(word.dropFirst(), pattern.dropFirst(), parts, &found)
        }
    }
}
