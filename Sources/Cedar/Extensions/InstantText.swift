/// Instants as texts: `2026-04-01`, `2026-04-01T09:30:00Z`, with `.123` behind the seconds and `+0900` in place of `Z`.
enum InstantText {
    static let day: Int64 = 86_400_000

    /// The instant that a text means, in milliseconds since 1970.
    static func milliseconds(_ text: String) -> Int64? {
        let bytes = Array(text.utf8)
        guard bytes.count >= 10, bytes[4] == UInt8(ascii: "-"), bytes[7] == UInt8(ascii: "-"),
            let year = Digits.number(bytes[0..<4]), let month = Digits.number(bytes[5..<7]),
            let date = Digits.number(bytes[8..<10]), (1...12).contains(month)
        else { return nil }
        let isLeap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
        let lengths = [31, isLeap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
        guard (1...lengths[month - 1]).contains(date) else { return nil }
        let midnight = Int64(days(year, month, date)) * day
        if bytes.count == 10 { return midnight }
        guard let time = time(bytes[10...]) else { return nil }
        return midnight + time
    }

    /// `T09:30:00Z` and its longer forms, in milliseconds since midnight of UTC.
    private static func time(_ slice: ArraySlice<UInt8>) -> Int64? {
        let bytes = Array(slice)
        guard bytes.count >= 10, bytes[0] == UInt8(ascii: "T"), bytes[3] == UInt8(ascii: ":"),
            bytes[6] == UInt8(ascii: ":"), let hour = Digits.number(bytes[1..<3]),
            let minute = Digits.number(bytes[4..<6]), let second = Digits.number(bytes[7..<9]),
            hour < 24, minute < 60, second < 60
        else { return nil }
        var total = ((hour * 60 + minute) * 60 + second) * 1_000
        var rest = bytes[9...]
        if rest.first == UInt8(ascii: ".") {
            guard rest.count >= 4, let thousandths = Digits.number(rest.dropFirst().prefix(3)) else { return nil }
            total += thousandths
            rest = rest.dropFirst(4)
        }
        if rest.elementsEqual("Z".utf8) { return Int64(total) }
        guard rest.count == 5, let sign = rest.first, sign == UInt8(ascii: "+") || sign == UInt8(ascii: "-"),
            let hours = Digits.number(rest.dropFirst().prefix(2)), let minutes = Digits.number(rest.suffix(2)),
            hours < 24, minutes < 60
        else { return nil }
        // East of Greenwich the clock is ahead, so that the same reading is an earlier instant.
        let offset = (hours * 60 + minutes) * 60_000
        return Int64(sign == UInt8(ascii: "+") ? total - offset : total + offset)
    }

    /// Days since 1970-01-01 by the Gregorian calendar, reckoned from March so that the leap day comes last.
    private static func days(_ year: Int, _ month: Int, _ date: Int) -> Int {
        let years = month > 2 ? year : year - 1
        let months = (month + 9) % 12
        let leapDays = floored(years, 4) - floored(years, 100) + floored(years, 400)
        return years * 365 + leapDays + (months * 153 + 2) / 5 + date - 1 - 719_468
    }

    private static func floored(_ number: Int, _ divisor: Int) -> Int {
        let (quotient, rest) = number.quotientAndRemainder(dividingBy: divisor)
        return rest < 0 ? quotient - 1 : quotient
    }

    private static let earliest = Int64(days(0, 1, 1)) * day
    private static let latest = Int64(days(9999, 12, 31)) * day + day - 1

    /// Whether an instant falls in the years 0 to 9999.
    static func isWritable(_ instant: Int64) -> Bool { (earliest...latest).contains(instant) }

    /// The text of an instant of the years 0 to 9999, in UTC.
    static func text(_ instant: Int64) -> String {
        let time = Int(((instant % day) + day) % day)
        let date = floored(Int(instant), Int(day))
        // The year by its average length, then corrected by at most one step.
        var year = floored(date * 400, 146_097) + 1970
        while days(year, 1, 1) > date { year -= 1 }
        while days(year + 1, 1, 1) <= date { year += 1 }
        var month = 12
        while days(year, month, 1) > date { month -= 1 }
        let dayOfMonth = date - days(year, month, 1) + 1
        func padded(_ number: Int, _ count: Int) -> String {
            let digits = String(number)
            return String(repeating: "0", count: max(0, count - digits.count)) + digits
        }
        let stem = "\(padded(year, 4))-\(padded(month, 2))-\(padded(dayOfMonth, 2))"
        if time == 0 { return stem }
        let clock = [time / 3_600_000, time / 60_000 % 60, time / 1_000 % 60].map { padded($0, 2) }
        let thousandths = time % 1_000
        return stem + "T" + clock.joined(separator: ":") + (thousandths == 0 ? "" : "." + padded(thousandths, 3)) + "Z"
    }
}
