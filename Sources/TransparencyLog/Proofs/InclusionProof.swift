/// The proof that a leaf is at a place in a tree (RFC 6962, 2.1.1; RFC 9162, 2.1.3).
public struct InclusionProof: Hashable, Sendable {
    /// The leaf's index, from 0.
    public var leafIndex: UInt64
    /// The number of leaves of the tree.
    public var treeSize: UInt64
    /// The hashes from the leaf's sibling up to a child of the root.
    public var hashes: [TreeHash]

    /// A proof as somebody gave it; nothing is checked before ``verify(leafHash:root:)``.
    public init(leafIndex: UInt64, treeSize: UInt64, hashes: [TreeHash]) {
        self.leafIndex = leafIndex
        self.treeSize = treeSize
        self.hashes = hashes
    }

    /// Checks that the leaf with this hash is in the tree with this root; throws where the proof does not show it.
    public func verify(leafHash: TreeHash, root: TreeHash) throws(ProofError) {
        let found = try computedRoot(leafHash: leafHash)
        guard found == root else { throw .wrongRoot(expected: root, found: found) }
    }

    /// The root that the tree has if the leaf with this hash is in it (RFC 9162, 2.1.3.2, without the last comparison).
    public func computedRoot(leafHash: TreeHash) throws(ProofError) -> TreeHash {
        guard treeSize <= TreeSize.largest else { throw .sizeTooLarge(treeSize) }
        guard leafIndex < treeSize else { throw .leafOutsideTree(leaf: leafIndex, treeSize: treeSize) }
        var position = leafIndex
        var last = treeSize - 1
        var root = leafHash
        for hash in hashes {
            guard last != 0 else { throw .tooManyHashes(hashes.count) }
            if position & 1 == 1 || position == last {
                root = .node(hash, root)
                while position & 1 == 0, position != 0 {
                    position >>= 1
                    last >>= 1
                }
            } else {
                root = .node(root, hash)
            }
            position >>= 1
            last >>= 1
        }
        guard last == 0 else { throw .tooFewHashes(hashes.count) }
        return root
    }
}
