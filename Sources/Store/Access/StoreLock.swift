/// The exclusive lock of a name, held.
///
/// Its end, also by `deinit`, gives it back.
public protocol StoreLock: AnyObject, Sendable {
    /// The name.
    var name: String { get }

    /// Whether it was held a moment ago. Only ``write(_:)`` is sure.
    var isHeld: Bool { get }

    /// Runs `body` in a transaction, as the database's own `write` does, that is kept only if the lock was held all the
    /// while.
    ///
    /// On PostgreSQL it runs on the connection that holds the lock: one that is lost loses both. So a holder that was
    /// taken for dead, and replaced, can write nothing more.
    ///
    /// - Throws: ``StoreError/Kind/notExclusive`` when the lock was lost or given back before.
    @discardableResult
    func write<Value: Sendable>(
        _ body: @escaping @Sendable (any StoreSession) throws(StoreError) -> Value
    ) async throws(StoreError) -> Value

    /// Waits until the lock is lost or given back, or the task is cancelled.
    func untilLost() async

    /// Gives it back, as soon as what is under way is over.
    func release() async
}

extension StoreLock {
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
}
