/// Which tile of a log's Merkle tree: level, place in the level, and how many hashes wide (tlog-tiles, Merkle Tree).
public struct TileCoordinate: Hashable, Sendable {
    /// The number of hashes of a full tile.
    public static let fullWidth = 256
    /// The number of tree levels that one level of tiles spans.
    public static let height = 8

    /// The level, from 0 (leaf hashes) to 63.
    public let level: Int
    /// The place within the level, from 0.
    public let index: UInt64
    /// The number of hashes, from 1 to 256; below 256 the tile is partial.
    public let width: Int

    /// The coordinate of a tile; throws where the level is not from 0 to 63, the width not from 1 to 256, or the index
    /// larger than any tree needs.
    public init(level: Int, index: UInt64, width: Int = TileCoordinate.fullWidth) throws(TileError) {
        guard (0...63).contains(level) else { throw .levelOutside(level) }
        guard (1...Self.fullWidth).contains(width) else { throw .widthOutside(width) }
        guard index <= TileCoordinate.largestIndex else { throw .indexTooLarge(index) }
        self.init(unchecked: level, index, width)
    }

    init(unchecked level: Int, _ index: UInt64, _ width: Int) {
        self.level = level
        self.index = index
        self.width = width
    }

    static let largestIndex = TreeSize.largest >> UInt64(height)

    /// Whether the tile has fewer than 256 hashes.
    public var isPartial: Bool { width < Self.fullWidth }

    /// The full tile that a partial one grows into; itself where it is full.
    public var full: TileCoordinate { TileCoordinate(unchecked: level, index, Self.fullWidth) }

    /// The tile of a tree of this size at a place: full, partial, or nil where the tree does not reach it.
    public init?(level: Int, index: UInt64, inTreeOf size: UInt64) {
        guard (0...63).contains(level), index <= TileCoordinate.largestIndex else { return nil }
        let hashes = level < 8 ? size >> UInt64(level * Self.height) : 0
        let start = index * UInt64(Self.fullWidth)
        guard start < hashes else { return nil }
        self.init(unchecked: level, index, Int(min(hashes - start, UInt64(Self.fullWidth))))
    }

    /// The partial tiles at the right edge of a tree of this size, from level 0 up.
    public static func edge(ofTreeOf size: UInt64) -> [TileCoordinate] {
        (0..<8).compactMap { level in
            let hashes = size >> UInt64(level * height)
            let width = Int(hashes % UInt64(fullWidth))
            return width == 0 ? nil : TileCoordinate(unchecked: level, hashes / UInt64(fullWidth), width)
        }
    }

    /// The path under the log's prefix, such as `tile/0/x001/234.p/5`.
    public var path: String { TilePath.text("tile/\(level)/", index, width) }

    /// The coordinate that a path names; throws where the path is not exactly as ``path`` writes it.
    public init(path: String) throws(TileError) {
        let parts = path.utf8.split(separator: UInt8(ascii: "/"), maxSplits: 2, omittingEmptySubsequences: false)
        guard parts.count == 3, parts[0].elementsEqual("tile".utf8), let level = Decimal.parse(parts[1]), level <= 63
        else { throw .malformedPath(path) }
        let (index, width) = try TilePath.parse(parts[2], of: path)
        try self.init(level: Int(level), index: index, width: width)
    }
}
