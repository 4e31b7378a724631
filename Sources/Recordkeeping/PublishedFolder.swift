import Casework
import Foundation
import Glibc
public import Ledger

/// A published log in a folder, which any web server can hand out as it is.
public struct PublishedFolder: LogFiles {
    /// The folder.
    public let path: String

    /// A folder, which is made when the first file is written.
    public init(path: String) { self.path = path }

    /// A file's bytes; nil where there is none.
    public func read(_ name: String) throws(LedgerError) -> [UInt8]? {
        do { return Array(try Data(contentsOf: URL(filePath: place(name)))) } catch let error as CocoaError
            where error.code == .fileReadNoSuchFile
        { return nil } catch {
            throw LedgerError(.damaged, "\(place(name)) cannot be read: \(error.localizedDescription)")
        }
    }

    /// Puts a file there by renaming, so that whoever reads has the old one or the new one. It is not waited for: what a
    /// power cut takes away is made again of the database at the next start.
    public func write(_ name: String, _ bytes: [UInt8]) throws(LedgerError) {
        let path = place(name)
        do throws(CaseworkError) {
            if try write(bytes, to: path) { return }
            let folder = URL(filePath: path).deletingLastPathComponent()
            try? FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
            try WrittenFile.write(bytes: bytes, to: path, isSynced: false)
        } catch {
            throw LedgerError(.cannotWrite, error.description)
        }
    }

    /// Whether it could be written without making the folder first.
    private func write(_ bytes: [UInt8], to path: String) throws(CaseworkError) -> Bool {
        let folder = URL(filePath: path).deletingLastPathComponent().path(percentEncoded: false)
        guard FileManager.default.fileExists(atPath: folder) else { return false }
        try WrittenFile.write(bytes: bytes, to: path, isSynced: false)
        return true
    }

    private func place(_ name: String) -> String { path + "/" + name }
}
