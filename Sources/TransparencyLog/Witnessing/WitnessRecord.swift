/// The last checkpoint of a log that a witness cosigned: all that it must remember.
public struct WitnessRecord: Hashable, Sendable {
    /// What was cosigned, with the log's signatures that were verified, and the witness's own.
    public let checkpoint: VerifiedCheckpoint

    /// The number of entries.
    public var size: UInt64 { checkpoint.size }
    /// The root of the tree.
    public var root: TreeHash { checkpoint.root }
    /// The record as it is stored, and served to monitors: a note with the log's signatures and the witness's.
    public var bytes: [UInt8] { checkpoint.bytes }
    /// The witness's signatures.
    var cosignatures: [NoteSignature] { checkpoint.cosignatures.map(\.signature) }
}

/// Where a witness keeps its records: a database, a file for each log. The caller opens it.
public protocol WitnessState {
    /// What goes wrong in it.
    associatedtype Failure: Error
    /// The record of a log, or nil where no checkpoint of it was ever cosigned. Make it from the stored bytes with
    /// ``Witness/record(restoring:)``.
    ///
    /// Compare origins by their bytes.
    func record(ofLog origin: String) async throws(Failure) -> WitnessRecord?
    /// Stores a record in the place of another, durably, before it returns; false, and nothing stored, where the one that is
    /// there is not the old one any more. Comparing and storing are one step: nothing comes between them.
    func replace(_ old: WitnessRecord?, with new: WitnessRecord, ofLog origin: String) async throws(Failure) -> Bool
}

/// A witness's records in memory, gone with the process: for tests.
public actor MemoryWitnessState: WitnessState {
    private var records: [[UInt8]: WitnessRecord] = [:]

    /// No records.
    public init() {}

    /// The record of a log.
    public func record(ofLog origin: String) -> WitnessRecord? { records[Array(origin.utf8)] }

    /// Stores a record if the old one is still there.
    public func replace(_ old: WitnessRecord?, with new: WitnessRecord, ofLog origin: String) -> Bool {
        guard records[Array(origin.utf8)] == old else { return false }
        records[Array(origin.utf8)] = new
        return true
    }
}
