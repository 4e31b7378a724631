/// What is wrong with a checkpoint, or why it is not believed.
public enum CheckpointError: Error, Hashable, Sendable, CustomStringConvertible {
    /// The note around it is malformed, or its signatures are false or missing.
    case note(NoteError)
    /// Fewer than three lines.
    case missingLines
    /// The first line is empty or has control characters.
    case malformedOrigin
    /// The second line is no number of entries.
    case malformedSize
    /// The third line is no hash in base64.
    case malformedRoot
    /// An extension line, counted from 1, is empty or has control characters.
    case malformedExtension(line: Int)
    /// A checkpoint without entries has another root than the empty tree's.
    case rootOfEmptyTree(TreeHash)
    /// The checkpoint is of another log.
    case wrongOrigin(expected: [String], found: String)
    /// Too few witnesses have cosigned.
    case quorumMissing(policy: String, cosigned: [String])

    /// What is wrong, for people.
    public var description: String {
        switch self {
        case .note(let error): error.description
        case .missingLines: "a checkpoint has a line each for origin, size and root: a part is missing"
        case .malformedOrigin: "the checkpoint's first line must name its log, without control characters"
        case .malformedSize: "the checkpoint's second line must be a number of entries without leading zeros"
        case .malformedRoot: "the checkpoint's third line must be a hash of 32 bytes in base64"
        case .malformedExtension(let line):
            "the checkpoint's extension line \(line) must not be empty or have control characters"
        case .rootOfEmptyTree(let root):
            "the checkpoint says 0 entries, but its root `\(root)` is not that of the empty tree"
        case .wrongOrigin(let expected, let found) where expected.isEmpty:
            "the checkpoint is of the log `\(found)`, but no log is known"
        case .wrongOrigin(let expected, let found):
            "the checkpoint is of the log `\(found)`, not of \(expected.map { "`\($0)`" }.joined(separator: " or "))"
        case .quorumMissing(let policy, let cosigned):
            "too few witnesses have cosigned: the policy wants \(policy), "
                + (cosigned.isEmpty
                    ? "and none has" : "and only \(cosigned.map { "`\($0)`" }.joined(separator: ", ")) did")
        }
    }
}
