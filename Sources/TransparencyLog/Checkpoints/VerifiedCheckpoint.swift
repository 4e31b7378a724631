/// A checkpoint that its log has signed: the only way to one is by verification, or by signing it oneself.
public struct VerifiedCheckpoint: Hashable, Sendable {
    /// What the log commits to.
    public let checkpoint: Checkpoint
    /// The note, with all its signatures, those of unknown keys as well.
    public let note: SignedNote
    /// The verified cosignatures of the witnesses that were asked about, each once.
    public let cosignatures: [Cosignature]

    init(checkpoint: Checkpoint, note: SignedNote, cosignatures: [Cosignature]) {
        self.checkpoint = checkpoint
        self.note = note
        self.cosignatures = cosignatures
    }

    /// Signs a checkpoint with one's own keys: the first is the log's, further ones those of a rotation.
    ///
    /// The caller answers for the law that two checkpoints that are not consistent are never both signed.
    public init(signing checkpoint: Checkpoint, with keys: SigningKey...) throws(NoteError) {
        var signatures: [NoteSignature] = []
        for key in keys { signatures.append(try key.sign(checkpoint.textBytes)) }
        self.init(
            checkpoint: checkpoint, note: try SignedNote(textBytes: checkpoint.textBytes, signatures: signatures),
            cosignatures: [])
    }

    /// The log's name.
    public var origin: String { checkpoint.origin }
    /// The number of entries.
    public var size: UInt64 { checkpoint.size }
    /// The root of the tree.
    public var root: TreeHash { checkpoint.root }
    /// The note as it is stored and sent.
    public var bytes: [UInt8] { note.bytes }

    /// The checkpoint with cosignatures that a witness gave; throws where a line of a known witness is false, or none is of
    /// a known one. Lines of others are left out.
    public func adding(
        _ signatures: [NoteSignature], of witnesses: [VerifierKey]
    ) throws(CheckpointError) -> VerifiedCheckpoint {
        let known = signatures.filter { signature in witnesses.contains { $0.made(signature) } }
        guard !known.isEmpty else { throw .note(.missingSignature(names: witnesses.map(\.name))) }
        let more: SignedNote
        do { more = try note.adding(known) } catch { throw .note(error) }
        let added = try UnverifiedCheckpoint(more).cosignatures(among: witnesses)
        let kept = cosignatures.filter { !added.contains($0) }
        return VerifiedCheckpoint(checkpoint: checkpoint, note: more, cosignatures: kept + added)
    }
}
