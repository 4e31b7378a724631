/// Times as servers write them.
enum LogTime {
    /// `23/Nov/2026:17:48:20 +0900` (nginx `$time_local`, Apache `%t` without its brackets).
    static func http(_ bytes: ArraySlice<UInt8>) -> Result<Instant, Fault> {
        let text = Array(bytes)
        guard text.count == 26, text[2] == 0x2F, text[6] == 0x2F, text[11] == 0x3A, text[14] == 0x3A, text[17] == 0x3A,
            text[20] == 0x20, let month = months.firstIndex(of: Array(text[3..<6])),
            let day = number(text[0..<2]), let year = number(text[7..<11]), let hour = number(text[12..<14]),
            let minute = number(text[15..<17]), let second = number(text[18..<20]),
            let offset = offset(text[21..<24], text[24..<26])
        else { return .failure(.unreadable) }
        return instant(year, month + 1, day, hour, minute, second, offset)
    }

    /// `2026-11-23 08:48:20.659 UTC`: what PostgreSQL writes for `log_timezone` (`%m` of `pg_strftime`, then the
    /// zone's abbreviation or `±hh[:mm]`).
    static func postgres(_ bytes: ArraySlice<UInt8>) -> Result<Instant, Fault> {
        let text = Array(bytes)
        guard text.count > 20, text[4] == 0x2D, text[7] == 0x2D, text[10] == 0x20, text[13] == 0x3A, text[16] == 0x3A,
            let year = number(text[0..<4]), let month = number(text[5..<7]), let day = number(text[8..<10]),
            let hour = number(text[11..<13]), let minute = number(text[14..<16]), let second = number(text[17..<19]),
            let space = text[19...].firstIndex(of: 0x20), fraction(text[19..<space])
        else { return .failure(.unreadable) }
        let zone = text[(space + 1)...]
        switch String(decoding: zone, as: UTF8.self) {
        case "UTC", "GMT": return instant(year, month, day, hour, minute, second, 0)
        case "JST": return instant(year, month, day, hour, minute, second, 9 * 3600)
        case let name:
            guard let sign = zone.first, sign == 0x2B || sign == 0x2D else {
                let isName = !zone.isEmpty && zone.allSatisfy { (0x41...0x5A).contains($0 & 0xDF) }
                return .failure(isName ? .zone(name) : .unreadable)
            }
            let digits = zone.filter { $0 != 0x3A }
            guard digits.count == 3 || digits.count == 5,
                let offset = offset(digits[0..<3], digits.count == 5 ? digits[3..<5] : [0x30, 0x30])
            else { return .failure(.unreadable) }
            return instant(year, month, day, hour, minute, second, offset)
        }
    }

    enum Fault: Error, Equatable {
        /// Not of this form.
        case unreadable
        /// Of this form, but there is no such day or time.
        case impossible
        /// The abbreviation of a zone that is not known for sure: BST, CST and IST are several zones each.
        case zone(String)
    }

    private static let months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
        .map { Array($0.utf8) }

    private static func number(_ digits: ArraySlice<UInt8>) -> Int? {
        var value = 0
        for digit in digits {
            guard (0x30...0x39).contains(digit) else { return nil }
            value = value * 10 + Int(digit - 0x30)
        }
        return value
    }

    /// Nothing, or a point and digits.
    private static func fraction(_ bytes: ArraySlice<UInt8>) -> Bool {
        bytes.isEmpty || (bytes.first == 0x2E && bytes.count > 1 && number(bytes.dropFirst().prefix(9)) != nil)
    }

    private static func offset(_ hours: ArraySlice<UInt8>, _ minutes: ArraySlice<UInt8>) -> Int? {
        guard let sign = hours.first, sign == 0x2B || sign == 0x2D, let hour = number(hours.dropFirst()),
            let minute = number(minutes), hour <= 18, minute < 60
        else { return nil }
        let size = hour * 3600 + minute * 60
        return sign == 0x2D ? -size : size
    }

    /// A leap second, 60, counts as the second after it, as POSIX time does.
    private static func instant(
        _ year: Int, _ month: Int, _ day: Int, _ hour: Int, _ minute: Int, _ second: Int, _ offset: Int
    ) -> Result<Instant, Fault> {
        guard let date = CalendarDay(year: year, month: month, day: day), hour < 24, minute < 60, second <= 60 else {
            return .failure(.impossible)
        }
        let start = date.start(in: ZoneOffset(seconds: Int32(offset))).secondsSince1970
        return .success(Instant(secondsSince1970: start + Int64(hour * 3600 + minute * 60 + second)))
    }
}

extension LogTime {
    /// A time in any dialect. Seconds since 1970 may have a fraction, as nginx's `$msec` has.
    static func parse(_ bytes: ArraySlice<UInt8>, _ dialect: DateDialect, _ zone: ZoneOffset) -> Result<Instant, Fault>
    {
        switch dialect {
        case .httpLog: return http(bytes)
        case .postgres: return postgres(bytes)
        default: break
        }
        var text = bytes
        if dialect == .epochSeconds, let point = bytes.firstIndex(of: 0x2E), fraction(bytes[point...]) {
            text = bytes[..<point]
        }
        switch dialect.read(Array(text).span, zone: zone) {
        case .instant(let instant): return .success(instant)
        case .unreadable: return .failure(.unreadable)
        case .impossible: return .failure(.impossible)
        }
    }
}
