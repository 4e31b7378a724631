import Intake

/// A table read character by character: RFC 4180 with the abuses that this house accepts, as slowly as one would by
/// hand. Blank lines are no records; lines end with LF, CRLF or CR; text behind a closing quote is kept.
struct NaiveTable {
    struct Record: Equatable {
        var fields: [String] = []
        /// Where each field begins, counted in characters of the text.
        var starts: [Int] = []
        var isUnterminated = false
        /// Whether the text ends before the line does.
        var isLast = false
        /// The fields that go over several lines.
        var long: [Long] = []
        var isRefused = false
    }

    /// A field that goes over lines: which it is, where its second line begins, counted in characters, the most fields of
    /// a line behind the first, and whether text stands behind its quotes.
    struct Long: Equatable {
        var column: Int
        var second: Int
        var widest = 0
        var hasTextBehind = false
        var isOpen = false
    }

    let text: [Unicode.Scalar]
    /// In the order in which they are read: the first is the heading, and behind a refused one comes what begins with
    /// its second line.
    private(set) var records: [Record] = []
    private let delimiter: Unicode.Scalar
    /// All columns of any table in these tests.
    static let all = Array(0..<16)

    /// - Parameter wanted: columns in which a line end is refused whatever it looks like.
    init(_ text: String, delimiter: Unicode.Scalar, wanted: [Int] = []) {
        self.text = Array(text.unicodeScalars)
        self.delimiter = delimiter
        var place = 0
        while let next = record(from: place) {
            var record = next.0
            place = next.1
            if let width = records.first?.fields.count {
                let swallowing = record.long.first {
                    $0.isOpen || $0.hasTextBehind || (width > 2 && $0.widest >= width)
                }
                let torn = record.fields.count == width ? record.long.first { wanted.contains($0.column) } : nil
                record.isRefused = record.isUnterminated || swallowing != nil || torn != nil
                if let second = swallowing?.second ?? torn?.second { place = second }
            }
            records.append(record)
        }
    }

    private static func isLineEnd(_ scalar: Unicode.Scalar) -> Bool { scalar == "\n" || scalar == "\r" }

    /// The record that begins at a place or behind it, and where the next may begin.
    private func record(from start: Int) -> (Record, Int)? {
        enum State { case fieldStart, plain, quoted, quoteInQuoted, behindQuotes }
        guard let first = text[start...].firstIndex(where: { !Self.isLineEnd($0) }) else { return nil }
        var state = State.fieldStart
        var record = Record()
        var field = String.UnicodeScalarView()
        var long: Long?
        var width = 1
        func endField() {
            if let long { record.long.append(long) }
            long = nil
            record.fields.append(String(field))
            field = String.UnicodeScalarView()
        }
        func endLine() {
            if var known = long {
                known.widest = max(known.widest, width)
                long = known
            }
        }
        for place in first..<text.count {
            let scalar = text[place]
            if state == .fieldStart {
                record.starts.append(place)
                state = .plain
                if scalar == "\"" {
                    state = .quoted
                    continue
                }
            }
            if state == .quoted {
                let isPair = scalar == "\r" && place + 1 < text.count && text[place + 1] == "\n"
                if Self.isLineEnd(scalar), !isPair {
                    endLine()
                    long = long ?? Long(column: record.fields.count, second: place + 1)
                    width = 1
                } else if scalar == delimiter {
                    width += 1
                }
                if scalar == "\"" { state = .quoteInQuoted } else { field.append(scalar) }
                continue
            }
            if state == .quoteInQuoted {
                if scalar == "\"" {
                    field.append(scalar)
                    state = .quoted
                    continue
                }
                state = .behindQuotes
                endLine()
            }
            if scalar == delimiter {
                endField()
                state = .fieldStart
            } else if Self.isLineEnd(scalar) {
                endField()
                return (record, place + 1)
            } else {
                if state == .behindQuotes { long?.hasTextBehind = true }
                field.append(scalar)
            }
        }
        if state == .fieldStart { record.starts.append(text.count) }
        if state == .quoteInQuoted { endLine() }
        if state == .quoted { long?.isOpen = true }
        record.isUnterminated = state == .quoted
        record.isLast = true
        endField()
        return (record, text.count)
    }

    /// The line and the column of a character, as an editor counts.
    func place(_ offset: Int) -> (line: Int, column: Int) {
        var (line, column) = (1, 1)
        for index in 0..<offset {
            column += 1
            let isPair = text[index] == "\r" && index + 1 < text.count && text[index + 1] == "\n"
            if text[index] == "\n" || (text[index] == "\r" && !isPair) { (line, column) = (line + 1, 1) }
        }
        return (line, column)
    }

    /// What a reader of a table with headings should make of each record behind the first.
    var rows: [NaiveRow] {
        guard let width = records.first?.fields.count else { return [] }
        return records.dropFirst().map { record in
            let reason: RejectReason? =
                if record.isRefused {
                    .unterminatedQuote
                } else if record.fields.count < width {
                    record.isLast ? .cutShort : .tooFewColumns
                } else if record.fields.count > width {
                    .tooManyColumns
                } else {
                    nil
                }
            return NaiveRow(
                line: place(record.starts[0]).line, reason: reason, fields: reason == nil ? record.fields : [])
        }
    }
}

/// One row as any reader of a table should give it: its fields, or why they cannot be used.
struct NaiveRow: Equatable {
    var line: Int
    var reason: RejectReason?
    var fields: [String]
}
