import Foundation
import Store
import StorePostgres
import StoreSQLite
import Synchronization
import Testing

/// Each database that the suite runs on.
enum Subject: String, Sendable, CaseIterable, CustomTestStringConvertible {
    case sqlite, postgres

    /// PostgreSQL where it is installed; CI has to have it.
    static let all: [Subject] = {
        let folders = (try? FileManager.default.contentsOfDirectory(atPath: "/usr/lib/postgresql")) ?? []
        let environment = ProcessInfo.processInfo.environment
        guard folders.isEmpty, environment["PG_BIN"] == nil, environment["CI"] == nil else { return allCases }
        print("skipped on PostgreSQL, which is missing; install the package postgresql-15")
        return [.sqlite]
    }()

    var testDescription: String { rawValue }
}

/// A fresh database of its own for one test, and the stores that are open on it.
final class Place: Sendable {
    let subject: Subject
    /// The file, or the connection string.
    let path: String
    private let stores = Mutex<[any StoreDatabase]>([])

    private init(_ subject: Subject, _ path: String) {
        self.subject = subject
        self.path = path
    }

    static func with(_ subject: Subject, _ body: (Place) async throws -> Void) async throws {
        let name = "t_" + UUID().uuidString.replacing("-", with: "").lowercased()
        switch subject {
        case .sqlite:
            let folder = FileManager.default.temporaryDirectory.appending(path: "sekisho-test-\(name)")
            try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
            defer { try? FileManager.default.removeItem(at: folder) }
            let place = Place(subject, folder.appending(path: "store.sqlite").path)
            try await place.run(body)
        case .postgres:
            let server = try TestServer.shared.get()
            try server.connect().execute("CREATE DATABASE \(name)")
            defer { _ = try? server.connect().execute("DROP DATABASE \(name) WITH (FORCE)") }
            let place = Place(
                subject, "host=\(server.folder) port=\(server.port) user=postgres dbname=\(name)")
            try await place.run(body)
        }
    }

    private func run(_ body: (Place) async throws -> Void) async throws {
        do {
            try await body(self)
        } catch {
            await close()
            throw error
        }
        await close()
    }

    private func close() async {
        for store in stores.withLock({ $0 }) { await store.close() }
    }

    /// One more store on the same data, as another program would have it.
    func open(connections: Int = 8) async throws(StoreError) -> any StoreDatabase {
        let store: any StoreDatabase
        switch subject {
        case .sqlite: store = try SQLiteStore(path: path)
        case .postgres: store = try await PostgresStore(path, options: Self.options(connections))
        }
        stores.withLock { $0.append(store) }
        return store
    }

    /// The tests' server is thrown away, and runs without fsync.
    static func options(_ connections: Int = 8) -> PostgresOptions {
        PostgresOptions(connections: connections, requiresDurableServer: false)
    }

    /// A store with the table `t (n, word, bytes)`, of which `n` is the key.
    func openWithTable() async throws(StoreError) -> any StoreDatabase {
        let store = try await open()
        let dialect = store.dialect
        try await store.write { (session) throws(StoreError) in
            try session.run(
                script: """
                    CREATE TABLE t (n \(dialect.integer) NOT NULL PRIMARY KEY, word \(dialect.text), bytes \(dialect.blob))
                    \(dialect.strict)
                    """)
        }
        return store
    }
}

/// The error that `work` ends with.
func storeFailure<Value>(
    sourceLocation: SourceLocation = #_sourceLocation, _ work: () async throws(StoreError) -> Value
) async throws -> StoreError {
    do {
        _ = try await work()
    } catch {
        return error
    }
    Issue.record("nothing was refused", sourceLocation: sourceLocation)
    throw TestServer.Failure(description: "nothing was refused")
}

extension StoreDatabase {
    /// One statement in a transaction.
    @discardableResult
    func change(_ sql: String, _ values: [StoreValue] = []) async throws(StoreError) -> Int {
        try await write { (session) throws(StoreError) in try session.execute(sql, values) }
    }

    /// One query in a transaction.
    func rows(_ sql: String, _ values: [StoreValue] = []) async throws(StoreError) -> [[StoreValue]] {
        try await read { (session) throws(StoreError) in try session.query(sql, values).map(\.values) }
    }
}
