/// The right edge of a log's tiles: appends leaves, and says which tiles are new.
///
/// It holds at most 255 hashes for each level of tiles, and costs no more hashing than a ``TreeFrontier``.
public struct TileAppender: Hashable, Sendable {
    /// The peaks of the tree.
    public private(set) var frontier: TreeFrontier
    private var levels: [[TreeHash]]

    /// A log without entries.
    public init() {
        frontier = TreeFrontier()
        levels = [[TreeHash]](repeating: [], count: 8)
    }

    /// The edge of a log that has been read, to go on from.
    public init<Source>(_ reader: TileHashReader<Source>) {
        frontier = reader.frontier
        levels = reader.edge
    }

    /// The number of leaves.
    public var size: UInt64 { frontier.size }

    /// The root of the tree.
    public var root: TreeHash { frontier.root }

    /// Appends leaves by their hashes, and gives the tiles to write before a checkpoint of the new size is published: those
    /// that became full, and the partial ones at the new right edge that have grown. Tiles below come before those above.
    public mutating func append(_ leafHashes: some Sequence<TreeHash>) -> [HashTile] {
        var tiles: [HashTile] = []
        var grown = [Bool](repeating: false, count: 8)
        for leafHash in leafHashes {
            frontier.append(leafHash: leafHash) { level, hash in
                guard level % TileCoordinate.height == 0 else { return }
                let row = level / TileCoordinate.height
                if levels[row].isEmpty { levels[row].reserveCapacity(TileCoordinate.fullWidth) }
                levels[row].append(hash)
                grown[row] = true
            }
            var row = 0
            while row < levels.count, levels[row].count == TileCoordinate.fullWidth {
                let index = (frontier.size >> UInt64((row + 1) * TileCoordinate.height)) - 1
                let coordinate = TileCoordinate(unchecked: row, index, TileCoordinate.fullWidth)
                tiles.append(HashTile(unchecked: coordinate, hashes: levels[row]))
                levels[row] = []
                row += 1
            }
        }
        for (row, hashes) in levels.enumerated() where grown[row] && !hashes.isEmpty {
            let index = frontier.size >> UInt64((row + 1) * TileCoordinate.height)
            let coordinate = TileCoordinate(unchecked: row, index, hashes.count)
            tiles.append(HashTile(unchecked: coordinate, hashes: hashes))
        }
        return tiles
    }
}
