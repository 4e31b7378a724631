import Store
import Testing

@Suite struct LockTests {
    @Test(arguments: Subject.all)
    func `of two stores one has the lock, and gives it on`(subject: Subject) async throws {
        try await Place.with(subject) { place in
            let (one, two) = (try await place.openWithTable(), try await place.open())
            let lock = try await one.lock("sequencer", waiting: true)
            #expect(lock.isHeld && lock.name == "sequencer")
            for store in [one, two] {
                let taken = try await storeFailure { () throws(StoreError) in
                    try await store.lock("sequencer", waiting: false)
                }
                #expect(taken.kind == .notExclusive && taken.message.contains("`sequencer`"))
            }
            let another = try await two.lock("another", waiting: false)
            try await lock.write { (session) throws(StoreError) in try session.execute("INSERT INTO t (n) VALUES (1)") }
            // Others may read and write all the same: the lock is of those who ask for it.
            try await two.change("INSERT INTO t (n) VALUES (2)")
            let waiting = Task { try await two.lock("sequencer", waiting: true) }
            await lock.release()
            await lock.untilLost()
            let next = try await waiting.value
            #expect(next.isHeld && !lock.isHeld)
            let late = try await storeFailure { () throws(StoreError) in
                try await lock.write { (session) throws(StoreError) in try session.execute("DELETE FROM t") }
            }
            #expect(late.kind == .notExclusive && !late.mayHaveBeenKept)
            #expect(try await one.rows("SELECT n FROM t ORDER BY n") == [[1], [2]])
            await next.release()
            await another.release()
            let value = try await one.exclusively("sequencer", waiting: false) { (lock) async throws(StoreError) in
                try await lock.write { (session) throws(StoreError) in try session.query("SELECT n FROM t").count }
            }
            #expect(value == 2)
            let thrown = try await storeFailure { () throws(StoreError) in
                try await one.exclusively("sequencer") { (_) async throws(StoreError) in
                    throw StoreError(.misuse, "enough")
                }
            }
            #expect(thrown.message == "enough")
            try await two.lock("sequencer", waiting: false).release()
        }
    }

    @Test(arguments: Subject.all)
    func `a cancelled task no longer waits for a lock`(subject: Subject) async throws {
        try await Place.with(subject) { place in
            let store = try await place.open()
            let lock = try await store.lock("a", waiting: true)
            let waiting = Task { try await store.lock("a", waiting: true) }
            let lost = Task { await lock.untilLost() }
            waiting.cancel()
            lost.cancel()
            #expect(await #expect(throws: StoreError.self) { try await waiting.value }?.kind == .cancelled)
            await lost.value
            #expect(lock.isHeld)
            await lock.release()
            try await store.lock("a", waiting: false).release()
        }
    }

    @Test(arguments: Subject.all)
    func `many that count under one lock never run side by side`(subject: Subject) async throws {
        try await Place.with(subject) { place in
            let stores = [try await place.openWithTable(), try await place.open()]
            try await withThrowingTaskGroup(of: Void.self) { group in
                for task in 0..<8 {
                    group.addTask {
                        try await stores[task % 2].exclusively("count") { (lock) async throws(StoreError) in
                            // Read in one transaction and written in another: only the lock holds them together.
                            let count = try await lock.write { (session) throws(StoreError) in
                                try session.query("SELECT n FROM t").count
                            }
                            try await lock.write { (session) throws(StoreError) in
                                try session.execute("INSERT INTO t (n) VALUES ($1)", [.integer(Int64(count))])
                            }
                        }
                    }
                }
                try await group.waitForAll()
            }
            #expect(try await stores[0].rows("SELECT count(*), max(n) FROM t") == [[8, 7]])
        }
    }

    @Test(arguments: Subject.all)
    func `a lock needs a name that a file can have`(subject: Subject) async throws {
        try await Place.with(subject) { place in
            let store = try await place.open()
            for name in ["", "../x", "a/b", "A", "é", "a\0", String(repeating: "a", count: 65)] {
                let error = try await storeFailure { () throws(StoreError) in try await store.lock(name, waiting: false)
                }
                #expect(error.kind == .misuse)
            }
        }
    }
}
