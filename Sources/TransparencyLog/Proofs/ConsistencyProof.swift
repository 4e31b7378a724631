/// The proof that a tree begins with an older, smaller one: nothing was taken away or altered (RFC 6962, 2.1.2; RFC 9162,
/// 2.1.4).
public struct ConsistencyProof: Hashable, Sendable {
    /// The most hashes that a proof can have.
    public static let mostHashes = 63

    /// The number of leaves of the older tree.
    public var oldSize: UInt64
    /// The number of leaves of the newer tree.
    public var newSize: UInt64
    /// The hashes, in the order of RFC 6962.
    public var hashes: [TreeHash]

    /// A proof as somebody gave it; nothing is checked before ``verify(oldRoot:newRoot:)``.
    public init(oldSize: UInt64, newSize: UInt64, hashes: [TreeHash]) {
        self.oldSize = oldSize
        self.newSize = newSize
        self.hashes = hashes
    }

    /// Checks that the tree with the new root begins with the tree with the old one; throws where the proof does not show
    /// it.
    ///
    /// Between equal sizes the proof is empty and the roots are equal. Every tree begins with the empty one: from size 0 to
    /// another nothing can be shown of either root, and this throws ``ProofError/fromNothing`` lest somebody believe it.
    public func verify(oldRoot: TreeHash, newRoot: TreeHash) throws(ProofError) {
        guard newSize <= TreeSize.largest else { throw .sizeTooLarge(newSize) }
        guard oldSize <= newSize else { throw .sizesReversed(old: oldSize, new: newSize) }
        guard oldSize > 0 else {
            guard newSize == 0 else { throw .fromNothing }
            guard hashes.isEmpty else { throw .tooManyHashes(hashes.count) }
            guard oldRoot == .empty else { throw .wrongOldRoot(expected: .empty, found: oldRoot) }
            guard newRoot == .empty else { throw .wrongRoot(expected: .empty, found: newRoot) }
            return
        }
        try SubtreeProof(start: 0, end: oldSize, treeSize: newSize, hashes: hashes)
            .verify(subtree: oldRoot, root: newRoot)
    }
}
