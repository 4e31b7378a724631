/// Why a witness does not cosign.
public enum WitnessRefusal: Error, Hashable, Sendable, CustomStringConvertible {
    /// The request is malformed: 400.
    case malformed(WitnessMessageError)
    /// The old size is above the checkpoint's: 400.
    case sizesReversed(old: UInt64, new: UInt64)
    /// The log is not one of the witness's: 404.
    case unknownLog(origin: String)
    /// The log did not sign the checkpoint, or a signature of it is false: 403.
    case unsigned(CheckpointError)
    /// The last cosigned checkpoint has another size, this one: 409.
    case conflict(size: UInt64)
    /// A checkpoint of no entries has another root than the empty tree's: 422.
    case rootOfEmptyTree(TreeHash)
    /// The proof does not show that the checkpoint goes on from the last one: 422.
    case inconsistent(ProofError)
    /// A check of the witness's own failed: 422.
    case objection(String)

    /// The status of the answer.
    public var status: Int {
        switch self {
        case .malformed, .sizesReversed: 400
        case .unknownLog: 404
        case .unsigned: 403
        case .conflict: 409
        case .rootOfEmptyTree, .inconsistent, .objection: 422
        }
    }

    /// Why, for people.
    public var description: String {
        switch self {
        case .malformed(let error): error.description
        case .sizesReversed(let old, let new): "the old size \(old) is above the checkpoint's size \(new)"
        case .unknownLog(let origin): "this witness does not know the log `\(origin)`"
        case .unsigned(let error): error.description
        case .conflict(let size): "the last checkpoint that was cosigned has \(size) entries: prove from there"
        case .rootOfEmptyTree(let root): "the root `\(root)` is not that of a tree without entries"
        case .inconsistent(let error): "the checkpoint does not go on from the last one: \(error.description)"
        case .objection(let reason): reason
        }
    }
}
