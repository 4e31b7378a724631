import CExchange
import Foundation
import Glibc

/// A folder that appears whole or not at all.
///
/// Files are written into a hidden folder beside the destination, which takes the destination's place by one
/// rename when `commit` is called. A run that is killed leaves only the hidden folder, which the next run removes.
public final class OutputFolder {
    private let destination: String
    private let staging: String
    private var isFinished = false

    /// Prepares to write a folder at `destination`, and clears what killed runs have left there.
    ///
    /// - Throws: `cannotWrite`.
    public init(destination: String) throws(CaseworkError) {
        let url = URL(filePath: destination).standardizedFileURL
        self.destination = url.path(percentEncoded: false).trimmingTrailingSlash
        let parent = url.deletingLastPathComponent().path(percentEncoded: false).trimmingTrailingSlash
        let mark = ".\(url.lastPathComponent).partial-"
        staging = "\(parent)/\(mark)\(getpid())"
        do {
            try FileManager.default.createDirectory(atPath: parent, withIntermediateDirectories: true)
            for name in try FileManager.default.contentsOfDirectory(atPath: parent) where name.hasPrefix(mark) {
                // Another live run may be at work beside this one: leave its folder alone.
                if let other = Int32(name.dropFirst(mark.count)), other != getpid(), kill(other, 0) == 0 { continue }
                try FileManager.default.removeItem(atPath: "\(parent)/\(name)")
            }
            try FileManager.default.createDirectory(atPath: staging, withIntermediateDirectories: false)
        } catch {
            throw Self.failure(destination, error)
        }
    }

    deinit {
        if !isFinished { try? FileManager.default.removeItem(atPath: staging) }
    }

    /// Opens a file below the folder for writing.
    ///
    /// - Parameter path: relative; folders on the way are made.
    /// - Throws: `cannotWrite`.
    public func file(_ path: String) throws(CaseworkError) -> OutputFile {
        let whole = "\(staging)/\(path)"
        do {
            try FileManager.default.createDirectory(
                atPath: URL(filePath: whole).deletingLastPathComponent().path(percentEncoded: false),
                withIntermediateDirectories: true)
        } catch {
            throw Self.failure(path, error)
        }
        return try OutputFile(path: whole, shownAs: "\(destination)/\(path)")
    }

    /// Writes a whole file.
    ///
    /// - Throws: `cannotWrite`.
    public func write(_ path: String, _ bytes: [UInt8]) throws(CaseworkError) {
        let file = try file(path)
        try file.append(bytes)
        try file.close()
    }

    /// Puts the folder in its place; what stood there before is removed.
    ///
    /// - Throws: `cannotWrite`; the former folder is then still in place.
    public func commit() throws(CaseworkError) {
        if FileManager.default.fileExists(atPath: destination) {
            // One step: at no moment is there neither the old nor the new.
            // INVARIANT: both paths are NUL-terminated by the bridge and outlive the call.
            let status = unsafe sekisho_exchange(staging, destination)
            guard status == 0 else { throw Self.failure(destination, errno) }
            try? FileManager.default.removeItem(atPath: staging)
        } else {
            // INVARIANT: as above.
            guard unsafe rename(staging, destination) == 0 else { throw Self.failure(destination, errno) }
        }
        isFinished = true
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

/// A file being written, buffered.
public final class OutputFile {
    private let descriptor: Int32
    private let shownAs: String
    private var buffer: [UInt8] = []
    private var isClosed = false
    private static let bufferSize = 1 << 18

    init(path: String, shownAs: String) throws(CaseworkError) {
        // INVARIANT: the path is NUL-terminated by the bridge and outlives the call.
        descriptor = unsafe open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o644)
        guard descriptor >= 0 else { throw OutputFolder.failure(shownAs, errno) }
        self.shownAs = shownAs
    }

    deinit {
        if !isClosed { _ = Glibc.close(descriptor) }
    }

    /// Adds bytes at the end.
    ///
    /// - Throws: `cannotWrite`.
    public func append(_ bytes: some Collection<UInt8>) throws(CaseworkError) {
        buffer.append(contentsOf: bytes)
        if buffer.count >= Self.bufferSize { try flush() }
    }

    /// Writes what is still in memory down to the disk, and closes the file.
    ///
    /// - Throws: `cannotWrite`.
    public func close() throws(CaseworkError) {
        try flush()
        isClosed = true
        // A full disk may show only now, when the kernel writes what it had put off.
        let synced = fsync(descriptor)
        let code = errno
        guard Glibc.close(descriptor) == 0, synced == 0 else {
            throw OutputFolder.failure(shownAs, synced == 0 ? errno : code)
        }
    }

    private func flush() throws(CaseworkError) {
        var done = 0
        while done < buffer.count {
            // INVARIANT: the range [done, count) lies inside the buffer, which does not change during the call.
            let written = unsafe buffer.withUnsafeBytes { raw in
                unsafe write(descriptor, raw.baseAddress?.advanced(by: done), raw.count - done)
            }
            if written < 0 {
                if errno == EINTR { continue }
                throw OutputFolder.failure(shownAs, errno)
            }
            done += written
        }
        buffer.removeAll(keepingCapacity: true)
    }
}

extension String {
    fileprivate var trimmingTrailingSlash: String {
        count > 1 && hasSuffix("/") ? String(dropLast()) : self
    }
}
