import Synchronization

/// What a body threw, kept while the transaction is undone.
final class Thrown<Failure: Error>: Sendable {
    private let kept = Mutex<Failure?>(nil)

    var error: Failure? {
        get { kept.withLock { $0 } }
        set { kept.withLock { $0 = newValue } }
    }
}
