/// Why a proof does not show what it should.
public enum ProofError: Error, Hashable, Sendable, CustomStringConvertible {
    /// A size above ``TreeSize/largest``.
    case sizeTooLarge(UInt64)
    /// The leaf's index is not below the size of the tree.
    case leafOutsideTree(leaf: UInt64, treeSize: UInt64)
    /// The older tree, or the subtree, would be larger than the tree.
    case sizesReversed(old: UInt64, new: UInt64)
    /// The range is no subtree: it ends before it starts, or its start no multiple of the power of two that spans it.
    case notSubtree(start: UInt64, end: UInt64)
    /// A consistency proof from a tree without leaves, which says nothing.
    case fromNothing
    /// Hashes left over.
    case tooManyHashes(Int)
    /// Hashes missing.
    case tooFewHashes(Int)
    /// The hashes lead to another root.
    case wrongRoot(expected: TreeHash, found: TreeHash)
    /// The hashes lead to another root of the older tree, or of the subtree.
    case wrongOldRoot(expected: TreeHash, found: TreeHash)

    /// Why, for people.
    public var description: String {
        switch self {
        case .sizeTooLarge(let size):
            "a tree of \(size) leaves is more than the \(TreeSize.largest) that can be counted"
        case .leafOutsideTree(let leaf, let treeSize): "a tree of \(treeSize) leaves has no leaf \(leaf)"
        case .sizesReversed(let old, let new):
            "a tree of \(new) leaves cannot begin with one of \(old)"
        case .notSubtree(let start, let end): "leaves \(start) to \(end) (not included) are not a subtree"
        case .fromNothing: "every tree begins with no leaves: a proof from size 0 says nothing"
        case .tooManyHashes(let count): "the proof has \(count) hashes, more than there are levels to climb"
        case .tooFewHashes(let count): "the proof has \(count) hashes, too few to reach the root"
        case .wrongRoot(let expected, let found): "the proof leads to the root `\(found)`, not to `\(expected)`"
        case .wrongOldRoot(let expected, let found):
            "the proof begins with the older root `\(found)`, not with `\(expected)`"
        }
    }
}
