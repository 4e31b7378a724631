import StorePostgres
import Testing

@Suite(.needsPostgres) struct TransactionTests {
    let connection: PostgresConnection

    init() throws {
        connection = try TestServer.shared.get().connect()
        try connection.run(
            script: """
                CREATE TEMP TABLE t (n int PRIMARY KEY,
                    next int REFERENCES t DEFERRABLE INITIALLY DEFERRED);
                """)
    }

    private func add(_ number: Int, next: Int? = nil) throws(PostgresError) {
        try connection.execute("INSERT INTO t VALUES ($1, $2)", ["\(number)", next.map { "\($0)" }])
    }

    private var numbers: [String?] {
        get throws { try connection.execute("SELECT n FROM t ORDER BY n").rows.map { $0[0] } }
    }

    /// The caller's own kind of error.
    private enum Own: Error, Equatable {
        case changedMind
        case database(PostgresError.Kind)
    }

    @Test func `what returns is kept, and what throws is undone`() throws {
        let value = try connection.transaction { () throws(PostgresError) -> Int in
            #expect(connection.state == .inTransaction)
            try add(1)
            return 7
        }
        #expect(value == 7 && connection.state == .idle)
        let refused = try failure { () throws(PostgresError) in
            try connection.transaction { () throws(PostgresError) in
                try add(2)
                try add(1)
            }
        }
        #expect(refused.sqlstate == "23505" && connection.state == .idle)
        #expect(throws: Own.changedMind) {
            try connection.transaction(failing: { .database($0.kind) }) { () throws(Own) in
                do throws(PostgresError) { try add(3) } catch { throw .database(error.kind) }
                throw .changedMind
            }
        }
        #expect(try numbers == ["1"] && connection.state == .idle)
    }

    @Test func `inside another only its own part is undone`() throws {
        try connection.transaction { () throws(PostgresError) in
            try add(1)
            do throws(PostgresError) {
                try connection.transaction { () throws(PostgresError) in
                    try add(2)
                    try connection.transaction { () throws(PostgresError) in try add(3) }
                    try add(1)
                }
                Issue.record("the same key twice")
            } catch {
                #expect(error.sqlstate == "23505" && connection.state == .inTransaction)
            }
            try connection.transaction { () throws(PostgresError) in
                try add(4)
                do throws(PostgresError) {
                    try connection.transaction { () throws(PostgresError) in
                        try add(5)
                        throw PostgresError(.misuse, "enough")
                    }
                } catch {
                    #expect(error.message == "enough")
                }
            }
        }
        #expect(try numbers == ["1", "4"])
        let error = try failure { () throws(PostgresError) in
            try connection.transaction { () throws(PostgresError) in
                try connection.transaction(isolation: .serializable) { () throws(PostgresError) in }
            }
        }
        #expect(error.kind == .misuse && connection.state == .idle)
    }

    @Test func `a refusal that the body swallows is not taken for a success`() throws {
        let outer = try failure { () throws(PostgresError) in
            try connection.transaction { () throws(PostgresError) in
                try add(1)
                _ = try? add(1)
                #expect(connection.state == .inFailedTransaction)
            }
        }
        #expect(outer.kind == .refused && outer.sqlstate == "25P02" && connection.state == .idle)
        try connection.transaction { () throws(PostgresError) in
            try add(2)
            do throws(PostgresError) {
                try connection.transaction { () throws(PostgresError) in
                    try add(3)
                    _ = try? add(2)
                    do throws(PostgresError) {
                        try connection.transaction { () throws(PostgresError) in }
                        Issue.record("a savepoint in a failed transaction")
                    } catch {
                        #expect(error.sqlstate == "25P02")
                    }
                }
                Issue.record("kept in spite of a refusal")
            } catch {
                #expect(error.sqlstate == "25P02")
            }
        }
        #expect(try numbers == ["2"])
    }

    @Test func `what the server refuses at the end is not kept`() throws {
        let error = try failure { () throws(PostgresError) in
            try connection.transaction { () throws(PostgresError) in try add(1, next: 9) }
        }
        #expect(error.sqlstate == "23503" && error.kind == .refused && connection.state == .idle)
        #expect(try numbers == [])
        try connection.transaction { () throws(PostgresError) in
            try add(1, next: 9)
            try add(9)
        }
        #expect(try numbers == ["1", "9"])
    }

    @Test func `ending a transaction from inside is told`() throws {
        for statement in ["COMMIT", "ROLLBACK"] {
            let error = try failure { () throws(PostgresError) in
                try connection.transaction { () throws(PostgresError) in try connection.execute(statement) }
            }
            #expect(error.kind == .misuse && connection.state == .idle, "\(statement): \(error)")
        }
        let inner = try failure { () throws(PostgresError) in
            try connection.transaction { () throws(PostgresError) in
                try connection.transaction { () throws(PostgresError) in
                    try add(1)
                    try connection.execute("ROLLBACK TO SAVEPOINT sekisho_1; ")
                    try connection.execute("RELEASE SAVEPOINT sekisho_1")
                }
            }
        }
        #expect(inner.sqlstate == "3B001" && connection.state == .idle)
    }

    @Test(arguments: PostgresIsolation.allCases)
    func `a transaction has the isolation that was asked for`(isolation: PostgresIsolation) throws {
        let shown = try connection.transaction(isolation: isolation) { () throws(PostgresError) in
            try connection.execute("SHOW transaction_isolation").rows
        }
        #expect(shown == [[isolation.rawValue.lowercased()]])
    }
}
