import Testing

@testable import TransparencyLog

struct TileTests {
    @Test func `the tiles of a log are those of the naive tree, and prove what it proves, at every size to 600`() throws
    {
        let leaves = NaiveTree.leaves(600)
        var appender = TileAppender()
        var tiles = MemoryTiles()
        var generator = SeededGenerator(seed: 600)
        for size in 1...600 {
            for tile in appender.append([leaves[size - 1]]) { tiles.store(tile) }
            let root = NaiveTree.root(leaves[..<size])
            #expect(appender.root == root)
            var reader = try TileHashReader(tiles, size: UInt64(size), root: root)
            #expect(TileAppender(reader) == appender)
            #expect(reader.frontier == appender.frontier)
            let leaf = Int.random(in: 0..<size, using: &generator)
            let inclusion = try reader.inclusionProof(ofLeaf: UInt64(leaf), inTreeOf: UInt64(size))
            #expect(inclusion.hashes == NaiveTree.path(leaf, leaves[..<size]))
            let old = Int.random(in: 1...size, using: &generator)
            let consistency = try reader.consistencyProof(from: UInt64(old), to: UInt64(size))
            #expect(consistency.hashes == NaiveTree.consistency(old, leaves[..<size]))
            #expect(try reader.root(atSize: UInt64(old)) == NaiveTree.root(leaves[..<old]))
        }
        for (coordinate, bytes) in tiles.tiles {
            #expect(bytes == naiveTile(coordinate, leaves))
        }
        #expect(tiles.tiles.keys.contains { $0.level == 1 && $0.width == 2 })
    }

    @Test func `large logs grown in groups prove what the tree in memory proves`() throws {
        var generator = SeededGenerator(seed: 70_000)
        let leaves = NaiveTree.leaves(70_000)
        var memory = MerkleTree(leafHashes: leaves)
        var appender = TileAppender()
        var tiles = MemoryTiles()
        var rest = leaves[...]
        while !rest.isEmpty {
            let group = rest.prefix(Int.random(in: 1...3000, using: &generator))
            rest = rest.dropFirst(group.count)
            for tile in appender.append(group) { tiles.store(tile) }
        }
        #expect(appender.root == memory.root)
        // The example of the standard.
        let widths = TileCoordinate.edge(ofTreeOf: 70_000).map { [$0.level, Int($0.index), $0.width] }
        #expect(widths == [[0, 273, 112], [1, 1, 17], [2, 0, 1]])
        #expect(tiles.tiles.keys.filter { !$0.isPartial && $0.level == 0 }.count == 273)
        #expect(tiles.tiles.keys.filter { !$0.isPartial && $0.level == 1 }.count == 1)
        // Few kept tiles, so that they are dropped and verified again.
        var reader = try TileHashReader(tiles, size: 70_000, root: memory.root, mostKept: 8)
        for _ in 0..<300 {
            let size = UInt64.random(in: 1...70_000, using: &generator)
            let leaf = UInt64.random(in: 0..<size, using: &generator)
            #expect(
                try reader.inclusionProof(ofLeaf: leaf, inTreeOf: size)
                    == memory.inclusionProof(ofLeaf: leaf, inTreeOf: size))
            let old = UInt64.random(in: 0...size, using: &generator)
            #expect(
                try reader.consistencyProof(from: old, to: size) == memory.consistencyProof(from: old, to: size))
        }
    }

    @Test func `a plan names every tile that the proofs need, and few besides`() throws {
        var generator = SeededGenerator(seed: 7)
        let leaves = NaiveTree.leaves(67_000)
        var appender = TileAppender()
        var tiles = MemoryTiles()
        for tile in appender.append(leaves) { tiles.store(tile) }
        for _ in 0..<40 {
            let leaf = UInt64.random(in: 0..<67_000, using: &generator)
            let old = UInt64.random(in: 1...67_000, using: &generator)
            var plan = TilePlan(size: 67_000)
            _ = try plan.inclusionProof(ofLeaf: leaf, inTreeOf: 67_000)
            _ = try plan.consistencyProof(from: old, to: 67_000)
            #expect(plan.tiles.count <= 3 + 2 + 3)
            var fetched = MemoryTiles()
            for coordinate in plan.tiles { fetched.store(try tiles.tile(at: coordinate), at: coordinate) }
            var reader = try TileHashReader(fetched, size: 67_000, root: appender.root)
            try reader.inclusionProof(ofLeaf: leaf, inTreeOf: 67_000)
                .verify(leafHash: leaves[Int(leaf)], root: appender.root)
            let proof = try reader.consistencyProof(from: old, to: 67_000)
            try proof.verify(oldRoot: reader.root(atSize: old), newRoot: appender.root)
        }
    }

    @Test func `a changed byte of any tile is noticed before a hash of it is given out`() throws {
        let leaves = NaiveTree.leaves(66_000)
        var appender = TileAppender()
        var tiles = MemoryTiles()
        for tile in appender.append(leaves) { tiles.store(tile) }
        var generator = SeededGenerator(seed: 66)
        for (coordinate, bytes) in tiles.tiles.sorted(by: { $0.key.path < $1.key.path }) {
            var changed = bytes
            changed[Int.random(in: 0..<bytes.count, using: &generator)] ^=
                1 << UInt8.random(in: 0...7, using: &generator)
            var damaged = tiles
            damaged.store(changed, at: coordinate)
            #expect(throws: TileReadingError.self, "\(coordinate.path)") {
                var reader = try TileHashReader(damaged, size: 66_000, root: appender.root)
                _ = try reader.tile(level: coordinate.level, index: coordinate.index)
            }
        }
    }

    @Test func `where a partial tile is gone the full one serves, and where both are gone it says which`() throws {
        let leaves = NaiveTree.leaves(256 + 256)
        var appender = TileAppender()
        var tiles = MemoryTiles()
        for tile in appender.append(leaves.prefix(300)) { tiles.store(tile) }
        let root = appender.root
        for tile in appender.append(leaves.suffix(212)) { tiles.store(tile) }
        let partial = try TileCoordinate(level: 0, index: 1, width: 44)
        tiles.remove(partial)
        var reader = try TileHashReader(tiles, size: 300, root: root)
        try reader.inclusionProof(ofLeaf: 299, inTreeOf: 300).verify(leafHash: leaves[299], root: root)
        tiles.remove(partial.full)
        let missing = TileUnavailable(partial, reason: "it is not there")
        #expect(throws: TileReadingError.unavailable(missing)) { _ = try TileHashReader(tiles, size: 300, root: root) }
        #expect(missing.description == "the tile `tile/0/001.p/44` cannot be read: it is not there")
    }

    @Test func `outside the tree the reader gives nothing`() throws {
        var reader = try TileHashReader(MemoryTiles(), size: 0, root: .empty)
        #expect(throws: TileReadingError.self) { _ = try reader.subtreeHash(level: 0, index: 0) }
        #expect(throws: TileReadingError.self) { _ = try reader.subtreeHash(level: -1, index: 0) }
        #expect(throws: TileReadingError.self) { _ = try reader.subtreeHash(level: 64, index: .max) }
        #expect(throws: TileReadingError.self) { _ = try reader.tile(level: 9, index: .max) }
        #expect(throws: ProofMakingError<TileReadingError>.self) {
            _ = try reader.inclusionProof(ofLeaf: .max, inTreeOf: .max)
        }
        #expect(throws: TileReadingError.self) { _ = try TileHashReader(MemoryTiles(), size: .max, root: .empty) }
        #expect(throws: TileReadingError.self) {
            _ = try TileHashReader(MemoryTiles(), size: TreeSize.largest, root: .empty)
        }
    }

    /// The definition of tlog-tiles, word for word.
    private func naiveTile(_ coordinate: TileCoordinate, _ leaves: [TreeHash]) -> [UInt8] {
        let span = (0..<coordinate.level).reduce(1) { span, _ in span * 256 }
        return (0..<coordinate.width).flatMap { place in
            let start = (Int(coordinate.index) * 256 + place) * span
            return NaiveTree.root(leaves[start..<(start + span)]).bytes
        }
    }
}
