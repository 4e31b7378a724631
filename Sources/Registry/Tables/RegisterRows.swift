import Intake

/// One row of a register, its cells found by column.
struct RegisterRow<Column: RegisterColumn>: Sendable {
    fileprivate let row: Row
    fileprivate let file: String
    fileprivate let positions: [Column: Int]

    /// All cells as they stand in the file.
    var fields: [String] { row.fields }

    /// The line on which the row begins, from 1.
    var line: Int { row.line }

    /// The cell without white space around it; empty when the file has no such column.
    subscript(column: Column) -> String { row[positions[column]].trimmed }

    /// The cell as an identifier: normalised.
    func identifier(_ column: Column) -> String { Identifiers.normalised(self[column]) }

    /// The row refused because of one cell, or of one that the file does not have.
    func reject(_ reason: RejectReason, _ column: Column, excerpt: String? = nil) -> Reject {
        var reject =
            positions[column].map { row.reject($0, in: file, name: column.rawValue, reason: reason) }
            ?? Reject(file: file, line: line, columnName: column.rawValue, reason: reason, excerpt: "")
        if let excerpt { reject.excerpt = excerpt }
        return reject
    }
}

/// The rows of one register, with what became of each counted.
struct RegisterRows<Column: RegisterColumn> {
    private var reader: TableReader
    private let positions: [Column: Int]
    let source: RegisterSource
    private(set) var rejects: [Reject] = []
    private(set) var account = RowAccount()

    /// Opens the table and finds its columns.
    ///
    /// - Throws: when the bytes are no such table, or a required column is missing.
    init(_ source: RegisterSource) throws(IntakeError) {
        self.source = source
        reader = try TableReader(bytes: source.bytes, file: source.file, format: source.format)
        var positions: [Column: Int] = [:]
        for column in Column.allCases {
            let mapped = source.columns[column.rawValue]
            // A column that the case file maps must be there, even where it could be left out.
            if column.isRequired || mapped != nil {
                positions[column] = try reader.column(mapped ?? column.rawValue)
            } else {
                positions[column] = reader.column(optional: column.rawValue)
            }
        }
        self.positions = positions
    }

    /// The next row that could be read; rows that could not are counted and kept as rejects.
    mutating func next() -> RegisterRow<Column>? {
        while let item = reader.next() {
            account.rowsIn += 1
            switch item {
            case .row(let row):
                return RegisterRow(row: row, file: source.file, positions: positions)
            case .reject(let reject):
                self.reject(reject)
            }
        }
        return nil
    }

    /// Counts a row as used.
    mutating func use() { account.used += 1 }

    /// Counts a row as rejected, and keeps why.
    mutating func reject(_ reject: Reject) {
        account.rejected += 1
        rejects.append(reject)
    }

    /// Counts a row as saying again what an earlier one said.
    mutating func repeats() { account.duplicates += 1 }
}

extension String {
    /// Without white space at both ends, the ideographic space included.
    var trimmed: String {
        guard let first = unicodeScalars.first, let last = unicodeScalars.last,
            first.properties.isWhitespace || last.properties.isWhitespace
        else { return self }
        let body = unicodeScalars.drop { $0.properties.isWhitespace }
        var end = body.endIndex
        while end > body.startIndex, body[body.index(before: end)].properties.isWhitespace {
            end = body.index(before: end)
        }
        return String(body[..<end])
    }
}
