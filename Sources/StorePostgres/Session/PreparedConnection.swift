import Store

/// A connection whose statements are prepared once, with values in the binary format.
final class PreparedConnection {
    private struct Known: Hashable {
        var sql: String
        var types: [UInt32]
    }

    private let connection: PostgresConnection
    private var link: LibpqConnection { connection.link }
    private var known: [Known: String] = [:]
    private var prepares = 0
    private var batches: [String: BatchInsert?] = [:]

    /// Connects, and makes sure that what is committed is kept.
    init(_ conninfo: String, _ options: PostgresOptions) throws(StoreError) {
        do throws(PostgresError) {
            connection = try PostgresConnection(
                conninfo, applicationName: options.applicationName,
                connectTimeoutSeconds: options.connectTimeoutSeconds)
            if options.statementTimeoutMilliseconds != 0 {
                try connection.setStatementTimeout(milliseconds: options.statementTimeoutMilliseconds)
            }
            let settings = try connection.execute(
                """
                SELECT set_config('synchronous_commit', CASE current_setting('synchronous_commit')
                        WHEN 'remote_apply' THEN 'remote_apply' ELSE 'on' END, false),
                    current_setting('fsync'), current_setting('full_page_writes')
                """
            ).rows
            try Self.requireDurable(settings.first ?? [], options)
        } catch {
            throw StoreFailure.mapped(error)
        }
    }

    private static func requireDurable(_ settings: [String?], _ options: PostgresOptions) throws(PostgresError) {
        guard settings.count == 3, settings[0] == "on" || settings[0] == "remote_apply" else {
            throw PostgresError(.cannotConnect, "the server did not take synchronous_commit=on; allow it for this role")
        }
        guard !options.requiresDurableServer || settings.dropFirst().allSatisfy({ $0 == "on" }) else {
            throw PostgresError(
                .cannotConnect,
                "the server runs with fsync or full_page_writes off, and a power cut may take away all of it; set both on"
            )
        }
    }

    var isOpen: Bool { link.isOpen }
    var isInTransaction: Bool { connection.state == .inTransaction }

    /// What ends a statement; nil on a lost connection.
    func cancelHandle() -> PostgresCancel? { link.cancel() }

    /// Whether the server is still there, as far as the network has told; only between statements.
    func isAlive() -> Bool {
        while link.isOpen, link.hasInput(waiting: 0) {
            guard link.readInput() else { return false }
        }
        return link.isOpen
    }

    /// Runs statements of ours, or a script, without values.
    func command(_ sql: String) throws(StoreError) {
        do throws(PostgresError) {
            try connection.run(script: sql)
        } catch {
            throw StoreFailure.mapped(error)
        }
    }

    /// Undoes what is open. A connection that cannot do that is given up, and then the server does.
    func rollBack() {
        guard link.isOpen, link.state != .idle else { return }
        do throws(PostgresError) { try connection.run(script: "ROLLBACK") } catch { link.close() }
    }

    func execute(_ text: StoreStatement, _ values: [StoreValue]) throws(StoreError) -> Int {
        let name = try prepared(text.postgres, values.map(BinaryValues.TypeID.of))
        return try run(name, BinaryValues(values))
    }

    func rows(_ text: StoreStatement, _ values: [StoreValue]) throws(StoreError) -> [StoreRow] {
        var rows: [StoreRow] = []
        try forEachRow(text, values) { rows.append($0) }
        return rows
    }

    func forEachRow(
        _ text: StoreStatement, _ values: [StoreValue], _ body: (StoreRow) throws(StoreError) -> Void
    ) throws(StoreError) {
        let name = try prepared(text.postgres, values.map(BinaryValues.TypeID.of))
        guard link.sendPrepared(name, BinaryValues(values)), link.wantSingleRows() else { throw notSent }
        var columns: (names: [String], types: [UInt32])?
        try answers { (answer) throws(StoreError) in
            guard answer.status == .row else { return }
            let known = columns ?? (answer.columnNames, answer.columnTypes)
            columns = known
            var cells: [StoreValue] = []
            cells.reserveCapacity(known.names.count)
            for column in known.names.indices {
                guard let bytes = answer.bytes(0, column) else {
                    cells.append(.null)
                    continue
                }
                cells.append(
                    try BinaryCells.value(bytes, type: known.types[column], column: known.names[column]))
            }
            try body(StoreRow(columns: known.names, values: cells))
        }
    }

    func executeMany(_ text: StoreStatement, _ rows: [[StoreValue]]) throws(StoreError) -> Int {
        var count = 0
        for start in stride(from: 0, to: rows.count, by: 1000) {
            guard !Task.isCancelled else { throw StoreError(.cancelled, "the task was cancelled") }
            let chunk = rows[start..<min(start + 1000, rows.count)]
            if chunk.count > 1, let batch = batch(text), let types = BatchInsert.types(chunk, text.count) {
                let (values, arrayTypes) = BatchInsert.arrays(chunk, types)
                count += try run(prepared(batch.statement(types), arrayTypes), values)
            } else {
                count += try pipeline(text, chunk)
            }
        }
        return count
    }

    private func batch(_ text: StoreStatement) -> BatchInsert? {
        if let known = batches[text.postgres] { return known }
        let batch = BatchInsert(text.postgres, count: text.count)
        if batches.count >= 500 { batches.removeAll() }
        batches[text.postgres] = .some(batch)
        return batch
    }

    /// Sends all rows before it waits for the first answer.
    private func pipeline(_ text: StoreStatement, _ rows: ArraySlice<[StoreValue]>) throws(StoreError) -> Int {
        var names: [String] = []
        for values in rows { names.append(try prepared(text.postgres, values.map(BinaryValues.TypeID.of))) }
        guard link.enterPipeline() else { throw notSent }
        var isSent = true
        for (name, values) in zip(names, rows) where isSent { isSent = link.sendPrepared(name, BinaryValues(values)) }
        isSent = link.syncPipeline() && isSent
        var (count, failure): (Int, StoreError?) = (0, nil)
        // Between the answers to two statements there is a nil; behind the sync there is nothing more.
        var isOver = !isSent
        while !isOver, link.isOpen {
            guard let answer = link.next() else { continue }
            switch answer.status {
            case .sync: isOver = true
            case .done: count += answer.affected
            case .failed: failure = failure ?? mapped(answer.error)
            case .rows, .row: failure = failure ?? Self.givesRows
            default: break
            }
        }
        // One in which a pipeline is stuck is of no use.
        if !isSent || !link.exitPipeline() { link.close() }
        if let failure { throw failure }
        guard link.isOpen else { throw StoreFailure.mapped(connection.lost) }
        return count
    }

    private static let givesRows = StoreError(.misuse, "the statement gives rows; use `query` or `forEachRow`")

    private func run(_ name: String, _ values: BinaryValues) throws(StoreError) -> Int {
        guard link.sendPrepared(name, values) else { throw notSent }
        var count = 0
        try answers { (answer) throws(StoreError) in
            guard answer.status == .done else { throw Self.givesRows }
            count += answer.affected
        }
        return count
    }

    /// The name by which the server knows a statement, with values of these types.
    private func prepared(_ sql: String, _ types: [UInt32]) throws(StoreError) -> String {
        guard link.isOpen else { throw StoreFailure.mapped(connection.lost) }
        let key = Known(sql: sql, types: types)
        if let name = known[key] { return name }
        if known.count >= 500 {
            try command("DEALLOCATE ALL")
            known.removeAll()
        }
        // Not by how many are known: the server keeps those that we forget.
        prepares += 1
        let name = "sekisho_\(prepares)"
        guard link.sendPrepare(name, sql, types) else { throw notSent }
        try answers { (_) throws(StoreError) in }
        known[key] = name
        return name
    }

    /// Takes in all answers to what was sent.
    private func answers(_ each: (LibpqResult) throws(StoreError) -> Void) throws(StoreError) {
        var failure: StoreError?
        while let answer = link.next() {
            switch answer.status {
            case .rows, .row, .done:
                guard failure == nil else { continue }
                do throws(StoreError) { try each(answer) } catch { failure = error }
            case .failed: failure = failure ?? mapped(answer.error)
            case .copyIn, .copyOut:
                failure = failure ?? StoreError(.misuse, "the statement copies from or to the client; use values")
                link.close()
            case .empty, .sync, .aborted: failure = failure ?? StoreError(.misuse, "the statement is empty")
            }
        }
        if let failure { throw failure }
        guard link.isOpen else { throw StoreFailure.mapped(connection.lost) }
    }

    private var notSent: StoreError { StoreFailure.mapped(connection.notSent) }

    private func mapped(_ error: PostgresError) -> StoreError {
        // A plan that a change of the tables has overtaken is made anew, when the transaction is run again.
        if error.sqlstate == "0A000" { known.removeAll() }
        let told = connection.told(error)
        if let state = error.sqlstate, StoreFailure.endings.contains(state) { link.close() }
        return StoreFailure.mapped(told)
    }
}
