import Intake

/// Values from their texts, in the forms that PostgreSQL writes itself.
package enum LiteralText {
    /// The value of a text; nil where it is none of the type, or is written in a form that is not known.
    package static func datum(_ text: String, _ type: ValueType) -> Datum? {
        switch type {
        case .bool:
            switch text.lowercased() {
            case "t", "true", "yes", "on", "1": .bool(true)
            case "f", "false", "no", "off", "0": .bool(false)
            default: nil
            }
        case .integer: text.contains(".") ? nil : Number(parsing: text)?.whole.map { .integer($0) }
        case .number: text == "NaN" ? .number(.nan) : Number(parsing: text).map { .number($0) }
        case .text, .unknown: .text(Text(text))
        case .date: infinity(text).map { .date($0) } ?? day(text).map { .day($0) }
        case .timestamp: infinity(text).map { .timestamp($0) } ?? moment(text).map { .timestamp($0) }
        case .interval: span(text).map { .interval($0) }
        }
    }

    private static func infinity(_ text: String) -> Datum.Moment? {
        switch text {
        case "infinity": .infinity
        case "-infinity": .minusInfinity
        default: nil
        }
    }

    private static func day(_ text: String) -> CalendarDay? {
        if let day = CalendarDay(iso: text) { return day }
        let digits = text.filter { $0 != "/" }
        guard digits.count == 8, digits.utf8.allSatisfy({ (0x30...0x39).contains($0) }),
            text.count == 8 || text.split(separator: "/").map(\.count) == [4, 2, 2],
            let year = Int(digits.prefix(4)), let month = Int(digits.dropFirst(4).prefix(2)),
            let day = Int(digits.suffix(2))
        else { return nil }
        return CalendarDay(year: year, month: month, day: day)
    }

    private static func moment(_ text: String) -> Datum.Moment? {
        let parts = text.split(maxSplits: 1) { $0 == " " || $0 == "T" }
        guard let first = parts.first, let day = day(String(first)) else { return nil }
        guard parts.count == 2 else { return Datum.Moment(day) }
        guard let time = clock(parts[1], hours: 2...2), time < Datum.Moment.day else { return nil }
        return Datum.Moment(microseconds: Datum.Moment(day).microseconds + time)
    }

    /// `hh:mm`, `hh:mm:ss`, `hh:mm:ss.ffffff`.
    private static func clock(_ text: Substring, hours: ClosedRange<Int>) -> Int64? {
        let parts = text.split(separator: ":", omittingEmptySubsequences: false)
        guard (2...3).contains(parts.count), hours.contains(parts[0].utf8.count), parts[1].utf8.count == 2,
            parts.joined().utf8.allSatisfy({ (0x30...0x39).contains($0) || $0 == UInt8(ascii: ".") }),
            let hour = Int64(parts[0]), let minute = Int64(parts[1]), minute < 60
        else { return nil }
        let whole = hour * 3600 + minute * 60
        guard parts.count == 3 else { return whole * 1_000_000 }
        guard parts[2].utf8.prefix(2).allSatisfy({ $0 != UInt8(ascii: ".") }), let seconds = Number(parsing: parts[2]),
            let micro = seconds.units(at: 6),
            (0..<60_000_000).contains(micro)
        else { return nil }
        return whole * 1_000_000 + Int64(micro)
    }

    /// `1 mon 3 days 04:05:06`, with the units' usual names.
    private static func span(_ text: String) -> Datum.Span? {
        var span = Datum.Span()
        var words = text.split(separator: " ")[...]
        guard !words.isEmpty else { return nil }
        while let word = words.popFirst() {
            if word.contains(":") {
                let isNegative = word.hasPrefix("-")
                let isSigned = isNegative || word.hasPrefix("+")
                guard words.isEmpty, let time = clock(isSigned ? word.dropFirst() : word, hours: 2...7) else {
                    return nil
                }
                span.microseconds += isNegative ? -time : time
                continue
            }
            guard let count = Int(word), abs(count) < 100_000_000, let unit = words.popFirst() else { return nil }
            switch unit.lowercased() {
            case "year", "years", "y": span.months += count * 12
            case "month", "months", "mon", "mons": span.months += count
            case "week", "weeks", "w": span.days += count * 7
            case "day", "days", "d": span.days += count
            case "hour", "hours", "h": span.microseconds += Int64(count) * 3_600_000_000
            case "minute", "minutes", "min", "mins": span.microseconds += Int64(count) * 60_000_000
            case "second", "seconds", "sec", "secs", "s": span.microseconds += Int64(count) * 1_000_000
            default: return nil
            }
        }
        return span
    }
}
