import Foundation
import Testing

/// A script run by a PostgreSQL of its own, which is gone afterwards.
enum PostgresRun {
    /// What a script prints, line by line, with columns divided by `|`. An error in it fails the test.
    static func lines(_ script: String) async throws -> [Substring] {
        let repository = URL(filePath: #filePath).resolvingSymlinksInPath().deletingLastPathComponent()
            .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        let folder = FileManager.default.temporaryDirectory.appending(path: "sekisho-texts-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let (input, output, errors) = (
            folder.appending(path: "script.sql"), folder.appending(path: "output"), folder.appending(path: "errors")
        )
        try Data(script.utf8).write(to: input)
        for file in [output, errors] { try Data().write(to: file) }
        let process = Process()
        process.executableURL = repository.appending(path: "Scripts/with-postgres")
        process.arguments = ["psql", "-X", "-q", "-A", "-t", "-v", "ON_ERROR_STOP=1", "-f", input.path]
        process.environment = ProcessInfo.processInfo.environment.merging(["PGCLIENTENCODING": "UTF8"]) { $1 }
        process.standardInput = FileHandle.nullDevice
        // Files, not pipes: a pipe that nobody reads would stop the program.
        process.standardOutput = try FileHandle(forWritingTo: output)
        process.standardError = try FileHandle(forWritingTo: errors)
        let ended = AsyncStream<Void> { stream in
            process.terminationHandler = { _ in stream.finish() }
        }
        try process.run()
        for await _ in ended {}
        let complaint = String(decoding: try Data(contentsOf: errors), as: UTF8.self)
        try #require(process.terminationStatus == 0, "\(complaint.prefix(2_000))")
        return String(decoding: try Data(contentsOf: output), as: UTF8.self).split(separator: "\n")
    }
}
