import Cedar
import Foundation
import Testing

/// The public corpus of Cedar's makers. It is no part of the project: it stands beside the repository, or where the
/// environment variable `SEKISHO_CONFORMANCE` says.
enum ConformanceFolder {
    /// The folder of Cedar's cases, if it is there.
    static let cedar: URL? = {
        var folders: [URL] = []
        if let named = ProcessInfo.processInfo.environment["SEKISHO_CONFORMANCE"] {
            folders.append(URL(fileURLWithPath: named))
        }
        // Tests/CedarTests/Conformance/ConformanceFolder.swift
        let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().deletingLastPathComponent()
        folders.append(root.deletingLastPathComponent().appendingPathComponent("shared/conformance"))
        return folders.map { $0.appendingPathComponent("cedar") }
            .first { FileManager.default.fileExists(atPath: $0.path) }
    }()

    /// The cases of an archive, unpacked into a folder of its own that the caller takes away.
    static func unpack(_ archive: URL) throws -> URL {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("cedar-corpus-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        let tar = Process()
        tar.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        tar.arguments = ["tar", "-xzf", archive.path, "-C", folder.path]
        try tar.run()
        tar.waitUntilExit()
        guard tar.terminationStatus == 0 else { throw UnpackingFailed(archive: archive.path) }
        return folder
    }

    /// Runs every case of a folder.
    static func run(_ runner: ConformanceRunner, _ folder: URL) throws -> ConformanceReport {
        let names = try #require(FileManager.default.enumerator(atPath: folder.path)).compactMap { $0 as? String }
        return runner.run(names.filter { $0.hasSuffix(".json") }) { name in
            try? String(contentsOf: folder.appendingPathComponent(name), encoding: .utf8)
        }
    }

    struct UnpackingFailed: Error {
        var archive: String
    }
}
