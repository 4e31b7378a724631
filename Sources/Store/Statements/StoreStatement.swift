/// A statement with its placeholders found, for each database in its own words.
package struct StoreStatement: Sendable, Hashable {
    /// The statement as it was written, which PostgreSQL understands.
    package let postgres: String
    /// The statement with `?1` for `$1`.
    package let sqlite: String
    /// How many values it takes.
    package let count: Int

    /// The most values that a statement may take: PostgreSQL's limit is higher, SQLite's is this.
    package static let mostValues = 32766

    private static let ofTransactions: Set<String> = [
        "BEGIN", "START", "COMMIT", "END", "ROLLBACK", "ABORT", "SAVEPOINT", "RELEASE",
    ]

    /// - Throws: ``StoreError/Kind/misuse`` for `?`, a dollar quote, a NUL, a placeholder that is left out, or the end of a
    ///   transaction.
    package init(_ sql: String) throws(StoreError) {
        var scanner = StatementScanner(Array(sql.utf8))
        try scanner.scan()
        if let word = scanner.firstWord, Self.ofTransactions.contains(word) {
            throw StoreError(
                .misuse, "the statement begins with \(word); the end of `write` or `nested` ends the transaction")
        }
        guard let highest = scanner.used.max() else {
            (postgres, sqlite, count) = (sql, sql, 0)
            return
        }
        for number in 1...highest where !scanner.used.contains(number) {
            throw StoreError(
                .misuse, "the statement uses `$\(highest)` but not `$\(number)`; number placeholders from $1")
        }
        postgres = sql
        sqlite = String(decoding: scanner.sqlite, as: UTF8.self)
        count = highest
    }

    /// - Throws: ``StoreError/Kind/misuse`` for values that do not fit the placeholders, or a text with NUL.
    package func require(_ values: [StoreValue]) throws(StoreError) {
        guard values.count == count else {
            throw StoreError(.misuse, "the statement takes \(count) values and was given \(values.count)")
        }
        for (index, value) in values.enumerated() {
            guard case .text(let text) = value, text.utf8.contains(0) else { continue }
            throw StoreError(.misuse, "the text of `$\(index + 1)` has a NUL, which no text of a database holds")
        }
    }
}
