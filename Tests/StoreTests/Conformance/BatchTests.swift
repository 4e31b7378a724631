import Store
import Testing

@Suite struct BatchTests {
    @Test(arguments: Subject.all)
    func `a batch does what its rows do one by one`(subject: Subject) async throws {
        try await Place.with(subject) { place in
            let store = try await place.openWithTable()
            let insert = "INSERT INTO t (n, word, bytes) VALUES ($1, $2, $3)"
            let count = try await store.write { (session) throws(StoreError) -> [Int] in
                var counts: [Int] = []
                // A plain insert, with columns that are NULL throughout, and of more than one part.
                counts.append(try session.executeMany(insert, (0..<2500).map { [.integer($0), nil, .blob([1, 2])] }))
                counts.append(try session.executeMany(insert, [[5000, "x", nil]]))
                counts.append(try session.executeMany(insert, []))
                // Some are there already, and one comes twice.
                counts.append(
                    try session.executeMany(
                        "insert into t (n, word)\n values ($1, $2) on conflict (n) do nothing;",
                        [[0, "a"], [6000, "b"], [6000, "c"], [6001, nil]]))
                counts.append(
                    try session.executeMany(
                        "INSERT INTO t (n, word) VALUES ($1, $2) ON CONFLICT (n) DO UPDATE SET word = excluded.word",
                        [[0, "new"], [0, "newer"], [7000, "c"]]))
                counts.append(
                    try session.executeMany(
                        "UPDATE t SET word = $2 WHERE n >= $1 AND n < $1 + 10",
                        [[100, "u"], [110, "v"], [9000, "w"]]))
                counts.append(try session.executeMany("DELETE FROM t WHERE n = $1", [[1], [2], [2]]))
                // Placeholders out of order, and an expression.
                counts.append(
                    try session.executeMany(
                        "INSERT INTO t (word, n) VALUES ($2, $1 + 1)", [[8000, "o"], [8001, "p"]]))
                return counts
            }
            #expect(count == [2500, 1, 0, 2, 3, 20, 2, 2])
            let rows = try await store.rows(
                "SELECT n, word FROM t WHERE n IN (0, 105, 115, 5000, 6000, 6001, 7000, 8001, 8002) ORDER BY n")
            #expect(
                rows == [
                    [0, "newer"], [105, "u"], [115, "v"], [5000, "x"], [6000, "b"], [6001, nil], [7000, "c"],
                    [8001, "o"], [8002, "p"],
                ])
            #expect(try await store.rows("SELECT count(*) FROM t") == [[2504]])
        }
    }

    @Test(arguments: Subject.all)
    func `a batch that is refused in its middle is undone whole`(subject: Subject) async throws {
        try await Place.with(subject) { place in
            let store = try await place.openWithTable()
            for sql in [
                "INSERT INTO t (n) VALUES ($1)", "INSERT INTO t (n) VALUES ($1 + 0)",
                "INSERT INTO t (n) VALUES ($1) ON CONFLICT (word) DO NOTHING",
            ] {
                let rows = (0..<1500).map { [StoreValue.integer($0 == 1200 ? 3 : $0)] }
                let error = try await storeFailure { () throws(StoreError) in
                    try await store.write { (session) throws(StoreError) in try session.executeMany(sql, rows) }
                }
                #expect(error.kind == .uniqueViolation || error.kind == .syntax, "\(error)")
                #expect(try await store.rows("SELECT n FROM t").isEmpty)
            }
            let returning = try await storeFailure { () throws(StoreError) in
                try await store.write { (session) throws(StoreError) in
                    try session.executeMany("INSERT INTO t (n) VALUES ($1) RETURNING n", [[1], [2]])
                }
            }
            #expect(returning.kind == .misuse)
            let width = try await storeFailure { () throws(StoreError) in
                try await store.write { (session) throws(StoreError) in
                    try session.executeMany("INSERT INTO t (n) VALUES ($1)", [[1], [2, 3]])
                }
            }
            #expect(width.kind == .misuse)
            #expect(try await store.rows("SELECT n FROM t").isEmpty)
        }
    }

    @Test(arguments: Subject.all)
    func `rows are handed out one by one, until enough`(subject: Subject) async throws {
        try await Place.with(subject) { place in
            let store = try await place.openWithTable()
            try await store.write { (session) throws(StoreError) in
                try session.executeMany("INSERT INTO t (n) VALUES ($1)", (0..<10_000).map { [.integer($0)] })
            }
            let seen = try await store.read { (session) throws(StoreError) in
                var sum: Int64 = 0
                try session.forEachRow("SELECT n FROM t ORDER BY n", []) { (row) throws(StoreError) in
                    sum += try row.integer(0)
                    return sum < 1000
                }
                return [sum, Int64(try session.query("SELECT n FROM t WHERE n < $1", [5]).count)]
            }
            #expect(seen == [1035, 5])
            // What a callback throws spoils nothing.
            let count = try await store.write { (session) throws(StoreError) in
                do throws(StoreError) {
                    try session.forEachRow("SELECT n FROM t", []) { (_) throws(StoreError) in
                        throw StoreError(.misuse, "enough")
                    }
                } catch { #expect(error.message == "enough") }
                return try session.execute("DELETE FROM t")
            }
            #expect(count == 10_000)
            let returned = try await store.write { (session) throws(StoreError) in
                try session.query("INSERT INTO t (n) VALUES ($1) RETURNING n, word", [3]).map(\.values)
            }
            #expect(returned == [[3, nil]])
        }
    }
}
