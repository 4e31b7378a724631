import Intake
import Testing

@testable import Inspection

struct CalendarMonthTests {
    @Test func `months are those of the calendar, one after the other`() {
        var last = CalendarMonth(key: 11 - 12 * 6000)
        for key in (12 - 12 * 6000)...(12 * 12_000) {
            let month = CalendarMonth(key: Int128(key))
            #expect(month.start == last.start + last.length)
            last = month
        }
        for key in 12...119_999 {
            let month = CalendarMonth(key: Int128(key))
            let day = CalendarDay(year: key / 12, month: key % 12 + 1, day: 1)
            #expect(Int128(day?.daysSince1970 ?? 0) == month.start)
        }
        for day in stride(from: Int128(-3_000_000), through: 4_000_000, by: 13) {
            let month = CalendarMonth(ofDay: day)
            #expect(month.start <= day && day < month.start + month.length)
        }
        // PostgreSQL's first year is 4714 BC, which is -4713 here.
        #expect(CalendarMonth(ofDay: -2_440_588).key == -4713 * 12 + 10)
    }
}
