import Intake

/// The headings of a table of any size, read from its first bytes.
struct TableHead {
    /// More than a row of headings takes in most files; where it is not, the whole file is read.
    private static let size = 256 << 10

    private var reader: TableReader
    private let name: String

    /// - Throws: as `TableReader` does: a wrong encoding in these first bytes, an empty file, a heading that stands
    ///   twice.
    init(_ source: FileByteSource, _ format: TableFormat) throws(IntakeError) {
        let head = try source.read(first: Self.size)
        let bytes =
            if head.count == source.count {
                head
            } else if let lines = Self.wholeLines(head, format.encoding) {
                lines
            } else {
                try source.readAll()
            }
        name = source.name
        reader = try TableReader(bytes: bytes, file: source.name, format: format)
    }

    /// The bytes up to the last line's end: a character cut in two would look like a wrong encoding.
    private static func wholeLines(_ bytes: [UInt8], _ encoding: TextEncoding) -> [UInt8]? {
        let lineEnd: [UInt8] =
            switch encoding {
            case .utf16le: [0x0A, 0]
            case .utf16be: [0, 0x0A]
            case .utf8, .cp932, .eucJP: [0x0A]
            }
        let width = lineEnd.count
        let last = (0..<bytes.count / width).last { bytes[$0 * width..<($0 + 1) * width].elementsEqual(lineEnd) }
        return last.map { Array(bytes.prefix(($0 + 1) * width)) }
    }

    /// The headings, as they are written.
    var headings: [String] { reader.header }

    /// The heading of a column, as it is written.
    ///
    /// - Throws: an error that lists the headings there are.
    func heading(_ wanted: String) throws(IntakeError) -> String { reader.header[try reader.column(wanted)] }

    /// The heading of a column, as it is written, where there is one.
    func heading(optional wanted: String) -> String? { reader.column(optional: wanted).map { reader.header[$0] } }

    /// Makes sure that some columns hold dates that are written in a certain way: years of logs would be read in vain.
    ///
    /// Single dates that cannot be read are the reader's to reject; here the first ones, none of which can, show that
    /// the case names the wrong dialect.
    ///
    /// - Throws: an error with the place of the first date, and the dialect in which they are written.
    mutating func requireDates(
        _ dialect: DateDialect, in headings: [String], _ zone: ZoneOffset
    ) throws(IntakeError) {
        var columns: [Int] = []
        for heading in headings { columns.append(try reader.column(heading)) }
        var texts: [String] = []
        var first: (text: String, place: Place)?
        while texts.count < 50, let item = reader.next() {
            guard case .row(let row) = item else { continue }
            for column in columns where !row[column].allSatisfy(\.isWhitespace) {
                texts.append(row[column])
                if first == nil { first = (row[column], row.place(column, in: name)) }
            }
        }
        func reads(_ dialect: DateDialect, _ text: String) -> Bool {
            dialect.read(Array(text.utf8).span, zone: zone) != .unreadable
        }
        guard let first, !texts.contains(where: { reads(dialect, $0) }) else { return }
        let right = DateDialect.allCases.first { dialect in texts.allSatisfy { reads(dialect, $0) } }
        throw IntakeError(
            at: first.place,
            ja: "`\(first.text)` は日付の書き方 `\(dialect.rawValue)` では読めません。"
                + (right.map { "case.yaml に `dates: \($0.rawValue)` と書いてください" } ?? "`dates` か列の対応（`columns`）を直してください"),
            en: "`\(first.text)` is no date of the dialect `\(dialect.rawValue)`; "
                + (right.map { "write `dates: \($0.rawValue)` in case.yaml" } ?? "mend `dates`, or the `columns`"))
    }
}

extension FileByteSource {
    /// The first bytes, at most so many.
    func read(first size: Int) throws(IntakeError) -> [UInt8] {
        var bytes = [UInt8](repeating: 0, count: min(size, count))
        var failure: IntakeError?
        // INVARIANT: the buffer is no longer than the source.
        unsafe bytes.withUnsafeMutableBytes { buffer in
            do throws(IntakeError) {
                unsafe try read(at: 0, into: buffer)
            } catch {
                failure = error
            }
        }
        if let failure { throw failure }
        return bytes
    }
}
