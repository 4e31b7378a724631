import Foundation
import Testing

/// Every script of `Tests/Scripts`, against the program that was built.
@Suite("Command line")
struct CommandScriptTests {
    static let scripts: [String] = {
        let folder = Built.repository.appending(path: "Tests/Scripts").path
        return ((try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []).filter { $0.hasSuffix(".txt") }
            .sorted()
    }()

    @Test("what is typed, and what comes out", arguments: scripts)
    func script(_ name: String) async throws {
        let script = try CommandScript(Built.repository.appending(path: "Tests/Scripts/\(name)"))
        let skipped = try await withScratch { try await script.run(in: $0) }
        if let skipped { print("skipped \(name): \(skipped)") }
    }

    @Test("there are scripts, and a program")
    func present() {
        #expect(Self.scripts.count >= 10)
        #expect(FileManager.default.isExecutableFile(atPath: Built.program.path), "\(Built.program.path) is not built")
    }
}
