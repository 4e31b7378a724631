import Glibc
import Store

/// One connection and its thread: connects when it is needed, and again after a loss.
actor ConnectionWorker {
    /// What a transaction may do.
    enum Access: Sendable {
        case read, write
    }

    private let executor: QueueExecutor
    private nonisolated let gate = CancelGate()
    private let conninfo: String
    private let options: PostgresOptions
    private let texts: StatementTexts
    /// Whether a lost connection is opened again: not one that holds a lock.
    private let reconnects: Bool
    private var connection: PreparedConnection?
    private var isClosed = false

    init(_ conninfo: String, _ options: PostgresOptions, _ texts: StatementTexts, reconnects: Bool = true) {
        self.conninfo = conninfo
        self.options = options
        self.texts = texts
        self.reconnects = reconnects
        executor = QueueExecutor("sekisho.store.connection")
    }

    // INVARIANT: the executor lives as long as the actor.
    nonisolated var unownedExecutor: UnownedSerialExecutor { unsafe executor.asUnownedSerialExecutor() }

    /// Runs a transaction, which a cancelled task ends.
    nonisolated func transaction<Value: Sendable>(
        _ access: Access, _ body: @escaping @Sendable (any StoreSession) throws(StoreError) -> Value
    ) async throws(StoreError) -> Value {
        try await cancellable { (worker, ticket) throws(StoreError) in
            try worker.transaction(access, ticket, body)
        }
    }

    /// Runs one query outside a transaction, which a cancelled task ends.
    nonisolated func query(_ sql: String, _ values: [StoreValue] = []) async throws(StoreError) -> [StoreRow] {
        try await cancellable { (worker, ticket) throws(StoreError) in
            let connection = try worker.connected()
            worker.gate.begin(ticket, connection.cancelHandle())
            defer { worker.gate.end() }
            guard !Task.isCancelled else { throw StoreError(.cancelled, "the task was cancelled") }
            return try connection.rows(try worker.texts.statement(sql), values)
        }
    }

    private nonisolated func cancellable<Value: Sendable>(
        _ work: @escaping @Sendable (isolated ConnectionWorker, Int) throws(StoreError) -> Value
    ) async throws(StoreError) -> Value {
        let ticket = gate.ticket()
        let result = await withTaskCancellationHandler {
            await self.result(ticket, work)
        } onCancel: {
            gate.cancel(ticket)
        }
        return try result.get()
    }

    private func result<Value: Sendable>(
        _ ticket: Int, _ work: @Sendable (isolated ConnectionWorker, Int) throws(StoreError) -> Value
    ) -> Result<Value, StoreError> {
        do throws(StoreError) {
            return .success(try work(self, ticket))
        } catch {
            return .failure(error)
        }
    }

    /// Connects, if there is no connection yet.
    func connect() throws(StoreError) { _ = try connected() }

    /// Whether the server was still there a moment ago.
    func isAlive() -> Bool { connection?.isAlive() ?? false }

    func close() {
        isClosed = true
        connection = nil
    }

    private func connected() throws(StoreError) -> PreparedConnection {
        guard !isClosed else { throw WorkerPool.closed }
        if let connection, connection.isOpen { return connection }
        guard connection == nil || reconnects else {
            throw StoreError(.connectionLost, "the connection to the server is lost")
        }
        connection = nil
        let opened = try PreparedConnection(conninfo, options)
        connection = opened
        return opened
    }

    private func transaction<Value>(
        _ access: Access, _ ticket: Int, _ body: @Sendable (any StoreSession) throws(StoreError) -> Value
    ) throws(StoreError) -> Value {
        var attempt = 0
        while true {
            let connection = try begun(access, ticket)
            let session = PostgresSession(connection, texts)
            do throws(StoreError) {
                return try finished(connection, session, body)
            } catch {
                guard session.conflict != nil || error.kind == .conflict, !error.mayHaveBeenKept,
                    attempt < options.conflictRetries, !Task.isCancelled, !isClosed
                else { throw error }
                attempt += 1
                // Whoever was in the way may be so again: wait for 1 to 2^attempt milliseconds, 64 at most.
                usleep(UInt32.random(in: 1000...(1000 << UInt32(min(attempt, 6)))))
            }
        }
    }

    /// A connection with a transaction begun. A connection that was lost while nobody used it is nobody's loss.
    private func begun(_ access: Access, _ ticket: Int) throws(StoreError) -> PreparedConnection {
        let begin =
            switch access {
            case .read: "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY"
            case .write: "BEGIN ISOLATION LEVEL SERIALIZABLE READ WRITE"
            }
        for isLast in [false, true] {
            let connection = try connected()
            gate.begin(ticket, connection.cancelHandle())
            do throws(StoreError) {
                guard !Task.isCancelled else { throw StoreError(.cancelled, "the task was cancelled") }
                try connection.command(begin)
                return connection
            } catch {
                gate.end()
                if connection.isOpen { connection.rollBack() }
                guard error.kind == .connectionLost, reconnects, !isLast else { throw error }
            }
        }
        throw StoreError(.connectionLost, "the connection to the server is lost")
    }

    /// Runs the body, and keeps what it did.
    private func finished<Value>(
        _ connection: PreparedConnection, _ session: PostgresSession,
        _ body: @Sendable (any StoreSession) throws(StoreError) -> Value
    ) throws(StoreError) -> Value {
        let value: Value
        do throws(StoreError) {
            defer { session.end() }
            value = try body(session)
            try session.requireGood()
        } catch {
            gate.end()
            connection.rollBack()
            throw error
        }
        // COMMIT is not to be cut: its outcome would not be known.
        gate.end()
        do throws(StoreError) {
            try connection.command("COMMIT")
        } catch {
            var error = error
            error.mayHaveBeenKept = error.kind == .connectionLost
            connection.rollBack()
            throw error
        }
        return value
    }
}
