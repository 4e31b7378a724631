import Intake
import Report
import Synchronization

/// Every file that an investigation has read, with its digest: where each number was born.
final class Inputs: Sendable {
    private let folder: InputFolder
    private let digests = Mutex<[String: String]>([:])

    init(_ folder: InputFolder) {
        self.folder = folder
    }

    /// The whole of a file.
    func read(_ path: String) throws(CaseworkError) -> [UInt8] {
        let bytes = try folder.read(path)
        digests.withLock { $0[path] = Digests.sha256(bytes) }
        return bytes
    }

    /// A file to be read piece by piece. Its digest is taken at once, so that what is read later can be held to it.
    func open(_ path: String) throws(CaseworkError) -> FileByteSource {
        do throws(IntakeError) {
            let source = try FileByteSource(path: folder.location(of: path), name: path)
            let digest = try Digests.sha256(source)
            digests.withLock { $0[path] = digest }
            return source
        } catch {
            throw CaseworkError(.missingInput, problems: [error.located])
        }
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
