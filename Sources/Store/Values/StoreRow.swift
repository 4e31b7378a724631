/// One row of an answer.
public struct StoreRow: Sendable, Hashable {
    /// The names of the columns, in their order; names may repeat.
    public let columns: [String]
    /// One value for each column.
    public let values: [StoreValue]

    /// A row.
    public init(columns: [String], values: [StoreValue]) {
        self.columns = columns
        self.values = values
    }

    /// The value of a column, counted from 0. One that is not there is the program's mistake, and stops it.
    public subscript(_ column: Int) -> StoreValue { values[column] }

    /// A whole number that is not NULL.
    ///
    /// - Throws: ``StoreError/Kind/unreadable`` when there is no such column or it holds something else.
    public func integer(_ column: Int) throws(StoreError) -> Int64 {
        guard let number = try optionalInteger(column) else { throw unlike(column, "a whole number") }
        return number
    }

    /// A whole number, or nil for NULL.
    ///
    /// - Throws: ``StoreError/Kind/unreadable`` when there is no such column or it holds something else.
    public func optionalInteger(_ column: Int) throws(StoreError) -> Int64? {
        switch try value(column) {
        case .integer(let number): return number
        case .null: return nil
        default: throw unlike(column, "a whole number")
        }
    }

    /// A text that is not NULL.
    ///
    /// - Throws: ``StoreError/Kind/unreadable`` when there is no such column or it holds something else.
    public func text(_ column: Int) throws(StoreError) -> String {
        guard let text = try optionalText(column) else { throw unlike(column, "a text") }
        return text
    }

    /// A text, or nil for NULL.
    ///
    /// - Throws: ``StoreError/Kind/unreadable`` when there is no such column or it holds something else.
    public func optionalText(_ column: Int) throws(StoreError) -> String? {
        switch try value(column) {
        case .text(let text): return text
        case .null: return nil
        default: throw unlike(column, "a text")
        }
    }

    /// Bytes that are not NULL.
    ///
    /// - Throws: ``StoreError/Kind/unreadable`` when there is no such column or it holds something else.
    public func blob(_ column: Int) throws(StoreError) -> [UInt8] {
        guard let bytes = try optionalBlob(column) else { throw unlike(column, "bytes") }
        return bytes
    }

    /// Bytes, or nil for NULL.
    ///
    /// - Throws: ``StoreError/Kind/unreadable`` when there is no such column or it holds something else.
    public func optionalBlob(_ column: Int) throws(StoreError) -> [UInt8]? {
        switch try value(column) {
        case .blob(let bytes): return bytes
        case .null: return nil
        default: throw unlike(column, "bytes")
        }
    }

    private func value(_ column: Int) throws(StoreError) -> StoreValue {
        guard values.indices.contains(column) else {
            throw StoreError(.unreadable, "the answer has \(values.count) columns, and none at \(column)")
        }
        return values[column]
    }

    private func unlike(_ column: Int, _ wanted: String) -> StoreError {
        let name = columns.indices.contains(column) ? columns[column] : "\(column)"
        return StoreError(.unreadable, "the column `\(name)` holds \(values[column].kind), not \(wanted)")
    }
}
