import Foundation
import Store
import StoreSQLite
import Testing
import TransparencyLog

@testable import Ledger

/// Our logs before a verifier that is not ours: a Go program on the Go checksum database's own code.
struct OtherVerifierTests {
    private static let source = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Verifier")

    private struct Answer {
        var status: Int32
        var text: String
    }

    private static func run(_ program: String, _ arguments: [String], in folder: URL) throws -> Answer {
        let process = Process()
        let output = Pipe()
        process.executableURL = URL(filePath: "/usr/bin/env")
        process.arguments = [program] + arguments
        process.currentDirectoryURL = folder
        var environment = ProcessInfo.processInfo.environment
        environment["GO111MODULE"] = "off"
        environment["GOFLAGS"] = ""
        // Where Debian puts the sources of Go libraries.
        environment["GOPATH"] = "/usr/share/gocode"
        environment["GOCACHE"] = FileManager.default.temporaryDirectory.appending(path: "sekisho-go").path()
        process.environment = environment
        process.standardOutput = output
        process.standardError = output
        try process.run()
        let data = try output.fileHandleForReading.readToEnd() ?? Data()
        process.waitUntilExit()
        return Answer(status: process.terminationStatus, text: String(decoding: data, as: UTF8.self))
    }

    /// The verifier, built; nil where there is no Go.
    private static func built(in folder: URL) throws -> URL? {
        let program = folder.appending(path: "verifier")
        guard try run("go", ["version"], in: folder).status == 0 else { return nil }
        let answer = try run("go", ["build", "-o", program.path(), "."], in: source)
        try #require(answer.status == 0, "\(answer.text)")
        return program
    }

    @Test func `the Go checksum database's code verifies our logs, and refuses each kind of damage`() async throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "ledger-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        guard let program = try Self.built(in: folder) else {
            print("skipped: there is no Go on this machine to build another verifier with")
            return
        }
        let made = try await MadeLedger()
        let writer = try await made.writer()
        for number in 0..<700 {
            _ = try await writer.append(made.request(slot: UInt32(number % 2), subject: "06\(number)"))
            if number % 90 == 0 { try await writer.publisher.endEpoch() }
        }
        let last = try await writer.publisher.endEpoch()
        var witness = LedgerWitness(origin: made.identity.origin)
        let cosignature = try witness.cosign(last, made.files, with: made.witnessKey, at: 1_767_225_600)
        let unseen = last.bytes
        made.files.write(LogPaths.checkpoint, try last.adding([cosignature], of: [made.witnessKey.verifierKey]).bytes)
        let good = made.files.all
        let logKey = made.identity.verifierKeys[0].description
        let witnessKey = made.witnessKey.verifierKey.description

        func answer(_ files: [String: [UInt8]], slot: Int = 1, old: [UInt8]? = nil) throws -> Answer {
            let place = folder.appending(path: "log")
            try? FileManager.default.removeItem(at: place)
            for (path, bytes) in files {
                let url = place.appending(path: path)
                try FileManager.default.createDirectory(
                    at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
                try Data(bytes).write(to: url)
            }
            var arguments = [place.path(), "\(slot)", logKey, witnessKey]
            if let old {
                try Data(old).write(to: folder.appending(path: "old"))
                arguments.append(folder.appending(path: "old").path())
            }
            return try Self.run(program.path(), arguments, in: folder)
        }
        func refused(_ change: (inout [String: [UInt8]]) -> Void, _ words: String, old: [UInt8]? = nil) throws {
            var files = good
            change(&files)
            #expect(files != good || old != nil)
            let answer = try answer(files, old: old)
            #expect(answer.status == 1 && answer.text.contains(words), "\(words): \(answer.text)")
        }
        #expect(try answer(good).text == "350 entries\n")
        #expect(try answer(good, slot: 0).text == "350 entries\n")
        #expect(try answer(good, slot: 3).text == "0 entries\n")
        let bundle = "slot/1/tile/entries/000"
        let partial = "slot/1/tile/entries/001.p/94"
        let tile = "slot/1/tile/0/001.p/94"
        #expect(good[bundle] != nil && good[partial] != nil && good[tile] != nil)
        try refused({ $0["checkpoint"] = unseen }, "2 are needed")
        try refused({ $0[bundle]?[500] ^= 1 }, "is not the one that was signed for")
        try refused({ $0[partial]?[40] ^= 1 }, "is not the one that was signed for")
        try refused({ $0[partial] = nil }, "entries:")
        try refused({ $0[partial]?.removeLast() }, "cut off")
        try refused({ $0[tile]?[33] ^= 0x80 }, "tiles:")
        try refused({ $0[tile] = nil }, "tiles:")
        try refused({ $0["tile/0/000.p/9"]?[1] ^= 1 }, "tiles:")
        func head(_ files: inout [String: [UInt8]], _ from: String, _ to: String) {
            let text = String(decoding: files["slot/1/head"] ?? [], as: UTF8.self)
            files["slot/1/head"] = Array(text.replacing(from, with: to).utf8)
        }
        try refused({ head(&$0, "size 350", "size 349") }, "head:")
        try refused({ head(&$0, "slot 1", "slot 0") }, "head:")
        func claim(_ files: inout [String: [UInt8]], _ from: String, _ to: String) {
            let text = String(decoding: files["checkpoint"] ?? [], as: UTF8.self)
            files["checkpoint"] = Array(text.replacing(from, with: to).utf8)
        }
        try refused({ claim(&$0, "\n9\n", "\n8\n") }, "checkpoint:")
        // A longer log than there is now, and one with another history, both under the true key.
        let other = try await MadeLedger(seed: 2)
        let otherWriter = try await other.writer()
        for _ in 0..<3 { try await otherWriter.publisher.endEpoch() }
        let fork = try #require(other.files.read(LogPaths.checkpoint))
        try refused({ _ in }, "fork:", old: fork)
        for _ in 0..<9 { try await otherWriter.publisher.endEpoch() }
        try refused({ _ in }, "rollback:", old: other.files.read(LogPaths.checkpoint))
        #expect(try answer(good, old: unseen).status == 0)
    }
}
