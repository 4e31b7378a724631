import Foundation
import Testing

@testable import TransparencyLog

/// The public vectors. They are no part of the project: they stand beside the repository, or where the environment variable
/// `SEKISHO_CONFORMANCE` says.
enum TlogVectors {
    static let folder: URL? = {
        var folders: [URL] = []
        if let named = ProcessInfo.processInfo.environment["SEKISHO_CONFORMANCE"] {
            folders.append(URL(fileURLWithPath: named))
        }
        // Tests/TransparencyLogTests/Conformance/TlogVectors.swift
        let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().deletingLastPathComponent()
        folders.append(root.deletingLastPathComponent().appendingPathComponent("shared/conformance"))
        let found = folders.map { $0.appendingPathComponent("tlog") }
            .first { FileManager.default.fileExists(atPath: $0.path) }
        if found == nil { print("no conformance folder beside the repository: the vectors of logs are not compared") }
        return found
    }()

    static func bytes(_ path: String) throws -> [UInt8] {
        Array(try Data(contentsOf: #require(folder).appendingPathComponent(path)))
    }

    /// The JSON files under a folder, with their paths.
    static func cases<Case: Decodable>(_ path: String, as type: Case.Type) throws -> [(name: String, value: Case)] {
        let folder = try #require(folder).appendingPathComponent(path)
        let names = try #require(FileManager.default.enumerator(atPath: folder.path)).compactMap { $0 as? String }
        return try names.filter { $0.hasSuffix(".json") }.sorted().map { name in
            let data = try Data(contentsOf: folder.appendingPathComponent(name))
            return ("\(path)/\(name)", try JSONDecoder().decode(type, from: data))
        }
    }

    /// The hash of a vector, or nil where the vector has none.
    ///
    /// A few vectors have a sentence where no hash matters: each sentence stands for a hash of its own.
    static func hash(_ base64: String) -> TreeHash? {
        guard !base64.isEmpty else { return nil }
        return TreeHash(base64: base64) ?? .leaf(Array(base64.utf8))
    }

    /// The hashes of a vector, or nil where one of them is no hash at all.
    static func hashes(_ base64: [String]?) -> [TreeHash]? {
        let hashes = (base64 ?? []).map(hash)
        return hashes.contains(nil) ? nil : hashes.compactMap { $0 }
    }
}
