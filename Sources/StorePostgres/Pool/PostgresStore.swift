public import Store

/// A database on a PostgreSQL server.
///
/// Writes are serializable, with `synchronous_commit` on; where others were in the way they are run again, up to
/// ``PostgresOptions/conflictRetries`` times. A connection that is lost is opened again for the next transaction.
public final class PostgresStore: StoreDatabase {
    private let pool: WorkerPool
    private let conninfo: String
    private let options: PostgresOptions
    private let texts = StatementTexts()

    /// Which database it is.
    public var dialect: StoreDialect { .postgres }

    /// Connects once, to see that it goes; other connections follow when they are needed.
    ///
    /// - Parameters:
    ///   - conninfo: libpq's `keyword=value` pairs or a `postgresql://` URI; `tcp_user_timeout` and `keepalives_idle` in
    ///     it say how soon a dead network is noticed.
    /// - Throws: ``StoreError/Kind/cannotOpen``, also for a server that keeps nothing in a power cut;
    ///   ``StoreError/Kind/misuse``.
    public init(_ conninfo: String = "", options: PostgresOptions = PostgresOptions()) async throws(StoreError) {
        guard (1...256).contains(options.connections) else {
            throw StoreError(.misuse, "\(options.connections) connections are not 1 to 256")
        }
        self.conninfo = conninfo
        self.options = options
        let texts = texts
        pool = WorkerPool(
            (0..<options.connections).map { _ in ConnectionWorker(conninfo, options, texts) })
        try await pool.with { (worker) async throws(StoreError) in try await worker.connect() }
    }

    /// Runs `body` on one unchanging state of the database.
    public func read<Value: Sendable>(
        _ body: @escaping @Sendable (any StoreSession) throws(StoreError) -> Value
    ) async throws(StoreError) -> Value {
        try await pool.with { (worker) async throws(StoreError) in try await worker.transaction(.read, body) }
    }

    /// Runs `body` in a transaction, on the server's disk when this returns.
    @discardableResult
    public func write<Value: Sendable>(
        _ body: @escaping @Sendable (any StoreSession) throws(StoreError) -> Value
    ) async throws(StoreError) -> Value {
        try await pool.with { (worker) async throws(StoreError) in try await worker.transaction(.write, body) }
    }

    /// Takes the exclusive lock of a name: an advisory lock of the server, on a connection of its own.
    public func lock(_ name: String, waiting: Bool) async throws(StoreError) -> any StoreLock {
        try LockName.require(name)
        guard !pool.isClosed else { throw WorkerPool.closed }
        let worker = ConnectionWorker(conninfo, options, texts, reconnects: false)
        do throws(StoreError) {
            let key = StoreValue.integer(PostgresLock.key(name))
            if waiting {
                _ = try await worker.query("SELECT pg_advisory_lock($1)", [key])
            } else {
                let rows = try await worker.query("SELECT pg_try_advisory_lock($1)", [key])
                guard rows.first?[0] == 1 else { throw LockName.taken(name) }
            }
        } catch {
            await worker.close()
            throw error
        }
        return PostgresLock(name, worker)
    }

    /// Ends all connections but those of locks, as soon as what is under way is over.
    public func close() async { await pool.close() }
}
