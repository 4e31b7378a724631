import Casework
import Cedar
import Foundation

/// The files of conformance cases: a folder and the folders in it, or an archive of `tar`, unpacked while it is needed.
final class ConformanceFiles {
    private let folder: URL
    private let isUnpacked: Bool

    /// - Throws: `missingInput` where there is nothing, or what is there is no archive.
    init(_ path: String) throws(CaseworkError) {
        let target = URL(filePath: path).resolvingSymlinksInPath()
        guard let attributes = try? FileManager.default.attributesOfItem(atPath: target.path) else {
            throw CaseworkError(
                .missingInput, ja: "\(path): ありません。公開の試験例のフォルダーか書庫を指定してください",
                en: "\(path): there is no such file or folder; name a folder or archive of the public corpus")
        }
        isUnpacked = attributes[.type] as? FileAttributeType != .typeDirectory
        folder = isUnpacked ? try Self.unpack(target, shownAs: path) : target
    }

    deinit {
        if isUnpacked { try? FileManager.default.removeItem(at: folder) }
    }

    private static func unpack(_ archive: URL, shownAs path: String) throws(CaseworkError) -> URL {
        let folder = FileManager.default.temporaryDirectory.appending(path: "cedar-cases-\(UUID().uuidString)")
        let tar = Process()
        tar.executableURL = URL(filePath: "/usr/bin/env")
        tar.arguments = ["tar", "-xf", archive.path, "-C", folder.path]
        tar.standardError = FileHandle.nullDevice
        do {
            try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
            try tar.run()
            tar.waitUntilExit()
            if tar.terminationStatus == 0 { return folder }
        } catch {}
        try? FileManager.default.removeItem(at: folder)
        throw CaseworkError(
            .missingInput, ja: "\(path): 展開できません。tar の書庫かフォルダーを指定してください",
            en: "\(path): cannot be unpacked; name an archive that tar knows, or a folder")
    }

    /// Runs every case.
    func run(_ runner: ConformanceRunner) -> ConformanceReport {
        let names = FileManager.default.enumerator(atPath: folder.path)?.compactMap { $0 as? String } ?? []
        return runner.run(names.filter { $0.hasSuffix(".json") }) { name in
            // An archive has no say over what lies outside it.
            if isUnpacked, name.split(separator: "/").contains("..") { return nil }
            return try? String(contentsOf: folder.appending(path: name), encoding: .utf8)
        }
    }
}
