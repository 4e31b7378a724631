/// The proof that a subtree with a known root is a part of a tree (Merkle Tree Certificates, 4.4, on which tlog-witness
/// builds). With a start of 0 it is a consistency proof.
///
/// An empty subtree is a part of every tree: its proof says nothing of the tree's root.
public struct SubtreeProof: Hashable, Sendable {
    /// The first leaf of the subtree.
    public var start: UInt64
    /// The leaf after its last.
    public var end: UInt64
    /// The number of leaves of the tree.
    public var treeSize: UInt64
    /// The hashes, in the order of the specification.
    public var hashes: [TreeHash]

    /// A proof as somebody gave it; nothing is checked before ``verify(subtree:root:)``.
    public init(start: UInt64, end: UInt64, treeSize: UInt64, hashes: [TreeHash]) {
        self.start = start
        self.end = end
        self.treeSize = treeSize
        self.hashes = hashes
    }

    /// Checks that the tree with this root has the subtree with that one; throws where the proof does not show it.
    public func verify(subtree: TreeHash, root: TreeHash) throws(ProofError) {
        guard treeSize <= TreeSize.largest else { throw .sizeTooLarge(treeSize) }
        guard end <= treeSize else { throw .sizesReversed(old: end, new: treeSize) }
        guard TreeShape.isSubtree(start: start, end: end) else { throw .notSubtree(start: start, end: end) }
        // The empty subtree is a part of every tree, whatever its root.
        guard start < end else {
            guard hashes.isEmpty else { throw .tooManyHashes(hashes.count) }
            guard subtree == .empty else { throw .wrongOldRoot(expected: .empty, found: subtree) }
            return
        }
        var first = start
        var last = end - 1
        var end = treeSize - 1
        // Up to where the subtree's last complete part is a node of the tree: its hash is known, or begins the proof.
        while first != last, last & 1 == 1 || last == end {
            first >>= 1
            last >>= 1
            end >>= 1
        }
        var rest = hashes[...]
        var subtreeRoot = subtree
        if first != last {
            guard let node = rest.popFirst() else { throw .tooFewHashes(hashes.count) }
            subtreeRoot = node
        }
        var treeRoot = subtreeRoot
        for hash in rest {
            guard end != 0 else { throw .tooManyHashes(hashes.count) }
            if last & 1 == 1 || last == end {
                if first < last { subtreeRoot = .node(hash, subtreeRoot) }
                treeRoot = .node(hash, treeRoot)
                while last & 1 == 0, last != 0 {
                    first >>= 1
                    last >>= 1
                    end >>= 1
                }
            } else {
                treeRoot = .node(treeRoot, hash)
            }
            first >>= 1
            last >>= 1
            end >>= 1
        }
        guard end == 0 else { throw .tooFewHashes(hashes.count) }
        guard subtreeRoot == subtree else { throw .wrongOldRoot(expected: subtree, found: subtreeRoot) }
        guard treeRoot == root else { throw .wrongRoot(expected: root, found: treeRoot) }
    }
}
