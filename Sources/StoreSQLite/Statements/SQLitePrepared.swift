import GRDB
import GRDBSQLite
import Store

/// A prepared statement of GRDB's cache, whose values and columns are handled here: GRDB's own would copy bytes twice.
// INVARIANT: in this file, the handles are GRDB's, of a statement and a connection that live as long as `statement` and
// `database`, and are used on that connection's queue alone; what is bound is copied by SQLite (SQLITE_TRANSIENT), and
// what SQLite hands out is copied before the next step.
@safe struct SQLitePrepared {
    private let database: Database
    private let statement: Statement
    private let handle: OpaquePointer

    init(_ text: StoreStatement, _ database: Database) throws(StoreError) {
        do {
            statement = try database.cachedStatement(sql: text.sqlite)
        } catch {
            throw SQLiteFailure.mapped(error)
        }
        self.database = database
        unsafe handle = unsafe statement.sqliteStatement
    }

    var columnCount: Int { Int(unsafe sqlite3_column_count(handle)) }

    /// Runs a statement that gives no rows.
    ///
    /// - Returns: how many rows it changed.
    func run(_ values: [StoreValue]) throws(StoreError) -> Int {
        defer { rest() }
        try bind(values)
        let before = database.totalChangesCount
        guard unsafe sqlite3_step(handle) == SQLITE_DONE else { throw failure }
        // Of a statement that changes no rows, SQLite would tell the count of the one before.
        return database.totalChangesCount == before ? 0 : database.changesCount
    }

    /// Hands out rows until `body` has had enough.
    func forEachRow(
        _ values: [StoreValue], _ body: (StoreRow) throws(StoreError) -> Bool
    ) throws(StoreError) {
        defer { rest() }
        try bind(values)
        var columns: [String]?
        while true {
            guard !Task.isCancelled else { throw StoreError(.cancelled, "the task was cancelled") }
            switch unsafe sqlite3_step(handle) {
            case SQLITE_DONE: return
            case SQLITE_ROW: break
            default: throw failure
            }
            // Not before the first step: until then the table may have got a column more.
            let names =
                unsafe columns
                ?? (0..<sqlite3_column_count(handle)).map { column in
                    unsafe sqlite3_column_name(handle, column).map { unsafe String(cString: $0) } ?? ""
                }
            columns = names
            var cells: [StoreValue] = []
            cells.reserveCapacity(names.count)
            for column in names.indices { cells.append(try cell(Int32(column), names[column])) }
            guard try body(StoreRow(columns: names, values: cells)) else { return }
        }
    }

    private func cell(_ column: Int32, _ name: String) throws(StoreError) -> StoreValue {
        switch unsafe sqlite3_column_type(handle, column) {
        case SQLITE_NULL: return .null
        case SQLITE_INTEGER: return .integer(unsafe sqlite3_column_int64(handle, column))
        case SQLITE_BLOB:
            let start = unsafe sqlite3_column_blob(handle, column)
            let count = Int(unsafe sqlite3_column_bytes(handle, column))
            return .blob(unsafe Array(UnsafeRawBufferPointer(start: start, count: count)))
        case SQLITE_TEXT:
            let start = unsafe sqlite3_column_text(handle, column)
            let count = Int(unsafe sqlite3_column_bytes(handle, column))
            let bytes = unsafe UnsafeBufferPointer(start: start, count: count)
            guard let text = unsafe String(validating: bytes, as: UTF8.self) else {
                throw StoreError(.unreadable, "the column `\(name)` holds text that is not UTF-8")
            }
            guard unsafe !bytes.contains(0) else {
                throw StoreError(.unreadable, "the column `\(name)` holds text with a NUL")
            }
            return .text(text)
        default:
            throw StoreError(.unreadable, "the column `\(name)` holds a fraction; cast it to INTEGER or TEXT")
        }
    }

    private func bind(_ values: [StoreValue]) throws(StoreError) {
        let transient = unsafe unsafeBitCast(-1, to: sqlite3_destructor_type.self)
        for (place, value) in values.enumerated() {
            let index = Int32(place + 1)
            let code: Int32
            switch value {
            case .null: code = unsafe sqlite3_bind_null(handle, index)
            case .integer(let number): code = unsafe sqlite3_bind_int64(handle, index, number)
            case .text(var text):
                let count = text.utf8.count
                code = text.withUTF8 { bytes in
                    // One without bytes may have no place in memory, and SQLite would take that for NULL.
                    guard let start = bytes.baseAddress else {
                        return unsafe sqlite3_bind_text(handle, index, "", 0, transient)
                    }
                    return unsafe start.withMemoryRebound(to: CChar.self, capacity: count) {
                        unsafe sqlite3_bind_text64(
                            handle, index, $0, UInt64(count), transient, UInt8(SQLITE_UTF8))
                    }
                }
            case .blob(let bytes):
                code =
                    bytes.isEmpty
                    ? unsafe sqlite3_bind_zeroblob(handle, index, 0)
                    : unsafe bytes.withUnsafeBytes {
                        unsafe sqlite3_bind_blob64(handle, index, $0.baseAddress, UInt64($0.count), transient)
                    }
            }
            guard code == SQLITE_OK else { throw failure }
        }
    }

    /// Ready for the next use, holding no values.
    private func rest() {
        unsafe sqlite3_reset(handle)
        unsafe sqlite3_clear_bindings(handle)
    }

    private var failure: StoreError {
        let connection = unsafe sqlite3_db_handle(handle)
        let message = unsafe sqlite3_errmsg(connection).map { unsafe String(cString: $0) } ?? ""
        return SQLiteFailure.mapped(code: unsafe sqlite3_extended_errcode(connection), message: message)
    }
}
