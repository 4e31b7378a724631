/// A table as conditions see it.
public struct TableShape: Hashable, Sendable {
    /// A column of a table.
    public struct Column: Hashable, Sendable {
        /// The name, as SQL folds it: in small letters unless it stands in double quotes.
        public var name: String
        /// The type.
        public var type: ValueType
        /// The digits behind the point of a `numeric(p, s)`; 0 for others.
        public var scale: Int
        /// The least and the greatest number that the column can hold.
        public var range: ClosedRange<Int128>?
        /// The most characters that a text can have; nil where there is no limit.
        public var mostCharacters: Int?
        /// Whether there can be NULLs.
        public var isNullable: Bool
        /// The only values that there can be; nil where there is no such list.
        public var values: [Datum]?

        /// A column.
        ///
        /// - Parameter range: for numbers, in units of ten to the power of minus `scale`.
        public init(
            _ name: String, _ type: ValueType, scale: Int = 0, range: ClosedRange<Int128>? = nil,
            mostCharacters: Int? = nil, isNullable: Bool = true, values: [Datum]? = nil
        ) {
            self.name = name
            self.type = type
            self.scale = scale
            self.range = range
            self.mostCharacters = mostCharacters
            self.isNullable = isNullable
            self.values = values
        }
    }

    /// The name, with its schema where the database needs it, as `schema.table`.
    public var name: String
    /// The columns, in their order.
    public var columns: [Column]

    /// A table.
    public init(_ name: String, _ columns: [Column]) {
        self.name = name
        self.columns = columns
    }

    /// The place of a column, if there is one of that name.
    public func column(_ name: String) -> Int? { columns.firstIndex { $0.name == name } }
}
