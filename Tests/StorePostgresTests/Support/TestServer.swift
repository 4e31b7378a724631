import Foundation
import StorePostgres
import Synchronization
import Testing

/// A private PostgreSQL of `Scripts/with-postgres`. It ends with the tests' process, however that ends: the script's
/// command reads from a pipe that only this process writes to.
final class TestServer: Sendable {
    /// One for all tests that leave it as they found it.
    static let shared = Result { try TestServer() }

    /// Superusers sign in on the socket without a password, and everybody over TCP with one.
    private static let access = "local all postgres trust\nhost all all 127.0.0.1/32 scram-sha-256\n"

    /// The folder of the server's socket.
    let folder: String
    let port: Int
    /// Its end is the server's.
    private let input: FileHandle

    struct Failure: Error, CustomStringConvertible {
        var description: String
    }

    init() throws {
        let repository = URL(filePath: #filePath).resolvingSymlinksInPath().deletingLastPathComponent()
            .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        let made = FileManager.default.temporaryDirectory.appending(path: "sekisho-test-\(UUID().uuidString)")
        try FileManager.default.createDirectory(
            at: made, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o755])
        defer { try? FileManager.default.removeItem(at: made) }
        let (access, settings) = (made.appending(path: "access"), made.appending(path: "settings"))
        try Data(Self.access.utf8).write(to: access)
        try Data("hba_file = '\(access.path)'\n".utf8).write(to: settings)

        let process = Process()
        process.executableURL = repository.appending(path: "Scripts/with-postgres")
        process.arguments = [
            "--config", settings.path, "--", "/bin/sh", "-c",
            #"printf '%s\n%s\n' "$PGHOST" "$PGPORT"; exec cat >/dev/null"#,
        ]
        let (inward, outward, errors) = (Pipe(), Pipe(), Pipe())
        process.standardInput = inward
        process.standardOutput = outward
        process.standardError = errors
        try process.run()
        var said = Data()
        while said.count(where: { $0 == UInt8(ascii: "\n") }) < 2 {
            let piece = outward.fileHandleForReading.availableData
            guard !piece.isEmpty else {
                throw Failure(
                    description: String(decoding: errors.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self))
            }
            said += piece
        }
        let lines = String(decoding: said, as: UTF8.self).split(separator: "\n")
        folder = String(lines[0])
        port = try #require(Int(lines[1]))
        input = inward.fileHandleForWriting
    }

    func stop() { try? input.close() }

    /// A connection of the superuser.
    func connect(
        _ settings: String = "", notices: @escaping (PostgresNotice) -> Void = { _ in }
    ) throws -> PostgresConnection {
        try PostgresConnection(
            "host=\(folder) port=\(port) user=postgres dbname=postgres \(settings)", notices: notices)
    }

    /// Runs `work` on a thread and a connection of its own as soon as the server's process sleeps in `pg_sleep`.
    func whenAsleep(_ processID: Int32, _ work: @escaping @Sendable (PostgresConnection) throws -> Void) {
        Thread.detachNewThread {
            do {
                let watch = try self.connect()
                for _ in 0..<3000 {
                    let asleep = try watch.execute(
                        "SELECT 1 FROM pg_stat_activity WHERE pid = $1 AND wait_event = 'PgSleep'", ["\(processID)"])
                    if !asleep.rows.isEmpty { return try work(watch) }
                    Thread.sleep(forTimeInterval: 0.01)
                }
                Issue.record("the server never slept")
            } catch {
                Issue.record(error)
            }
        }
    }
}

extension Trait where Self == ConditionTrait {
    /// Where PostgreSQL is not installed the tests are skipped, and say so; CI has to have it.
    static var needsPostgres: Self {
        .enabled("PostgreSQL is missing; install the package postgresql-15") {
            let environment = ProcessInfo.processInfo.environment
            let folders =
                (environment["PATH"] ?? "").split(separator: ":").map(String.init) + [environment["PG_BIN"] ?? ""]
                + ((try? FileManager.default.contentsOfDirectory(atPath: "/usr/lib/postgresql")) ?? []).map {
                    "/usr/lib/postgresql/\($0)/bin"
                }
            return environment["CI"] != nil
                || folders.contains { FileManager.default.isExecutableFile(atPath: $0 + "/initdb") }
        }
    }
}

/// The error that `work` ends with.
func failure<Value>(
    _ work: () throws(PostgresError) -> Value, sourceLocation: SourceLocation = #_sourceLocation
) throws -> PostgresError {
    do {
        _ = try work()
    } catch {
        return error
    }
    Issue.record("nothing was refused", sourceLocation: sourceLocation)
    throw TestServer.Failure(description: "nothing was refused")
}
