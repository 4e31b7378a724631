import Store
import Synchronization

/// Connections that are lent to one transaction each, first come, first served.
final class WorkerPool: Sendable {
    private struct State {
        var free: [ConnectionWorker]
        var waiting: [(ticket: Int, continuation: CheckedContinuation<Result<ConnectionWorker, StoreError>, Never>)] =
            []
        var last = 0
        var isClosed = false
    }

    private let all: [ConnectionWorker]
    private let state: Mutex<State>

    init(_ workers: [ConnectionWorker]) {
        all = workers
        state = Mutex(State(free: workers))
    }

    static let closed = StoreError(.closed, "the database was closed; open it again")
    private static let cancelled = StoreError(.cancelled, "the task was cancelled")

    var isClosed: Bool { state.withLock { $0.isClosed } }

    func with<Value: Sendable>(
        _ body: (ConnectionWorker) async throws(StoreError) -> Value
    ) async throws(StoreError) -> Value {
        let worker = try await take()
        do throws(StoreError) {
            let value = try await body(worker)
            giveBack(worker)
            return value
        } catch {
            giveBack(worker)
            throw error
        }
    }

    private func take() async throws(StoreError) -> ConnectionWorker {
        let ticket = state.withLock { state in
            state.last += 1
            return state.last
        }
        let taken = await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                let now = state.withLock { state -> Result<ConnectionWorker, StoreError>? in
                    if state.isClosed { return .failure(Self.closed) }
                    if Task.isCancelled { return .failure(Self.cancelled) }
                    // The one used last has its connection, and its statements prepared.
                    if let worker = state.free.popLast() { return .success(worker) }
                    state.waiting.append((ticket, continuation))
                    return nil
                }
                if let now { continuation.resume(returning: now) }
            }
        } onCancel: {
            let woken = state.withLock { state in
                state.waiting.firstIndex { $0.ticket == ticket }.map { state.waiting.remove(at: $0).continuation }
            }
            woken?.resume(returning: .failure(Self.cancelled))
        }
        return try taken.get()
    }

    private func giveBack(_ worker: ConnectionWorker) {
        let next = state.withLock { state in
            guard !state.waiting.isEmpty else {
                state.free.append(worker)
                return nil as CheckedContinuation<Result<ConnectionWorker, StoreError>, Never>?
            }
            return state.waiting.removeFirst().continuation
        }
        next?.resume(returning: .success(worker))
    }

    func close() async {
        let woken = state.withLock { state in
            state.isClosed = true
            defer { state.waiting = [] }
            return state.waiting.map(\.continuation)
        }
        woken.forEach { $0.resume(returning: .failure(Self.closed)) }
        for worker in all { await worker.close() }
    }
}
