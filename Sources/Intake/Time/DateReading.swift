/// What a text turned out to be when it was read as a date.
public enum DateReading: Hashable, Sendable {
    /// A moment.
    case instant(Instant)
    /// Not a date in this dialect.
    case unreadable
    /// A date or time that does not exist, such as 30 February, 25:00 or 24:00.
    case impossible
}

extension DateDialect {
    /// Years that are taken seriously; others are impossible.
    @inlinable
    public static var years: ClosedRange<Int> { 1900...2100 }

    /// Reads a date, with or without a time of day; without one it is the beginning of the day.
    ///
    /// ASCII text in any dialect but ``japaneseEra`` is read without allocation. Full-width digits and signs are
    /// folded first (Unicode NFKC).
    ///
    /// - Parameters:
    ///   - text: UTF-8, without the quotes around it; spaces at both ends are passed over.
    ///   - zone: the zone of a time that names none.
    public func read(_ text: Span<UInt8>, zone: ZoneOffset) -> DateReading {
        var isASCII = true
        for index in text.indices where text[index] >= 0x80 {
            isASCII = false
            break
        }
        if self == .japaneseEra || !isASCII {
            var bytes: [UInt8] = []
            bytes.reserveCapacity(text.count)
            for index in text.indices { bytes.append(text[index]) }
            let folded = Identifiers.folded(String(decoding: bytes, as: UTF8.self))
            if self == .japaneseEra { return EraDate.read(folded, zone: zone) }
            return readASCII(Array(folded.utf8).span, zone: zone)
        }
        return readASCII(text, zone: zone)
    }

    /// Reads a date, with or without a time of day.
    public func read(_ text: String, zone: ZoneOffset) -> DateReading {
        read(Array(text.utf8).span, zone: zone)
    }

    private func readASCII(_ text: Span<UInt8>, zone: ZoneOffset) -> DateReading {
        var cursor = DateCursor(end: text.count)
        cursor.skipSpaces(text)
        while cursor.end > cursor.position, text[cursor.end - 1] == UInt8(ascii: " ") { cursor.end -= 1 }
        guard cursor.position < cursor.end else { return .unreadable }
        switch self {
        case .iso, .postgres: return readSeparated(text, &cursor, UInt8(ascii: "-"), zone)
        case .slash: return readSeparated(text, &cursor, UInt8(ascii: "/"), zone)
        case .compact: return readCompact(text, &cursor, zone)
        case .epochSeconds: return readEpoch(text, &cursor, perSecond: 1)
        case .epochMilliseconds: return readEpoch(text, &cursor, perSecond: 1000)
        case .httpLog: return readHTTP(text, &cursor)
        case .japaneseEra: return .unreadable
        }
    }

    private func readSeparated(
        _ text: Span<UInt8>, _ cursor: inout DateCursor, _ separator: UInt8, _ zone: ZoneOffset
    ) -> DateReading {
        guard let year = cursor.number(text, digits: 4...4), cursor.take(text, separator),
            let month = cursor.number(text, digits: 1...2), cursor.take(text, separator),
            let day = cursor.number(text, digits: 1...2)
        else { return .unreadable }
        guard !cursor.isAtEnd else { return Self.made(year, month, day, 0, 0, 0, zone) }
        guard cursor.take(text, UInt8(ascii: "T")) || cursor.take(text, UInt8(ascii: " ")) else { return .unreadable }
        cursor.skipSpaces(text)
        guard let time = cursor.time(text), let said = cursor.zone(text, or: zone), cursor.isAtEnd else {
            return .unreadable
        }
        return Self.made(year, month, day, time.hour, time.minute, time.second, said)
    }

    private func readCompact(_ text: Span<UInt8>, _ cursor: inout DateCursor, _ zone: ZoneOffset) -> DateReading {
        let length = cursor.end - cursor.position
        guard length == 8 || length == 12 || length == 14 else { return .unreadable }
        guard let year = cursor.number(text, digits: 4...4), let month = cursor.number(text, digits: 2...2),
            let day = cursor.number(text, digits: 2...2)
        else { return .unreadable }
        var time = [0, 0, 0]
        for part in 0..<(length - 8) / 2 {
            guard let number = cursor.number(text, digits: 2...2) else { return .unreadable }
            time[part] = number
        }
        return Self.made(year, month, day, time[0], time[1], time[2], zone)
    }

    private func readEpoch(_ text: Span<UInt8>, _ cursor: inout DateCursor, perSecond: Int) -> DateReading {
        let isNegative = cursor.take(text, UInt8(ascii: "-"))
        guard let whole = cursor.number(text, digits: 1...15) else { return .unreadable }
        // A fraction of a second is written by some systems; moments are kept to the second, rounded down.
        var hasFraction = false
        if cursor.take(text, UInt8(ascii: ".")) {
            guard let fraction = cursor.number(text, digits: 1...9) else { return .unreadable }
            hasFraction = fraction != 0
        }
        guard cursor.isAtEnd else { return .unreadable }
        let ticks = isNegative ? -whole - (hasFraction ? 1 : 0) : whole
        let seconds = ticks >= 0 ? ticks / perSecond : (ticks - perSecond + 1) / perSecond
        let instant = Instant(secondsSince1970: Int64(seconds))
        guard abs(seconds) < 1 << 40, Self.years.contains(instant.day(in: .utc).year) else { return .impossible }
        return .instant(instant)
    }

    private func readHTTP(_ text: Span<UInt8>, _ cursor: inout DateCursor) -> DateReading {
        guard let day = cursor.number(text, digits: 1...2), cursor.take(text, UInt8(ascii: "/")),
            let month = cursor.monthName(text), cursor.take(text, UInt8(ascii: "/")),
            let year = cursor.number(text, digits: 4...4), cursor.take(text, UInt8(ascii: ":")),
            let time = cursor.time(text)
        else { return .unreadable }
        cursor.skipSpaces(text)
        guard !cursor.isAtEnd, let zone = cursor.zone(text, or: .utc), cursor.isAtEnd else { return .unreadable }
        return Self.made(year, month, day, time.hour, time.minute, time.second, zone)
    }

    /// The moment of a date and time, if there is one. A leap second, 60, counts as the second after it.
    static func made(
        _ year: Int, _ month: Int, _ day: Int, _ hour: Int, _ minute: Int, _ second: Int, _ zone: ZoneOffset
    ) -> DateReading {
        guard years.contains(year), let date = CalendarDay(year: year, month: month, day: day), hour < 24,
            minute < 60, second <= 60
        else { return .impossible }
        let start = date.start(in: zone).secondsSince1970
        return .instant(Instant(secondsSince1970: start + Int64(hour * 3600 + minute * 60 + second)))
    }
}
