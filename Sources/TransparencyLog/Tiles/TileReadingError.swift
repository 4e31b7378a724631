/// Why a log's tiles could not be read or believed.
public enum TileReadingError: Error, Hashable, Sendable, CustomStringConvertible {
    /// A size above ``TreeSize/largest``.
    case sizeTooLarge(UInt64)
    /// A place that is not in the tree.
    case outsideTree(level: Int, index: UInt64, size: UInt64)
    /// A tile cannot be had.
    case unavailable(TileUnavailable)
    /// A tile or a bundle has the wrong form.
    case malformed(TileError)
    /// The tiles at the right edge lead to another root than the trusted one.
    case wrongRoot(size: UInt64, expected: TreeHash, found: TreeHash)
    /// A full tile is not the one under the trusted root.
    case falseTile(path: String)
    /// An entry is not the one that the tree committed to.
    case falseEntry(UInt64)

    /// What is wrong, for people.
    public var description: String {
        switch self {
        case .sizeTooLarge(let size):
            "a tree of \(size) leaves is more than the \(TreeSize.largest) that can be counted"
        case .outsideTree(let level, let index, let size):
            "a tree of \(size) leaves has nothing at level \(level), place \(index)"
        case .unavailable(let missing): missing.description
        case .malformed(let error): error.description
        case .wrongRoot(let size, let expected, let found):
            "the tiles of \(size) leaves lead to the root `\(found)`, but the checkpoint says `\(expected)`"
        case .falseTile(let path): "the tile `\(path)` is not the one under the root: it was altered"
        case .falseEntry(let leaf): "entry \(leaf) is not the one that was logged: it was altered"
        }
    }
}
