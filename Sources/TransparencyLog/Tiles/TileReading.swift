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
