import GRDB
public import Store

/// A database in an SQLite file: WAL, `synchronous=FULL`, one writer, and readers that see it still.
///
/// Several processes on one machine may have it open; the file must not lie on a network's file system.
public final class SQLiteStore: StoreDatabase {
    private let database: any DatabaseWriter
    private let texts = StatementTexts()
    private let closed = OnceSignal()
    private let isReadOnly: Bool
    let locks: LockFolder

    /// Which database it is.
    public var dialect: StoreDialect { .sqlite }

    /// Opens a file, and waits for it.
    ///
    /// `application_id` and `user_version` are left as they are.
    ///
    /// - Parameters:
    ///   - path: of the file; beside it there will be others with `-wal`, `-shm` and `-lock-…` behind its name.
    /// - Throws: ``StoreError/Kind/cannotOpen``; ``StoreError/Kind/storageFailure`` when the file is no database or
    ///   damaged; ``StoreError/Kind/misuse``.
    public init(path: String, options: SQLiteOptions = SQLiteOptions()) throws(StoreError) {
        guard !path.isEmpty, !path.utf8.contains(0), path != ":memory:" else {
            throw StoreError(.misuse, "the path of the database is empty, has a NUL or is `:memory:`; name a file")
        }
        guard (1...64).contains(options.readers) else {
            throw StoreError(.misuse, "\(options.readers) readers are not 1 to 64")
        }
        guard (0...86_400_000).contains(options.busyTimeoutMilliseconds) else {
            throw StoreError(.misuse, "a wait of \(options.busyTimeoutMilliseconds) ms is not 0 to 86400000")
        }
        guard options.access == .create || LockFolder.isThere(path) else {
            throw StoreError(.cannotOpen, "there is no database at `\(path)`; create it first")
        }
        var configuration = Self.configuration(options.busyTimeoutMilliseconds)
        configuration.maximumReaderCount = options.readers
        isReadOnly = options.access == .readOnly
        configuration.readonly = isReadOnly
        locks = LockFolder(beside: path)
        do {
            let pool = try DatabasePool(path: path, configuration: configuration)
            database = pool
            if !isReadOnly { try Self.makeDurable(pool) }
            // The schema is read here, so that a file that is no database is found now.
            _ = try pool.read { try Int.fetchOne($0, sql: "SELECT count(*) FROM sqlite_schema") }
        } catch {
            throw Self.whileOpening(error, path)
        }
    }

    /// Opens a database in memory, for tests: nothing of it is kept, and reads wait for each other.
    public init() throws(StoreError) {
        isReadOnly = false
        locks = LockFolder(beside: nil)
        do {
            database = try DatabaseQueue(configuration: Self.configuration(0))
        } catch {
            throw Self.whileOpening(error, ":memory:")
        }
    }

    private static func configuration(_ milliseconds: Int) -> Configuration {
        var configuration = Configuration()
        configuration.label = "sekisho.store"
        configuration.foreignKeysEnabled = true
        configuration.busyMode = .timeout(Double(milliseconds) / 1000)
        // One that cannot be undone is an error of ours, not the end of the process.
        configuration.allowsUnsafeTransactions = true
        return configuration
    }

    /// GRDB opens pools for speed: a power cut could take away what was committed last.
    private static func makeDurable(_ pool: DatabasePool) throws {
        try pool.writeWithoutTransaction { database in
            try database.execute(sql: "PRAGMA synchronous = FULL")
            let (level, mode, keys) = (
                try Int.fetchOne(database, sql: "PRAGMA synchronous"),
                try String.fetchOne(database, sql: "PRAGMA journal_mode"),
                try Int.fetchOne(database, sql: "PRAGMA foreign_keys")
            )
            guard level == 2, mode == "wal", keys == 1 else {
                throw StoreError(
                    .cannotOpen,
                    "SQLite did not take synchronous=FULL, WAL and foreign keys; use a file on a local disk and SQLite of the system"
                )
            }
        }
    }

    private static func whileOpening(_ error: any Error, _ path: String) -> StoreError {
        var mapped = SQLiteFailure.mapped(error)
        if ![.storageFailure, .diskFull].contains(mapped.kind) { mapped.kind = .cannotOpen }
        mapped.message = "the database `\(path)` cannot be opened: \(mapped.message)"
        return mapped
    }

    /// Runs `body` on one unchanging state of the database.
    public func read<Value: Sendable>(
        _ body: @escaping @Sendable (any StoreSession) throws(StoreError) -> Value
    ) async throws(StoreError) -> Value {
        try requireOpen()
        do {
            return try await database.read { [texts] database in
                let session = SQLiteSession(database, texts)
                defer { session.end() }
                let value = try body(session)
                try session.requireGood()
                return value
            }
        } catch {
            throw SQLiteFailure.mapped(error)
        }
    }

    /// Runs `body` in a transaction, on the disk when this returns.
    @discardableResult
    public func write<Value: Sendable>(
        _ body: @escaping @Sendable (any StoreSession) throws(StoreError) -> Value
    ) async throws(StoreError) -> Value {
        try await write(while: nil, body)
    }

    /// Runs `body` in a transaction, if `lock` is held.
    func write<Value: Sendable>(
        while lock: SQLiteLock?, _ body: @escaping @Sendable (any StoreSession) throws(StoreError) -> Value
    ) async throws(StoreError) -> Value {
        try requireOpen()
        guard !isReadOnly else {
            throw StoreError(.readOnly, "the database was opened for reading alone; open it for writing")
        }
        do {
            return try await database.writeWithoutTransaction { [texts] database in
                if let lock, !lock.isHeld { throw LockName.lost(lock.name) }
                return try Self.transaction(database, SQLiteSession(database, texts), body)
            }
        } catch {
            throw SQLiteFailure.mapped(error)
        }
    }

    private static func transaction<Value>(
        _ database: Database, _ session: SQLiteSession, _ body: (any StoreSession) throws(StoreError) -> Value
    ) throws -> Value {
        try database.beginTransaction(.immediate)
        let value: Value
        do {
            defer { session.end() }
            value = try body(session)
            try session.requireGood()
        } catch {
            // SQLite may have undone it by itself, such as on a full disk.
            if database.isInsideTransaction { try? database.rollback() }
            throw error
        }
        do {
            try database.commit()
        } catch {
            var mapped = SQLiteFailure.mapped(error)
            // The end of the transaction may stand in the WAL although its fsync failed.
            mapped.mayHaveBeenKept = [.storageFailure, .diskFull].contains(mapped.kind)
            if database.isInsideTransaction { try? database.rollback() }
            throw mapped
        }
        return value
    }

    /// Takes the exclusive lock of a name.
    public func lock(_ name: String, waiting: Bool) async throws(StoreError) -> any StoreLock {
        try LockName.require(name)
        while true {
            try requireOpen()
            if let held = try locks.take(name) { return SQLiteLock(name, held, of: self) }
            guard waiting else { throw LockName.taken(name) }
            do {
                try await Task.sleep(for: .milliseconds(10))
            } catch {
                throw StoreError(.cancelled, "the task was cancelled")
            }
        }
    }

    /// Waits until the write that is under way is over.
    func settle() async {
        try? await database.writeWithoutTransaction { _ in }
    }

    /// Ends all connections, as soon as what is under way is over.
    public func close() async {
        guard closed.happen() else { return }
        let database = database
        try? await database.barrierWriteWithoutTransaction { _ in }
        try? database.close()
    }

    private func requireOpen() throws(StoreError) {
        guard !closed.hasHappened else { throw StoreError(.closed, "the database was closed; open it again") }
    }
}
