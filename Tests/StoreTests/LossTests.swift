import Store
import StorePostgres
import Testing

/// What only a server can do: go away.
@Suite(.needsPostgres) struct LossTests {
    private static let pid = "SELECT pg_backend_pid()"

    private func processID(_ session: any StoreSession) throws(StoreError) -> Int64 {
        try session.queryOne(Self.pid)?.integer(0) ?? 0
    }

    private func terminate(_ pid: Int64) {
        do {
            let server = try TestServer.shared.get()
            try server.connect().execute("SELECT pg_terminate_backend($1::int, 10000)", ["\(pid)"])
        } catch { Issue.record(error) }
    }

    @Test func `a connection that is lost between transactions is nobody's loss`() async throws {
        try await Place.with(.postgres) { place in
            _ = try await place.openWithTable()
            let store = try await place.open(connections: 1)
            let pid = try await store.write { (session) throws(StoreError) in try processID(session) }
            terminate(pid)
            try await store.change("INSERT INTO t (n) VALUES (1)")
            #expect(try await store.rows("SELECT n FROM t") == [[1]])
        }
    }

    @Test func `a connection that is lost inside a transaction loses it, and the next goes through`() async throws {
        try await Place.with(.postgres) { place in
            let store = try await place.openWithTable()
            let error = try await storeFailure { () throws(StoreError) in
                try await store.write { (session) throws(StoreError) in
                    try session.execute("INSERT INTO t (n) VALUES (1)")
                    terminate(try processID(session))
                    try session.execute("INSERT INTO t (n) VALUES (2)")
                }
            }
            #expect(error.kind == .connectionLost && !error.mayHaveBeenKept && error.isRetryable, "\(error)")
            try await store.change("INSERT INTO t (n) VALUES (3)")
            #expect(try await store.rows("SELECT n FROM t") == [[3]])
        }
    }

    @Test func `of a loss while committing the outcome is not known, and the error says so`() async throws {
        try await Place.with(.postgres) { place in
            let store = try await place.openWithTable()
            let error = try await storeFailure { () throws(StoreError) in
                try await store.write { (session) throws(StoreError) in
                    try session.run(
                        script: """
                            CREATE FUNCTION pg_temp.sleep() RETURNS trigger LANGUAGE plpgsql AS
                                $$BEGIN PERFORM pg_sleep(60); RETURN NULL; END$$;
                            CREATE CONSTRAINT TRIGGER slow AFTER INSERT ON t DEFERRABLE INITIALLY DEFERRED
                                FOR EACH ROW EXECUTE FUNCTION pg_temp.sleep();
                            """)
                    try session.execute("INSERT INTO t (n) VALUES (1)")
                    let pid = try processID(session)
                    do {
                        try TestServer.shared.get().whenAsleep(Int32(pid)) {
                            try $0.execute("SELECT pg_terminate_backend($1::int)", ["\(pid)"])
                        }
                    } catch { Issue.record(error) }
                }
            }
            #expect(error.kind == .connectionLost && error.mayHaveBeenKept && !error.isRetryable, "\(error)")
            #expect(error.description.hasPrefix("it is not known whether the transaction was kept"))
        }
    }

    @Test func `a lock that is lost with its connection is noticed, and its holder can write nothing more`()
        async throws
    {
        try await Place.with(.postgres) { place in
            let (store, other) = (try await place.openWithTable(), try await place.open())
            let lock = try await store.lock("sequencer", waiting: true)
            let pid = try await lock.write { (session) throws(StoreError) in try processID(session) }
            terminate(pid)
            await lock.untilLost()
            #expect(!lock.isHeld)
            let next = try await other.lock("sequencer", waiting: true)
            let late = try await storeFailure { () throws(StoreError) in
                try await lock.write { (session) throws(StoreError) in
                    try session.execute("INSERT INTO t (n) VALUES (1)")
                }
            }
            #expect(late.kind == .notExclusive, "\(late)")
            await lock.release()
            // In the middle of a transaction.
            let cut = try await storeFailure { () throws(StoreError) in
                try await next.write { (session) throws(StoreError) in
                    terminate(try processID(session))
                    try session.execute("INSERT INTO t (n) VALUES (2)")
                }
            }
            #expect(cut.kind == .notExclusive && !cut.mayHaveBeenKept, "\(cut)")
            #expect(try await store.rows("SELECT n FROM t").isEmpty)
        }
    }

    @Test func `a server that keeps nothing in a power cut is refused, and commits wait for the disk`() async throws {
        try await Place.with(.postgres) { place in
            let error = try await storeFailure { () throws(StoreError) in
                try await Opening.postgres(place.path, PostgresOptions())
            }
            #expect(error.kind == .cannotOpen && error.message.contains("fsync"), "\(error)")
            let store = try await Opening.postgres(place.path + " options='-c synchronous_commit=off'")
            #expect(try await store.rows("SELECT current_setting('synchronous_commit')") == [["on"]])
            await store.close()
        }
    }

    @Test func `a statement that takes too long is ended`() async throws {
        try await Place.with(.postgres) { place in
            var options = Place.options()
            options.statementTimeoutMilliseconds = 30
            let store = try await Opening.postgres(place.path, options)
            let error = try await storeFailure { () throws(StoreError) in try await store.rows("SELECT pg_sleep(60)") }
            #expect(error.kind == .timedOut)
            await store.close()
        }
    }
}
