/// A half-open span of days, [from, to).
public struct DayPeriod: Hashable, Codable, Sendable {
    /// The first day.
    public var from: CalendarDay
    /// The day after the last; nil where the period is open.
    public var to: CalendarDay?

    /// The days from `from` to the day before `to`.
    public init(from: CalendarDay, to: CalendarDay?) {
        self.from = from
        self.to = to
    }

    /// Whether a day lies in the period.
    public func contains(_ day: CalendarDay) -> Bool {
        day >= from && (to.map { day < $0 } ?? true)
    }
}
