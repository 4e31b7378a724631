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
    }

    let text: [Unicode.Scalar]
    private(set) var records: [Record] = []

    init(_ text: String, delimiter: Unicode.Scalar) {
        self.text = Array(text.unicodeScalars)
        enum State { case recordStart, fieldStart, plain, quoted, quoteInQuoted, behindQuotes }
        var state = State.recordStart
        var record = Record()
        var field = String.UnicodeScalarView()
        func isLineEnd(_ scalar: Unicode.Scalar) -> Bool { scalar == "\n" || scalar == "\r" }
        func endField() {
            record.fields.append(String(field))
            field = String.UnicodeScalarView()
        }
        func endRecord() {
            endField()
            records.append(record)
            record = Record()
            state = .recordStart
        }
        for (place, scalar) in self.text.enumerated() {
            // The LF of a CRLF outside quotes finds a record that has just ended, and is passed over.
            if state == .recordStart {
                if isLineEnd(scalar) { continue }
                state = .fieldStart
            }
            if state == .fieldStart {
                record.starts.append(place)
                state = .plain
                if scalar == "\"" {
                    state = .quoted
                    continue
                }
            }
            if state == .quoted {
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
            }
            if scalar == delimiter {
                endField()
                state = .fieldStart
            } else if isLineEnd(scalar) {
                endRecord()
            } else {
                field.append(scalar)
            }
        }
        guard state != .recordStart else { return }
        if state == .fieldStart { record.starts.append(self.text.count) }
        record.isUnterminated = state == .quoted
        record.isLast = true
        endRecord()
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
                if record.isUnterminated {
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
