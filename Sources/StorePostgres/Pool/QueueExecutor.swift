import Dispatch

/// Runs the jobs of an actor on a thread of its own, which may wait for the network.
// INVARIANT: in this file, the queue is used only to hand jobs to it, which Dispatch allows from any thread; it is
// serial, so that one job runs at a time.
final class QueueExecutor: SerialExecutor, @unchecked Sendable {
    private let queue: DispatchQueue

    init(_ label: String) { queue = DispatchQueue(label: label) }

    func enqueue(_ job: consuming ExecutorJob) {
        let job = UnownedJob(job)
        let here = unsafe asUnownedSerialExecutor()
        queue.async { unsafe job.runSynchronously(on: here) }
    }

    func asUnownedSerialExecutor() -> UnownedSerialExecutor { unsafe UnownedSerialExecutor(ordinary: self) }
}
