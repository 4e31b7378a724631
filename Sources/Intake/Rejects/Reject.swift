/// A row, or a piece of one, that could not be used.
public struct Reject: Hashable, Codable, Sendable {
    /// The file, as the case names it.
    public var file: String
    /// The line, from 1, on which the field begins; the row, where the whole row is meant.
    public var line: Int
    /// The column, in characters, from 1; 0 where the whole row is meant.
    public var column: Int
    /// Heading of the column; absent where the whole row is meant.
    public var columnName: String?
    /// Why.
    public var reason: RejectReason
    /// The first characters of what was found there.
    public var excerpt: String

    /// A row that could not be used.
    public init(
        file: String, line: Int, column: Int = 0, columnName: String? = nil, reason: RejectReason, excerpt: String
    ) {
        self.file = file
        self.line = line
        self.column = column
        self.columnName = columnName
        self.reason = reason
        self.excerpt = excerpt
    }
}
