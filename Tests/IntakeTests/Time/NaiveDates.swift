import Foundation
import Intake

/// Dates read slowly: a regular expression for each dialect, and Foundation's calendar to say whether the day exists.
enum NaiveDates {
    private static let clock = #"(?<hour>\d{1,2}):(?<minute>\d{2})(?::(?<second>\d{2})(?:[.,]\d{1,9})?)?"#
    private static let zone = #"(?<zone>Z|[+-]\d{2}:?\d{2}|[+-]\d{2}|JST|UTC|GMT)"#
    private static let eras: [(name: String, first: Int, from: Int, to: Int)] = [
        ("令和|令|R|r", 2019, 2019_05_01, 9999_12_31), ("平成|平|H|h", 1989, 1989_01_08, 2019_04_30),
        ("昭和|昭|S|s", 1926, 1926_12_25, 1989_01_07), ("大正|大|T|t", 1912, 1912_07_30, 1926_12_24),
    ]
    private static let kanjiClock =
        #"(?<noon>午前|午後)? *(?:(?<hour>\d{1,2})時 *(?:(?<minute>\d{1,2})分 *(?:(?<second>\d{1,2})秒)?)?"#
        + #"|(?<hour2>\d{1,2}): *(?<minute2>\d{2})(?!\d)(?:: *(?<second2>\d{2}))?)"#

    private static let expressions: [DateDialect: NSRegularExpression] = {
        let separated = { (sign: String) in
            #"(?<year>\d{4})\#(sign)(?<month>\d{1,2})\#(sign)(?<day>\d{1,2})(?:[T ] *\#(clock)(?: *\#(zone))?)?"#
        }
        let names = eras.map(\.name).joined(separator: "|")
        let texts: [DateDialect: String] = [
            .iso: separated("-"), .postgres: separated("-"), .slash: separated("/"),
            .compact: #"(?<year>\d{4})(?<month>\d\d)(?<day>\d\d)(?:(?<hour>\d\d)(?<minute>\d\d)(?<second>\d\d)?)?"#,
            .epochSeconds: #"(?<epoch>-?\d{1,15})(?<fraction>\.\d{1,9})?"#,
            .epochMilliseconds: #"(?<epoch>-?\d{1,15})(?<fraction>\.\d{1,9})?"#,
            .httpLog: #"(?<day>\d{1,2})/(?<name>[A-Z][a-z]{2})/(?<year>\d{4}):\#(clock) *\#(zone)"#,
            .japaneseEra:
                #"(?<era>\#(names)) *(?<eraYear>元|\d{1,2})[年./-] *(?<month>\d{1,2})[月./-] *(?<day>\d{1,2})(?!\d)日? *"#
                + #"(?:\([月火水木金土日](?:曜日?)?\))? *(?:\#(kanjiClock))?"#,
        ]
        return texts.compactMapValues { try? NSRegularExpression(pattern: #"\A[ ]*\#($0)[ ]*\z"#) }
    }()

    static func read(_ written: String, _ dialect: DateDialect, zone: ZoneOffset) -> DateReading {
        let isASCII = written.utf8.allSatisfy { $0 < 0x80 }
        let text =
            isASCII ? written : written.decomposedStringWithCompatibilityMapping.precomposedStringWithCanonicalMapping
        let all = NSRange(text.startIndex..., in: text)
        guard let match = expressions[dialect]?.firstMatch(in: text, range: all) else { return .unreadable }
        func part(_ name: String) -> String? {
            guard expressions[dialect]?.pattern.contains("<\(name)>") == true else { return nil }
            return Range(match.range(withName: name), in: text).map { String(text[$0]) }
        }
        func number(_ names: String...) -> Int? { names.lazy.compactMap { part($0).flatMap { Int($0) } }.first }
        if let epoch = number("epoch") {
            let isBelow = part("epoch")?.first == "-" && (part("fraction") ?? "").contains { "123456789".contains($0) }
            let exact = Double(epoch) - (isBelow ? 0.5 : 0)
            let seconds = (exact / (dialect == .epochSeconds ? 1 : 1000)).rounded(.down)
            let instant = Instant(secondsSince1970: Int64(seconds))
            // 1900-01-01 and 2101-01-01, UTC.
            return (-2_208_988_800..<4_133_980_800).contains(seconds) ? .instant(instant) : .impossible
        }
        var offset = zone
        if let name = part("zone") {
            guard let read = Self.offset(name) else { return .unreadable }
            offset = read
        }
        var year = number("year") ?? 0
        var month = number("month") ?? 0
        if let name = part("name") {
            let names = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
            guard let index = names.firstIndex(of: name) else { return .unreadable }
            month = index + 1
        }
        let day = number("day") ?? 0
        if let name = part("era"),
            let era = eras.first(where: { $0.name.split(separator: "|").contains(Substring(name)) })
        {
            guard let yearOfEra = part("eraYear") == "元" ? 1 : number("eraYear"), yearOfEra >= 1 else {
                return .impossible
            }
            year = era.first + yearOfEra - 1
            guard (era.from...era.to).contains(year * 10_000 + month * 100 + day) else { return .impossible }
        }
        var hour = number("hour", "hour2") ?? 0
        if let noon = part("noon") {
            guard hour <= 12 else { return .impossible }
            hour = hour % 12 + (noon == "午後" ? 12 : 0)
        }
        let (minute, second) = (number("minute", "minute2") ?? 0, number("second", "second2") ?? 0)
        return instant(year, month, day, hour, minute, second, offset)
    }

    private static func offset(_ name: String) -> ZoneOffset? {
        switch name {
        case "Z", "UTC", "GMT": return .utc
        case "JST": return .japan
        default:
            let digits = name.filter { $0.isNumber }
            guard let hours = Int32(digits.prefix(2)), let minutes = Int32("0" + digits.dropFirst(2)), hours <= 18,
                minutes < 60
            else { return nil }
            return ZoneOffset(seconds: (name.first == "-" ? -1 : 1) * (hours * 3600 + minutes * 60))
        }
    }

    /// Foundation's calendar, in a zone of a fixed offset.
    private static let calendar: Calendar = {
        var calendar = Calendar(identifier: .gregorian)
        calendar.timeZone = TimeZone(secondsFromGMT: 0) ?? calendar.timeZone
        return calendar
    }()

    private static func instant(
        _ year: Int, _ month: Int, _ day: Int, _ hour: Int, _ minute: Int, _ second: Int, _ zone: ZoneOffset
    ) -> DateReading {
        let wanted = DateComponents(year: year, month: month, day: day)
        guard (1900...2100).contains(year), wanted.isValidDate(in: calendar), let date = calendar.date(from: wanted),
            hour < 24,
            minute < 60, second <= 60
        else { return .impossible }
        let start = Int64(date.timeIntervalSince1970) - Int64(zone.seconds)
        return .instant(Instant(secondsSince1970: start + Int64(hour * 3600 + minute * 60 + second)))
    }
}
