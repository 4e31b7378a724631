import Store
import Testing

@Suite struct ValueTests {
    @Test(arguments: Subject.all)
    func `values come back as they went in`(subject: Subject) async throws {
        try await Place.with(subject) { place in
            let store = try await place.openWithTable()
            let words: [StoreValue] = [
                nil, "", "a", "'", "\"", "日本語 𠮷野家 😀", "e\u{301}", "é", "\u{10FFFF}", "\u{1}\u{7F}\r\n\t", "$1 ?1 :a",
                .text(String(repeating: "長", count: 100_000)),
            ]
            let blobs: [StoreValue] = [
                nil, .blob([]), .blob([0]), .blob([0, 0, 0]), .blob(Array(0...255)), .blob([0xFF, 0xFE]),
                .blob([UInt8](repeating: 7, count: 3_000_000)),
            ]
            let numbers: [Int64] = [.min, .min + 1, -1, 0, 1, 255, 256, .max - 1, .max]
            var rows: [[StoreValue]] = []
            for (index, number) in numbers.enumerated() {
                rows.append([.integer(number), words[index % words.count], blobs[index % blobs.count]])
            }
            for (index, word) in words.enumerated() {
                rows.append([.integer(Int64(1000 + index)), word, blobs[index % blobs.count]])
            }
            let made = rows
            try await store.write { (session) throws(StoreError) in
                for row in made {
                    let count = try session.execute("INSERT INTO t (n, word, bytes) VALUES ($1, $2, $3)", row)
                    #expect(count == 1)
                }
            }
            let found = try await store.rows("SELECT n, word, bytes FROM t ORDER BY n")
            // Compared row by row: a difference of three million bytes is not to be printed.
            let sorted = made.sorted { ($0[0] == $1[0]) ? false : Self.number($0[0]) < Self.number($1[0]) }
            #expect(found.count == sorted.count)
            for (one, other) in zip(found, sorted) { #expect((one == other) == true, "row \(one[0])") }
            // What is bound is what comes out, whatever the database makes of it.
            for value in words + blobs + numbers.map(StoreValue.integer) {
                let isSame = try await store.rows("SELECT $1", [value]) == [[value]]
                #expect(isSame, "\(value.kind)")
            }
        }
    }

    private static func number(_ value: StoreValue) -> Int64 {
        if case .integer(let number) = value { number } else { 0 }
    }

    @Test(arguments: Subject.all, [1, 2, 3] as [UInt64])
    func `made-up values come back, one by one and as a batch`(subject: Subject, seed: UInt64) async throws {
        try await Place.with(subject) { place in
            let store = try await place.openWithTable()
            var dice = HostileText(seed: seed)
            let rows: [[StoreValue]] = (0..<400).map { number in
                let bytes = (0..<Int.random(in: 0...40, using: &dice)).map { _ in
                    UInt8.random(in: 0...255, using: &dice)
                }
                return [
                    .integer(Int64(number)), Int.random(in: 0..<4, using: &dice) == 0 ? nil : .text(dice.text()),
                    Int.random(in: 0..<4, using: &dice) == 0 ? nil : .blob(bytes),
                ]
            }
            try await store.write { (session) throws(StoreError) in
                let insert = "INSERT INTO t (n, word, bytes) VALUES ($1, $2, $3)"
                for row in rows[..<100] { try session.execute(insert, row) }
                #expect(try session.executeMany(insert, Array(rows[100...])) == 300)
            }
            #expect(try await store.rows("SELECT n, word, bytes FROM t ORDER BY n") == rows, "seed \(seed)")
            for row in rows.prefix(50) where row[1] != nil {
                let found = try await store.rows("SELECT n FROM t WHERE word = $1 AND n = $2", [row[1], row[0]])
                #expect(found == [[row[0]]], "seed \(seed)")
            }
        }
    }

    @Test(arguments: Subject.all)
    func `a NUL in a text is refused, and in the statement, too`(subject: Subject) async throws {
        try await Place.with(subject) { place in
            let store = try await place.openWithTable()
            for text in ["\0", "a\0", "\0b", "a\0b"] {
                let error = try await storeFailure { () throws(StoreError) in
                    try await store.change("INSERT INTO t (n, word) VALUES (1, $1)", [.text(text)])
                }
                #expect(error.kind == .misuse && error.message.contains("NUL"), "\(error)")
                let many = try await storeFailure { () throws(StoreError) in
                    try await store.write { (session) throws(StoreError) in
                        try session.executeMany(
                            "INSERT INTO t (n, word) VALUES ($1, $2)", [[1, "good"], [2, .text(text)]])
                    }
                }
                #expect(many.kind == .misuse)
                let statement = try await storeFailure { () throws(StoreError) in
                    try await store.change("INSERT INTO t (n) VALUES (1)\(text)")
                }
                #expect(statement.kind == .misuse)
            }
            #expect(try await store.rows("SELECT n FROM t").isEmpty)
        }
    }

    @Test(arguments: Subject.all)
    func `what is computed has the same type on each`(subject: Subject) async throws {
        try await Place.with(subject) { place in
            let store = try await place.openWithTable()
            try await store.write { (session) throws(StoreError) in
                try session.executeMany(
                    "INSERT INTO t (n, word) VALUES ($1, $2)", [[1, "a"], [2, nil], [20000, "bb"], [-30000, ""]])
            }
            let sums = try await store.rows(
                "SELECT sum(n), count(*), max(n), min(word), 1 = 1, 1 = 2, NULL, sum(n) * 0, 'x' FROM t")
            #expect(sums == [[-9997, 4, 20000, "", 1, 0, nil, 0, "x"]])
            #expect(try await store.rows("SELECT sum(n) FROM t WHERE n = 0") == [[nil]])
            #expect(
                try await store.rows("SELECT EXISTS (SELECT 1 FROM t), length(word) FROM t WHERE n = 20000") == [
                    [1, 2]
                ])
            let big = try await store.rows(
                "SELECT sum(m) FROM (SELECT 4611686018427387903 AS m UNION ALL SELECT 4611686018427387904) AS two")
            #expect(big == [[.integer(.max)]])
            let error = try await storeFailure { () throws(StoreError) in
                try await store.rows("SELECT avg(n) + 0.5 FROM t")
            }
            #expect(error.kind == .unreadable, "\(error)")
        }
    }

    @Test(arguments: Subject.all)
    func `rows know their columns, and refuse to be taken for what they are not`(subject: Subject) async throws {
        try await Place.with(subject) { place in
            let store = try await place.openWithTable()
            let row = try #require(
                try await store.read { (session) throws(StoreError) in
                    try session.queryOne("SELECT $1 AS a, $2 AS b, $3 AS c, NULL AS d", [1, "x", .blob([2])])
                })
            #expect(row.columns == ["a", "b", "c", "d"])
            #expect(try row.integer(0) == 1 && row.text(1) == "x" && row.blob(2) == [2])
            #expect(try row.optionalInteger(3) == nil && row.optionalText(3) == nil && row.optionalBlob(3) == nil)
            #expect(throws: StoreError.self) { try row.integer(1) }
            #expect(throws: StoreError.self) { try row.text(0) }
            #expect(throws: StoreError.self) { try row.blob(1) }
            #expect(throws: StoreError.self) { try row.text(3) }
            #expect(throws: StoreError.self) { try row.text(4) }
            #expect(throws: StoreError.self) { try row.text(-1) }
            let many = try await storeFailure { () throws(StoreError) in
                try await store.read { (session) throws(StoreError) in
                    try session.queryOne("SELECT 1 UNION SELECT 2")
                }
            }
            #expect(many.kind == .unreadable)
        }
    }
}
