import Foundation
import Glibc
import Testing

@testable import Casework

@Suite("Folders that appear whole or not at all")
struct OutputFolderFailureTests {
    private func write(_ text: String, to path: URL, _ commit: (OutputFolder) throws -> Void) throws {
        let folder = try OutputFolder(destination: path.path, .results)
        try folder.write("a/file.txt", Array(text.utf8))
        try commit(folder)
    }

    private func text(_ path: URL) -> String? {
        try? String(contentsOf: path.appending(path: "a/file.txt"), encoding: .utf8)
    }

    @Test("a disk that cannot exchange two folders gets the new one in two steps")
    func twoSteps() async throws {
        try await withScratch { scratch in
            let path = scratch.appending(path: "results")
            try write("old", to: path) { try $0.commit() }
            try write("new", to: path) { try $0.commit { _, _ in EINVAL } }
            #expect(text(path) == "new")
            #expect(try FileManager.default.contentsOfDirectory(atPath: scratch.path) == ["results"])
        }
    }

    @Test("killed between the two steps, the former folder comes back with the next run")
    func betweenTheSteps() async throws {
        try await withScratch { scratch in
            let path = scratch.appending(path: "results")
            try write("old", to: path) { try $0.commit() }
            try FileManager.default.moveItem(at: path, to: scratch.appending(path: ".results.former"))
            let folder = try OutputFolder(destination: path.path, .results)
            #expect(text(path) == "old")
            try folder.write("a/file.txt", Array("new".utf8))
            try folder.commit()
            #expect(text(path) == "new")
        }
    }

    @Test("where the exchange fails, the former folder stays, and nothing is left beside it")
    func failedExchange() async throws {
        try await withScratch { scratch in
            let path = scratch.appending(path: "results")
            try write("old", to: path) { try $0.commit() }
            #expect(throws: CaseworkError.self) { try write("new", to: path) { try $0.commit { _, _ in EIO } } }
            #expect(text(path) == "old")
            #expect(try FileManager.default.contentsOfDirectory(atPath: scratch.path) == ["results"])
        }
    }

    @Test("only a folder that holds the same is replaced", arguments: OutputFolder.Kind.allCases)
    func kinds(standing: OutputFolder.Kind) async throws {
        try await withScratch { scratch in
            let path = scratch.appending(path: "out")
            let folder = try OutputFolder(destination: path.path, standing)
            try folder.write("a/file.txt", Array("old".utf8))
            try folder.commit()
            for kind in OutputFolder.Kind.allCases {
                guard kind != standing else {
                    _ = try OutputFolder(destination: path.path, kind)
                    continue
                }
                #expect(throws: CaseworkError.self) { try OutputFolder(destination: path.path, kind) }
                #expect(text(path) == "old")
            }
        }
    }

    @Test("what is not committed leaves no trace")
    func dropped() async throws {
        try await withScratch { scratch in
            try write("new", to: scratch.appending(path: "results")) { _ in }
            #expect(try FileManager.default.contentsOfDirectory(atPath: scratch.path).isEmpty)
        }
    }

    @Test("two runs at once do not take each other's folder")
    func twoRuns() async throws {
        try await withScratch { scratch in
            let path = scratch.appending(path: "results")
            let first = try OutputFolder(destination: path.path, .results)
            let second = try OutputFolder(destination: path.path, .results)
            try first.write("a/file.txt", Array("first".utf8))
            try second.write("a/file.txt", Array("second".utf8))
            try second.commit()
            try first.commit()
            #expect(text(path) == "first")
            #expect(try FileManager.default.contentsOfDirectory(atPath: scratch.path) == ["results"])
        }
    }
}
