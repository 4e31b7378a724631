import Synchronization

/// Where the log is published: files under names such as `slot/3/tile/0/000`, which any web server can hand out.
///
/// They are made of the database, and made again where they are gone: nothing depends on their surviving a power cut.
public protocol LogFiles: Sendable {
    /// A file's bytes; nil where there is none.
    func read(_ path: String) throws(LedgerError) -> [UInt8]?
    /// Puts a file there, whole or not at all, in place of what was there.
    func write(_ path: String, _ bytes: [UInt8]) throws(LedgerError)
}

/// The names of the files.
public enum LogPaths {
    /// The root log's newest checkpoint, and its tiles at `tile/…`.
    public static let checkpoint = "checkpoint"
    /// The newest directory, for the witnesses alone: it holds what each slot's retailer may know.
    public static let directory = "witness/directory"

    /// What the numbers in entries mean, by the SHA-256 that epochs name.
    public static func dictionary(_ digest: String) -> String { "dictionary/\(digest).json" }

    /// The folder of a slot, which only its own retailer may read; its log's tiles are at `tile/…` in it.
    public static func slot(_ slot: UInt32) -> String { "slot/\(slot)/" }

    /// Where a slot's log stands, with the proof.
    public static func head(_ slot: UInt32) -> String { "slot/\(slot)/head" }

}

/// Log files in memory, for tests.
public final class MemoryLogFiles: LogFiles {
    private let files = Mutex<[String: [UInt8]]>([:])

    /// No files.
    public init() {}

    /// A file's bytes; nil where there is none.
    public func read(_ path: String) -> [UInt8]? { files.withLock { $0[path] } }

    /// Puts a file there.
    public func write(_ path: String, _ bytes: [UInt8]) { files.withLock { $0[path] = bytes } }

    /// All files by their paths, to be changed as a thief would.
    package var all: [String: [UInt8]] {
        get { files.withLock { $0 } }
        set { files.withLock { $0 = newValue } }
    }
}
