import Store
import Synchronization
import Testing

@Suite struct TransactionConformanceTests {
    private enum Own: Error, Equatable {
        case changedMind
        case database(StoreError.Kind)
    }

    @Test(arguments: Subject.all)
    func `what returns is kept, and what throws is undone`(subject: Subject) async throws {
        try await Place.with(subject) { place in
            let store = try await place.openWithTable()
            let value = try await store.write { (session) throws(StoreError) in
                try session.execute("INSERT INTO t (n) VALUES (1)")
                return try session.query("SELECT n FROM t").count
            }
            #expect(value == 1)
            let error = try await storeFailure { () throws(StoreError) in
                try await store.write { (session) throws(StoreError) in
                    try session.execute("INSERT INTO t (n) VALUES (2)")
                    throw StoreError(.misuse, "enough")
                }
            }
            #expect(error.message == "enough" && !error.mayHaveBeenKept)
            await #expect(throws: Own.changedMind) {
                try await store.write(failing: { Own.database($0.kind) }) { (session) throws(Own) in
                    do throws(StoreError) { try session.execute("INSERT INTO t (n) VALUES (3)") } catch {
                        throw .database(error.kind)
                    }
                    throw .changedMind
                }
            }
            await #expect(throws: Own.database(.readOnly)) {
                try await store.read(failing: { Own.database($0.kind) }) { (session) throws(Own) in
                    do throws(StoreError) { try session.execute("DELETE FROM t") } catch { throw .database(error.kind) }
                }
            }
            let other = try await place.open()
            #expect(try await other.rows("SELECT n FROM t") == [[1]])
        }
    }

    @Test(arguments: Subject.all)
    func `after a refusal nothing more is done, unless it was nested`(subject: Subject) async throws {
        try await Place.with(subject) { place in
            let store = try await place.openWithTable()
            let swallowed = try await storeFailure { () throws(StoreError) in
                try await store.write { (session) throws(StoreError) in
                    try session.execute("INSERT INTO t (n) VALUES (1)")
                    #expect(throws: StoreError.self) { try session.execute("INSERT INTO t (n) VALUES (1)") }
                    #expect(throws: StoreError.self) { try session.execute("INSERT INTO t (n) VALUES (2)") }
                    #expect(throws: StoreError.self) { try session.query("SELECT 1") }
                }
            }
            #expect(swallowed.kind == .refused && swallowed.message.contains("refused before"), "\(swallowed)")
            #expect(try await store.rows("SELECT n FROM t").isEmpty)

            try await store.write { (session) throws(StoreError) in
                try session.execute("INSERT INTO t (n) VALUES (1)")
                do throws(StoreError) {
                    try session.nested { () throws(StoreError) in
                        try session.execute("INSERT INTO t (n) VALUES (2)")
                        try session.nested { () throws(StoreError) in
                            try session.execute("INSERT INTO t (n) VALUES (3)")
                        }
                        try session.execute("INSERT INTO t (n) VALUES (1)")
                    }
                    Issue.record("the same key twice")
                } catch {
                    #expect(error.kind == .uniqueViolation)
                }
                try session.nested { () throws(StoreError) in try session.execute("INSERT INTO t (n) VALUES (4)") }
            }
            #expect(try await store.rows("SELECT n FROM t ORDER BY n") == [[1], [4]])
        }
    }

    /// For the tests: a session that is kept longer than it may.
    private final class Kept: Sendable {
        // INVARIANT: only looked at, after the transaction, to be refused.
        nonisolated(unsafe) var session: (any StoreSession)?
    }

    @Test(arguments: Subject.all)
    func `a session is good for its own body alone`(subject: Subject) async throws {
        try await Place.with(subject) { place in
            let store = try await place.openWithTable()
            let kept = Kept()
            try await store.write { (session) throws(StoreError) in unsafe kept.session = session }
            let late = try #require(unsafe kept.session)
            let error = try await storeFailure { () throws(StoreError) in try late.execute("DELETE FROM t") }
            #expect(error.kind == .misuse)
            for sql in ["COMMIT", "rollback", " /* x */ BEGIN", "END", "SAVEPOINT a", "-- a\nRELEASE a"] {
                let error = try await storeFailure { () throws(StoreError) in try await store.change(sql) }
                #expect(error.kind == .misuse, "\(sql)")
            }
            let inside = try await storeFailure { () throws(StoreError) in
                try await store.write { (session) throws(StoreError) in
                    try session.forEachRow("SELECT 1", []) { (_) throws(StoreError) in
                        try session.execute("DELETE FROM t")
                        return true
                    }
                }
            }
            #expect(inside.kind == .misuse)
            for (sql, values) in [
                ("SELECT $1", []), ("SELECT 1", [1]), ("SELECT $2", [1, 2]), ("SELECT ?", [1]), ("SELECT $a$b$a$", []),
                ("SELECT 'a", []), ("SELECT 1; SELECT 2", []), ("", []), ("SELECT $99999", [1]),
            ] as [(String, [StoreValue])] {
                let error = try await storeFailure { () throws(StoreError) in try await store.rows(sql, values) }
                #expect(error.kind == .misuse || error.kind == .syntax, "\(sql): \(error)")
            }
            for sql in ["SELECT 1", "INSERT INTO t (n) VALUES (9) RETURNING n"] {
                let error = try await storeFailure { () throws(StoreError) in try await store.change(sql) }
                #expect(error.kind == .misuse, "\(sql): \(error)")
            }
            #expect(try await store.rows("SELECT n FROM t").isEmpty)
            await store.close()
            #expect(
                try await storeFailure { () throws(StoreError) in try await store.rows("SELECT 1") }.kind == .closed)
            #expect(
                try await storeFailure { () throws(StoreError) in try await store.change("DELETE FROM t") }.kind
                    == .closed)
        }
    }

    @Test(arguments: Subject.all)
    func `placeholders may come in any order, twice, and beside quotes`(subject: Subject) async throws {
        try await Place.with(subject) { place in
            let store = try await place.openWithTable()
            try await store.change("INSERT INTO t (word, n) VALUES ($2, $1)", [7, "b"])
            let found = try await store.rows(
                "SELECT $2, $1, $2, '$3 ?', 'it''s $4', n AS \"a$1\" -- $5 ?\nFROM t /* $6 ' */ WHERE n = $1", [7, "b"])
            #expect(found == [["b", 7, "b", "$3 ?", "it's $4", 7]])
            // Eleven, so that $1 is not taken out of $11.
            let many = (1...11).map { StoreValue.integer(Int64($0)) }
            #expect(
                try await store.rows("SELECT $11, $10, $9, $8, $7, $6, $5, $4, $3, $2, $1", many) == [many.reversed()])
        }
    }
}
