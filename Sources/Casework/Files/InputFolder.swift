import Foundation
import Glibc
public import Intake

/// The folder that a case lies in, read only: the one place where Casework opens files.
public struct InputFolder: Sendable {
    /// Path of the folder.
    public let path: String

    /// A folder at `path`, which need not exist yet.
    public init(path: String) {
        self.path = path.count > 1 && path.hasSuffix("/") ? String(path.dropLast()) : path
    }

    /// Where a path that the case file names lies on this machine.
    func location(of relative: String) -> String {
        relative.hasPrefix("/") ? relative : path + "/" + relative
    }

    /// Makes sure that there is a folder, into which one may look.
    ///
    /// - Throws: `missingInput`, saying which of the two it is not, and the mend.
    public func verify() throws(CaseworkError) {
        guard !path.allSatisfy(\.isWhitespace) else {
            throw CaseworkError(
                .badCommand, ja: "フォルダーの名前が空です。ケースのフォルダーを指定してください",
                en: "the name of the folder is empty; name the folder of a case")
        }
        var status = stat()
        // INVARIANT: the path is NUL-terminated by the bridge and outlives the call; `status` is written by it only.
        guard unsafe stat(path, &status) == 0 else {
            if errno == EACCES { throw unreadable(path) }
            throw CaseworkError(
                .missingInput, ja: "\(path): フォルダーがありません。ケースのフォルダーを指定してください",
                en: "\(path): there is no such folder; name the folder of a case")
        }
        guard status.st_mode & S_IFMT == S_IFDIR else {
            throw CaseworkError(
                .missingInput, ja: "\(path): フォルダーではありません。case.yaml のあるフォルダーを指定してください",
                en: "\(path): this is a file; name the folder in which case.yaml lies")
        }
        // INVARIANT: as above.
        guard unsafe access(path, R_OK | X_OK) == 0 else { throw unreadable(path) }
    }

    /// Whether a file is not there; one that cannot be reached may be.
    package func lacks(_ relative: String) -> Bool {
        // INVARIANT: the path is NUL-terminated by the bridge and outlives the call.
        unsafe access(location(of: relative), F_OK) != 0 && (errno == ENOENT || errno == ENOTDIR)
    }

    private func unreadable(_ folder: String) -> CaseworkError {
        // What cannot be looked into is not the same as empty.
        CaseworkError(
            .missingInput, ja: "\(folder): フォルダーの中を読む権限がありません。権限を与えてください",
            en: "\(folder): no permission to look into this folder; grant it to the user who runs this")
    }

    /// The whole of a file.
    ///
    /// - Parameters:
    ///   - relative: the path as the case names it.
    ///   - name: what errors call the file; `relative` when absent.
    /// - Throws: `missingInput`, naming the file and the mend.
    public func read(_ relative: String, as name: String? = nil) throws(CaseworkError) -> [UInt8] {
        try CaseworkError.located(.missingInput) { () throws(IntakeError) in
            try FileByteSource(path: location(of: relative), name: name ?? relative).readAll()
        }
    }

    /// The files that a pattern names, sorted by name, each with the days that its name says it covers.
    ///
    /// `{yyyy}`, `{MM}` and `{dd}` match a year, month and day; `*` matches anything within one name.
    public func files(matching pattern: String) throws(CaseworkError) -> [DatedFile] {
        let pattern = try FilePattern(pattern)
        var found: [DatedFile] = []
        try collect(pattern, from: 0, prefix: "", date: FilePattern.PartialDate(), into: &found)
        return found.sorted { $0.path < $1.path }
    }

    private func collect(
        _ pattern: FilePattern, from depth: Int, prefix: String, date: FilePattern.PartialDate,
        into found: inout [DatedFile]
    ) throws(CaseworkError) {
        if depth == pattern.components.count {
            found.append(DatedFile(path: prefix, days: date.days))
            return
        }
        let component = pattern.components[depth]
        let isLast = depth == pattern.components.count - 1
        func descend(_ name: String, _ date: FilePattern.PartialDate) throws(CaseworkError) {
            let next = depth == 0 ? name : prefix + "/" + name
            // A link counts as what it leads to.
            let real = URL(filePath: location(of: next)).resolvingSymlinksInPath().path(percentEncoded: false)
            let type = try? FileManager.default.attributesOfItem(atPath: real)[.type] as? FileAttributeType
            guard let type, (type == .typeDirectory) != isLast else { return }
            try collect(pattern, from: depth + 1, prefix: next, date: date, into: &found)
        }
        guard component.isPattern else { return try descend(component.text, date) }
        let folder = depth == 0 ? path : location(of: prefix)
        guard FileManager.default.fileExists(atPath: folder) else { return }
        let names: [String]
        do {
            names = try FileManager.default.contentsOfDirectory(atPath: folder)
        } catch {
            throw unreadable(prefix.isEmpty ? path : prefix)
        }
        for name in names {
            if let matched = component.match(name, date) { try descend(name, matched) }
        }
    }
}

/// A file found by a pattern.
public struct DatedFile: Hashable, Sendable {
    /// Path as the case would name it.
    public var path: String
    /// The days that its name says it covers, half-open; absent where the name says nothing.
    public var days: DayPeriod?
}
