import Store
import Testing

@Suite struct ConcurrencyTests {
    @Test(arguments: Subject.all)
    func `of 32 writers none loses what it wrote`(subject: Subject) async throws {
        try await Place.with(subject) { place in
            let stores = [try await place.openWithTable(), try await place.open()]
            try await stores[0].change("INSERT INTO t (n) VALUES (0)")
            try await withThrowingTaskGroup(of: Void.self) { group in
                for writer in 0..<32 {
                    group.addTask {
                        for round in 0..<5 {
                            try await stores[writer % 2].write { (session) throws(StoreError) in
                                // Read and written in two steps: one that reads too early would count too little.
                                let length = try session.queryOne(
                                    "SELECT CAST(coalesce(word, '0') AS INTEGER) FROM t WHERE n = 0")?.integer(0)
                                try session.execute(
                                    "UPDATE t SET word = $1 WHERE n = 0", [.text("\((length ?? -1000) + 1)")])
                                try session.execute(
                                    "INSERT INTO t (n) VALUES ($1)", [.integer(Int64(1 + writer * 100 + round))])
                            }
                        }
                    }
                }
                try await group.waitForAll()
            }
            #expect(try await stores[1].rows("SELECT word FROM t WHERE n = 0") == [["160"]])
            #expect(try await stores[0].rows("SELECT count(*) FROM t") == [[161]])
        }
    }

    @Test(arguments: Subject.all)
    func `two that each look before they write see each other`(subject: Subject) async throws {
        // Both want to be the only row: without serializable transactions both would be (write skew).
        try await Place.with(subject) { place in
            let store = try await place.openWithTable()
            for round in 0..<10 {
                try await store.change("DELETE FROM t")
                let won = await withTaskGroup(of: Bool.self) { group in
                    for number in 0..<4 {
                        group.addTask {
                            let isFirst = try? await store.write { (session) throws(StoreError) in
                                guard try session.query("SELECT n FROM t").isEmpty else { return false }
                                try session.execute("INSERT INTO t (n) VALUES ($1)", [.integer(Int64(number))])
                                return true
                            }
                            return isFirst ?? false
                        }
                    }
                    return await group.reduce(0) { $0 + ($1 ? 1 : 0) }
                }
                #expect(won == 1, "round \(round)")
                #expect(try await store.rows("SELECT count(*) FROM t") == [[1]])
            }
        }
    }

    @Test(arguments: Subject.all)
    func `a read sees one state, whatever is written meanwhile`(subject: Subject) async throws {
        try await Place.with(subject) { place in
            let (store, other) = (try await place.openWithTable(), try await place.open())
            try await store.change("INSERT INTO t (n) VALUES (1)")
            let (seen, written) = (OnceSignal(), OnceSignal())
            async let counts = store.read { (session) throws(StoreError) -> [Int64] in
                let before = try session.queryOne("SELECT count(*) FROM t")?.integer(0) ?? -1
                seen.happen()
                // On a thread of the database's own, where waiting is allowed.
                while !written.hasHappened, !Task.isCancelled {}
                return [before, try session.queryOne("SELECT count(*) FROM t")?.integer(0) ?? -1]
            }
            await seen.wait()
            try await other.change("INSERT INTO t (n) VALUES (2)")
            written.happen()
            #expect(try await counts == [1, 1])
            #expect(try await store.rows("SELECT count(*) FROM t") == [[2]])
        }
    }

    @Test(arguments: Subject.all)
    func `more tasks than connections wait their turn, and one that is cancelled leaves the queue`(
        subject: Subject
    ) async throws {
        try await Place.with(subject) { place in
            _ = try await place.openWithTable()
            let store = try await place.open(connections: 1)
            let (started, free) = (OnceSignal(), OnceSignal())
            async let first = store.write { (session) throws(StoreError) -> Int in
                try session.execute("INSERT INTO t (n) VALUES (1)")
                started.happen()
                while !free.hasHappened, !Task.isCancelled {}
                return 1
            }
            await started.wait()
            let waiting = Task { try await store.change("INSERT INTO t (n) VALUES (2)") }
            waiting.cancel()
            free.happen()
            let outcome = await waiting.result
            guard case .failure(let error as StoreError) = outcome else {
                Issue.record("a cancelled task wrote")
                return
            }
            #expect(error.kind == .cancelled)
            #expect(try await first == 1)
            #expect(try await store.rows("SELECT n FROM t") == [[1]])
        }
    }
}
