/// A moment, in UTC, to the second.
public struct Instant: Hashable, Comparable, Codable, Sendable {
    /// Seconds since 1970-01-01T00:00:00Z, leap seconds not counted (POSIX time).
    public var secondsSince1970: Int64

    /// The moment that lies so many seconds after 1970-01-01T00:00:00Z.
    @inlinable
    public init(secondsSince1970: Int64) {
        self.secondsSince1970 = secondsSince1970
    }

    /// The date in a zone.
    @inlinable
    public func day(in zone: ZoneOffset) -> CalendarDay {
        let local = secondsSince1970 + Int64(zone.seconds)
        return CalendarDay(
            daysSince1970: Int32(truncatingIfNeeded: local >= 0 ? local / 86_400 : (local - 86_399) / 86_400))
    }

    /// ISO 8601 with the zone's offset, such as `2022-04-01T09:05:00+09:00`.
    public func iso(in zone: ZoneOffset) -> String {
        let day = day(in: zone)
        let second = Int(secondsSince1970 + Int64(zone.seconds) - Int64(day.daysSince1970) * 86_400)
        func two(_ value: Int) -> String { value < 10 ? "0\(value)" : String(value) }
        return "\(day.iso)T\(two(second / 3600)):\(two(second / 60 % 60)):\(two(second % 60))\(zone.name)"
    }

    /// By time.
    @inlinable
    public static func < (left: Instant, right: Instant) -> Bool {
        left.secondsSince1970 < right.secondsSince1970
    }
}
