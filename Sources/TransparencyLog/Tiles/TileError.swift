/// What is wrong with a tile, a bundle, or the way to one.
public enum TileError: Error, Hashable, Sendable, CustomStringConvertible {
    /// A level that is not from 0 to 63.
    case levelOutside(Int)
    /// A width that is not from 1 to 256.
    case widthOutside(Int)
    /// An index that no tree reaches.
    case indexTooLarge(UInt64)
    /// A path that is not written as the standard says.
    case malformedPath(String)
    /// A tile's bytes are not 32 for each hash.
    case wrongTileLength(path: String, expected: Int, found: Int)
    /// A bundle ends within an entry.
    case truncatedBundle(entry: Int)
    /// A bundle has another number of entries.
    case wrongEntryCount(path: String, expected: Int, found: Int)
    /// An entry is longer than the 65,535 bytes that a bundle can hold.
    case entryTooLong(entry: Int, bytes: Int)

    /// What is wrong, for people.
    public var description: String {
        switch self {
        case .levelOutside(let level): "`\(level)` is no level of tiles: they go from 0 to 63"
        case .widthOutside(let width): "a tile or bundle has 1 to 256 parts, not \(width)"
        case .indexTooLarge(let index): "no tree has a tile of index \(index)"
        case .malformedPath(let path):
            "`\(path)` is no path of a tile: write it as `tile/0/x001/234`, partial ones as `tile/0/x001/234.p/5`"
        case .wrongTileLength(let path, let expected, let found):
            "the tile `\(path)` has \(found) bytes instead of \(expected): fetch it again"
        case .truncatedBundle(let entry): "the bundle ends within entry \(entry): fetch it again"
        case .wrongEntryCount(let path, let expected, let found):
            "the bundle `\(path)` has \(found) entries instead of \(expected): fetch it again"
        case .entryTooLong(let entry, let bytes):
            "entry \(entry) has \(bytes) bytes; a bundle holds at most 65535 for each: log its digest instead"
        }
    }
}
