extension PostgresConnection {
    /// Runs `body` in a transaction: kept as a whole when it returns, undone as a whole when it throws.
    ///
    /// Inside another it is a savepoint: only its own part is undone. `body` must not end the transaction itself.
    ///
    /// - Parameters:
    ///   - isolation: the server's default when absent; only for the outermost.
    /// - Throws: what `body` throws; ``PostgresError/Kind/refused`` when the server does not keep it, also when `body`
    ///   went on after a statement that was refused; ``PostgresError/Kind/lost``, of which `message` says so when it is
    ///   not known whether the transaction was kept.
    public func transaction<Value>(
        isolation: PostgresIsolation? = nil, _ body: () throws(PostgresError) -> Value
    ) throws(PostgresError) -> Value {
        try transaction(isolation: isolation, failing: { $0 }, body)
    }

    /// Runs `body` in a transaction, as above, with errors of the caller's own kind.
    ///
    /// - Parameters:
    ///   - failing: makes the caller's error of the database's.
    public func transaction<Value, Failure: Error>(
        isolation: PostgresIsolation? = nil, failing: (PostgresError) -> Failure,
        _ body: () throws(Failure) -> Value
    ) throws(Failure) -> Value {
        let savepoint: String?
        do throws(PostgresError) {
            savepoint = try begin(isolation)
        } catch {
            throw failing(error)
        }
        let value: Value
        do throws(Failure) {
            value = try body()
        } catch {
            rollBack(savepoint)
            throw error
        }
        do throws(PostgresError) {
            try keep(savepoint)
        } catch {
            throw failing(error)
        }
        return value
    }

    /// - Returns: the savepoint's name; nil for the outermost.
    private func begin(_ isolation: PostgresIsolation?) throws(PostgresError) -> String? {
        try requireReady()
        switch state {
        case .inTransaction:
            guard isolation == nil else {
                throw PostgresError(
                    .misuse, "a transaction inside another has the isolation of the outer; leave it out")
            }
            savepoints += 1
            let name = "sekisho_\(savepoints)"
            try execute("SAVEPOINT \(name)")
            return name
        case .inFailedTransaction:
            throw Self.spoiled
        default:
            try execute(isolation.map { "BEGIN ISOLATION LEVEL \($0.rawValue)" } ?? "BEGIN")
            return nil
        }
    }

    private func keep(_ savepoint: String?) throws(PostgresError) {
        switch state {
        case .inTransaction: break
        case .inFailedTransaction:
            // The server would answer COMMIT with a rollback and call that a success.
            rollBack(savepoint)
            throw Self.spoiled
        case .lost: throw lost
        case .idle, .busy:
            throw PostgresError(.misuse, "the transaction was ended from inside; leave COMMIT and ROLLBACK to its end")
        }
        if let savepoint {
            try execute("RELEASE SAVEPOINT \(savepoint)")
            return
        }
        do {
            try execute("COMMIT")
        } catch  where error.kind == .lost {
            var error = error
            error.message = "it is not known whether the transaction was kept: \(error.message)"
            throw error
        }
    }

    private func rollBack(_ savepoint: String?) {
        guard state == .inTransaction || state == .inFailedTransaction else { return }
        do {
            if let savepoint {
                try run(script: "ROLLBACK TO SAVEPOINT \(savepoint); RELEASE SAVEPOINT \(savepoint)")
            } else {
                try execute("ROLLBACK")
            }
        } catch {
            // What cannot be undone must not be kept later: without its connection the server undoes it.
            link.close()
        }
    }

    private static let spoiled = PostgresError(
        .refused, "a statement in the transaction was refused before, so nothing of it can be kept; begin again",
        sqlstate: "25P02")
}
