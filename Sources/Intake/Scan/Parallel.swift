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

    /// The results of `count` pieces of work, for which each worker makes a state of its own and keeps it.
    ///
    /// - Parameters:
    ///   - makeState: called once for each worker, on its thread.
    ///   - work: called once for each index, on any thread.
    public static func map<State, Result: Sendable>(
        _ count: Int, threads: Int? = nil, with makeState: @Sendable () -> sending State,
        _ work: @Sendable (_ state: inout State, _ index: Int) -> Result
    ) -> [Result] {
        let results = Mutex<[Result?]>(Array(repeating: nil, count: count))
        workers(over: count, threads: threads, makeState) { state, index in
            let result = work(&state, index)
            results.withLock { $0[index] = result }
        } _: { _ in
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

    /// Two pieces of work of different kinds at once.
    public static func pair<First: Sendable, Second: Sendable>(
        _ first: @Sendable () -> First, _ second: @Sendable () -> Second
    ) -> (First, Second) {
        let results = Mutex<(First?, Second?)>((nil, nil))
        DispatchQueue.concurrentPerform(iterations: 2) { index in
            if index == 0 {
                let result = first()
                results.withLock { $0.0 = result }
            } else {
                let result = second()
                results.withLock { $0.1 = result }
            }
        }
        guard case (let first?, let second?) = results.withLock({ $0 }) else {
            // INVARIANT: concurrentPerform returns when both have run.
            fatalError("a piece of work did not run")
        }
        return (first, second)
    }

    /// One thread for each core.
    public static var defaultThreads: Int { max(1, ProcessInfo.processInfo.activeProcessorCount) }
}
