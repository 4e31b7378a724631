/// Where a log's tiles come from: files, a server, memory. The caller opens them; nothing that it returns is trusted.
///
/// A caller that reads over a network finds out first which tiles it needs (``TilePlan``), fetches those in its own way,
/// and hands in a ``MemoryTiles`` with them.
public protocol TileReading {
    /// The bytes of a tile as the log serves them.
    ///
    /// Where a partial tile is gone, throw: the full one is then asked for, and its beginning used.
    func tile(at coordinate: TileCoordinate) throws(TileUnavailable) -> [UInt8]
}

/// A tile that cannot be had.
public struct TileUnavailable: Error, Hashable, Sendable, CustomStringConvertible {
    /// The tile's path under the log's prefix.
    public let path: String
    /// Why, in the words of whoever looked for it.
    public let reason: String

    /// A tile that cannot be had, and why.
    public init(_ coordinate: TileCoordinate, reason: String) {
        path = coordinate.path
        self.reason = reason
    }

    /// What is missing, and why.
    public var description: String { "the tile `\(path)` cannot be read: \(reason)" }
}

/// Tiles in memory.
public struct MemoryTiles: TileReading, Hashable, Sendable {
    /// The bytes of each tile.
    public private(set) var tiles: [TileCoordinate: [UInt8]] = [:]

    /// No tiles.
    public init() {}

    /// Adds or replaces a tile.
    public mutating func store(_ tile: HashTile) { tiles[tile.coordinate] = tile.bytes }

    /// Adds or replaces a tile by its bytes, whatever they are.
    public mutating func store(_ bytes: [UInt8], at coordinate: TileCoordinate) { tiles[coordinate] = bytes }

    /// Takes a tile away.
    public mutating func remove(_ coordinate: TileCoordinate) { tiles[coordinate] = nil }

    /// The bytes of a tile; throws where there is none.
    public func tile(at coordinate: TileCoordinate) throws(TileUnavailable) -> [UInt8] {
        guard let bytes = tiles[coordinate] else { throw TileUnavailable(coordinate, reason: "it is not there") }
        return bytes
    }
}
