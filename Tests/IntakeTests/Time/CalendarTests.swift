import Foundation
import Intake
import Testing

@Suite("days, moments and zones")
struct CalendarTests {
    @Test("day after day, from 1890 to 2110")
    func everyDay() throws {
        var (year, month, day) = (1890, 1, 1)
        var number = try #require(CalendarDay(year: 1890, month: 1, day: 1)).daysSince1970
        // 80 years with 20 leap days, of which 1900 has none.
        #expect(number == -(80 * 365 + 19))
        while year < 2110 {
            let date = CalendarDay(daysSince1970: number).date
            guard date == (year, month, day), CalendarDay(year: year, month: month, day: day)?.daysSince1970 == number
            else {
                Issue.record("day \(number) is \(date), not \(year)-\(month)-\(day)")
                return
            }
            (number, day) = (number + 1, day + 1)
            let isLeap = year % 400 == 0 || (year % 4 == 0 && year % 100 != 0)
            let length = month == 2 ? (isLeap ? 29 : 28) : [4, 6, 9, 11].contains(month) ? 30 : 31
            if day > length {
                #expect(CalendarDay(year: year, month: month, day: day) == nil)
                (month, day) = (month + 1, 1)
            }
            if month > 12 { (year, month) = (year + 1, 1) }
        }
    }

    @Test("a day is written and read as ISO 8601", arguments: 1...3 as ClosedRange<UInt64>)
    func isoDays(seed: UInt64) {
        var dice = Mutations(seed: seed)
        for _ in 0..<300 {
            let day = CalendarDay(daysSince1970: Int32(dice.number(-719_162...2_932_896)))
            #expect(CalendarDay(iso: day.iso) == day, "\(day.iso), seed \(seed)")
            #expect(day.iso.count == 10, "\(day.iso)")
            let text = String(decoding: dice.mutate(Array(day.iso.utf8)), as: UTF8.self)
            if let read = CalendarDay(iso: text) { #expect(read.iso == text, "seed \(seed)") }
        }
        for text in ["2022-4-01", "2022-04-1", "2022-02-30", "0000-01-01", "2022-04-01 ", "+022-04-01", "２０２２-04-01"] {
            #expect(CalendarDay(iso: text) == nil, "\(text)")
        }
    }

    @Test("moments are written as Foundation writes them, in any zone", arguments: 1...3 as ClosedRange<UInt64>)
    func moments(seed: UInt64) throws {
        var dice = Mutations(seed: seed)
        for _ in 0..<200 {
            let second = dice.number(-2_000_000_000...4_000_000_000)
            let zone = ZoneOffset(seconds: Int32(dice.number(-68...68) * 900))
            let instant = Instant(secondsSince1970: Int64(second))
            let style = Date.ISO8601FormatStyle(
                timeZoneSeparator: .colon, timeZone: try #require(TimeZone(secondsFromGMT: Int(zone.seconds))))
            let theirs = Date(timeIntervalSince1970: Double(second)).formatted(style)
            #expect(
                instant.iso(in: zone).replacing("+00:00", with: "Z") == theirs.replacing("+00:00", with: "Z"),
                "seed \(seed)")
            let day = instant.day(in: zone)
            #expect(instant.iso(in: zone).hasPrefix(day.iso))
            #expect(day.start(in: zone) <= instant && instant < day.advanced(by: 1).start(in: zone), "seed \(seed)")
            #expect(try ZoneOffset(parsing: zone.name) == zone)
        }
    }

    @Test("a zone whose offset changes over the year is refused with what is accepted")
    func zones() {
        #expect(throws: Never.self) { try #expect(ZoneOffset(parsing: "Asia/Tokyo") == .japan) }
        for text in [
            "Europe/Berlin", "+9:00", "09:00", "+09:60", "+19:00", "+09-00", "+0900", "", "+09:0:", "+aa:bb", "＋09:00",
        ] {
            let error = #expect(throws: IntakeError.self, "\(text)") { try ZoneOffset(parsing: text) }
            #expect(
                error?.message.en.contains("`\(text)`") == true && error?.message.en.contains("`Asia/Tokyo`") == true)
        }
    }

    @Test("months count on over the turn of a year, and periods are half-open")
    func monthsAndPeriods() throws {
        let days = try ["2021-12-31", "2022-01-01", "2022-01-31", "2022-02-01"].map {
            try #require(CalendarDay(iso: $0))
        }
        #expect(days.map { $0.monthKey - days[0].monthKey } == [0, 1, 1, 2])
        let period = DayPeriod(from: days[1], to: days[2])
        #expect(days.map { period.contains($0) } == [false, true, false, false])
        #expect(days.map { DayPeriod(from: days[1], to: nil).contains($0) } == [false, true, true, true])
    }

    @Test("dates and times in plain bytes are those of the readers", arguments: 1...4 as ClosedRange<UInt64>)
    func plainBytes(seed: UInt64) {
        var dice = Mutations(seed: seed)
        var found = 0
        for _ in 0..<1500 {
            var text =
                "\(dice.pick(["2022", "1899", "2101", "2024"]))-\(dice.pick(["02", "04", "12", "13"]))-\(dice.pick(["29", "30", "31", "01", "00"]))"
            text +=
                "T\(dice.pick(["00", "23", "24"])):\(dice.pick(["00", "59", "60"])):\(dice.pick(["00", "60", "61"]))"
            var bytes = Array(text.utf8)
            if dice.oneIn(2) {
                bytes[dice.number(0...18)] = UInt8(
                    dice.pick([0x2D, 0x3A, 0x30, 0x3F, 0x00, 0xB9, dice.number(0...255)]))
            }
            bytes += Array(repeating: 0x39, count: RowScanner.padding)
            // INVARIANT: there are more bytes than the readers read.
            let (day, second, number) = unsafe bytes.withUnsafeBufferPointer { buffer in
                unsafe (
                    FieldParsing.isoDay(buffer.baseAddress!), FieldParsing.secondOfDay(buffer.baseAddress! + 11),
                    FieldParsing.number(buffer.baseAddress!, count: 4)
                )
            }
            let date = String(decoding: bytes[..<10], as: UTF8.self)
            let comment: Comment = "\(String(decoding: bytes[..<19], as: UTF8.self).debugDescription), seed \(seed)"
            let expected = CalendarDay(iso: date).flatMap { DateDialect.years.contains($0.year) ? $0 : nil }
            #expect(day == expected, comment)
            let time = String(decoding: bytes[11..<19], as: UTF8.self)
            let clock = DateDialect.iso.read("2022-04-01T" + time, zone: .utc)
            let start = CalendarDay(iso: "2022-04-01").map { $0.start(in: .utc).secondsSince1970 } ?? 0
            // The slow reader takes other forms too, such as `9:05` with spaces behind.
            let isPlain = bytes[11..<19].enumerated().allSatisfy {
                $0 == 2 || $0 == 5 ? $1 == 0x3A : (0x30...0x39).contains($1)
            }
            if isPlain, case .instant(let instant) = clock {
                #expect(second == Int(instant.secondsSince1970 - start), comment)
                found += 1
            } else {
                #expect(second == nil, comment)
            }
            let digits = bytes[..<4].allSatisfy { (0x30...0x39).contains($0) }
            #expect(number == (digits ? UInt64(String(decoding: bytes[..<4], as: UTF8.self)) : nil), comment)
        }
        #expect(found > 50, "seed \(seed)")
    }
}
