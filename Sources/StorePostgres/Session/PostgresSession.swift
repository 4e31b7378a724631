import Store

/// A transaction of PostgreSQL under way.
final class PostgresSession: StoreSession {
    private let connection: PreparedConnection
    private let texts: StatementTexts
    private var state = SessionState()
    private var savepoints = 0

    init(_ connection: PreparedConnection, _ texts: StatementTexts) {
        self.connection = connection
        self.texts = texts
    }

    var dialect: StoreDialect { .postgres }

    func end() { state.isEnded = true }
    func requireGood() throws(StoreError) { try state.requireGood() }
    var conflict: StoreError? { state.conflict }

    @discardableResult
    func execute(_ sql: String, _ values: [StoreValue]) throws(StoreError) -> Int {
        try guarded { () throws(StoreError) in
            let text = try texts.statement(sql)
            try text.require(values)
            return try connection.execute(text, values)
        }
    }

    @discardableResult
    func executeMany(_ sql: String, _ rows: [[StoreValue]]) throws(StoreError) -> Int {
        try guarded { () throws(StoreError) in
            let text = try texts.statement(sql)
            for values in rows { try text.require(values) }
            return try connection.executeMany(text, rows)
        }
    }

    func forEachRow(
        _ sql: String, _ values: [StoreValue], _ body: (StoreRow) throws(StoreError) -> Bool
    ) throws(StoreError) {
        var thrown: StoreError?
        var wantsMore = true
        try guarded { () throws(StoreError) in
            let text = try texts.statement(sql)
            try text.require(values)
            state.isBusy = true
            defer { state.isBusy = false }
            try connection.forEachRow(text, values) { (row) throws(StoreError) in
                guard wantsMore else { return }
                do throws(StoreError) {
                    wantsMore = try body(row)
                } catch {
                    // The caller's own; the transaction itself is as good as before.
                    (thrown, wantsMore) = (error, false)
                }
            }
        }
        if let thrown { throw thrown }
    }

    func run(script: String) throws(StoreError) {
        try guarded { () throws(StoreError) in try connection.command(script) }
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
            guard !state.isEnded, connection.isOpen else { throw error }
            do throws(StoreError) {
                try connection.command("ROLLBACK TO SAVEPOINT \(name); RELEASE SAVEPOINT \(name)")
                state.mend()
            } catch let failed {
                state.spoil(failed)
            }
            throw error
        }
    }

    /// Runs what uses the connection; its refusal spoils the transaction.
    private func guarded<Value>(_ work: () throws(StoreError) -> Value) throws(StoreError) -> Value {
        try state.requireReady()
        do throws(StoreError) {
            let value = try work()
            guard connection.isInTransaction else {
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
