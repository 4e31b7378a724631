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
