import Intake
import Testing

@testable import Registry

@Suite("Days of registers")
struct DayCellTests {
    private func day(_ iso: String) throws -> DayCell { .day(try #require(CalendarDay(iso: iso))) }

    private func read(_ text: String, _ dates: DateDialect = .iso, zone: String = "Asia/Tokyo", isEnd: Bool = false)
        throws -> DayCell
    {
        DayCell(text, dates, zone: try ZoneOffset(parsing: zone), isEnd: isEnd)
    }

    @Test("a date is the day that it says, whatever the zone", arguments: ["Asia/Tokyo", "UTC", "-09:00", "+14:00"])
    func plain(zone: String) throws {
        #expect(try read("2022-04-30", zone: zone) == day("2022-04-30"))
        #expect(try read("2022-04-30 22:00:00", zone: zone) == day("2022-04-30"))
        #expect(try read("2022/4/30", .slash, zone: zone) == day("2022-04-30"))
        #expect(try read("令和4年4月30日", .japaneseEra, zone: zone) == day("2022-04-30"))
    }

    @Test(
        "a moment with an offset of its own is the day that it was in Japan",
        arguments: ["Asia/Tokyo", "UTC", "-09:00"])
    func moments(zone: String) throws {
        #expect(try read("2022-04-30T15:00:00Z", zone: zone) == day("2022-05-01"))
        #expect(try read("2022-04-30T14:59:59Z", zone: zone) == day("2022-04-30"))
        #expect(try read("2022-05-01T00:00:00+09:00", zone: zone) == day("2022-05-01"))
        #expect(try read("1651330800", .epochSeconds, zone: zone) == day("2022-05-01"))
    }

    @Test("an end in the last minute of a day holds that day, and no other time does")
    func ends() throws {
        #expect(try read("2022-04-30 23:59:59", isEnd: true) == day("2022-05-01"))
        #expect(try read("2022-04-30 23:59:00", isEnd: true) == day("2022-05-01"))
        #expect(try read("2022-04-30 23:58:59", isEnd: true) == day("2022-04-30"))
        #expect(try read("2022-04-30", isEnd: true) == day("2022-04-30"))
        #expect(try read("2022-04-30 23:59:59") == day("2022-04-30"))
        #expect(try read("9999-12-31 23:59:59", isEnd: true) == .open)
    }
}
