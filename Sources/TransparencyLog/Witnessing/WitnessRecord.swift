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
