import GRDB
import Store

/// A transaction of SQLite under way.
final class SQLiteSession: TransactionSession {
    private let database: Database
    private let texts: StatementTexts
    var state = SessionState()
    var savepoints = 0

    init(_ database: Database, _ texts: StatementTexts) {
        self.database = database
        self.texts = texts
    }

    var dialect: StoreDialect { .sqlite }
    var isInTransaction: Bool { database.isInsideTransaction }
    var canUndo: Bool { database.isInsideTransaction }

    func end() { state.isEnded = true }
    func requireGood() throws(StoreError) { try state.requireGood() }

    @discardableResult
    func execute(_ sql: String, _ values: [StoreValue]) throws(StoreError) -> Int {
        try runEach(sql, CollectionOfOne(values))
    }

    @discardableResult
    func executeMany(_ sql: String, _ rows: [[StoreValue]]) throws(StoreError) -> Int {
        try runEach(sql, rows)
    }

    private func runEach(_ sql: String, _ rows: some Collection<[StoreValue]>) throws(StoreError) -> Int {
        try guarded { () throws(StoreError) in
            let text = try texts.statement(sql)
            for values in rows { try text.require(values) }
            let statement = try SQLitePrepared(text, database)
            guard statement.columnCount == 0 else {
                throw StoreError(.misuse, "the statement gives rows; use `query` or `forEachRow`")
            }
            var count = 0
            for values in rows {
                guard !Task.isCancelled else { throw StoreError(.cancelled, "the task was cancelled") }
                count += try statement.run(values)
            }
            return count
        }
    }

    func forEachRow(
        _ sql: String, _ values: [StoreValue], _ body: (StoreRow) throws(StoreError) -> Bool
    ) throws(StoreError) {
        var thrown: StoreError?
        try guarded { () throws(StoreError) in
            let text = try texts.statement(sql)
            try text.require(values)
            let statement = try SQLitePrepared(text, database)
            state.isBusy = true
            defer { state.isBusy = false }
            try statement.forEachRow(values) { (row) throws(StoreError) in
                do throws(StoreError) {
                    return try body(row)
                } catch {
                    // The caller's own; the transaction itself is as good as before.
                    thrown = error
                    return false
                }
            }
        }
        if let thrown { throw thrown }
    }

    func command(_ script: String) throws(StoreError) {
        guard !script.utf8.contains(0) else { throw StoreError(.misuse, "the script has a NUL; take it out") }
        do {
            try database.execute(sql: script)
        } catch {
            throw SQLiteFailure.mapped(error)
        }
    }
}
