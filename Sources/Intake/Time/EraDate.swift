/// Dates in Japan's eras: `令和4年4月1日 9時5分`, `令和元年5月1日`, `R4.4.1 9:05`, `H31.4.30`.
///
/// The eras are those of the Era Name Act (元号法) and its predecessors; each begins on the day on which it was put
/// into effect, and a date outside its era's days does not exist.
enum EraDate {
    private struct Era {
        var names: [String]
        var firstYear: Int
        var from: CalendarDay?
        var to: CalendarDay?
    }

    private static let eras = [
        Era(
            names: ["令和", "令", "R", "r"], firstYear: 2019, from: CalendarDay(year: 2019, month: 5, day: 1), to: nil),
        Era(
            names: ["平成", "平", "H", "h"], firstYear: 1989, from: CalendarDay(year: 1989, month: 1, day: 8),
            to: CalendarDay(year: 2019, month: 5, day: 1)),
        Era(
            names: ["昭和", "昭", "S", "s"], firstYear: 1926, from: CalendarDay(year: 1926, month: 12, day: 25),
            to: CalendarDay(year: 1989, month: 1, day: 8)),
        Era(
            names: ["大正", "大", "T", "t"], firstYear: 1912, from: CalendarDay(year: 1912, month: 7, day: 30),
            to: CalendarDay(year: 1926, month: 12, day: 25)),
    ]

    /// - Parameter text: folded by NFKC, so that digits and signs are ASCII.
    static func read(_ text: String, zone: ZoneOffset) -> DateReading {
        var rest = Substring(text.trimmingSpaces)
        guard let era = eras.first(where: { take($0, &rest) != nil }) else { return .unreadable }
        rest = rest.drop { $0 == " " }
        let yearOfEra: Int
        if rest.hasPrefix("元") {
            rest.removeFirst()
            yearOfEra = 1
        } else {
            guard let number = number(&rest) else { return .unreadable }
            yearOfEra = number
        }
        guard take(&rest, ["年", ".", "/", "-"]), let month = number(&rest), take(&rest, ["月", ".", "/", "-"]),
            let day = number(&rest)
        else { return .unreadable }
        _ = take(&rest, ["日"])
        skipWeekday(&rest)
        guard let time = time(&rest) else { return .unreadable }
        guard yearOfEra >= 1, let date = CalendarDay(year: era.firstYear + yearOfEra - 1, month: month, day: day),
            let from = era.from, date >= from, era.to.map({ date < $0 }) ?? true
        else { return .impossible }
        let whole = date.date
        return DateDialect.made(whole.year, whole.month, whole.day, time.hour, time.minute, time.second, zone)
    }

    private static func take(_ era: Era, _ rest: inout Substring) -> Era? {
        for name in era.names where rest.hasPrefix(name) {
            rest = rest.dropFirst(name.count)
            return era
        }
        return nil
    }

    private static func take(_ rest: inout Substring, _ marks: [String]) -> Bool {
        for mark in marks where rest.hasPrefix(mark) {
            rest = rest.dropFirst(mark.count)
            rest = rest.drop { $0 == " " }
            return true
        }
        return false
    }

    private static func number(_ rest: inout Substring, digits count: ClosedRange<Int> = 1...2) -> Int? {
        rest = rest.drop { $0 == " " }
        let digits = rest.prefix { $0.isASCII && $0.isNumber }
        guard count.contains(digits.count) else { return nil }
        rest = rest.dropFirst(digits.count)
        return Int(digits)
    }

    private static func skipWeekday(_ rest: inout Substring) {
        rest = rest.drop { $0 == " " }
        guard rest.hasPrefix("("), let close = rest.firstIndex(of: ")") else { return }
        let inside = rest[rest.index(after: rest.startIndex)..<close]
        if "月火水木金土日".contains(inside.prefix(1)), ["", "曜", "曜日"].contains(inside.dropFirst()), !inside.isEmpty {
            rest = rest[rest.index(after: close)...]
        }
    }

    /// `9時`, `9時5分`, `9時5分7秒`, `9:05`, `9:05:07`, each with 午前 or 午後 before it; nothing is midnight.
    private static func time(_ rest: inout Substring) -> (hour: Int, minute: Int, second: Int)? {
        rest = rest.drop { $0 == " " }
        if rest.isEmpty { return (0, 0, 0) }
        let half = ["午前", "午後"].first { rest.hasPrefix($0) }
        if half != nil { rest = rest.dropFirst(2) }
        guard var hour = number(&rest) else { return nil }
        // As computers write it: 午前12:05 is five past midnight. There is no 午後13時, and no hour 24 either.
        if let half { hour = hour > 12 ? 24 : hour % 12 + (half == "午後" ? 12 : 0) }
        guard let (minute, second) = take(&rest, ["時"]) ? spelledOut(&rest) : withColons(&rest) else { return nil }
        return (hour, minute, second)
    }

    private static func spelledOut(_ rest: inout Substring) -> (minute: Int, second: Int)? {
        if rest.isEmpty { return (0, 0) }
        guard let minute = number(&rest), take(&rest, ["分"]) else { return nil }
        if rest.isEmpty { return (minute, 0) }
        guard let second = number(&rest), take(&rest, ["秒"]) else { return nil }
        return rest.isEmpty ? (minute, second) : nil
    }

    private static func withColons(_ rest: inout Substring) -> (minute: Int, second: Int)? {
        guard take(&rest, [":"]), let minute = number(&rest, digits: 2...2) else { return nil }
        if rest.isEmpty { return (minute, 0) }
        guard take(&rest, [":"]), let second = number(&rest, digits: 2...2) else { return nil }
        return rest.isEmpty ? (minute, second) : nil
    }
}
