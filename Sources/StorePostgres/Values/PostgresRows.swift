/// What a statement gave back.
public struct PostgresRows: Sendable {
    /// A column of the result.
    public struct Column: Hashable, Sendable {
        /// Its name; names may repeat, and `?column?` is what the server calls one without.
        public var name: String
        /// Its type, as `pg_type.oid` numbers them: 25 is `text`, 23 `integer`.
        public var typeOID: UInt32

        /// A column.
        public init(name: String, typeOID: UInt32) {
            self.name = name
            self.typeOID = typeOID
        }
    }

    /// The columns, in their order; none for a statement that gives no rows.
    public var columns: [Column]
    /// The rows, each with one cell for each column, in the server's text format; `nil` is NULL.
    public var rows: [[String?]]
    /// How many rows were inserted, changed, deleted, fetched or copied; `nil` for a statement that counts none.
    public var affected: Int?

    /// A result.
    public init(columns: [Column], rows: [[String?]], affected: Int?) {
        self.columns = columns
        self.rows = rows
        self.affected = affected
    }

    /// The index of the first column of a name, compared byte for byte.
    public func index(of name: String) -> Int? {
        columns.firstIndex { $0.name.utf8.elementsEqual(name.utf8) }
    }
}
