/// What is wrong with a proof file, or why it does not show what it should.
public enum LogProofError: Error, Hashable, Sendable, CustomStringConvertible {
    /// Longer than ``LogProof/mostBytes``.
    case tooLong(Int)
    /// The first line is another than the standard's.
    case unknownFormat
    /// The extra data are not base64, or empty.
    case malformedExtra
    /// There is no line with the index.
    case malformedIndex
    /// A hash is not base64 of 32 bytes, there are more than 63, or no empty line ends them.
    case malformedHashes
    /// The checkpoint is malformed or not believed.
    case checkpoint(CheckpointError)
    /// The inclusion proof does not hold.
    case proof(ProofError)
    /// The proof is for a tree of another size than the checkpoint's.
    case wrongSize(proof: UInt64, checkpoint: UInt64)

    /// What is wrong, for people.
    public var description: String {
        switch self {
        case .tooLong(let count): "the proof has \(count) bytes; at most \(LogProof.mostBytes) are read"
        case .unknownFormat: "the proof's first line must be `c2sp.org/tlog-proof@v1`"
        case .malformedExtra: "the proof's `extra` line must be base64, or be left out"
        case .malformedIndex: "the proof must have a line `index` with the entry's number"
        case .malformedHashes:
            "the proof's hashes must be at most \(ConsistencyProof.mostHashes) lines of base64, ended by an empty line"
        case .checkpoint(let error): error.description
        case .proof(let error): error.description
        case .wrongSize(let proof, let checkpoint):
            "the proof is for a tree of \(proof) entries, its checkpoint of \(checkpoint): make it for that one"
        }
    }
}
