/// Cuts UTF-8 text into records of fields, by RFC 4180 and what people make of it.
///
/// - Lines end with LF, CRLF or CR, mixed as they come; the last one may lack its end.
/// - A field in quotes may hold delimiters, line ends and doubled quotes. Text behind the closing quote is kept.
/// - A quote inside a field that did not begin with one is a character like any other.
/// - Blank lines are no records.
/// - A quoted field that goes on for more than ``longestField`` bytes counts as never closed.
struct RecordSplitter {
    /// One record.
    struct Record {
        /// The fields, quotes taken off.
        var fields: [String]
        /// The line on which it begins, from 1.
        var line: Int
        /// For each field the line and the column, in characters, where it begins.
        var starts: [(line: Int, column: Int)]
        /// Whether the text ended inside a quoted field.
        var isUnterminated: Bool
        /// Whether the text ended before a line end.
        var isLast: Bool
        /// The fields that go over several lines, in order.
        var longFields: [LongField] = []
    }

    /// A quoted field that goes over several lines.
    struct LongField {
        /// Which field of the record it is, from 0.
        var column: Int
        /// Where its second line begins, in bytes, and which line of the text that is.
        var second: (position: Int, line: Int)
        /// The most fields that one of its lines behind the first would have by itself.
        var widest = 0
        /// Whether text stands behind the closing quote.
        var hasTextBehind = false
        /// Whether its quote is never closed.
        var isOpen = false
    }

    /// A quoted field of more bytes is no remark: its quote counts as never closed.
    static let longestField = 64 << 10

    private let bytes: [UInt8]
    private let delimiter: UInt8
    private var position = 0
    private var line = 1
    // Fields come in order, so that the characters of a line are counted once.
    private var counted = 0
    private var columnThere = 1

    init(utf8 bytes: [UInt8], delimiter: UInt8) {
        self.bytes = bytes
        self.delimiter = delimiter
    }

    mutating func next() -> Record? {
        while position < bytes.count, isLineEnd(bytes[position]) { passLineEnd() }
        guard position < bytes.count else { return nil }
        var record = Record(fields: [], line: line, starts: [], isUnterminated: false, isLast: false)
        while true {
            record.starts.append((line, column(at: position)))
            record.fields.append(field(&record))
            guard position < bytes.count else {
                record.isLast = true
                return record
            }
            if bytes[position] == delimiter {
                position += 1
                if position == bytes.count {
                    record.starts.append((line, column(at: position)))
                    record.fields.append("")
                    record.isLast = true
                    return record
                }
            } else {
                passLineEnd()
                return record
            }
        }
    }

    /// Goes back to the second line of a field of the record that was read last, so that what its quote has swallowed
    /// is read by itself.
    mutating func goBack(into field: LongField) {
        position = field.second.position
        line = field.second.line
        counted = position
        columnThere = 1
    }

    private mutating func field(_ record: inout Record) -> String {
        guard bytes[position] == UInt8(ascii: "\"") else { return plain() }
        position += 1
        var text: [UInt8] = []
        var long: LongField?
        var width = 1
        while position < bytes.count, text.count <= Self.longestField {
            let byte = bytes[position]
            if byte == UInt8(ascii: "\"") {
                if position + 1 < bytes.count, bytes[position + 1] == UInt8(ascii: "\"") {
                    text.append(byte)
                    position += 2
                    continue
                }
                position += 1
                let rest = plain()
                if var long {
                    long.widest = max(long.widest, width)
                    long.hasTextBehind = !rest.isEmpty
                    record.longFields.append(long)
                }
                return String(decoding: text, as: UTF8.self) + rest
            }
            text.append(byte)
            if isLineEnd(byte) {
                if byte == 13, position + 1 < bytes.count, bytes[position + 1] == 10 { text.append(10) }
                passLineEnd()
                if var known = long {
                    known.widest = max(known.widest, width)
                    long = known
                } else {
                    long = LongField(column: record.fields.count, second: (position, line))
                }
                width = 1
            } else {
                if byte == delimiter { width += 1 }
                position += 1
            }
        }
        record.isUnterminated = true
        if var long {
            long.isOpen = true
            record.longFields.append(long)
        }
        while position < bytes.count, !isLineEnd(bytes[position]) { position += 1 }
        return String(decoding: text, as: UTF8.self)
    }

    private mutating func plain() -> String {
        let start = position
        while position < bytes.count, bytes[position] != delimiter, !isLineEnd(bytes[position]) { position += 1 }
        return String(decoding: bytes[start..<position], as: UTF8.self)
    }

    private func isLineEnd(_ byte: UInt8) -> Bool { byte == 10 || byte == 13 }

    private mutating func passLineEnd() {
        let isPair = bytes[position] == 13 && position + 1 < bytes.count && bytes[position + 1] == 10
        position += isPair ? 2 : 1
        line += 1
        counted = position
        columnThere = 1
    }

    /// Characters, not bytes: what an editor shows.
    private mutating func column(at position: Int) -> Int {
        while counted < position {
            if bytes[counted] & 0xC0 != 0x80 { columnThere += 1 }
            counted += 1
        }
        return columnThere
    }
}
