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
