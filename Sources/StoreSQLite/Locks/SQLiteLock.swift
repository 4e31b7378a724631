import Store

/// The exclusive lock of a name beside an SQLite file.
final class SQLiteLock: StoreLock {
    let name: String
    private let held: LockFolder.Held
    private let store: SQLiteStore
    private let ended = OnceSignal()

    init(_ name: String, _ held: LockFolder.Held, of store: SQLiteStore) {
        self.name = name
        self.held = held
        self.store = store
    }

    deinit { held.giveBack() }

    var isHeld: Bool { !ended.hasHappened }

    @discardableResult
    func write<Value: Sendable>(
        _ body: @escaping @Sendable (any StoreSession) throws(StoreError) -> Value
    ) async throws(StoreError) -> Value {
        guard isHeld else { throw LockName.lost(name) }
        return try await store.write(while: self, body)
    }

    func untilLost() async { await ended.wait() }

    func release() async {
        guard ended.happen() else { return }
        // Writes come one after the other: behind this, none of ours is under way, and none begins.
        await store.settle()
        held.giveBack()
    }
}
