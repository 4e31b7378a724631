import Foundation
import StorePostgres
import Testing

/// A private PostgreSQL of `Scripts/with-postgres` for the tests of compiled barriers. It ends with the tests' process.
final class CompileServer: Sendable {
    static let shared = Result { try CompileServer() }

    private let folder: String
    private let port: String
    /// Its end is the server's.
    private let input: FileHandle

    struct Failure: Error, CustomStringConvertible {
        var description: String
    }

    static let repository = URL(filePath: #filePath).resolvingSymlinksInPath().deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

    init() throws {
        let process = Process()
        process.executableURL = Self.repository.appending(path: "Scripts/with-postgres")
        process.arguments = ["--", "/bin/sh", "-c", #"printf '%s\n%s\n' "$PGHOST" "$PGPORT"; exec cat >/dev/null"#]
        let (inward, outward, errors) = (Pipe(), Pipe(), Pipe())
        process.standardInput = inward
        process.standardOutput = outward
        process.standardError = errors
        try process.run()
        var said = Data()
        while said.count(where: { $0 == UInt8(ascii: "\n") }) < 2 {
            let piece = outward.fileHandleForReading.availableData
            guard !piece.isEmpty else {
                let complaint = errors.fileHandleForReading.readDataToEndOfFile()
                throw Failure(description: String(decoding: complaint, as: UTF8.self))
            }
            said += piece
        }
        let lines = String(decoding: said, as: UTF8.self).split(separator: "\n")
        (folder, port) = (String(lines[0]), String(lines[1]))
        input = inward.fileHandleForWriting
    }

    /// A connection.
    func connect(
        _ database: String, user: String = "postgres", notices: @escaping (PostgresNotice) -> Void = { _ in }
    ) throws -> PostgresConnection {
        try PostgresConnection("host=\(folder) port=\(port) user=\(user) dbname=\(database)", notices: notices)
    }

    /// A database of its own, and a role that may do nothing yet: `<name>_reader`.
    func make(_ name: String) throws -> PostgresConnection {
        let main = try connect("postgres")
        try main.execute("CREATE DATABASE \(name)")
        // It makes small queries slow.
        try main.execute("ALTER DATABASE \(name) SET jit = off")
        try main.execute("CREATE ROLE \(name)_reader LOGIN")
        return try connect(name)
    }
}

extension Trait where Self == ConditionTrait {
    /// Where PostgreSQL is not installed the tests are skipped, and say so; CI has to have it.
    static var needsServer: Self {
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
