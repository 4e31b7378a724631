import Foundation
import Glibc

/// One file that a command writes beside its screen: whole, or not at all.
public enum WrittenFile {
    /// Writes a value as JSON.
    ///
    /// - Throws: `cannotWrite`; what was there before then still is.
    public static func write(json value: some Encodable, to path: String) throws(CaseworkError) {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .prettyPrinted, .withoutEscapingSlashes]
        let bytes: [UInt8]
        do {
            bytes = Array(try encoder.encode(value)) + [0x0A]
        } catch {
            throw CaseworkError(
                .cannotWrite, ja: "\(path): 書けません: \(error)", en: "\(path): cannot be written: \(error)")
        }
        try write(bytes: bytes, to: path)
    }

    /// Writes bytes.
    ///
    /// - Parameter isSynced: whether to wait until they are on the disk.
    /// - Throws: `cannotWrite`; what was there before then still is.
    public static func write(bytes: [UInt8], to path: String, isSynced: Bool = true) throws(CaseworkError) {
        // INVARIANT: paths are NUL-terminated by the bridge and outlive the calls, here and below.
        let unfinished = "\(path).\(getpid()).unfinished"
        do throws(CaseworkError) {
            let file = try OutputFile(path: unfinished, shownAs: path)
            try file.append(bytes)
            try file.close(isSynced: isSynced)
        } catch {
            _ = unsafe unlink(unfinished)
            throw error
        }
        guard unsafe rename(unfinished, path) == 0 else {
            let code = errno
            _ = unsafe unlink(unfinished)
            throw OutputFolder.failure(path, code)
        }
    }
}
