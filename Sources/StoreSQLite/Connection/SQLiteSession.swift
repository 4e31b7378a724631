import GRDB
import Store

/// A transaction of SQLite under way.
final class SQLiteSession: StoreSession {
    private let database: Database
    private let texts: StatementTexts
    private var state = SessionState()
    private var savepoints = 0

    init(_ database: Database, _ texts: StatementTexts) {
        self.database = database
        self.texts = texts
    }

    var dialect: StoreDialect { .sqlite }

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

    func run(script: String) throws(StoreError) {
        try guarded { () throws(StoreError) in
            guard !script.utf8.contains(0) else { throw StoreError(.misuse, "the script has a NUL; take it out") }
            do {
                try database.execute(sql: script)
            } catch {
                throw SQLiteFailure.mapped(error)
            }
        }
    }

    func nested<Value>(_ body: () throws(StoreError) -> Value) throws(StoreError) -> Value {
        savepoints += 1
        let name = "sekisho_\(savepoints)"
        try run(script: "SAVEPOINT \(name)")
        do throws(StoreError) {
            let value = try body()
            try state.requireGood()
            try run(script: "RELEASE SAVEPOINT \(name)")
            return value
        } catch {
            guard !state.isEnded, database.isInsideTransaction else { throw error }
            do {
                try database.execute(sql: "ROLLBACK TO SAVEPOINT \(name); RELEASE SAVEPOINT \(name)")
                state.mend()
            } catch let failed {
                state.spoil(SQLiteFailure.mapped(failed))
            }
            throw error
        }
    }

    /// Runs what uses the database; its refusal spoils the transaction.
    private func guarded<Value>(_ work: () throws(StoreError) -> Value) throws(StoreError) -> Value {
        try state.requireReady()
        do throws(StoreError) {
            let value = try work()
            guard database.isInsideTransaction else {
                throw StoreError(
                    .misuse, "the transaction was ended from inside; leave COMMIT and ROLLBACK to its end")
            }
            return value
        } catch {
            state.spoil(error)
            throw error
        }
    }
}
