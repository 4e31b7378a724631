/// What a session remembers of its transaction, the same for each database.
package struct SessionState: Sendable {
    /// The transaction is over.
    package var isEnded = false
    /// A callback of the session is running.
    package var isBusy = false
    /// Why nothing of the transaction can be kept.
    package private(set) var spoiledBy: StoreError?
    /// Others were in the way: the transaction is to be run again, whatever its body made of it.
    package private(set) var conflict: StoreError?

    package init() {}

    /// - Throws: ``StoreError/Kind/misuse`` after the end, in a callback and after a refusal;
    ///   ``StoreError/Kind/cancelled``.
    package func requireReady() throws(StoreError) {
        guard !isEnded else {
            throw StoreError(.misuse, "the transaction is over; use its session only inside its body")
        }
        guard !isBusy else {
            throw StoreError(.misuse, "the session is handing out rows; use it after that")
        }
        if let spoiledBy { throw Self.spoiled(spoiledBy) }
        guard !Task.isCancelled else { throw StoreError(.cancelled, "the task was cancelled") }
    }

    /// Whether the transaction may be kept.
    package func requireGood() throws(StoreError) {
        if let spoiledBy { throw Self.spoiled(spoiledBy) }
    }

    /// Takes note of a refusal: nothing more is done in the transaction.
    package mutating func spoil(_ error: StoreError) {
        if error.kind == .conflict { conflict = conflict ?? error }
        spoiledBy = spoiledBy ?? error
    }

    /// What was done since a savepoint is undone: the rest is good again.
    package mutating func mend() { spoiledBy = nil }

    private static func spoiled(_ cause: StoreError) -> StoreError {
        StoreError(
            cause.kind == .misuse || cause.kind == .conflict || cause.kind == .connectionLost
                || cause.kind == .cancelled ? cause.kind : .refused,
            "a statement of the transaction was refused before, so nothing of it can be kept: \(cause.message)",
            code: cause.code)
    }
}
