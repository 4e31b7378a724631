import Foundation
import Testing

/// Texts that were looked at once and agreed, beside the tests.
enum Golden {
    static let folder = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .appending(path: "Golden")

    /// Compares a text with the agreed one. `SEKISHO_AGREE=1` in the environment agrees to the new text instead.
    static func compare(_ text: String, with name: String, location: SourceLocation = #_sourceLocation) throws {
        let file = folder.appending(path: name)
        if ProcessInfo.processInfo.environment["SEKISHO_AGREE"] == "1" {
            try text.write(to: file, atomically: true, encoding: .utf8)
        }
        let agreed = try String(contentsOf: file, encoding: .utf8)
        let differing = zip(agreed.split(separator: "\n"), text.split(separator: "\n")).first { $0 != $1 }
        #expect(
            agreed == text, "\(name) differs: \(differing.map { "agreed `\($0)`, now `\($1)`" } ?? "in its length")",
            sourceLocation: location)
    }
}

/// The machine's Python, where a test wants a second opinion.
enum Python {
    static func run(_ program: String, _ arguments: String...) throws -> (status: Int32, output: String) {
        let process = Process()
        process.executableURL = URL(filePath: "/usr/bin/env")
        process.arguments = ["python3", "-c", program] + arguments
        let pipe = Pipe()
        process.standardOutput = pipe
        process.standardError = pipe
        try process.run()
        let output = pipe.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        return (process.terminationStatus, String(decoding: output, as: UTF8.self))
    }

    static let hasJSONSchema = (try? run("import jsonschema"))?.status == 0
}
