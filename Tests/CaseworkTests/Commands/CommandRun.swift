import Foundation
import Testing

/// The repository, and the program that was built from it with these tests.
enum Built {
    static let repository = URL(filePath: #filePath).resolvingSymlinksInPath().deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

    /// `sekisho`, which stands beside the tests' own program.
    static let program = URL(filePath: "/proc/self/exe").resolvingSymlinksInPath().deletingLastPathComponent()
        .appending(path: "sekisho")

    /// `Examples/case` without what runs have left in it, copied to a place of its own.
    static func copyExample(to folder: URL) throws {
        let example = repository.appending(path: "Examples/case")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        for name in try FileManager.default.contentsOfDirectory(atPath: example.path)
        where name != "results" && name != "report" && !name.hasPrefix(".") {
            try FileManager.default.copyItem(at: example.appending(path: name), to: folder.appending(path: name))
        }
    }
}

/// One run of a program.
struct CommandRun {
    var status: Int32
    /// Whether a signal ended it.
    var wasKilled: Bool
    var output: String
    var errors: String

    /// Runs a program to its end.
    ///
    /// - Parameters:
    ///   - environment: what is set besides `PATH` and `HOME`.
    static func of(
        _ program: URL, _ arguments: [String], in folder: URL, environment: [String: String] = [:]
    ) async throws -> CommandRun {
        let process = Process()
        process.executableURL = program
        process.arguments = arguments
        process.currentDirectoryURL = folder
        let own = ProcessInfo.processInfo.environment
        var whole = ["PATH": own["PATH"] ?? "", "HOME": own["HOME"] ?? "", "SWIFT_BACKTRACE": "enable=no"]
        if let path = own["LD_LIBRARY_PATH"] { whole["LD_LIBRARY_PATH"] = path }
        process.environment = whole.merging(environment) { $1 }
        // Files, not pipes: a pipe that nobody reads would stop the program.
        let unique = "sekisho-run-\(UUID().uuidString)"
        let (out, err) = (
            FileManager.default.temporaryDirectory.appending(path: unique + ".out"),
            FileManager.default.temporaryDirectory.appending(path: unique + ".err")
        )
        for file in [out, err] { _ = FileManager.default.createFile(atPath: file.path, contents: nil) }
        defer { for file in [out, err] { try? FileManager.default.removeItem(at: file) } }
        process.standardInput = FileHandle.nullDevice
        process.standardOutput = try FileHandle(forWritingTo: out)
        process.standardError = try FileHandle(forWritingTo: err)
        let ended = AsyncStream<Void> { stream in
            process.terminationHandler = { _ in stream.finish() }
        }
        try process.run()
        for await _ in ended {}
        return CommandRun(
            status: process.terminationStatus, wasKilled: process.terminationReason == .uncaughtSignal,
            output: String(decoding: try Data(contentsOf: out), as: UTF8.self),
            errors: String(decoding: try Data(contentsOf: err), as: UTF8.self))
    }
}

/// A folder that is there while `work` runs.
func withScratch<Value>(_ work: (URL) async throws -> Value) async throws -> Value {
    let folder = FileManager.default.temporaryDirectory.resolvingSymlinksInPath()
        .appending(path: "sekisho-test-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    return try await work(folder)
}
