/// Which bundle of a log's entries: place and number of entries (tlog-tiles, Log entries).
public struct BundleCoordinate: Hashable, Sendable {
    /// The place, from 0: the bundle's first entry is 256 times as far.
    public let index: UInt64
    /// The number of entries, from 1 to 256; below 256 the bundle is partial.
    public let width: Int

    /// The coordinate of a bundle; throws where the width is not from 1 to 256 or the index larger than any tree needs.
    public init(index: UInt64, width: Int = TileCoordinate.fullWidth) throws(TileError) {
        let tile = try TileCoordinate(level: 0, index: index, width: width)
        self.init(tile)
    }

    init(_ tile: TileCoordinate) {
        index = tile.index
        width = tile.width
    }

    /// The bundle of a log of this size at a place, or nil where the log does not reach it.
    public init?(index: UInt64, inLogOf size: UInt64) {
        guard let tile = TileCoordinate(level: 0, index: index, inTreeOf: size) else { return nil }
        self.init(tile)
    }

    /// Whether the bundle has fewer than 256 entries.
    public var isPartial: Bool { width < TileCoordinate.fullWidth }

    /// The full bundle that a partial one grows into; itself where it is full.
    public var full: BundleCoordinate { BundleCoordinate(hashes.full) }

    /// The level 0 tile with the hashes of the bundle's entries.
    public var hashes: TileCoordinate { TileCoordinate(unchecked: 0, index, width) }

    /// The path under the log's prefix, such as `tile/entries/x001/234.p/5`.
    public var path: String { TilePath.text("tile/entries/", index, width) }

    /// The coordinate that a path names; throws where the path is not exactly as ``path`` writes it.
    public init(path: String) throws(TileError) {
        guard path.utf8.starts(with: "tile/entries/".utf8) else { throw .malformedPath(path) }
        let (index, width) = try TilePath.parse(path.utf8.dropFirst("tile/entries/".utf8.count), of: path)
        try self.init(index: index, width: width)
    }
}
