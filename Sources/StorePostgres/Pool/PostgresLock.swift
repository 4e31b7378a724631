import Store

/// An advisory lock of the server, on a connection of its own.
final class PostgresLock: StoreLock {
    let name: String
    private let worker: ConnectionWorker
    private let ended: OnceSignal
    private let watch: Task<Void, Never>

    init(_ name: String, _ worker: ConnectionWorker) {
        self.name = name
        self.worker = worker
        let ended = OnceSignal()
        self.ended = ended
        watch = Task { [weak worker] in
            while !ended.hasHappened, let worker, await worker.isAlive() {
                do { try await Task.sleep(for: .milliseconds(100)) } catch { break }
            }
            ended.happen()
        }
    }

    deinit {
        watch.cancel()
        ended.happen()
    }

    /// The number of a name: FNV-1a of 64 bits over `sekisho:` and the name.
    static func key(_ name: String) -> Int64 {
        var hash: UInt64 = 0xCBF2_9CE4_8422_2325
        for byte in "sekisho:\(name)".utf8 { hash = (hash ^ UInt64(byte)) &* 0x0000_0100_0000_01B3 }
        return Int64(bitPattern: hash)
    }

    var isHeld: Bool { !ended.hasHappened }

    @discardableResult
    func write<Value: Sendable>(
        _ body: @escaping @Sendable (any StoreSession) throws(StoreError) -> Value
    ) async throws(StoreError) -> Value {
        guard isHeld else { throw LockName.lost(name) }
        do throws(StoreError) {
            return try await worker.transaction(.write, body)
        } catch {
            guard error.kind == .connectionLost || error.kind == .closed else { throw error }
            ended.happen()
            guard !error.mayHaveBeenKept else { throw error }
            throw LockName.lost(name)
        }
    }

    func untilLost() async { await ended.wait() }

    func release() async {
        guard ended.happen() else { return }
        watch.cancel()
        // The next in line need not wait until the server has noticed the end of the connection.
        _ = try? await worker.query("SELECT pg_advisory_unlock($1)", [.integer(Self.key(name))])
        await worker.close()
    }
}
