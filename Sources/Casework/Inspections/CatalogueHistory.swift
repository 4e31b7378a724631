import Foundation
public import Inspection
import Intake

/// Finds in the catalogue's history, kept in git, since when its surfaces leak.
///
/// Versions are gone through from the newest back: a surface leaks since the version after the one in which it was closed
/// or not there. A version that cannot be read any more ends the search, and the answer says that it may be older.
public struct CatalogueHistory {
    private let folder: String
    private let file: String
    private let loaded: LoadedCatalogue

    /// A version of the catalogue or of its policies.
    private struct Version {
        var name: String
        var day: String
    }

    /// The history of a catalogue.
    public init(_ loaded: LoadedCatalogue) {
        self.loaded = loaded
        let url = URL(filePath: loaded.name)
        folder = url.deletingLastPathComponent().path(percentEncoded: false)
        file = url.lastPathComponent
    }

    /// The report, with what is known of each leak's beginning.
    ///
    /// - Throws: `missingInput` where there is no git, or the catalogue has no history.
    public func dated(
        _ report: InspectionReport, milliseconds: Int, progress: any ProgressSink
    ) throws(CaseworkError) -> InspectionReport {
        var report = report
        var open = Set(report.findings.filter { $0.kind == .leak }.compactMap(\.surface))
        guard !open.isEmpty else { return report }
        let versions = try versions()
        var since: [String: Exposure.Since] = [:]
        let stage = BilingualText(ja: "カタログの履歴をさかのぼっています", en: "going back in the catalogue's history")
        for (number, version) in versions.enumerated() where !open.isEmpty {
            progress.update(stage, fraction: Double(number) / Double(versions.count))
            guard let old = try? catalogue(at: version) else { break }
            let places = old.catalogue.surfaces.indices.filter { open.contains(old.catalogue.surfaces[$0].id) }
            let verdicts = ParallelProver(old.catalogue, old.barrier, milliseconds: milliseconds).verdicts(of: places)
            var leaking: Set<String> = []
            for (place, verdict) in zip(places, verdicts) {
                // What nobody knows is not taken for closed.
                if case .proved = verdict.outcome { continue }
                leaking.insert(old.catalogue.surfaces[place].id)
            }
            for id in open.subtracting(leaking) { since[id]?.isOldest = false }
            open.formIntersection(leaking)
            for id in open { since[id] = Exposure.Since(day: version.day, version: version.name, isOldest: true) }
        }
        for place in report.findings.indices where report.findings[place].kind == .leak {
            report.findings[place].exposure.since = report.findings[place].surface.flatMap { since[$0] }
        }
        return report
    }

    private func versions() throws(CaseworkError) -> [Version] {
        let text = try git(["log", "--format=%h%x09%cs", "--", file] + loaded.file.policies)
        let versions = text.split(separator: "\n").compactMap { line -> Version? in
            let parts = line.split(separator: "\t")
            return parts.count == 2 ? Version(name: String(parts[0]), day: String(parts[1])) : nil
        }
        guard !versions.isEmpty else { throw noHistory }
        return versions
    }

    private func catalogue(at version: Version) throws(CaseworkError) -> LoadedCatalogue {
        try LoadedCatalogue(Array(try show(file, version).utf8), named: loaded.name) { path throws(CaseworkError) in
            (path, Array(try show(path, version).utf8))
        }
    }

    private func show(_ path: String, _ version: Version) throws(CaseworkError) -> String {
        try git(["show", "\(version.name):\(path.hasPrefix("../") ? "" : "./")\(path)"])
    }

    private var noHistory: CaseworkError {
        CaseworkError(
            .missingInput, ja: "\(loaded.name): git の履歴がありません。`--history` を付けないか、git に入れてください",
            en: "\(loaded.name): there is no history in git; leave `--history` away, or commit the catalogue")
    }

    /// What git writes.
    private func git(_ arguments: [String]) throws(CaseworkError) -> String {
        let process = Process()
        let output = Pipe()
        process.executableURL = URL(filePath: "/usr/bin/env")
        process.arguments = ["git", "-C", folder] + arguments
        process.standardOutput = output
        process.standardError = FileHandle.nullDevice
        let data: Data?
        do {
            try process.run()
            data = try output.fileHandleForReading.readToEnd()
        } catch {
            throw noHistory
        }
        process.waitUntilExit()
        guard process.terminationStatus == 0 else { throw noHistory }
        return String(decoding: data ?? Data(), as: UTF8.self)
    }
}
