/// A whole tree in memory, every complete subtree's hash kept: about 64 bytes for each leaf.
///
/// For directories of an epoch, tests and small logs; a log that is served lives in tiles.
public struct MerkleTree: Hashable, Sendable, SubtreeSource {
    /// `levels[l][i]` is the hash of the complete subtree of level `l` and index `i`.
    private var levels: [[TreeHash]] = [[]]

    /// A tree without leaves.
    public init() {}

    /// A tree of leaves given by their hashes.
    public init(leafHashes: some Sequence<TreeHash>) {
        for hash in leafHashes { append(leafHash: hash) }
    }

    /// A tree of leaves given by their bytes.
    public init(_ entries: some Sequence<[UInt8]>) {
        for entry in entries { append(entry) }
    }

    /// The number of leaves.
    public var size: UInt64 { UInt64(levels[0].count) }

    /// The hashes of the leaves.
    public var leafHashes: [TreeHash] { levels[0] }

    /// Appends a leaf by its hash.
    public mutating func append(leafHash: TreeHash) {
        var hash = leafHash
        var level = 0
        levels[0].append(hash)
        while levels[level].count % 2 == 0 {
            let count = levels[level].count
            hash = .node(levels[level][count - 2], hash)
            level += 1
            if level == levels.count { levels.append([]) }
            levels[level].append(hash)
        }
    }

    /// Appends a leaf by its bytes.
    public mutating func append(_ entry: [UInt8]) { append(leafHash: .leaf(entry)) }

    /// The root of the whole tree.
    public var root: TreeHash { frontier.root }

    /// The peaks of the whole tree.
    public var frontier: TreeFrontier {
        var frontier = TreeFrontier()
        for (level, index) in TreeShape.complete(0..<size) {
            frontier.appendPeak(levels[level][Int(index)], level: level)
        }
        return frontier
    }

    /// The hash of a complete subtree within the tree; traps outside it.
    public func subtreeHash(level: Int, index: UInt64) throws(Never) -> TreeHash {
        levels[level][Int(index)]
    }
}
