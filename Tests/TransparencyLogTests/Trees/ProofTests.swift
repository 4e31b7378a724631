import Testing

@testable import TransparencyLog

struct ProofTests {
    @Test func `inclusion proofs are those of the naive tree for every leaf of every size to 130`() throws {
        let leaves = NaiveTree.leaves(130)
        var tree = MerkleTree(leafHashes: leaves)
        for size in 1...130 {
            let root = NaiveTree.root(leaves[..<size])
            for leaf in 0..<size {
                let proof = try tree.inclusionProof(ofLeaf: UInt64(leaf), inTreeOf: UInt64(size))
                #expect(proof.hashes == NaiveTree.path(leaf, leaves[..<size]))
                try proof.verify(leafHash: leaves[leaf], root: root)
            }
        }
    }

    @Test func `consistency proofs are those of the naive tree between all sizes to 130`() throws {
        let leaves = NaiveTree.leaves(130)
        var tree = MerkleTree(leafHashes: leaves)
        for new in 0...130 {
            for old in 0...new {
                let proof = try tree.consistencyProof(from: UInt64(old), to: UInt64(new))
                #expect(proof.hashes == (old == 0 ? [] : NaiveTree.consistency(old, leaves[..<new])))
                guard old > 0 else { continue }
                try proof.verify(oldRoot: NaiveTree.root(leaves[..<old]), newRoot: NaiveTree.root(leaves[..<new]))
            }
        }
    }

    @Test func `subtree proofs are those of the naive tree for every subtree of every size to 40`() throws {
        let leaves = NaiveTree.leaves(40)
        var tree = MerkleTree(leafHashes: leaves)
        for size in 1...40 {
            for start in 0..<size {
                for end in (start + 1)...size where TreeShape.isSubtree(start: UInt64(start), end: UInt64(end)) {
                    let proof = try tree.subtreeProof(of: UInt64(start)..<UInt64(end), inTreeOf: UInt64(size))
                    #expect(proof.hashes == NaiveTree.subtree(start, end, leaves[..<size], true))
                    try proof.verify(
                        subtree: NaiveTree.root(leaves[start..<end]), root: NaiveTree.root(leaves[..<size]))
                }
            }
        }
    }

    @Test func `no proof survives a changed bit, a lost, doubled or added hash, or another leaf or root`() throws {
        let leaves = NaiveTree.leaves(75)
        var tree = MerkleTree(leafHashes: leaves)
        let proof = try tree.inclusionProof(ofLeaf: 37, inTreeOf: 75)
        for changed in damaged(proof.hashes) {
            let proof = InclusionProof(leafIndex: 37, treeSize: 75, hashes: changed)
            #expect(throws: ProofError.self) { try proof.verify(leafHash: leaves[37], root: tree.root) }
        }
        for leaf in 0..<75 where leaf != 37 {
            let moved = InclusionProof(leafIndex: UInt64(leaf), treeSize: 75, hashes: proof.hashes)
            #expect(throws: ProofError.self) { try moved.verify(leafHash: leaves[37], root: tree.root) }
            #expect(throws: ProofError.self) { try proof.verify(leafHash: leaves[leaf], root: tree.root) }
        }
        for old in [1, 2, 31, 32, 33, 64, 74] {
            let oldRoot = NaiveTree.root(leaves[..<old])
            let proof = try tree.consistencyProof(from: UInt64(old), to: 75)
            for changed in damaged(proof.hashes) {
                let proof = ConsistencyProof(oldSize: UInt64(old), newSize: 75, hashes: changed)
                #expect(throws: ProofError.self) { try proof.verify(oldRoot: oldRoot, newRoot: tree.root) }
            }
            #expect(throws: ProofError.self) { try proof.verify(oldRoot: oldRoot, newRoot: oldRoot) }
            #expect(throws: ProofError.self) { try proof.verify(oldRoot: leaves[3], newRoot: tree.root) }
        }
    }

    @Test func `proofs of impossible sizes are refused, up to the largest numbers`() {
        let hashes = [TreeHash](repeating: .empty, count: 64)
        for numbers in [(0, 0), (1, 0), (5, 5), (.max, .max), (0, .max), (0, 1 << 63), (1 << 63, .max)]
            as [(UInt64, UInt64)]
        {
            let inclusion = InclusionProof(leafIndex: numbers.0, treeSize: numbers.1, hashes: hashes)
            #expect(throws: ProofError.self) { try inclusion.verify(leafHash: .empty, root: .empty) }
            let consistency = ConsistencyProof(oldSize: numbers.0, newSize: numbers.1, hashes: hashes)
            #expect(throws: ProofError.self) { try consistency.verify(oldRoot: .empty, newRoot: .empty) }
            let subtree = SubtreeProof(start: numbers.0, end: numbers.1, treeSize: .max, hashes: hashes)
            #expect(throws: ProofError.self) { try subtree.verify(subtree: .empty, root: .empty) }
        }
    }

    @Test func `from nothing nothing is shown, and only to nothing it leads`() throws {
        let root = TreeHash.leaf([1])
        try ConsistencyProof(oldSize: 0, newSize: 0, hashes: []).verify(oldRoot: .empty, newRoot: .empty)
        #expect(throws: ProofError.fromNothing) {
            try ConsistencyProof(oldSize: 0, newSize: 1, hashes: []).verify(oldRoot: .empty, newRoot: root)
        }
        for (old, new, hashes) in [(.empty, root, []), (root, .empty, []), (root, root, []), (.empty, .empty, [root])]
            as [(TreeHash, TreeHash, [TreeHash])]
        {
            #expect(throws: ProofError.self) {
                try ConsistencyProof(oldSize: 0, newSize: 0, hashes: hashes).verify(oldRoot: old, newRoot: new)
            }
        }
    }

    private func damaged(_ hashes: [TreeHash]) -> [[TreeHash]] {
        var damaged: [[TreeHash]] = [hashes + [.empty], [.empty] + hashes, Array(hashes.reversed())]
        for place in hashes.indices {
            for byte in 0..<TreeHash.byteCount {
                var bytes = hashes[place].bytes
                bytes[byte] ^= 1 << UInt8(byte % 8)
                damaged.append(hashes.replacing(place, with: TreeHash(bytes).map { [$0] } ?? []))
            }
            damaged.append(hashes.replacing(place, with: []))
            damaged.append(hashes.replacing(place, with: [hashes[place], hashes[place]]))
        }
        return damaged.filter { $0 != hashes }
    }
}

extension [TreeHash] {
    fileprivate func replacing(_ place: Int, with new: [TreeHash]) -> [TreeHash] {
        Array(self[..<place]) + new + Array(self[(place + 1)...])
    }
}
