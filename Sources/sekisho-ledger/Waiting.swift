import Casework
import Dispatch
import Recordkeeping
import Synchronization

/// Lets a command wait for work that is done on other threads.
enum Waiting {
    /// What the work came to.
    private final class Answer<Value: Sendable>: Sendable {
        let kept = Mutex<Result<Value, CaseworkError>?>(nil)
    }

    /// Waits for it. Only for the main thread of a command, which has nothing else to do.
    static func on<Value: Sendable>(
        _ work: @escaping @Sendable () async throws(CaseworkError) -> Value
    ) throws(CaseworkError) -> Value {
        let answer = Answer<Value>()
        let done = DispatchSemaphore(value: 0)
        Task {
            let result: Result<Value, CaseworkError>
            do throws(CaseworkError) { result = .success(try await work()) } catch { result = .failure(error) }
            answer.kept.withLock { $0 = result }
            done.signal()
        }
        done.wait()
        // INVARIANT: the answer is there before the signal is given.
        guard let result = answer.kept.withLock({ $0 }) else { preconditionFailure("there is no answer") }
        return try result.get()
    }
}
