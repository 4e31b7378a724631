import Foundation
import Inspection

/// Verdicts of an earlier inspection, in a file: what has not changed since is not proved again.
struct VerdictCacheFile {
    private let path: String
    private let before: [UInt8]

    /// The cache as it was kept.
    let cache: VerdictCache

    /// Opens a cache; an empty one where there is no such file, or where it is something else.
    init(path: String) {
        self.path = path
        // What cannot be read is proved again, and the file is written anew at the end.
        before = (try? Data(contentsOf: URL(filePath: path))).map(Array.init) ?? []
        cache = VerdictCache(before) { Digests.sha256($0) }
    }

    /// Keeps the verdicts for the next time.
    ///
    /// - Throws: `cannotWrite`; what was there before then still is.
    func keep(_ cache: VerdictCache) throws(CaseworkError) {
        let bytes = cache.bytes
        guard bytes != before else { return }
        try WrittenFile.write(bytes: bytes, to: path)
    }
}
