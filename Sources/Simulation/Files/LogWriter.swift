import Intake

/// Writes views as one system would log them.
struct LogWriter {
    let log: SurfaceLog
    let workforce: Workforce
    let supply: SupplyRegister
    private let columns: [(name: String, heading: String)]
    private let delimiter: Unicode.Scalar
    private let zone: Int64

    init(_ log: SurfaceLog, _ workforce: Workforce, _ supply: SupplyRegister) {
        self.log = log
        self.workforce = workforce
        self.supply = supply
        let names = ["at", "viewer", "subject", "terminal", "purpose", "emergency"]
        let given = log.log.columns ?? [:]
        columns = names.compactMap { name in
            if let heading = given[name] { return (name, heading) }
            return ["at", "viewer", "subject"].contains(name) ? (name, name) : nil
        }
        delimiter = log.log.format == "tsv" ? "\t" : ","
        zone = log.log.timeZone == "UTC" ? 0 : 9 * 3600
    }

    /// The files of the log.
    ///
    /// - Parameter views: in the order of time.
    func write<Failure: Error>(
        _ views: [LoggedView], _ file: (String, [UInt8]) throws(Failure) -> Void
    ) throws(Failure) {
        var next = 0
        for entry in log.files {
            var text = TextBuffer()
            for (place, column) in columns.enumerated() {
                if place > 0 { text.append(delimiter) }
                text.append(column.heading)
            }
            if let remark = log.log.remark {
                text.append(delimiter)
                text.append(remark)
            }
            let lineEnd = log.log.encoding == .cp932 ? "\r\n" : "\n"
            text.append(lineEnd)
            var cut: LoggedView?
            while next < views.count, day(views[next]) < entry.days.upperBound {
                if views[next].form == .cutShort {
                    cut = views[next]
                } else {
                    append(views[next], number: next, to: &text)
                    text.append(lineEnd)
                }
                next += 1
            }
            if let cut { append(time: cut, number: 0, to: &text) }
            try file(entry.path, text.encoded(log.log.encoding ?? .utf8, byteOrderMark: log.log.byteOrderMark ?? false))
        }
    }

    /// The day in whose file a row stands: of a row with a wrong date, the day on which it was written.
    private func day(_ view: LoggedView) -> Int32 {
        Int32((view.writtenAt + 9 * 3600) / 86_400)
    }

    private func append(_ view: LoggedView, number: Int, to text: inout TextBuffer) {
        for (place, column) in columns.enumerated() {
            if place > 0 { text.append(delimiter) }
            switch column.name {
            case "at": append(time: view, number: number, to: &text)
            case "viewer":
                let day = Int32((view.second + 9 * 3600) / 86_400)
                text.append(
                    view.viewer < 0 ? Accounts.id(view.viewer) : workforce.workers[Int(view.viewer)].account(on: day))
            case "subject": append(subject: view, number: number, to: &text)
            case "terminal": append(terminal: view.terminal, to: &text)
            case "purpose": text.append(view.purpose.rawValue)
            default: if view.isEmergency { text.append("E2022-1") }
            }
        }
        guard log.log.remark != nil else { return }
        text.append(delimiter)
        // A remark that somebody typed in two lines, with quotes in it.
        if number % 211 == 7 { text.append("\"電話で\"\"至急\"\"との申し出\n折返し済\"") }
    }

    private func append(subject view: LoggedView, number: Int, to text: inout TextBuffer) {
        let digits =
            view.point < 0
            ? SupplyRegister.number(40_000_000 - Int(view.point), isFacility: log.surface.isFacility)
            : supply.number(view.point)
        guard view.form == .folded else { return text.append(digits) }
        if number.isMultiple(of: 2) {
            for digit in digits {
                // U+FF10 and U+FF21 are the full-width 0 and A.
                text.append(String(UnicodeScalar(UInt32(digit) + 0xFEE0).map(Character.init) ?? "？"))
            }
        } else {
            for (place, digit) in digits.enumerated() {
                if place > 0, (digits.count - place).isMultiple(of: 4) { text.append("-") }
                text.append([digit])
            }
        }
    }

    private func append(terminal: UInt16, to text: inout TextBuffer) {
        guard terminal > 0 else { return }
        text.append(terminal.isMultiple(of: 3) ? "ﾀﾝﾏﾂ" : "T-")
        text.append(Int(terminal), width: 4)
    }

    private func append(time view: LoggedView, number: Int, to text: inout TextBuffer) {
        let local = view.second + zone
        let days = Int32((local >= 0 ? local : local - 86_399) / 86_400)
        let rest = Int(local - Int64(days) * 86_400)
        var date = CalendarDay(daysSince1970: days).date
        if view.form == .impossibleDate { (date.month, date.day) = (2, 30) }
        let (hour, minute, second) = (rest / 3600, rest / 60 % 60, rest % 60)
        switch log.log.dates ?? .iso {
        case .iso, .postgres:
            append(date: date, "-", to: &text)
            text.append(log.log.timeZone == nil && log.log.dates != .postgres ? "T" : " ")
            append(clock: hour, minute, second, to: &text)
            if log.log.dates == .postgres {
                text.append(" JST")
            } else if log.log.timeZone == nil {
                text.append("+09:00")
            }
        case .slash:
            text.append("\(date.year)/\(date.month)/\(date.day) \(hour):")
            text.append(minute, width: 2)
        case .japaneseEra:
            let isReiwa = (date.year, date.month) >= (2019, 5)
            let year = isReiwa ? date.year - 2018 : date.year - 1988
            if number % 5 == 4 {
                text.append("\(isReiwa ? "R" : "H")\(year).\(date.month).\(date.day) \(hour):")
                text.append(minute, width: 2)
            } else {
                let first = year == 1 ? "元" : String(year)
                text.append("\(isReiwa ? "令和" : "平成")\(first)年\(date.month)月\(date.day)日 \(hour)時\(minute)分")
            }
        case .compact:
            text.append(date.year, width: 4)
            for part in [date.month, date.day, hour, minute, second] { text.append(part, width: 2) }
        case .httpLog:
            text.append(date.day, width: 2)
            text.append("/\(Self.months[date.month - 1])/")
            text.append(date.year, width: 4)
            text.append(":")
            append(clock: hour, minute, second, to: &text)
            text.append(" +0900")
        case .epochSeconds: text.append(view.form == .impossibleDate ? 99_999_999_999 : Int(view.second))
        case .epochMilliseconds:
            text.append((view.form == .impossibleDate ? 99_999_999_999 : Int(view.second)) * 1000 + number % 1000)
        }
    }

    private func append(date: (year: Int, month: Int, day: Int), _ separator: Unicode.Scalar, to text: inout TextBuffer)
    {
        text.append(date.year, width: 4)
        text.append(separator)
        text.append(date.month, width: 2)
        text.append(separator)
        text.append(date.day, width: 2)
    }

    private func append(clock hour: Int, _ minute: Int, _ second: Int, to text: inout TextBuffer) {
        text.append(hour, width: 2)
        text.append(":")
        text.append(minute, width: 2)
        text.append(":")
        text.append(second, width: 2)
    }

    private static let months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
}
