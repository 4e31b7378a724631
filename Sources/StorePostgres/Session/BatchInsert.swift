import Store

/// A plain INSERT of many rows, rewritten to take each column as one array: several times faster than row by row.
struct BatchInsert {
    private let head: String
    private let tail: String

    /// - Returns: nil for a statement that is not `INSERT INTO t (…) VALUES ($1, $2, …)`, or with more behind it than
    ///   ON CONFLICT … DO NOTHING.
    init?(_ sql: String, count: Int) {
        // Without quotes, brackets and comments in what is matched, nothing of it can mean anything else.
        let plain =
            /\s*(INSERT\s+INTO\s[^'()$;\/-]+\([^'()$;\/-]*\))\s*VALUES\s*\(([\s$,0-9]*)\)\s*(ON\s+CONFLICT(?:\s*\([^'()$;\/-]*\))?\s+DO\s+NOTHING)?\s*;?\s*/
            .ignoresCase()
        guard count > 0, let match = try? plain.wholeMatch(in: sql) else { return nil }
        let places = match.2.split(separator: ",", omittingEmptySubsequences: false).map {
            $0.filter { !$0.isWhitespace }
        }
        guard places == (1...count).map({ "$\($0)" }) else { return nil }
        head = String(match.1)
        tail = match.3.map(String.init) ?? ""
    }

    /// The statement for columns of some types, ``BinaryValues/TypeID/unknown`` for those that hold NULL alone.
    func statement(_ types: [UInt32]) -> String {
        var (cells, arrays, names): ([String], [String], [String]) = ([], [], [])
        for type in types {
            guard let name = Self.arrayName(type) else {
                cells.append("NULL")
                continue
            }
            names.append("c\(names.count + 1)")
            cells.append("batch." + names[names.count - 1])
            arrays.append("$\(names.count)::\(name)")
        }
        // All columns NULL: one counts the rows.
        if names.isEmpty {
            names = ["c1"]
            arrays = ["$1::text[]"]
        }
        return """
            \(head) SELECT \(cells.joined(separator: ", ")) FROM unnest(\(arrays.joined(separator: ", "))) \
            AS batch (\(names.joined(separator: ", "))) \(tail)
            """
    }

    /// The type of each column; nil when one holds values of several.
    static func types(_ rows: ArraySlice<[StoreValue]>, _ width: Int) -> [UInt32]? {
        var types = [UInt32](repeating: BinaryValues.TypeID.unknown, count: width)
        for row in rows {
            for (column, value) in row.enumerated() where value != .null {
                let type = BinaryValues.TypeID.of(value)
                if types[column] == BinaryValues.TypeID.unknown { types[column] = type }
                guard types[column] == type else { return nil }
            }
        }
        return types
    }

    /// The columns as arrays, and the arrays' types.
    static func arrays(_ rows: ArraySlice<[StoreValue]>, _ types: [UInt32]) -> (BinaryValues, [UInt32]) {
        var values = BinaryValues()
        var arrayTypes: [UInt32] = []
        func append(_ column: Int, _ type: UInt32) {
            arrayTypes.append(arrayType(type))
            values.append { values in
                // Dimensions, whether there are NULLs, the type, the length, and the first index.
                for number in [1, 1, Int(type), rows.count, 1] { values.put(int32: number) }
                for row in rows {
                    switch row[column] {
                    case .null: values.put(int32: -1)
                    case .integer: values.put(int32: 8)
                    case .text(let text): values.put(int32: text.utf8.count)
                    case .blob(let bytes): values.put(int32: bytes.count)
                    }
                    values.put(row[column])
                }
            }
        }
        for (column, type) in types.enumerated() where type != BinaryValues.TypeID.unknown { append(column, type) }
        if arrayTypes.isEmpty { append(0, BinaryValues.TypeID.text) }
        return (values, arrayTypes)
    }

    private static func arrayName(_ type: UInt32) -> String? {
        switch type {
        case BinaryValues.TypeID.bytea: "bytea[]"
        case BinaryValues.TypeID.int8: "bigint[]"
        case BinaryValues.TypeID.text: "text[]"
        default: nil
        }
    }

    /// `pg_type.oid` of the array of a type.
    private static func arrayType(_ type: UInt32) -> UInt32 {
        switch type {
        case BinaryValues.TypeID.bytea: 1001
        case BinaryValues.TypeID.int8: 1016
        default: 1009
        }
    }
}
