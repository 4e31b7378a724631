import Foundation
import Intake
import Testing

@Suite("dates in every dialect")
struct DateTests {
    private static let zones = [ZoneOffset.japan, .utc, ZoneOffset(seconds: -12_600), ZoneOffset(seconds: 64_800)]

    /// A moment written in a dialect by Foundation's calendar, and the moment that was written: some forms leave out
    /// the seconds, or all of the time.
    private static func written(_ second: Int, _ dialect: DateDialect, _ zone: ZoneOffset, _ dice: inout Mutations) -> (
        String, Int
    ) {
        func clock(_ zone: ZoneOffset) -> DateComponents {
            var calendar = Calendar(identifier: .gregorian)
            calendar.timeZone = TimeZone(secondsFromGMT: Int(zone.seconds)) ?? calendar.timeZone
            return calendar.dateComponents(
                [.year, .month, .day, .hour, .minute, .second], from: Date(timeIntervalSince1970: Double(second)))
        }
        func pad(_ number: Int?) -> String { String(format: "%02d", number ?? 0) }
        let here = clock(zone)
        let (year, month, day) = (here.year ?? 0, here.month ?? 0, here.day ?? 0)
        let (hour, minute) = (here.hour ?? 0, here.minute ?? 0)
        let toMinute = second - (here.second ?? 0)
        let toDay = toMinute - hour * 3600 - minute * 60
        let seconds = "\(pad(hour)):\(pad(minute)):\(pad(here.second))"
        switch dialect {
        case .iso, .postgres:
            let date = "\(year)-\(pad(month))-\(pad(day))"
            return dice.pick([
                ("\(date)T\(seconds)", second), ("\(date) \(seconds).999999", second),
                ("\(date) \(hour):\(pad(minute))", toMinute),
                (date, toDay), ("\(date)T\(seconds)\(zone.name)", second),
                ("\(date) \(seconds) \(zone.name.replacing(":", with: ""))", second),
                zone == .japan ? ("\(date) \(seconds),5 JST", second) : ("\(year)-\(month)-\(day)", toDay),
            ])
        case .slash:
            return dice.pick([
                ("\(year)/\(month)/\(day) \(hour):\(pad(minute))", toMinute),
                ("\(year)/\(pad(month))/\(pad(day)) \(seconds)", second),
                ("\(year)/\(month)/\(day)", toDay),
            ])
        case .compact:
            let date = "\(year)\(pad(month))\(pad(day))"
            return dice.pick([
                (date, toDay), ("\(date)\(pad(hour))\(pad(minute))", toMinute),
                ("\(date)\(pad(hour))\(pad(minute))\(pad(here.second))", second),
            ])
        case .epochSeconds: return dice.pick([("\(second)", second), ("\(second).0", second)])
        case .epochMilliseconds:
            let part = dice.number(0...999)
            return ("\(second * 1000 + part)", second)
        case .httpLog:
            let name = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"][month - 1]
            return ("\(pad(day))/\(name)/\(year):\(seconds) \(zone.name.replacing(":", with: ""))", second)
        case .japaneseEra:
            let date = year * 10_000 + month * 100 + day
            let (long, short, first) =
                date >= 2019_05_01
                ? ("令和", "R", 2018)
                : date >= 1989_01_08 ? ("平成", "H", 1988) : date >= 1926_12_25 ? ("昭和", "S", 1925) : ("大正", "T", 1911)
            let yearOfEra = year - first == 1 && dice.oneIn(2) ? "元" : "\(year - first)"
            let noon = hour < 12 ? "午前\(hour)" : "午後\(hour - 12)"
            return dice.pick([
                ("\(long)\(yearOfEra)年\(month)月\(day)日", toDay),
                ("\(long)\(yearOfEra)年\(month)月\(day)日 \(hour)時\(minute)分", toMinute),
                ("\(long)\(yearOfEra)年\(pad(month))月\(pad(day))日\(hour)時\(minute)分\(here.second ?? 0)秒", second),
                ("\(short)\(yearOfEra).\(month).\(day)", toDay),
                ("\(short)\(yearOfEra).\(pad(month)).\(pad(day)) \(seconds)", second),
                ("\(short)\(yearOfEra)/\(month)/\(day) \(hour):\(pad(minute))", toMinute),
                ("\(long)\(yearOfEra)年\(month)月\(day)日(木) \(noon)時\(minute)分", toMinute),
                ("\(long) \(yearOfEra)年 \(month)月 \(day)日（月曜日）", toDay),
            ])
        }
    }

    @Test("what is written is the moment that is read", arguments: DateDialect.allCases)
    func writtenMoments(dialect: DateDialect) {
        for seed in 1...3 as ClosedRange<UInt64> {
            var dice = Mutations(seed: seed)
            for _ in 0..<150 {
                let earliest = dialect == .japaneseEra ? -1_812_000_000 : -2_208_000_000
                let second =
                    dice.oneIn(3) ? dice.number(earliest...4_133_800_000) : dice.number(1_500_000_000...1_700_000_000)
                let zone = dice.pick(Self.zones)
                var (text, meant) = Self.written(second, dialect, zone, &dice)
                if dice.oneIn(4) { text = Self.wide(text) }
                if dice.oneIn(4) { text = " \(text)  " }
                let comment: Comment = "`\(text)` in \(zone.name), seed \(seed)"
                #expect(dialect.read(text, zone: zone) == .instant(Instant(secondsSince1970: Int64(meant))), comment)
                #expect(NaiveDates.read(text, dialect, zone: zone) == dialect.read(text, zone: zone), comment)
            }
        }
    }

    @Test("whatever a date is turned into, it is read as the slow reader reads it", arguments: DateDialect.allCases)
    func mutations(dialect: DateDialect) {
        var kinds: [String: Int] = [:]
        for seed in 1...4 as ClosedRange<UInt64> {
            var dice = Mutations(seed: seed)
            let signs =
                Array("0123456789012345678901234569/-:. TZ+,年月日時分秒元令R平H昭S大T午前後(金)JUFeb").map(String.init) + [
                    "２", "：", "　",
                ]
            for _ in 0..<500 {
                let zone = dice.pick(Self.zones)
                var text = Array(Self.written(dice.number(-2_200_000_000...4_133_000_000), dialect, zone, &dice).0).map(
                    String.init)
                for _ in 0..<dice.number(1...2) where !text.isEmpty {
                    let place = dice.number(0...text.count - 1)
                    switch dice.number(0...4) {
                    case 0: text.remove(at: place)
                    case 1: text.insert(dice.pick(signs), at: place)
                    case 2, 3:
                        text[place] = text[place].first?.isNumber == true ? "\(dice.number(0...9))" : dice.pick(signs)
                    default: text.removeSubrange(place...)
                    }
                }
                let found = dialect.read(text.joined(), zone: zone)
                kinds[
                    found == .unreadable ? "unreadable" : found == .impossible ? "impossible" : "instant", default: 0] +=
                    1
                #expect(
                    found == NaiveDates.read(text.joined(), dialect, zone: zone),
                    "`\(text.joined())` in \(zone.name), seed \(seed)")
            }
        }
        for kind in ["unreadable", "instant", "impossible"]
        where kind != "impossible" || !dialect.rawValue.hasPrefix("epoch") {
            #expect(kinds[kind, default: 0] > 20, "\(kind)")
        }
    }

    @Test("days that do not exist, and the edges of eras and years")
    func edges() {
        for (dialect, text, expected) in [
            (.iso, "2024-02-29", "2024-02-29T00:00:00+09:00"), (.iso, "2023-02-29", "impossible"),
            (.iso, "2000-02-29", "2000-02-29T00:00:00+09:00"), (.iso, "1900-02-29", "impossible"),
            (.iso, "2022-04-01T24:00:00", "impossible"), (.iso, "2022-04-01 25:00", "impossible"),
            (.iso, "2016-12-31T23:59:60Z", "2017-01-01T09:00:00+09:00"), (.iso, "1899-12-31", "impossible"),
            (.iso, "2101-01-01", "impossible"), (.iso, "2022-04-01T09:05+09:", "unreadable"),
            (.iso, "2022-04-01T09:05:07+19:00", "unreadable"), (.iso, "", "unreadable"), (.iso, "   ", "unreadable"),
            (.slash, "2022/2/30 9:05", "impossible"), (.slash, "２０２２／４／１　９：０５", "2022-04-01T09:05:00+09:00"),
            (.compact, "20220431", "impossible"), (.compact, "2022040109", "unreadable"),
            (.compact, "20220401240000", "impossible"),
            (.japaneseEra, "令和元年5月1日", "2019-05-01T00:00:00+09:00"),
            (.japaneseEra, "令和1年5月1日", "2019-05-01T00:00:00+09:00"),
            (.japaneseEra, "令和 元年5月1日", "2019-05-01T00:00:00+09:00"),
            (.japaneseEra, "㋿元年５月１日", "2019-05-01T00:00:00+09:00"), (.japaneseEra, "令和元年4月30日", "impossible"),
            (.japaneseEra, "平成31年4月30日", "2019-04-30T00:00:00+09:00"), (.japaneseEra, "平成31年5月1日", "impossible"),
            (.japaneseEra, "平成元年1月8日", "1989-01-08T00:00:00+09:00"), (.japaneseEra, "平成元年1月7日", "impossible"),
            (.japaneseEra, "昭和64年1月7日", "1989-01-07T00:00:00+09:00"), (.japaneseEra, "昭和64年1月8日", "impossible"),
            (.japaneseEra, "大正15年12月24日", "1926-12-24T00:00:00+09:00"),
            (.japaneseEra, "昭和元年12月25日", "1926-12-25T00:00:00+09:00"),
            (.japaneseEra, "R1.11.01", "2019-11-01T00:00:00+09:00"), (.japaneseEra, "令和0年5月1日", "impossible"),
            (.japaneseEra, "令和4年4月1日 24時", "impossible"), (.japaneseEra, "R4.4.1 9:", "unreadable"),
            (.japaneseEra, "R4.4.1 9:05:", "unreadable"), (.japaneseEra, "令和4年4月1日 9時5", "unreadable"),
            (.japaneseEra, "令和4年4月1日 午前0時5分", "2022-04-01T00:05:00+09:00"),
            (.japaneseEra, "令和4年4月1日 午前12:05", "2022-04-01T00:05:00+09:00"),
            (.japaneseEra, "令和4年4月1日 午後12:05", "2022-04-01T12:05:00+09:00"),
            (.japaneseEra, "令和4年4月1日 午後11:05", "2022-04-01T23:05:00+09:00"),
            (.japaneseEra, "令和4年4月1日 午前13:05", "impossible"), (.japaneseEra, "明治45年7月29日", "unreadable"),
            (.epochSeconds, "0", "1970-01-01T09:00:00+09:00"), (.epochSeconds, "-0.5", "1970-01-01T08:59:59+09:00"),
            (.epochSeconds, "99999999999", "impossible"), (.epochSeconds, "1e9", "unreadable"),
            (.epochMilliseconds, "-1", "1970-01-01T08:59:59+09:00"),
            (.epochMilliseconds, "1648771500999", "2022-04-01T09:05:00+09:00"),
            (.httpLog, "01/Apr/2022:09:05:07 +0900", "2022-04-01T09:05:07+09:00"),
            (.httpLog, "01/Apr/2022:09:05:07", "unreadable"),
            (.httpLog, "31/Apr/2022:09:05:07 +0900", "impossible"),
            (.postgres, "2022-04-01 09:05:07.123 JST", "2022-04-01T09:05:07+09:00"),
            (.postgres, "2022-04-01 00:05:07.123 UTC", "2022-04-01T09:05:07+09:00"),
            (.postgres, "2022-04-01 00:05:07 CET", "unreadable"),
        ] as [(DateDialect, String, String)] {
            let found: String =
                switch dialect.read(text, zone: .japan) {
                case .instant(let instant): instant.iso(in: .japan)
                case .impossible: "impossible"
                case .unreadable: "unreadable"
                }
            #expect(found == expected, "\(dialect) `\(text)`")
        }
    }

    @Test("random bytes are a date or none, in every dialect", arguments: DateDialect.allCases)
    func fuzz(dialect: DateDialect) {
        for seed in 1...3 as ClosedRange<UInt64> {
            var dice = Mutations(seed: seed)
            for _ in 0..<300 {
                let bytes = dice.mutate(
                    (0..<dice.number(0...20)).map { _ in
                        UInt8(dice.pick([dice.number(0...255), 0x30, 0x31, 0x2D, 0x20]))
                    })
                if case .instant(let instant) = dialect.read(bytes.span, zone: .japan) {
                    #expect((1899...2101).contains(instant.day(in: .utc).year), "\(bytes), seed \(seed)")
                }
            }
        }
    }

    private static func wide(_ text: String) -> String {
        String(
            String.UnicodeScalarView(
                text.unicodeScalars.map { scalar in
                    if scalar == " " { return "\u{3000}" }
                    return (0x21...0x7E).contains(scalar.value)
                        ? Unicode.Scalar(scalar.value + 0xFEE0) ?? scalar : scalar
                }))
    }
}
