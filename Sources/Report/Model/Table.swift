/// The heading of a column: the id by which programs find it, and the label that people read.
public struct Heading: Codable, Hashable, Sendable {
    /// The id, unique among the columns (or the rows) of a table.
    public var id: String
    /// What people read.
    public var label: Phrase

    /// A heading with its id.
    public init(_ id: String, _ label: Phrase) {
        self.id = id
        self.label = label
    }

    /// 社員, the column of employees in every published table.
    public static let employee = Heading("employee", Phrase(ja: "社員", en: "Employees"))
    /// 委託, the column of contractors' people in every published table.
    public static let contractor = Heading("contractor", Phrase(ja: "委託", en: "Contractors"))
    /// 合計, a total.
    public static let total = Heading("total", Phrase(ja: "合計", en: "Total"))
}

/// One row of a table.
public struct TableRow: Codable, Hashable, Sendable {
    /// The id, unique in the table.
    public var id: String
    /// What people read.
    public var label: Phrase
    /// One cell for each column, in the columns' order.
    public var cells: [Cell]
    /// Whether the row sums up the others, and is set apart in print.
    public var isTotal: Bool

    /// A row with its cells in the order of the table's columns.
    public init(id: String, label: Phrase, cells: [Cell], isTotal: Bool = false) {
        self.id = id
        self.label = label
        self.cells = cells
        self.isTotal = isTotal
    }
}

/// A table: rows and columns of cells that know where they come from, and the checks that they must pass.
public struct Table: Codable, Hashable, Sendable {
    /// The id, unique in the document, such as `study.low.q.purpose`.
    public var id: String
    /// The title, printed as the table's caption.
    public var title: Phrase
    /// What the labels of the rows are, printed over them (表頭); nothing is printed if absent.
    public var stub: Phrase?
    /// The columns.
    public var columns: [Heading]
    /// The rows.
    public var rows: [TableRow]
    /// Whom or what the table counts, with the number: `回答者1,740名`. Printed under the title.
    public var base: Phrase?
    /// Notes printed under the table.
    public var notes: [Phrase]
    /// What must hold, besides what ``DocumentChecks`` asks of every table.
    public var checks: [Check]

    /// A table from its parts.
    public init(
        id: String, title: Phrase, stub: Phrase? = nil, columns: [Heading], rows: [TableRow], base: Phrase? = nil,
        notes: [Phrase] = [], checks: [Check] = []
    ) {
        self.id = id
        self.title = title
        self.stub = stub
        self.columns = columns
        self.rows = rows
        self.base = base
        self.notes = notes
        self.checks = checks
    }

    /// A table whose cells are asked for one by one.
    ///
    /// Totals are asked for as well, rather than added up here: a check of a sum against itself would prove nothing.
    /// - Parameters:
    ///   - rows: the rows; those in `totalRows` are set apart as totals.
    ///   - cell: the cell for a row's id and a column's id.
    public init(
        id: String, title: Phrase, stub: Phrase? = nil, columns: [Heading], rows: [Heading],
        totalRows: Set<String> = [], base: Phrase? = nil, notes: [Phrase] = [], checks: [Check] = [],
        cell: (_ row: String, _ column: String) -> Cell
    ) {
        self.init(
            id: id, title: title, stub: stub, columns: columns,
            rows: rows.map { row in
                TableRow(
                    id: row.id, label: row.label, cells: columns.map { cell(row.id, $0.id) },
                    isTotal: totalRows.contains(row.id))
            },
            base: base, notes: notes, checks: checks)
    }

    /// The cell of a row and a column, nil if there is none.
    public subscript(row: String, column: String) -> Cell? {
        guard let column = columns.firstIndex(where: { $0.id == column }),
            let row = rows.first(where: { $0.id == row }), row.cells.indices.contains(column)
        else { return nil }
        return row.cells[column]
    }

    /// The row of an id.
    public func row(_ id: String) -> TableRow? {
        rows.first { $0.id == id }
    }

    /// The column of an id.
    public func column(_ id: String) -> Heading? {
        columns.first { $0.id == id }
    }

    /// Where a cell of this table stands in the document.
    public func reference(_ row: String, _ column: String) -> CellReference {
        CellReference(table: id, row: row, column: column)
    }
}

/// Where a cell stands in a document.
public struct CellReference: Codable, Hashable, Sendable {
    /// The table's id.
    public var table: String
    /// The row's id.
    public var row: String
    /// The column's id.
    public var column: String

    /// The place of a cell.
    public init(table: String, row: String, column: String) {
        self.table = table
        self.row = row
        self.column = column
    }
}
