/// A database: SQLite in a file, or PostgreSQL on a server.
///
/// Bodies run on threads of the database's own, never on those of Swift's tasks: they may wait for a disk. A body may run
/// more than once, where others were in the way of its transaction; whatever it does besides the database has to bear it.
///
/// Transactions are as if one had run after the other. A cancelled task has its statement ended, its transaction undone,
/// and gets ``StoreError/Kind/cancelled``; once COMMIT is on its way, cancellation comes too late, and is ignored.
public protocol StoreDatabase: AnyObject, Sendable {
    /// Which database it is.
    var dialect: StoreDialect { get }

    /// Runs `body` on one unchanging state of the database: what was kept when its first statement began.
    ///
    /// - Throws: what `body` throws; ``StoreError`` of the database. A change is refused with ``StoreError/Kind/readOnly``.
    func read<Value: Sendable>(
        _ body: @escaping @Sendable (any StoreSession) throws(StoreError) -> Value
    ) async throws(StoreError) -> Value

    /// Runs `body` in a transaction, kept as a whole when it returns, undone as a whole when it throws.
    ///
    /// When this returns, what was written is on the disk, and no power cut takes it away.
    ///
    /// - Throws: what `body` throws; ``StoreError`` of the database, of which ``StoreError/mayHaveBeenKept`` says when it
    ///   is not known whether the transaction was kept.
    @discardableResult
    func write<Value: Sendable>(
        _ body: @escaping @Sendable (any StoreSession) throws(StoreError) -> Value
    ) async throws(StoreError) -> Value

    /// Takes the exclusive lock of a name, which one holder in all processes has at a time.
    ///
    /// It ends with the process of its holder, however that ends.
    ///
    /// - Parameters:
    ///   - name: 1 to 64 of the letters a to z, digits, `-`, `_` and `.`.
    ///   - waiting: whether to wait until it is free.
    /// - Throws: ``StoreError/Kind/notExclusive`` when it is another's and nobody is to wait.
    func lock(_ name: String, waiting: Bool) async throws(StoreError) -> any StoreLock

    /// Ends all connections, as soon as what is under way is over. What comes after is refused with
    /// ``StoreError/Kind/closed``.
    func close() async
}

extension StoreDatabase {
    /// Runs `body` while this process alone holds the lock of a name, and gives the lock back.
    ///
    /// What is to be done by the holder alone goes through ``StoreLock/write(_:)``.
    @discardableResult
    public func exclusively<Value: Sendable>(
        _ name: String, waiting: Bool = true,
        _ body: (any StoreLock) async throws(StoreError) -> Value
    ) async throws(StoreError) -> Value {
        let lock = try await lock(name, waiting: waiting)
        do throws(StoreError) {
            let value = try await body(lock)
            await lock.release()
            return value
        } catch {
            await lock.release()
            throw error
        }
    }

    /// Runs `body` as ``write(_:)`` does, with errors of the caller's own kind.
    ///
    /// - Parameters:
    ///   - failing: makes the caller's error of the database's.
    @discardableResult
    public func write<Value: Sendable, Failure: Error>(
        failing: (StoreError) -> Failure,
        _ body: @escaping @Sendable (any StoreSession) throws(Failure) -> Value
    ) async throws(Failure) -> Value {
        try await Carried.out(failing, body) { (carried) throws(StoreError) in try await self.write(carried) }
    }

    /// Runs `body` as ``read(_:)`` does, with errors of the caller's own kind.
    ///
    /// - Parameters:
    ///   - failing: makes the caller's error of the database's.
    public func read<Value: Sendable, Failure: Error>(
        failing: (StoreError) -> Failure,
        _ body: @escaping @Sendable (any StoreSession) throws(Failure) -> Value
    ) async throws(Failure) -> Value {
        try await Carried.out(failing, body) { (carried) throws(StoreError) in try await self.read(carried) }
    }
}
