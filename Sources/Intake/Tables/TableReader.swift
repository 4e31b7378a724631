/// Reads a table of delimited text row by row: registers, answers, hearings, and logs of moderate size.
///
/// A row with more or fewer fields than the heading comes out as a ``Reject``, as does one that the end of the file
/// cuts short; nothing is dropped in silence. Bytes that are no text in the encoding are an error of the whole file,
/// since then none of it can be trusted.
public struct TableReader {
    /// What the reader finds next.
    public enum Item: Sendable {
        /// A row with as many fields as the heading.
        case row(Row)
        /// A row that cannot be used.
        case reject(Reject)
    }

    /// The file's name, as messages give it.
    public let file: String
    /// The headings as they are written, without spaces around them; without a heading row, none.
    public let header: [String]
    private var splitter: RecordSplitter
    private var width: Int?
    /// Those of the row that was read last.
    private var longFields: [RecordSplitter.LongField] = []

    /// Reads the heading row.
    ///
    /// - Throws: an error that names the file, the place and the mend: a wrong encoding, an empty file, a heading that
    ///   stands twice.
    public init(bytes: [UInt8], file: String, format: TableFormat = TableFormat()) throws(IntakeError) {
        self.file = file
        let text = try format.encoding.text(bytes, file: file)
        splitter = RecordSplitter(utf8: text, delimiter: format.delimiter)
        guard format.hasHeader else {
            header = []
            return
        }
        guard let record = splitter.next() else {
            throw IntakeError(
                at: Place(file: file, line: 1, column: 0), ja: "空のファイルです。見出しの行から始めてください",
                en: "the file is empty; it has to begin with a row of headings")
        }
        header = record.fields.map(\.trimmingSpaces)
        width = header.count
        var seen: Set<String> = []
        for (index, heading) in header.enumerated() where !heading.isEmpty {
            guard seen.insert(Identifiers.normalised(heading)).inserted else {
                let start = record.starts[index]
                throw IntakeError(
                    at: Place(file: file, line: start.line, column: start.column),
                    ja: "見出し `\(heading)` が 2 つあります。1 つにしてください",
                    en: "heading `\(heading)` stands twice; keep one")
            }
        }
    }

    /// Where the column with a heading stands, from 0; nil where there is none. Headings are compared by NFKC.
    public func column(optional heading: String) -> Int? {
        let wanted = Identifiers.normalised(heading)
        return header.firstIndex { Identifiers.normalised($0) == wanted }
    }

    /// Where the column with a heading stands, from 0.
    ///
    /// - Throws: an error that lists the headings there are.
    public func column(_ heading: String) throws(IntakeError) -> Int {
        if let found = column(optional: heading) { return found }
        throw Self.missingColumn(heading, header, file: file)
    }

    static func missingColumn(_ heading: String, _ header: [String], file: String) -> IntakeError {
        // A file without headings would have its first row printed, which may be people: no more than a glance of it.
        let more = header.count > 20 ? ", …" : ""
        let there = header.prefix(20).map { "`\(Row.excerpt($0, to: 40))`" }.joined(separator: ", ") + more
        return IntakeError(
            at: Place(file: file, line: 1, column: 0),
            ja: "列 `\(heading)` がありません。あるのは \(there) です。ファイルか case.yaml の `columns` を直してください",
            en: "there is no column `\(heading)`, only \(there); mend the file, or `columns` in case.yaml")
    }

    /// The next row, or nil at the end.
    ///
    /// A quote that is never closed, or that only another stray one closes, would swallow the rows between in silence.
    /// So a row is refused whose quote never ends, is closed in the middle of a field, or holds a line that is a row by
    /// itself; reading then goes on with the second line of the field in quotes.
    public mutating func next() -> Item? {
        guard let record = splitter.next() else { return nil }
        longFields = record.longFields
        let row = Row(record: record)
        func reject(_ reason: RejectReason) -> Item {
            .reject(Reject(file: file, line: record.line, reason: reason, excerpt: row.excerpt))
        }
        let swallowing = record.longFields.first { field in
            field.isOpen || field.hasTextBehind || (width.map { $0 > 2 && field.widest >= $0 } ?? false)
        }
        if let swallowing { return .reject(refuse(row, swallowing)) }
        if record.isUnterminated { return reject(.unterminatedQuote) }
        if let width {
            if row.fields.count < width { return reject(record.isLast ? .cutShort : .tooFewColumns) }
            if row.fields.count > width { return reject(.tooManyColumns) }
        } else {
            width = row.fields.count
        }
        return .row(row)
    }

    /// Refuses the row that was read last where a field of some columns goes over several lines; nil where none does.
    mutating func refuseTorn(_ row: Row, in columns: Set<Int>) -> Reject? {
        longFields.first { columns.contains($0.column) }.map { refuse(row, $0) }
    }

    /// Refuses a row because of a line end inside of a field, and goes back to where that is.
    private mutating func refuse(_ row: Row, _ field: RecordSplitter.LongField) -> Reject {
        splitter.goBack(into: field)
        return Reject(file: file, line: row.line, reason: .unterminatedQuote, excerpt: row.excerpt)
    }
}

/// One row of a table.
public struct Row: Sendable {
    /// The fields.
    public let fields: [String]
    /// The line on which the row begins, from 1.
    public let line: Int
    private let starts: [(line: Int, column: Int)]

    init(record: RecordSplitter.Record) {
        fields = record.fields
        line = record.line
        starts = record.starts
    }

    /// The field of a column, from 0.
    public subscript(column: Int) -> String { fields[column] }

    /// The field of a column that the table may lack.
    public subscript(column: Int?) -> String { column.map { fields[$0] } ?? "" }

    /// Where a field begins.
    public func place(_ column: Int, in file: String) -> Place {
        Place(file: file, line: starts[column].line, column: starts[column].column)
    }

    func start(_ column: Int) -> (line: Int, column: Int) { starts[column] }

    /// The first characters of the row, for lists of rejects.
    public var excerpt: String { Row.excerpt(fields.joined(separator: ",")) }

    /// A reject of one field of this row.
    public func reject(_ column: Int, in file: String, name: String?, reason: RejectReason) -> Reject {
        let start = starts[column]
        return Reject(
            file: file, line: start.line, column: start.column, columnName: name, reason: reason,
            excerpt: Row.excerpt(fields[column]))
    }

    static func excerpt(_ text: String, to length: Int = 80) -> String {
        text.count > length ? String(text.prefix(length - 1)) + "…" : text
    }
}

extension TextEncoding {
    /// The text of a file as UTF-8.
    ///
    /// - Throws: an error with the place of the first wrong byte, and the encoding that would fit, if one does.
    public func text(_ bytes: [UInt8], file: String) throws(IntakeError) -> [UInt8] {
        do throws(EncodingFault) {
            return try transcodeToUTF8(bytes)
        } catch {
            throw wrongEncoding(bytes, file: file, offset: error.offset)
        }
    }

    private func wrongEncoding(_ bytes: [UInt8], file: String, offset: Int) -> IntakeError {
        let before = bytes.prefix(offset)
        let line = before.count(where: { $0 == 10 }) + 1
        let likely: TextEncoding? =
            if TextEncoding.utf16le.byteOrderMark(in: bytes) > 0 {
                .utf16le
            } else if TextEncoding.utf16be.byteOrderMark(in: bytes) > 0 {
                .utf16be
            } else {
                [.utf8, .cp932, .eucJP].first { $0 != self && (try? $0.transcodeToUTF8(bytes)) != nil }
            }
        let place = Place(file: file, line: line, column: 0)
        let byte = bytes.indices.contains(offset) ? "0x" + String(bytes[offset], radix: 16, uppercase: true) : "—"
        guard let likely else {
            return IntakeError(
                at: place, ja: "\(offset + 1) バイト目の \(byte) は \(rawValue) では読めません。`encoding` を確かめてください",
                en: "byte \(offset + 1), \(byte), is no \(rawValue); check `encoding`")
        }
        return IntakeError(
            at: place,
            ja: "\(offset + 1) バイト目の \(byte) は \(rawValue) では読めません。`encoding: \(likely.rawValue)` のようです",
            en: "byte \(offset + 1), \(byte), is no \(rawValue); it looks like `encoding: \(likely.rawValue)`")
    }
}
