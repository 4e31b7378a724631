import Synchronization

/// Something that happens once, and for which tasks wait.
package final class OnceSignal: Sendable {
    private struct State {
        var hasHappened = false
        var next = 0
        var waiting: [Int: CheckedContinuation<Void, Never>] = [:]
    }

    private let state = Mutex(State())

    package init() {}

    package var hasHappened: Bool { state.withLock { $0.hasHappened } }

    /// - Returns: whether this call was the first.
    @discardableResult
    package func happen() -> Bool {
        let woken = state.withLock { state -> [CheckedContinuation<Void, Never>]? in
            guard !state.hasHappened else { return nil }
            state.hasHappened = true
            defer { state.waiting = [:] }
            return Array(state.waiting.values)
        }
        woken?.forEach { $0.resume() }
        return woken != nil
    }

    /// Waits until it has happened, or the task is cancelled.
    package func wait() async {
        let ticket = state.withLock { state in
            state.next += 1
            return state.next
        }
        await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                let isOver = state.withLock { state in
                    // A cancellation that came before finds nobody to wake, and is seen here.
                    if state.hasHappened || Task.isCancelled { return true }
                    state.waiting[ticket] = continuation
                    return false
                }
                if isOver { continuation.resume() }
            }
        } onCancel: {
            state.withLock { $0.waiting.removeValue(forKey: ticket) }?.resume()
        }
    }
}
