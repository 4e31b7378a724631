import Testing

@testable import TransparencyLog

/// Bytes that somebody means ill with: parsers refuse or take them, and what they take they write back as it was.
struct HostileBytesTests {
    @Test(arguments: [1, 2, 3, 4] as [UInt64])
    func `no bytes make a parser trap, and what it takes it writes back`(seed: UInt64) throws {
        var generator = SeededGenerator(seed: seed)
        let tree = MerkleTree(NaiveTree.leaves(20).map(\.bytes))
        var source = tree
        let checkpoint = try Figures.cosigned(tree, by: 2)
        let request = AddCheckpointRequest(proof: try source.consistencyProof(from: 7, to: 20), checkpoint: checkpoint)
        let proof = try LogProof(
            source.inclusionProof(ofLeaf: 3, inTreeOf: 20), checkpoint: checkpoint, extra: [1, 2, 3])
        let bundle = try EntryBundle([[1], [], [2, 3, 4]])
        let policy = "log \(Figures.logKey.verifierKey)\nwitness a \(Figures.witnesses[0])\ngroup g any a\nquorum g\n"
        let seeds = [checkpoint.bytes, request.bytes, proof.bytes, bundle.bytes, Array(policy.utf8), []]
        var taken = 0
        for _ in 0..<3000 {
            let bytes = mutate(seeds.randomElement(using: &generator) ?? [], seeds, using: &generator)
            taken += try feed(bytes)
        }
        print("hostile bytes, seed \(seed): \(taken) of 3000 taken by some parser")
        #expect(taken > 0)
    }

    @Test(arguments: [5, 6] as [UInt64])
    func `no path of random letters makes a parser trap, and what it takes it writes back`(seed: UInt64) throws {
        var generator = SeededGenerator(seed: seed)
        let parts = [
            "tile", "entries", "/", "x", "0", "00", "000", "999", "1", ".p", "63", "é", "-", "x001", "tile/0/",
        ]
        var taken = 0
        for _ in 0..<20_000 {
            let count = Int.random(in: 1...10, using: &generator)
            let path = (0..<count).compactMap { _ in parts.randomElement(using: &generator) }.joined()
            if let coordinate = try? TileCoordinate(path: path) {
                #expect(coordinate.path == path)
                taken += 1
            }
            if let coordinate = try? BundleCoordinate(path: path) { #expect(coordinate.path == path) }
        }
        print("hostile paths, seed \(seed): \(taken) taken")
        #expect(taken > 0)
    }

    @Test(arguments: [7, 8] as [UInt64])
    func `no made-up proof verifies or traps, whatever its numbers`(seed: UInt64) {
        var generator = SeededGenerator(seed: seed)
        for _ in 0..<5000 {
            let numbers = (0..<3).map { _ in
                UInt64.random(in: 0...(.max), using: &generator) >> UInt64.random(in: 0...63, using: &generator)
            }
            let hashes = (0..<Int.random(in: 0...66, using: &generator)).map { TreeHash.leaf([UInt8($0)]) }
            let root = TreeHash.leaf(Array("root".utf8))
            let leaf = TreeHash.leaf(Array("leaf".utf8))
            #expect(throws: ProofError.self) {
                try InclusionProof(leafIndex: numbers[0], treeSize: numbers[1], hashes: hashes)
                    .verify(leafHash: leaf, root: root)
            }
            #expect(throws: ProofError.self) {
                try ConsistencyProof(oldSize: numbers[0], newSize: numbers[1], hashes: hashes)
                    .verify(oldRoot: leaf, newRoot: root)
            }
            #expect(throws: ProofError.self) {
                try SubtreeProof(start: numbers[0], end: numbers[1], treeSize: numbers[2], hashes: hashes)
                    .verify(subtree: leaf, root: root)
            }
        }
    }

    /// How many parsers took the bytes, at most 1.
    private func feed(_ bytes: [UInt8]) throws -> Int {
        var taken = false
        if let note = try? SignedNote(bytes) {
            #expect(note.bytes == bytes)
            if let checkpoint = try? UnverifiedCheckpoint(note) {
                #expect(checkpoint.claim.textBytes == note.textBytes)
                _ = try? checkpoint.verified(by: Figures.logKey.verifierKey, witnesses: Figures.witnesses)
            }
            taken = true
        }
        if let request = try? AddCheckpointRequest(bytes) {
            #expect(request.bytes == bytes)
            taken = true
        }
        if let proof = try? LogProof(bytes) {
            #expect(proof.bytes == bytes)
            taken = true
        }
        for width in [1, 3, 256] {
            if let bundle = try? EntryBundle(BundleCoordinate(index: 0, width: width), bytes: bytes) {
                #expect(bundle.bytes == bytes)
                #expect(try EntryBundle(bundle.entries).bytes == bytes)
                taken = true
            }
        }
        if let policy = try? TrustPolicy(bytes) {
            _ = policy.quorum.isReached(by: [])
            taken = true
        }
        if let signatures = try? NoteSignature.parse(lines: bytes) {
            #expect(Array(signatures.map(\.line).joined().utf8) == bytes)
        }
        _ = try? VerifierKey(String(decoding: bytes, as: UTF8.self))
        _ = try? SigningKey(String(decoding: bytes, as: UTF8.self))
        return taken ? 1 : 0
    }

    private func mutate(_ bytes: [UInt8], _ seeds: [[UInt8]], using generator: inout SeededGenerator) -> [UInt8] {
        var bytes = bytes
        for _ in 0..<Int.random(in: 0...4, using: &generator) {
            let place = Int.random(in: 0...bytes.count, using: &generator)
            switch Int.random(in: 0..<6, using: &generator) {
            case 0 where place < bytes.count: bytes[place] = UInt8.random(in: 0...255, using: &generator)
            case 1 where place < bytes.count: bytes.remove(at: place)
            case 2: bytes.insert([10, 32, 43, 48, 61, 0, 255].randomElement(using: &generator) ?? 0, at: place)
            case 3: bytes = Array(bytes[..<place])
            case 4: bytes += (seeds.randomElement(using: &generator) ?? []).suffix(place)
            default: bytes.insert(contentsOf: generator.bytes(Int.random(in: 0...8, using: &generator)), at: place)
            }
        }
        return bytes
    }
}
