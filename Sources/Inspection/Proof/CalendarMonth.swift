import Intake

/// A month of the proleptic calendar, of any year: what is reckoned from the days of a table may lie far outside of them.
struct CalendarMonth: Hashable {
    /// Months since the year 0, which is the one before the year 1.
    let key: Int128
    /// Its first day, in days since 1970-01-01.
    let start: Int128
    /// How many days it has.
    let length: Int128

    // In 400 years the calendar begins anew; those from 400 on are as good as any.
    private static let (months, days): (Int128, Int128) = (4800, 146_097)
    private static let first = CalendarDay(year: 400, month: 1, day: 1).map { Int128($0.daysSince1970) } ?? 0

    /// The month of so many months since the year 0.
    init(key: Int128) {
        let cycles = Self.quotient(key, Self.months)
        let rest = Int(key - cycles * Self.months)
        let (year, month) = (400 + rest / 12, rest % 12 + 1)
        let first = CalendarDay(year: year, month: month, day: 1).map { Int128($0.daysSince1970) } ?? 0
        self.key = key
        start = first + (cycles - 1) * Self.days
        length = Int128(CalendarDay.length(ofMonth: month, year: year))
    }

    /// The month of a day.
    init(ofDay day: Int128) {
        let cycles = Self.quotient(day - Self.first, Self.days)
        let date = CalendarDay(daysSince1970: Int32(clamping: day - cycles * Self.days)).date
        self.init(key: Int128(date.year * 12 + date.month - 1) + cycles * Self.months)
    }

    /// Rounded down.
    private static func quotient(_ number: Int128, _ divisor: Int128) -> Int128 {
        let quotient = number / divisor
        return number < 0 && quotient * divisor != number ? quotient - 1 : quotient
    }
}
