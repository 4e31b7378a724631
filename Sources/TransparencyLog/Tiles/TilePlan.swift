/// Which tiles some proofs need, so that a caller can fetch them in its own way, all at once, before it makes the proofs.
///
/// Ask it for the proofs as if it were a ``TileHashReader``; what it returns is worthless, what it notes in ``tiles`` is
/// not.
public struct TilePlan: SubtreeSource, Hashable, Sendable {
    /// The number of leaves.
    public let size: UInt64
    /// The tiles that are needed, with those that verify them, and those at the right edge of the tree.
    public private(set) var tiles: Set<TileCoordinate>

    /// Begins with the tiles at the right edge of a tree, which a ``TileHashReader`` always reads.
    public init(size: UInt64) {
        self.size = size
        tiles = Set(TileCoordinate.edge(ofTreeOf: size))
    }

    /// Notes the tiles that show the hash of a complete subtree. The result is ``TreeHash/empty``, always.
    public mutating func subtreeHash(level: Int, index: UInt64) throws(Never) -> TreeHash {
        var row = level / TileCoordinate.height
        var tile = index >> UInt64(TileCoordinate.height - level % TileCoordinate.height)
        while let coordinate = TileCoordinate(level: row, index: tile, inTreeOf: size),
            tiles.insert(coordinate).inserted
        {
            row += 1
            tile /= UInt64(TileCoordinate.fullWidth)
        }
        return .empty
    }
}
