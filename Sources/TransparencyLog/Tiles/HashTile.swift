/// A tile: consecutive hashes of one level of a log's tree (tlog-tiles, Merkle Tree).
public struct HashTile: Hashable, Sendable {
    /// Which tile it is.
    public let coordinate: TileCoordinate
    /// Its hashes, as many as the coordinate's width.
    public let hashes: [TreeHash]

    /// A tile from the bytes that a log serves; throws where they are not 32 for each hash. Nothing is verified.
    public init(_ coordinate: TileCoordinate, bytes: [UInt8]) throws(TileError) {
        let expected = coordinate.width * TreeHash.byteCount
        guard bytes.count == expected else {
            throw .wrongTileLength(path: coordinate.path, expected: expected, found: bytes.count)
        }
        let span = bytes.span
        self.init(
            unchecked: coordinate, hashes: (0..<coordinate.width).map { TreeHash(span, at: $0 * TreeHash.byteCount) })
    }

    init(unchecked coordinate: TileCoordinate, hashes: [TreeHash]) {
        self.coordinate = coordinate
        self.hashes = hashes
    }

    /// The bytes that a log serves.
    public var bytes: [UInt8] {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(hashes.count * TreeHash.byteCount)
        for hash in hashes { hash.append(to: &bytes) }
        return bytes
    }

    /// The root of the tree that has the tile's hashes for leaves.
    ///
    /// For a full tile it is a hash of the level above.
    public var root: TreeHash { Self.root(of: hashes[...]) }

    /// The root of a tree that has these hashes for leaves.
    static func root(of hashes: ArraySlice<TreeHash>) -> TreeHash {
        var level = Array(hashes)
        guard !level.isEmpty else { return .empty }
        // A hash without a partner rises as it is: that is the shape of RFC 6962, 2.1.
        while level.count > 1 {
            let pairs = level.count / 2
            for pair in 0..<pairs { level[pair] = .node(level[2 * pair], level[2 * pair + 1]) }
            if level.count % 2 == 1 { level[pairs] = level[level.count - 1] }
            level.removeLast(pairs)
        }
        return level[0]
    }
}
