import Intake

/// What a cell of a register says of a day.
enum DayCell: Equatable {
    /// The cell is empty, or says in the way of many systems that there is no end: `9999-12-31`.
    case open
    /// A day.
    case day(CalendarDay)
    /// Neither.
    case failure(RejectReason)

    /// The last minute of a day: a period that ends with it holds that day.
    private static let lastMinute: Int64 = 86_340

    /// Reads a cell.
    ///
    /// A date without a time, or with a time that names no offset, is the day that it says. A moment with an offset of
    /// its own, or in seconds since 1970, is the day that it was in Japan, as for views.
    ///
    /// - Parameters:
    ///   - zone: the zone of times that name none.
    ///   - isEnd: whether it is the end of a half-open period. `2022-04-30 23:59:59` then means to the end of that day,
    ///     and is read as the next one.
    init(_ text: String, _ dates: DateDialect, zone: ZoneOffset, isEnd: Bool) {
        if dates.meansOpenEnd(text) {
            self = .open
            return
        }
        switch dates.read(text, zone: zone) {
        case .unreadable: self = .failure(.unreadableDate)
        case .impossible: self = .failure(.impossibleDate)
        case .instant(let instant):
            let namesOffset = zone != .japan && dates.read(text, zone: .japan) == .instant(instant)
            let zone = namesOffset ? .japan : zone
            let day = instant.day(in: zone)
            let second = instant.secondsSince1970 - day.start(in: zone).secondsSince1970
            self = .day(isEnd && second >= Self.lastMinute ? day.advanced(by: 1) : day)
        }
    }
}

extension RegisterSource {
    /// Reads a cell as a day of this register.
    ///
    /// - Parameter isEnd: whether it is the end of a half-open period.
    func day(_ cell: String, isEnd: Bool = false) -> DayCell { DayCell(cell, dates, zone: zone, isEnd: isEnd) }
}
