import Dispatch
import Synchronization

/// Lets a cancelled task end its own statement, and never that of the next one on the same connection.
final class CancelGate: Sendable {
    private struct State {
        var last = 0
        var running: Int?
        var handle: PostgresCancel?
    }

    /// A request to the server waits for its answer; not on a thread of Swift's tasks.
    private static let queue = DispatchQueue(label: "sekisho.store.cancel", attributes: .concurrent)
    private let state = Mutex(State())

    /// A ticket for one use of the connection.
    func ticket() -> Int {
        state.withLock { state in
            state.last += 1
            return state.last
        }
    }

    /// From here the ticket's statements may be ended.
    func begin(_ ticket: Int, _ handle: PostgresCancel?) {
        state.withLock { ($0.running, $0.handle) = (ticket, handle) }
    }

    /// From here they may not. Waits for a request that is under way.
    func end() { state.withLock { $0.running = nil } }

    func cancel(_ ticket: Int) {
        Self.queue.async {
            self.state.withLock { state in
                guard state.running == ticket else { return }
                // One that does not reach the server leaves a statement that ends by itself.
                try? state.handle?.cancel()
            }
        }
    }
}
