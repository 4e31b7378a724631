/// A checkpoint as somebody sent it: well-formed, but nobody has looked at its signatures.
public struct UnverifiedCheckpoint: Hashable, Sendable {
    /// The note as it was sent, with all its signatures.
    public let note: SignedNote
    /// What the note says. It may be a lie.
    public let claim: Checkpoint

    /// Reads a checkpoint; throws where it is not exactly as the standards say.
    public init(_ bytes: [UInt8]) throws(CheckpointError) {
        let note: SignedNote
        do { note = try SignedNote(bytes) } catch { throw .note(error) }
        try self.init(note)
    }

    /// Reads the text of a note as a checkpoint; throws where it is none.
    public init(_ note: SignedNote) throws(CheckpointError) {
        claim = try Checkpoint(textBytes: note.textBytes)
        self.note = note
    }

    /// Forgets that a checkpoint is verified.
    public init(_ checkpoint: VerifiedCheckpoint) {
        note = checkpoint.note
        claim = checkpoint.checkpoint
    }

    /// The checkpoint, if its log signed it with one of these keys, all of one log; throws where it did not, where the
    /// checkpoint is of another log, or a signature of a known key is false.
    ///
    /// A log's keys are of type 1, and their names are its origin unless one is given. Cosignatures of the witnesses are
    /// verified where they are there; to ask for them, use a ``TrustPolicy``.
    public func verified(
        by logKeys: [VerifierKey], origin: String? = nil, witnesses: [VerifierKey] = []
    ) throws(CheckpointError) -> VerifiedCheckpoint {
        let origins = origin.map { [Array($0.utf8)] } ?? logKeys.map(\.nameBytes)
        guard origins.contains(claim.originBytes) else {
            throw .wrongOrigin(expected: origins.map { String(decoding: $0, as: UTF8.self) }, found: claim.origin)
        }
        let keys = origin == nil ? logKeys.filter { $0.nameBytes == claim.originBytes } : logKeys
        for key in keys where key.algorithm != .ed25519 {
            throw .note(.wrongAlgorithm(name: key.name, type: key.algorithm.rawValue))
        }
        do { _ = try note.verifiedText(by: keys) } catch { throw .note(error) }
        // Only the witness's protocol may look at such a checkpoint, to answer that it is wrong.
        guard claim.size > 0 || claim.root == .empty else { throw .rootOfEmptyTree(claim.root) }
        return VerifiedCheckpoint(
            checkpoint: claim, note: note, cosignatures: try cosignatures(among: witnesses))
    }

    /// The checkpoint, if its log signed it; see ``verified(by:origin:witnesses:)-([VerifierKey],_,_)``.
    public func verified(
        by logKey: VerifierKey, origin: String? = nil, witnesses: [VerifierKey] = []
    ) throws(CheckpointError) -> VerifiedCheckpoint {
        try verified(by: [logKey], origin: origin, witnesses: witnesses)
    }

    /// The true cosignatures of known witnesses, in the order of the note's lines; throws where one is false.
    func cosignatures(among witnesses: [VerifierKey]) throws(CheckpointError) -> [Cosignature] {
        for witness in witnesses where witness.algorithm != .cosignature {
            throw .note(.wrongAlgorithm(name: witness.name, type: witness.algorithm.rawValue))
        }
        var cosignatures: [Cosignature] = []
        for signature in note.signatures {
            for witness in witnesses where witness.made(signature) {
                guard let time = Cosignature.time(signature, by: witness, of: note.textBytes) else {
                    throw .note(.falseSignature(name: witness.name))
                }
                let cosignature = Cosignature(witness: witness, time: time, signature: signature)
                if !cosignatures.contains(cosignature) { cosignatures.append(cosignature) }
            }
        }
        return cosignatures
    }
}
