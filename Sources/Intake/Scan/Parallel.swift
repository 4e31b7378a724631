import Dispatch
import Foundation
import Synchronization

/// Work on all cores: pieces are dealt out in order, and their results come back in order.
public enum Parallel {
    /// The results of `count` pieces of work.
    ///
    /// - Parameters:
    ///   - threads: at most so many at once; all cores when absent.
    ///   - work: called once for each index, on any thread.
    public static func map<Result: Sendable>(
        _ count: Int, threads: Int? = nil, _ work: @Sendable (_ index: Int) -> Result
    ) -> [Result] {
        let results = Mutex<[Result?]>(Array(repeating: nil, count: count))
        let next = Atomic<Int>(0)
        let workers = min(count, threads ?? defaultThreads)
        DispatchQueue.concurrentPerform(iterations: workers) { _ in
            while true {
                let index = next.wrappingAdd(1, ordering: .relaxed).oldValue
                guard index < count else { return }
                let result = work(index)
                results.withLock { $0[index] = result }
            }
        }
        return results.withLock { $0.compactMap { $0 } }
    }

    /// Each worker makes a state of its own, takes indices until there are none, and gives the state back.
    public static func workers<State>(
        over count: Int, threads: Int? = nil, _ makeState: @Sendable () -> sending State,
        _ work: @Sendable (_ state: inout State, _ index: Int) -> Void, _ collect: @Sendable (State) -> Void
    ) {
        let next = Atomic<Int>(0)
        DispatchQueue.concurrentPerform(iterations: max(1, min(count, threads ?? defaultThreads))) { _ in
            var state = makeState()
            while true {
                let index = next.wrappingAdd(1, ordering: .relaxed).oldValue
                guard index < count else { break }
                work(&state, index)
            }
            collect(state)
        }
    }

    /// One thread for each core.
    public static var defaultThreads: Int { max(1, ProcessInfo.processInfo.activeProcessorCount) }
}
