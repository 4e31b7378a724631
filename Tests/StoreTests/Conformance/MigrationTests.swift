import Store
import Testing

@Suite struct MigrationTests {
    private static let first = StoreMigration(1, "make") { dialect in
        """
        CREATE TABLE a (n \(dialect.serial), bytes \(dialect.blob) NOT NULL) \(dialect.strict);
        CREATE INDEX a_bytes ON a (bytes);
        INSERT INTO a (bytes) SELECT bytes FROM (SELECT bytes FROM a) AS none;
        """
    }
    private static let second = StoreMigration(2, "fill", sql: "CREATE TABLE b (n INTEGER); INSERT INTO b VALUES (7);")
    private static let third = StoreMigration(
        3, "more", sqlite: "INSERT INTO b VALUES (8)", postgres: "INSERT INTO b VALUES (8)")

    @Test(arguments: Subject.all)
    func `each step is taken once, in order, whoever asks`(subject: Subject) async throws {
        try await Place.with(subject) { place in
            let stores = [try await place.open(), try await place.open()]
            let all = StoreMigrations(room: "test", [Self.first, Self.second])
            let missing = try await storeFailure { () throws(StoreError) in try await all.require(on: stores[0]) }
            #expect(missing.kind == .wrongMigrations)
            let taken = try await withThrowingTaskGroup(of: [Int].self) { group in
                for index in 0..<8 { group.addTask { try await all.apply(to: stores[index % 2]) } }
                return try await group.reduce(into: [Int]()) { $0 += $1 }
            }
            #expect(taken == [1, 2])
            try await all.require(on: stores[1])
            let longer = StoreMigrations(room: "test", [Self.first, Self.second, Self.third])
            #expect(try await longer.apply(to: stores[0]) == [3])
            #expect(try await longer.apply(to: stores[1]) == [])
            #expect(try await stores[0].rows("SELECT n FROM b ORDER BY n") == [[7], [8]])
            // Another room has a history of its own.
            let other = StoreMigrations(room: "other", [StoreMigration(1, "c", sql: "CREATE TABLE c (n INTEGER)")])
            #expect(try await other.apply(to: stores[0]) == [1])
            try await longer.require(on: stores[0])
            // A key that counts itself up is not used again.
            try await stores[0].change("INSERT INTO a (bytes) VALUES ($1)", [.blob([1])])
            try await stores[0].change("DELETE FROM a")
            try await stores[0].change("INSERT INTO a (bytes) VALUES ($1)", [.blob([2])])
            #expect(try await stores[0].rows("SELECT n FROM a") == [[2]])
        }
    }

    @Test(arguments: Subject.all)
    func `a history that is not this program's is refused, and nothing is changed`(subject: Subject) async throws {
        try await Place.with(subject) { place in
            let store = try await place.open()
            try await StoreMigrations(room: "test", [Self.first, Self.second]).apply(to: store)
            let changed = StoreMigration(1, "make", sql: "CREATE TABLE a (n INTEGER)")
            for (steps, word) in [
                ([changed, Self.second, Self.third], "is not what it was"),
                ([Self.first], "is newer than this program"),
                ([], "is newer than this program"),
            ] {
                let history = StoreMigrations(room: "test", steps)
                let error = try await storeFailure { () throws(StoreError) in try await history.require(on: store) }
                #expect(error.kind == .wrongMigrations && error.message.contains(word), "\(error)")
                guard !steps.isEmpty else { continue }
                let applied = try await storeFailure { () throws(StoreError) in try await history.apply(to: store) }
                #expect(applied == error)
            }
            #expect(try await store.rows("SELECT n FROM b") == [[7]])
            try await store.change("DELETE FROM sekisho_migrations WHERE number = 1")
            let gap = try await storeFailure { () throws(StoreError) in
                try await StoreMigrations(room: "test", [Self.first, Self.second]).apply(to: store)
            }
            #expect(gap.kind == .wrongMigrations && gap.message.contains("does not remember step 1"))
            let unnumbered = try await storeFailure { () throws(StoreError) in
                try await StoreMigrations(room: "x", [Self.second]).apply(to: store)
            }
            #expect(unnumbered.kind == .misuse)
        }
    }

    @Test(arguments: Subject.all)
    func `a step that fails is undone whole, and those before it stay`(subject: Subject) async throws {
        try await Place.with(subject) { place in
            let store = try await place.open()
            let bad = StoreMigration(
                3, "bad", sql: "CREATE TABLE c (n INTEGER); INSERT INTO b VALUES (9); INSERT INTO nowhere VALUES (1)")
            let error = try await storeFailure { () throws(StoreError) in
                try await StoreMigrations(room: "test", [Self.first, Self.second, bad]).apply(to: store)
            }
            #expect(error.kind == .syntax && error.message.contains("nowhere"))
            #expect(try await store.rows("SELECT n FROM b") == [[7]])
            let good = StoreMigration(3, "good", sql: "CREATE TABLE c (n INTEGER)")
            #expect(try await StoreMigrations(room: "test", [Self.first, Self.second, good]).apply(to: store) == [3])
        }
    }
}
