/// What became of the rows of a file: rows in = used + rejected + duplicates.
public struct RowAccount: Hashable, Codable, Sendable {
    /// Rows found, the heading not counted.
    public var rowsIn: Int
    /// Rows used.
    public var used: Int
    /// Rows that could not be used, each listed.
    public var rejected: Int
    /// Rows that repeat another.
    public var duplicates: Int

    /// An account of rows.
    public init(rowsIn: Int = 0, used: Int = 0, rejected: Int = 0, duplicates: Int = 0) {
        self.rowsIn = rowsIn
        self.used = used
        self.rejected = rejected
        self.duplicates = duplicates
    }

    /// Whether no row was dropped in silence.
    public var balances: Bool { rowsIn == used + rejected + duplicates }

    /// Both accounts together.
    public static func + (left: RowAccount, right: RowAccount) -> RowAccount {
        RowAccount(
            rowsIn: left.rowsIn + right.rowsIn, used: left.used + right.used,
            rejected: left.rejected + right.rejected, duplicates: left.duplicates + right.duplicates)
    }
}
