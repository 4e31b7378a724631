import Store

/// A transaction of PostgreSQL under way.
final class PostgresSession: TransactionSession {
    private let connection: PreparedConnection
    private let texts: StatementTexts
    var state = SessionState()
    var savepoints = 0

    init(_ connection: PreparedConnection, _ texts: StatementTexts) {
        self.connection = connection
        self.texts = texts
    }

    var dialect: StoreDialect { .postgres }
    var isInTransaction: Bool { connection.isInTransaction }
    var canUndo: Bool { connection.isOpen }

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

    func command(_ script: String) throws(StoreError) { try connection.command(script) }
}
