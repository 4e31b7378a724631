/// What a log asks of a witness: to cosign a checkpoint, with the proof that it goes on from the last one (C2SP
/// tlog-witness, add-checkpoint).
public struct AddCheckpointRequest: Hashable, Sendable {
    /// The most bytes that a request may have.
    public static let mostBytes = SignedNote.mostBytes + 4096

    /// The size of the last checkpoint that the witness cosigned, as the log believes; 0 where it never did.
    public let oldSize: UInt64
    /// The consistency proof from the old size to the checkpoint's.
    public let proof: [TreeHash]
    /// The checkpoint.
    public let checkpoint: UnverifiedCheckpoint

    /// A request to cosign one's own checkpoint.
    public init(proof: ConsistencyProof, checkpoint: VerifiedCheckpoint) {
        oldSize = proof.oldSize
        self.proof = proof.hashes
        self.checkpoint = UnverifiedCheckpoint(checkpoint)
    }

    /// Reads the body of a request; throws where it is not exactly as the standard says.
    public init(_ bytes: [UInt8]) throws(WitnessMessageError) {
        guard bytes.count <= Self.mostBytes else { throw .tooLong(bytes.count) }
        var lines = LineReader(bytes)
        guard let first = lines.next(), first.starts(with: "old ".utf8), let size = Decimal.parse(first.dropFirst(4))
        else { throw .malformedOldSize }
        oldSize = size
        guard let proof = lines.hashes() else { throw .malformedProof }
        self.proof = proof
        do { checkpoint = try UnverifiedCheckpoint(Array(lines.rest)) } catch { throw .checkpoint(error) }
    }

    /// The body of the request.
    public var bytes: [UInt8] {
        var bytes = Array("old \(oldSize)\n".utf8)
        for hash in proof { bytes += Array("\(hash.base64)\n".utf8) }
        bytes.append(NoteForm.newline)
        return bytes + checkpoint.note.bytes
    }
}
