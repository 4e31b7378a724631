import Intake
import Trace

/// How one made log is written.
struct Dialect: Sendable {
    var dates: DateDialect
    var encoding: TextEncoding
    var hasMark: Bool
    var delimiter: Character
    var lineEnd: String
    /// Whether some fields stand in quotes, with line ends and doubled quotes in them.
    var quotes: Bool
    var zone: ZoneOffset
    /// The columns in the order of the file; nil for one that the look-back does not know.
    var columns: [ViewSource.Column?]
    var headings: [ViewSource.Column: String]

    init(_ dice: inout Dice) {
        dates = dice.pick(DateDialect.allCases)
        encoding = dice.pick([.utf8, .utf8, .cp932, .cp932, .eucJP, .utf16le, .utf16be])
        hasMark = encoding != .cp932 && encoding != .eucJP && dice.oneIn(2)
        delimiter = dice.pick([",", ",", "\t"])
        lineEnd = dice.pick(["\n", "\r\n"])
        quotes = dice.oneIn(3)
        zone = dice.pick([.japan, .japan, .utc, ZoneOffset(seconds: -12_600)])
        columns = [.at, .viewer, .subject, nil]
        headings = [:]
        for column in [ViewSource.Column.terminal, .purpose, .emergency] where !dice.oneIn(3) { columns.append(column) }
        columns.shuffle(using: &dice)
        let names: [ViewSource.Column: String] = [
            .at: "閲覧日時", .viewer: "利用者ID", .subject: "供給地点特定番号", .terminal: "端末", .purpose: "目的", .emergency: "非常災害",
        ]
        for case let column? in columns where !column.isRequired || dice.oneIn(2) { headings[column] = names[column] }
    }

    var format: TableFormat {
        TableFormat(encoding: encoding, delimiter: delimiter.asciiValue ?? 0)
    }

    /// Whether the file can be cut into pieces: then, and only then, a field may hold bytes that are no text.
    var isPlain: Bool { !quotes && encoding.splitsAsASCII }

    // MARK: Times

    /// A time as this dialect has it, and the moment that was written: some dialects leave out the seconds.
    func time(_ second: Int, _ dice: inout Dice) -> (text: String, second: Int) {
        let offset = dice.pick([Int(zone.seconds), 32_400, 0])
        // Where no zone is written, the time is one of the source's own.
        let local = LocalTime(second, offset: Int(zone.seconds))
        let there = LocalTime(second, offset: offset)
        let isShort = dice.oneIn(3)
        let short = second - local.second
        switch dates {
        case .iso:
            let between = dice.pick(["T", " "])
            if dice.oneIn(2) {
                return (local.day("-") + between + (isShort ? local.minutes : local.seconds), isShort ? short : second)
            }
            let name = offset == 0 ? dice.pick(["Z", "+00:00"]) : dice.pick([ZoneOffset(seconds: Int32(offset)).name])
            return (there.day("-") + "T" + there.seconds + dice.pick(["", ".999"]) + name, second)
        case .slash:
            let day = dice.oneIn(2) ? local.day("/") : "\(local.year)/\(local.month)/\(local.dayOfMonth)"
            if isShort { return ("\(day) \(local.hour):\(pad(local.minute))", short) }
            return ("\(day) \(local.seconds)", second)
        case .japaneseEra:
            let year = local.year - 2018
            if isShort {
                return ("R\(year).\(local.month).\(local.dayOfMonth) \(local.hour):\(pad(local.minute))", short)
            }
            return (
                "令和\(year)年\(local.month)月\(local.dayOfMonth)日 \(local.hour)時\(local.minute)分\(local.second)秒", second
            )
        case .compact:
            let text = local.day("") + pad(local.hour) + pad(local.minute)
            return isShort ? (text, short) : (text + pad(local.second), second)
        case .epochSeconds: return (dice.pick(["\(second)", "\(second).5"]), second)
        case .epochMilliseconds: return ("\(second)\(dice.pick(["000", "999"]))", second)
        case .httpLog:
            let names = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
            let zone = ZoneOffset(seconds: Int32(offset)).name.filter { $0 != ":" }
            return ("\(pad(there.dayOfMonth))/\(names[there.month - 1])/\(there.year):\(there.seconds) \(zone)", second)
        case .postgres:
            if dice.oneIn(2) { return (local.day("-") + " " + local.seconds, second) }
            let japan = LocalTime(second, offset: 32_400)
            return (japan.day("-") + " " + japan.seconds + ".123 JST", second)
        }
    }

    /// Something that is no time in this dialect.
    func notime(_ dice: inout Dice) -> (text: String, reason: RejectReason) {
        if dice.oneIn(2) { return (dice.pick(["", "n/a", "不明", "2022年", "-", "yesterday"]), .unreadableDate) }
        let text =
            switch dates {
            case .iso, .postgres: dice.pick(["2022-02-30 10:00:00", "2022-04-01 24:00:00", "2022-13-01 09:00:00"])
            case .slash: dice.pick(["2022/2/29 9:05", "2022/4/1 25:00", "2022/04/00 09:00:00"])
            case .japaneseEra: dice.pick(["令和4年2月30日 9時5分", "平成34年4月1日", "R4.4.1 24:00"])
            case .compact: dice.pick(["20220230", "202204012400", "20220401096000"])
            case .epochSeconds: "9999999999999"
            case .epochMilliseconds: "999999999999999"
            case .httpLog: "31/Apr/2022:09:05:07 +0900"
            }
        return (text, .impossibleDate)
    }
}

/// A clock on a wall, by counting days one by one.
struct LocalTime {
    var year = 2022
    var month = 1
    var dayOfMonth = 1
    var hour: Int
    var minute: Int
    var second: Int

    /// - Parameter moment: seconds since 1970, in 2022 or 2023.
    init(_ moment: Int, offset: Int) {
        // 2022-01-01T00:00:00Z is 18,993 days after 1970-01-01.
        let since = moment + offset - 18_993 * 86_400
        (hour, minute, second) = (since % 86_400 / 3600, since % 3600 / 60, since % 60)
        for _ in 0..<since / 86_400 {
            dayOfMonth += 1
            if dayOfMonth > [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][month - 1] {
                (month, dayOfMonth) = (month + 1, 1)
            }
            if month > 12 { (year, month) = (year + 1, 1) }
        }
    }

    func day(_ separator: String) -> String {
        [String(year), pad(month), pad(dayOfMonth)].joined(separator: separator)
    }
    var minutes: String { "\(pad(hour)):\(pad(minute))" }
    var seconds: String { "\(minutes):\(pad(second))" }
}

/// Two digits.
func pad(_ number: Int) -> String { number < 10 ? "0\(number)" : String(number) }
