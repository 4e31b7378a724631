import Store
import Testing

@Suite struct CancellationTests {
    /// Runs as long as nobody stops it, on both.
    private static let endless =
        "WITH RECURSIVE n (x) AS (SELECT 1 UNION ALL SELECT 1 - x FROM n) SELECT count(*) FROM n"

    @Test(arguments: Subject.all)
    func `a cancelled task has its statement ended, and nothing of its transaction is kept`(
        subject: Subject
    ) async throws {
        try await Place.with(subject) { place in
            let store = try await place.openWithTable()
            for round in 0..<3 {
                let started = OnceSignal()
                let task = Task {
                    try await store.write { (session) throws(StoreError) in
                        try session.execute("INSERT INTO t (n) VALUES (1)")
                        started.happen()
                        return try session.query(Self.endless).count
                    }
                }
                await started.wait()
                task.cancel()
                let error = try #require(await #expect(throws: StoreError.self) { try await task.value })
                #expect(error.kind == .cancelled && !error.mayHaveBeenKept, "round \(round): \(error)")
                // The connection goes on, and the late request hits nobody else.
                #expect(try await store.rows("SELECT n FROM t").isEmpty)
                try await store.change("INSERT INTO t (n) VALUES (5)")
                try await store.change("DELETE FROM t")
            }
        }
    }

    @Test(arguments: Subject.all)
    func `a cancelled read ends, and so does one between two statements`(subject: Subject) async throws {
        try await Place.with(subject) { place in
            let store = try await place.openWithTable()
            let started = OnceSignal()
            let read = Task {
                try await store.read { (session) throws(StoreError) in
                    started.happen()
                    return try session.query(Self.endless).count
                }
            }
            await started.wait()
            read.cancel()
            #expect(await #expect(throws: StoreError.self) { try await read.value }?.kind == .cancelled)

            let (begun, cancelled) = (OnceSignal(), OnceSignal())
            let write = Task {
                try await store.write { (session) throws(StoreError) in
                    try session.execute("INSERT INTO t (n) VALUES (1)")
                    begun.happen()
                    while !cancelled.hasHappened {}
                    try session.execute("INSERT INTO t (n) VALUES (2)")
                }
            }
            await begun.wait()
            write.cancel()
            cancelled.happen()
            #expect(await #expect(throws: StoreError.self) { try await write.value }?.kind == .cancelled)
            #expect(try await store.rows("SELECT n FROM t").isEmpty)
        }
    }
}
