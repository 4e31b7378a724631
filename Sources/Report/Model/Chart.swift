/// A picture of some cells of a table. It holds no number of its own: the bars are as long as the table says.
public struct Chart: Codable, Hashable, Sendable {
    /// How the bars of a row stand to each other.
    public enum Kind: String, CaseIterable, Codable, Hashable, Sendable {
        /// One bar per row, made of one piece per column.
        case stackedBars
        /// One upright bar per row, of the first column: for rows that follow one another in time.
        case upright
        /// One bar per row, all of the same length, made of each column's share.
        case shares
    }

    /// The id, unique in the document.
    public var id: String
    /// The title, also read out by screen readers.
    public var title: Phrase
    /// A sentence about what the picture shows, read out by screen readers; made from the cells if absent.
    public var description: Phrase?
    /// How the bars stand to each other.
    public var kind: Kind
    /// The id of the table.
    public var table: String
    /// The ids of the rows shown, in order.
    public var rows: [String]
    /// The ids of the columns shown, in order: at most six can be told apart.
    public var columns: [String]

    /// A picture of some cells of the table with that id.
    public init(
        id: String, title: Phrase, description: Phrase? = nil, kind: Kind, table: String, rows: [String],
        columns: [String]
    ) {
        self.id = id
        self.title = title
        self.description = description
        self.kind = kind
        self.table = table
        self.rows = rows
        self.columns = columns
    }

    /// A picture of a table by its columns, totals left out.
    public init(_ kind: Kind = .stackedBars, of table: Table, columns: [String], description: Phrase? = nil) {
        self.init(
            id: table.id + ".chart", title: table.title, description: description, kind: kind, table: table.id,
            rows: table.rows.filter { !$0.isTotal }.map(\.id), columns: columns)
    }
}
