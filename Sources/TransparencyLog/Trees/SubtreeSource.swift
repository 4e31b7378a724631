/// Whatever knows the hashes of a tree's complete subtrees: a tree in memory, or a log's tiles.
///
/// Roots and proofs are made from it, in the same way for all.
public protocol SubtreeSource {
    /// What goes wrong when a hash is asked for.
    associatedtype Failure: Error
    /// The number of leaves of the tree.
    var size: UInt64 { get }
    /// The hash of the complete subtree over the leaves `index << level ..< (index + 1) << level`.
    ///
    /// The subtree lies within ``size``; level 0 is a leaf.
    mutating func subtreeHash(level: Int, index: UInt64) throws(Failure) -> TreeHash
}

extension SubtreeSource {
    /// The hash of the tree over a range of leaves alone, MTH(D[start:end]) of RFC 6962, 2.1.
    ///
    /// From 0, and where the range is a subtree, it costs no more than a proof; else every leaf of the range is read. Throws
    /// where the range reaches beyond the tree, or a hash cannot be had.
    public mutating func hash(of range: Range<UInt64>) throws(ProofMakingError<Failure>) -> TreeHash {
        guard range.upperBound <= size else {
            throw .tree(.outside(size: size, start: range.lowerBound, end: range.upperBound))
        }
        guard range.lowerBound != 0 else { return try root(of: range) }
        // Only a range that begins at a multiple of its length's power of two is made of subtrees of the whole.
        guard TreeShape.isSubtree(start: range.lowerBound, end: range.upperBound) else {
            return try unaligned(range)
        }
        return try root(of: range)
    }

    /// The root of the tree of the first leaves.
    public mutating func root(atSize count: UInt64) throws(ProofMakingError<Failure>) -> TreeHash {
        try hash(of: 0..<count)
    }

    /// The proof that a leaf is in the tree of the first `count` leaves, PATH of RFC 6962, 2.1.1.
    public mutating func inclusionProof(
        ofLeaf leaf: UInt64, inTreeOf count: UInt64
    ) throws(ProofMakingError<Failure>) -> InclusionProof {
        guard count <= size, leaf < count else {
            throw .tree(.outside(size: min(size, count), start: leaf, end: leaf &+ 1))
        }
        var hashes: [TreeHash] = []
        var start: UInt64 = 0
        var end = count
        while end - start > 1 {
            let middle = start + TreeShape.split(end - start)
            if leaf < middle {
                hashes.append(try root(of: middle..<end))
                end = middle
            } else {
                hashes.append(try root(of: start..<middle))
                start = middle
            }
        }
        return InclusionProof(leafIndex: leaf, treeSize: count, hashes: hashes.reversed())
    }

    /// The proof that the tree of the first `newSize` leaves begins with the tree of the first `oldSize`, PROOF of
    /// RFC 6962, 2.1.2. It is empty where the sizes are equal or the old one is 0.
    public mutating func consistencyProof(
        from oldSize: UInt64, to newSize: UInt64
    ) throws(ProofMakingError<Failure>) -> ConsistencyProof {
        guard newSize <= size, oldSize <= newSize else {
            throw .tree(.outside(size: min(size, newSize), start: 0, end: oldSize))
        }
        let hashes = try subtreeProofHashes(of: 0..<oldSize, in: newSize)
        return ConsistencyProof(oldSize: oldSize, newSize: newSize, hashes: hashes)
    }

    /// The proof that a subtree belongs to the tree of the first `count` leaves (Merkle Tree Certificates, 4.4).
    ///
    /// Throws where the range is not a subtree in that specification's sense, or reaches beyond the tree.
    public mutating func subtreeProof(
        of range: Range<UInt64>, inTreeOf count: UInt64
    ) throws(ProofMakingError<Failure>) -> SubtreeProof {
        guard count <= size, range.upperBound <= count,
            TreeShape.isSubtree(start: range.lowerBound, end: range.upperBound)
        else { throw .tree(.outside(size: min(size, count), start: range.lowerBound, end: range.upperBound)) }
        let hashes = try subtreeProofHashes(of: range, in: count)
        return SubtreeProof(start: range.lowerBound, end: range.upperBound, treeSize: count, hashes: hashes)
    }

    private mutating func subtreeProofHashes(
        of range: Range<UInt64>, in count: UInt64
    ) throws(ProofMakingError<Failure>) -> [TreeHash] {
        guard !range.isEmpty else { return [] }
        var hashes: [TreeHash] = []
        var start: UInt64 = 0
        var end = count
        var known = true
        var target = range
        while start != target.lowerBound || end != target.upperBound {
            let middle = start + TreeShape.split(end - start)
            if target.upperBound <= middle {
                hashes.append(try root(of: middle..<end))
                end = middle
            } else {
                hashes.append(try root(of: start..<middle))
                // A subtree that spans the split begins where the tree does: its left half is a hash of the proof now.
                if target.lowerBound < middle {
                    target = middle..<target.upperBound
                    known = false
                }
                start = middle
            }
        }
        if !known { hashes.append(try root(of: start..<end)) }
        return hashes.reversed()
    }

    /// The root over an aligned range, from the complete subtrees in it.
    private mutating func root(of range: Range<UInt64>) throws(ProofMakingError<Failure>) -> TreeHash {
        var peaks: [TreeHash] = []
        for (level, index) in TreeShape.complete(range) {
            do { peaks.append(try subtreeHash(level: level, index: index)) } catch { throw .source(error) }
        }
        return TreeFrontier.root(ofPeaks: peaks)
    }

    private mutating func unaligned(_ range: Range<UInt64>) throws(ProofMakingError<Failure>) -> TreeHash {
        var frontier = TreeFrontier()
        for leaf in range {
            do { frontier.append(leafHash: try subtreeHash(level: 0, index: leaf)) } catch { throw .source(error) }
        }
        return frontier.root
    }
}
