/// A session of one database: what differs is told here, and what is the same for all is done below.
package protocol TransactionSession: StoreSession {
    /// What it remembers of its transaction.
    var state: SessionState { get set }
    /// How many savepoints there were.
    var savepoints: Int { get set }
    /// Whether the database still has the transaction.
    var isInTransaction: Bool { get }
    /// Whether the database can be asked to undo a part of it.
    var canUndo: Bool { get }
    /// Runs statements whatever the state is.
    func command(_ script: String) throws(StoreError)
}

extension TransactionSession {
    /// Runs what uses the database; its refusal spoils the transaction.
    package func guarded<Value>(_ work: () throws(StoreError) -> Value) throws(StoreError) -> Value {
        try state.requireReady()
        do throws(StoreError) {
            let value = try work()
            guard isInTransaction else {
                throw StoreError(
                    .misuse, "the transaction was ended from inside; leave COMMIT and ROLLBACK to its end")
            }
            return value
        } catch {
            state.spoil(error)
            throw error
        }
    }

    package func run(script: String) throws(StoreError) {
        try guarded { () throws(StoreError) in try command(script) }
    }

    package func nested<Value>(_ body: () throws(StoreError) -> Value) throws(StoreError) -> Value {
        savepoints += 1
        let name = "sekisho_\(savepoints)"
        try run(script: "SAVEPOINT \(name)")
        do throws(StoreError) {
            let value = try body()
            try state.requireGood()
            try run(script: "RELEASE SAVEPOINT \(name)")
            return value
        } catch {
            guard !state.isEnded, canUndo else { throw error }
            do throws(StoreError) {
                try command("ROLLBACK TO SAVEPOINT \(name); RELEASE SAVEPOINT \(name)")
                state.mend()
            } catch let failed {
                state.spoil(failed)
            }
            throw error
        }
    }
}
