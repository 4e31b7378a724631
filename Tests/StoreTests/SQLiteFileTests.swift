import Foundation
import Store
import StoreSQLite
import Testing

@Suite struct SQLiteFileTests {
    @Test func `a commit waits for the disk, and the marks of the file are left alone`() async throws {
        try await Place.with(.sqlite) { place in
            let store = try await place.openWithTable()
            let settings = try await store.write { (session) throws(StoreError) in
                var found: [StoreValue] = []
                for name in ["synchronous", "journal_mode", "foreign_keys", "application_id", "user_version"] {
                    found += try session.query("PRAGMA \(name)").flatMap(\.values)
                }
                return found
            }
            #expect(settings == [2, "wal", 1, 0, 0])
        }
    }

    @Test func `a file opened for reading alone is only read`() async throws {
        try await Place.with(.sqlite) { place in
            let store = try await place.openWithTable()
            try await store.change("INSERT INTO t (n) VALUES (1)")
            let reader = try Opening.sqlite(place.path, SQLiteOptions(access: .readOnly))
            #expect(try await reader.rows("SELECT n FROM t") == [[1]])
            let error = try await storeFailure { () throws(StoreError) in try await reader.change("DELETE FROM t") }
            #expect(error.kind == .readOnly)
            await reader.close()
            for access in [SQLiteOptions.Access.readOnly, .readWrite] {
                let none = try await storeFailure { () throws(StoreError) in
                    try Opening.sqlite(place.path + "-none", SQLiteOptions(access: access))
                }
                #expect(none.kind == .cannotOpen && none.message.contains("create it first"))
            }
        }
    }

    @Test func `a file that is no database is refused, and left as it is`() async throws {
        try await Place.with(.sqlite) { place in
            let bytes = Data(repeating: 65, count: 10_000)
            try bytes.write(to: URL(filePath: place.path))
            let error = try await storeFailure { () throws(StoreError) in try Opening.sqlite(place.path) }
            #expect(error.kind == .storageFailure, "\(error)")
            #expect(try Data(contentsOf: URL(filePath: place.path)) == bytes)
        }
    }

    @Test func `a full disk is told, and what was written before stays`() async throws {
        try await Place.with(.sqlite) { place in
            let store = try await place.openWithTable()
            try await store.change("INSERT INTO t (n) VALUES (1)")
            let error = try await storeFailure { () throws(StoreError) in
                try await store.write { (session) throws(StoreError) in
                    // SQLite's own limit ends in the same error as the disk's.
                    _ = try session.query("PRAGMA max_page_count = 10")
                    try session.execute(
                        "INSERT INTO t (n, bytes) VALUES (2, $1)", [.blob([UInt8](repeating: 1, count: 1_000_000))])
                }
            }
            #expect(error.kind == .diskFull, "\(error)")
            #expect(try await store.rows("SELECT n FROM t") == [[1]])
        }
    }

    @Test func `a write that waits too long for another's is a conflict`() async throws {
        try await Place.with(.sqlite) { place in
            let store = try await place.openWithTable()
            let hasty = try Opening.sqlite(place.path, SQLiteOptions(busyTimeoutMilliseconds: 0))
            let (begun, done) = (OnceSignal(), OnceSignal())
            async let slow = store.write { (session) throws(StoreError) -> Int in
                begun.happen()
                while !done.hasHappened {}
                return try session.execute("INSERT INTO t (n) VALUES (1)")
            }
            await begun.wait()
            let error = try await storeFailure { () throws(StoreError) in try await hasty.change("DELETE FROM t") }
            done.happen()
            #expect(error.kind == .conflict && error.isRetryable, "\(error)")
            #expect(try await slow == 1)
            await hasty.close()
        }
    }

    @Test func `in memory it is a database all the same`() async throws {
        let store = try SQLiteStore()
        let steps = StoreMigrations(room: "x", [StoreMigration(1, "t", sql: "CREATE TABLE t (n INTEGER)")])
        #expect(try await steps.apply(to: store) == [1])
        try await store.change("INSERT INTO t (n) VALUES (1)")
        #expect(try await store.rows("SELECT n FROM t") == [[1]])
        let lock = try await store.lock("a", waiting: false)
        let taken = try await storeFailure { () throws(StoreError) in try await store.lock("a", waiting: false) }
        #expect(taken.kind == .notExclusive)
        await lock.release()
        await store.close()
    }
}
