import CExchange
import Foundation
import Glibc

/// A folder that appears whole or not at all.
///
/// Files are written into a hidden folder beside the destination, which takes the destination's place in one
/// step when `commit` is called. A run that is killed leaves only the hidden folder, which the next run removes.
///
/// Only a folder that was written in this way, and for the same, is ever replaced: it holds a file ``mark`` that says
/// what it is. Somebody's own folder, or a case where a report was to go, named by mistake, is refused.
public final class OutputFolder {
    /// What a folder holds.
    public enum Kind: String, CaseIterable, Sendable {
        /// What an investigation found.
        case results
        /// A published report.
        case report
        /// A case that was simulated.
        case caseFolder = "case"
    }

    /// The hidden file by which a folder is known to be ours; its first line says what the folder holds.
    public static let mark = ".sekisho"

    /// The folder's path, links resolved.
    public let path: String
    private let shownAs: String
    private let staging: String
    /// Held locked while this run is alive, so that no other takes its hidden folder for a leftover.
    private let lock: Int32
    /// Folders on the way that were not there before, the deepest first.
    private let madeFolders: [String]
    private var isFinished = false

    /// Prepares to write a folder, and clears what killed runs have left there.
    ///
    /// - Parameters:
    ///   - destination: the folder, which need not exist yet.
    ///   - kind: what it will hold; only a folder that holds the same is replaced.
    /// - Throws: `cannotWrite`, also where a folder or file stands there that is not ours.
    public init(destination: String, _ kind: Kind) throws(CaseworkError) {
        shownAs = destination
        guard !destination.allSatisfy(\.isWhitespace) else {
            throw CaseworkError(
                .badCommand, ja: "書き出すフォルダーの名前が空です。フォルダーを指定してください",
                en: "the name of the folder to write is empty; name a folder")
        }
        // Through a link, so that the folder it leads to is replaced, and not the link.
        let url = URL(filePath: destination).standardizedFileURL.resolvingSymlinksInPath()
        path = url.path(percentEncoded: false).trimmingTrailingSlash
        let parent = url.deletingLastPathComponent().path(percentEncoded: false).trimmingTrailingSlash
        let prefix = ".\(url.lastPathComponent).partial-"
        staging = "\(parent)/\(prefix)\(getpid())-\(String(UInt32.random(in: .min ... .max), radix: 16))"
        let files = FileManager.default
        var made: [String] = []
        var missing = URL(filePath: parent)
        while !files.fileExists(atPath: missing.path(percentEncoded: false)), missing.pathComponents.count > 1 {
            made.append(missing.path(percentEncoded: false))
            missing.deleteLastPathComponent()
        }
        madeFolders = made
        do {
            try files.createDirectory(atPath: parent, withIntermediateDirectories: true)
            let former = Self.former(of: path)
            if !files.fileExists(atPath: path), files.fileExists(atPath: former) {
                try files.moveItem(atPath: former, toPath: path)
            }
            for name in try files.contentsOfDirectory(atPath: parent) where name.hasPrefix(prefix) {
                let leftover = "\(parent)/\(name)"
                guard let held = Self.lock(leftover) else { continue }
                defer { Glibc.close(held) }
                try files.removeItem(atPath: leftover)
            }
        } catch {
            throw Self.failure(destination, error)
        }
        switch Self.content(of: path) {
        case .nothing: break
        case .ours(let found) where found == kind: break
        case .ours(let other):
            throw CaseworkError(
                .cannotWrite,
                ja: "\(destination): `\(other.rawValue)` のフォルダーがあり、`\(kind.rawValue)` では置き換えません。別の名前を指定してください",
                en:
                    "\(destination): a folder of kind `\(other.rawValue)` stands there, which `\(kind.rawValue)` does not "
                    + "replace; name another")
        case .foreign:
            throw CaseworkError(
                .cannotWrite,
                ja: "\(destination): Sekisho が書いたフォルダーではないため、置き換えません。別の名前を指定するか、空にしてください",
                en: "\(destination): not a folder that Sekisho wrote, so it is not replaced; name another, or empty it")
        }
        do {
            try files.createDirectory(atPath: staging, withIntermediateDirectories: false)
        } catch {
            throw Self.failure(destination, error)
        }
        lock = Self.lock(staging) ?? -1
        try write(
            Self.mark,
            Array(
                "\(kind.rawValue)\nWritten by sekisho, which replaces this folder as a whole: keep nothing here.\n".utf8
            ))
    }

    deinit {
        if !isFinished {
            try? FileManager.default.removeItem(atPath: staging)
            // INVARIANT: the path is NUL-terminated by the bridge and outlives the call. What is not empty stays.
            for folder in madeFolders { _ = unsafe rmdir(folder) }
        }
        if lock >= 0 { Glibc.close(lock) }
    }

    /// The descriptor of a folder that nobody holds, now locked; nil where another run holds it.
    private static func lock(_ path: String) -> Int32? {
        // INVARIANT: the path is NUL-terminated by the bridge and outlives the call.
        let descriptor = unsafe open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard descriptor >= 0 else { return nil }
        guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
            Glibc.close(descriptor)
            return nil
        }
        return descriptor
    }

    private enum Content {
        case nothing
        case ours(Kind)
        case foreign
    }

    /// What stands at a path: nothing or an empty folder, something of ours, or somebody's own.
    private static func content(of path: String) -> Content {
        let files = FileManager.default
        guard files.fileExists(atPath: path) else { return .nothing }
        guard let names = try? files.contentsOfDirectory(atPath: path) else { return .foreign }
        if names.isEmpty { return .nothing }
        let mark = (try? String(contentsOfFile: "\(path)/\(mark)", encoding: .utf8)) ?? ""
        return mark.split(separator: "\n").first.flatMap { Kind(rawValue: String($0)) }.map(Content.ours) ?? .foreign
    }

    /// Opens a file below the folder for writing.
    ///
    /// - Parameter name: relative path; folders on the way are made.
    /// - Throws: `cannotWrite`.
    public func file(_ name: String) throws(CaseworkError) -> OutputFile {
        let whole = "\(staging)/\(name)"
        do {
            try FileManager.default.createDirectory(
                atPath: URL(filePath: whole).deletingLastPathComponent().path(percentEncoded: false),
                withIntermediateDirectories: true)
        } catch {
            throw Self.failure("\(shownAs)/\(name)", error)
        }
        return try OutputFile(path: whole, shownAs: "\(shownAs)/\(name)")
    }

    /// Writes a whole file.
    ///
    /// - Throws: `cannotWrite`.
    public func write(_ name: String, _ bytes: [UInt8]) throws(CaseworkError) {
        let file = try file(name)
        try file.append(bytes)
        try file.close()
    }

    /// Puts the folder in its place; what stood there before is removed.
    ///
    /// - Throws: `cannotWrite`; the former folder is then still in place.
    public func commit() throws(CaseworkError) {
        // INVARIANT: both paths are NUL-terminated by the bridge and outlive the call.
        try commit { unsafe sekisho_exchange($0, $1) == 0 ? 0 : errno }
    }

    /// Commits by a way of exchanging two folders in one step, which gives 0 or an error number.
    func commit(exchange: (_ one: String, _ other: String) -> Int32) throws(CaseworkError) {
        if FileManager.default.fileExists(atPath: path) {
            // One step: at no moment is there neither the old nor the new.
            switch exchange(staging, path) {
            case 0: try? FileManager.default.removeItem(atPath: staging)
            case EINVAL, ENOSYS, ENOTSUP: try commitInTwoSteps()
            case let code: throw Self.failure(shownAs, code)
            }
        } else {
            try Self.move(staging, path, shownAs)
        }
        isFinished = true
    }

    /// Where the disk cannot exchange folders: the old one steps aside. A run that is killed between the two steps
    /// leaves it under a hidden name, from which the next run fetches it back.
    private func commitInTwoSteps() throws(CaseworkError) {
        let former = Self.former(of: path)
        try? FileManager.default.removeItem(atPath: former)
        try Self.move(path, former, shownAs)
        do throws(CaseworkError) {
            try Self.move(staging, path, shownAs)
        } catch {
            try? Self.move(former, path, shownAs)
            throw error
        }
        try? FileManager.default.removeItem(atPath: former)
    }

    private static func move(_ from: String, _ to: String, _ shownAs: String) throws(CaseworkError) {
        // INVARIANT: both paths are NUL-terminated by the bridge and outlive the call.
        guard unsafe rename(from, to) == 0 else { throw failure(shownAs, errno) }
    }

    private static func former(of path: String) -> String {
        let url = URL(filePath: path)
        return "\(url.deletingLastPathComponent().path(percentEncoded: false).trimmingTrailingSlash)"
            + "/.\(url.lastPathComponent).former"
    }

    static func failure(_ path: String, _ error: any Error) -> CaseworkError {
        if let posix = (error as? CocoaError)?.underlying as? POSIXError {
            return failure(path, posix.code.rawValue)
        }
        return CaseworkError(
            .cannotWrite,
            ja: "\(path): 書けません（\(error.localizedDescription)）",
            en: "\(path): cannot be written (\(error.localizedDescription))")
    }

    static func failure(_ path: String, _ code: Int32) -> CaseworkError {
        switch code {
        case ENOSPC, EDQUOT:
            return CaseworkError(
                .cannotWrite,
                ja: "\(path): ディスクに空きがありません。空きを作り、もう一度実行してください（前の結果はそのままです）",
                en: "\(path): no space left on the disk; make room and run it again (earlier results are untouched)")
        case EACCES, EPERM, EROFS:
            return CaseworkError(
                .cannotWrite,
                ja: "\(path): 書く権限がありません。権限を与えるか、別の場所を指定してください",
                en: "\(path): no permission to write there; grant it, or name another place")
        default:
            // INVARIANT: strerror gives a NUL-terminated string, copied at once.
            let reason = unsafe String(cString: strerror(code))
            return CaseworkError(
                .cannotWrite, ja: "\(path): 書けません（\(reason)）", en: "\(path): cannot be written (\(reason))")
        }
    }
}

extension String {
    fileprivate var trimmingTrailingSlash: String {
        count > 1 && hasSuffix("/") ? String(dropLast()) : self
    }
}
