import Intake

/// Reads the fields of view logs where they lie: dates quickly where they are written plainly, and rightly always.
struct ViewRowParser {
    private let dates: DateDialect
    private let zone: ZoneOffset
    private let encoding: TextEncoding
    private let separator: UInt8?
    // The date read last, as its first and last eight bytes: logs are in order of time, so most rows repeat it.
    // They overlap by six bytes, so that no date is like these two to begin with.
    private var lastEarly: UInt64 = .max
    private var lastLate: UInt64 = 0
    private var lastStart: Int64 = 0

    init(dates: DateDialect, zone: ZoneOffset, encoding: TextEncoding) {
        self.dates = dates
        self.zone = zone
        self.encoding = encoding
        separator =
            switch dates {
            case .iso, .postgres: UInt8(ascii: "-")
            case .slash: UInt8(ascii: "/")
            default: nil
            }
    }

    /// A moment.
    ///
    /// - Parameter bytes: `count` bytes, with padding behind them.
    @inline(__always)
    mutating func instant(_ bytes: UnsafePointer<UInt8>, count: Int) -> DateReading {
        // INVARIANT: 19 bytes are the field's own; eight-byte reads beyond it fall into the padding.
        if count == 19, let separator, unsafe bytes[10] == UInt8(ascii: " ") || bytes[10] == UInt8(ascii: "T"),
            let second = unsafe FieldParsing.secondOfDay(bytes + 11)
        {
            let early = unsafe FieldParsing.word(bytes)
            let late = unsafe FieldParsing.word(bytes + 2)
            if early == lastEarly, late == lastLate {
                return .instant(Instant(secondsSince1970: lastStart + Int64(second)))
            }
            if let day = unsafe FieldParsing.isoDay(bytes, separator: separator) {
                lastEarly = early
                lastLate = late
                lastStart = day.start(in: zone).secondsSince1970
                return .instant(Instant(secondsSince1970: lastStart + Int64(second)))
            }
        }
        return unsafe slow(bytes, count)
    }

    @inline(never)
    private func slow(_ bytes: UnsafePointer<UInt8>, _ count: Int) -> DateReading {
        // INVARIANT: the field's own bytes.
        let field = unsafe UnsafeBufferPointer(start: bytes, count: count)
        let isASCII = unsafe FieldParsing.isASCII(bytes, count: count)
        if encoding == .utf8 || isASCII {
            return dates.read(unsafe Span(_unsafeElements: field), zone: zone)
        }
        guard let text = unsafe try? encoding.transcodeToUTF8(Array(field)) else { return .unreadable }
        return dates.read(text.span, zone: zone)
    }

    /// The text of a field; nil where it is none in the file's encoding.
    func text(_ bytes: UnsafePointer<UInt8>, count: Int) -> String? {
        // INVARIANT: the field's own bytes.
        unsafe try? encoding.decode(Array(UnsafeBufferPointer(start: bytes, count: count)))
    }
}
