extension PostgresConnection {
    /// Hands out the rows of a query one by one by COPY, without holding them all.
    ///
    /// - Parameters:
    ///   - query: SELECT, VALUES, TABLE, or a change with RETURNING, without parameters and without `;`.
    ///   - row: gets each row's cells, in the server's text format; `nil` is NULL. When it throws, the server is told to
    ///     stop, and the error is passed on. It must not use the connection.
    /// - Returns: how many rows there were.
    /// - Throws: ``PostgresError``. Rows may have been handed out before: the answer is whole only when this returns.
    @discardableResult
    public func copyOut(
        _ query: String, row: ([String?]) throws(PostgresError) -> Void
    ) throws(PostgresError) -> Int {
        try copyOut(query, failing: { $0 }, row: row)
    }

    /// Hands out the rows of a query one by one by COPY, as above, with errors of the caller's own kind.
    ///
    /// - Parameters:
    ///   - failing: makes the caller's error of the database's.
    @discardableResult
    public func copyOut<Failure: Error>(
        _ query: String, failing: (PostgresError) -> Failure, row: ([String?]) throws(Failure) -> Void
    ) throws(Failure) -> Int {
        let columns: Int
        do throws(PostgresError) {
            try requireReady()
        } catch {
            throw failing(error)
        }
        beginUse()
        defer { endUse() }
        do throws(PostgresError) {
            columns = try beginCopyOut(query)
        } catch {
            throw failing(error)
        }
        var count = 0
        do throws(Failure) {
            while case .row(let bytes) = link.copiedRow() {
                count += 1
                let cells: [String?]
                do throws(PostgresError) {
                    cells = try CopyText.cells(bytes, columns: columns, number: count)
                } catch {
                    throw failing(error)
                }
                try row(cells)
            }
        } catch {
            _ = try? collect()
            throw error
        }
        do throws(PostgresError) {
            _ = try collect()
        } catch {
            throw failing(error)
        }
        return count
    }

    /// - Returns: how many columns the rows have.
    private func beginCopyOut(_ query: String) throws(PostgresError) -> Int {
        try CTexts.refuseNUL(in: query, "the query")
        let opening = "COPY ("
        // The query may end in a comment.
        guard link.send(script: "\(opening)\(query)\n) TO STDOUT (FORMAT text)") else { throw notSent }
        guard let answer = link.next() else { throw lost }
        switch answer.status {
        case .copyOut: return answer.columnCount
        case .failed:
            var failure = answer.error
            let inQuery = failure.position.map { $0 - opening.unicodeScalars.count }
            failure.position = inQuery.flatMap { (1...query.unicodeScalars.count + 1).contains($0) ? $0 : nil }
            while link.next() != nil {}
            throw told(failure)
        default:
            _ = try? collect()
            throw told(PostgresError(.misuse, "the query is not one that COPY takes; give a single SELECT"))
        }
    }
}
