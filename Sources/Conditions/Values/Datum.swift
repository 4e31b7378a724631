public import Intake

/// A value that is not NULL. NULL is the absence of one: conditions work on `Datum?`.
public enum Datum: Hashable, Sendable {
    /// True or false.
    case bool(Bool)
    /// A number, whole or not.
    case number(Number)
    /// A text.
    case text(Text)
    /// A day.
    case date(Moment)
    /// A point in time without a zone.
    case timestamp(Moment)
    /// A length of time.
    case interval(Span)

    /// A whole number.
    public static func integer(_ whole: Int64) -> Datum { .number(Number(whole)) }

    /// A day of the calendar.
    public static func day(_ day: CalendarDay) -> Datum { .date(Moment(day)) }

    /// A point in time, in microseconds since 1970-01-01 00:00:00 on the clock that the column shows; a day is its
    /// beginning. The two infinities lie beyond all others.
    public struct Moment: Hashable, Comparable, Sendable {
        /// Microseconds since 1970-01-01 00:00:00.
        public let microseconds: Int64

        /// `infinity`.
        public static let infinity = Moment(microseconds: .max)
        /// `-infinity`.
        public static let minusInfinity = Moment(microseconds: .min)
        /// How many microseconds a day has.
        public static let day: Int64 = 86_400_000_000
        /// The first and the last finite one that conditions know: years 1 to 9999.
        public static let finite = -62_135_596_800_000_000...253_402_300_799_999_999 as ClosedRange<Int64>

        /// The finite ones that PostgreSQL knows, as far as they fit: what lies beyond is an error.
        static let possible = -210_866_803_200_000_000...Int128(Int64.max - 1)

        /// A point in time.
        public init(microseconds: Int64) { self.microseconds = microseconds }

        /// The beginning of a day.
        public init(_ day: CalendarDay) { microseconds = Int64(day.daysSince1970) * Self.day }

        /// Whether it is none of the infinities.
        public var isFinite: Bool { self != .infinity && self != .minusInfinity }

        /// The day on which it is; of a finite one.
        public var calendarDay: CalendarDay {
            let days = microseconds >= 0 ? microseconds / Self.day : (microseconds + 1) / Self.day - 1
            return CalendarDay(daysSince1970: Int32(clamping: days))
        }

        /// Microseconds since the day began; of a finite one.
        public var timeOfDay: Int64 { microseconds - Moment(calendarDay).microseconds }

        /// By time.
        public static func < (left: Moment, right: Moment) -> Bool { left.microseconds < right.microseconds }
    }

    /// A length of time, in the three parts that PostgreSQL keeps apart, because months and days differ in length.
    public struct Span: Hashable, Sendable {
        /// Months.
        public var months: Int
        /// Days.
        public var days: Int
        /// Microseconds.
        public var microseconds: Int64

        /// A length of time.
        public init(months: Int = 0, days: Int = 0, microseconds: Int64 = 0) {
            self.months = months
            self.days = days
            self.microseconds = microseconds
        }

        /// The length with the other sign.
        public var negated: Span { Span(months: -months, days: -days, microseconds: -microseconds) }
    }

    /// The value's type; a whole number is an integer.
    public var type: ValueType {
        switch self {
        case .bool: .bool
        case .number(let number): number.whole == nil ? .number : .integer
        case .text: .text
        case .date: .date
        case .timestamp: .timestamp
        case .interval: .interval
        }
    }
}
