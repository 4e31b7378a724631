/// What is wrong with a message between log and witness.
public enum WitnessMessageError: Error, Hashable, Sendable, CustomStringConvertible {
    /// Longer than ``AddCheckpointRequest/mostBytes``.
    case tooLong(Int)
    /// The first line is not `old` and a size.
    case malformedOldSize
    /// A line of the proof is no hash in base64, there are more than 63, or no empty line ends them.
    case malformedProof
    /// The checkpoint is malformed.
    case checkpoint(CheckpointError)
    /// A conflict's answer is not a size and a newline.
    case malformedSize
    /// The lines of an answer are no signatures.
    case signatures(NoteError)

    /// What is wrong, for people.
    public var description: String {
        switch self {
        case .tooLong(let count): "the request has \(count) bytes; at most \(AddCheckpointRequest.mostBytes) are read"
        case .malformedOldSize: "the request's first line must be `old` and the size of the last cosigned checkpoint"
        case .malformedProof:
            "the proof must be at most \(ConsistencyProof.mostHashes) lines of base64, ended by an empty line"
        case .checkpoint(let error): error.description
        case .malformedSize: "the witness answered with a conflict, but not with the size that it has"
        case .signatures(let error): "the witness's answer: \(error.description)"
        }
    }
}
