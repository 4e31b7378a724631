import Intake
import Report
import Synchronization

/// Every file that an investigation has read, with its digest: where each number was born.
final class Inputs: Sendable {
    private let folder: InputFolder
    private let digests = Mutex<[String: String]>([:])
    private let opened = Mutex<[FileByteSource]>([])

    init(_ folder: InputFolder) {
        self.folder = folder
    }

    /// The whole of a file, which may be read more than once.
    ///
    /// - Throws: where it cannot be read, or is no longer what it was.
    func read(_ path: String) throws(CaseworkError) -> [UInt8] {
        let bytes = try folder.read(path)
        let digest = Digests.sha256(bytes)
        let former = digests.withLock { $0.updateValue(digest, forKey: path) }
        guard former == nil || former == digest else { throw Self.changed(path) }
        return bytes
    }

    /// A file to be read piece by piece. Its digest is taken at once, so that what is read later can be held to it.
    func open(_ path: String) throws(CaseworkError) -> FileByteSource {
        do throws(IntakeError) {
            let source = try FileByteSource(path: folder.location(of: path), name: path)
            let digest = try Digests.sha256(source)
            digests.withLock { $0[path] = digest }
            opened.withLock { $0.append(source) }
            return source
        } catch {
            throw CaseworkError(.missingInput, problems: [error.located])
        }
    }

    /// Notes bytes that were read before.
    func note(_ path: String, _ bytes: [UInt8]) {
        digests.withLock { $0[path] = Digests.sha256(bytes) }
    }

    /// Holds what was read piece by piece to the digests that were taken before.
    ///
    /// - Throws: where somebody wrote to a file meanwhile: no number could say from which bytes it came.
    func verify() throws(CaseworkError) {
        for source in opened.withLock({ $0 }) where !source.isUnchanged {
            throw Self.changed(source.name)
        }
    }

    private static func changed(_ name: String) -> CaseworkError {
        CaseworkError(
            .missingInput, ja: "\(name): 読んでいる間に書き換えられました。書き込みが終わってから、もう一度実行してください",
            en: "\(name): somebody wrote to it while it was read; run again when nothing does")
    }

    /// The digests of some files, by name.
    func list(_ paths: some Sequence<String>) -> [InputDigest] {
        let known = digests.withLock { $0 }
        return Set(paths).sorted().compactMap { path in known[path].map { InputDigest(name: path, sha256: $0) } }
    }

    /// The digests of all files, by name.
    var all: [InputDigest] {
        digests.withLock { $0 }.sorted { $0.key < $1.key }.map { InputDigest(name: $0.key, sha256: $0.value) }
    }
}
