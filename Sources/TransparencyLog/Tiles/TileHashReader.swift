/// Reads a log's tiles and believes none: every hash that it gives out is under a root that the caller trusts.
///
/// The tiles at the right edge lead to the root; each full tile has its root in the tile above. Verified tiles are kept,
/// up to a number. Make proofs with the methods of ``SubtreeSource``.
public struct TileHashReader<Source: TileReading>: SubtreeSource {
    /// The number of leaves.
    public let size: UInt64
    /// The root that the tiles lead to.
    public let root: TreeHash
    /// The hashes of the partial tile at the right edge of each level of tiles, from level 0 up; empty where there is none.
    let edge: [[TreeHash]]
    private let source: Source
    private let mostKept: Int
    private var kept: [TileCoordinate: [TreeHash]] = [:]
    private var keptOrder: [TileCoordinate] = []
    private var oldest = 0

    /// Begins to read the tree of a checkpoint, of which the tiles at the right edge are read now.
    ///
    /// At most `mostKept` full tiles of 8 KiB are kept. Throws where a tile is missing or malformed, or where they do not
    /// lead to the checkpoint's root.
    public init(_ source: Source, checkpoint: VerifiedCheckpoint, mostKept: Int = 1024) throws(TileReadingError) {
        try self.init(source, size: checkpoint.size, root: checkpoint.root, mostKept: mostKept)
    }

    /// Begins to read a tree whose root the caller trusts for a reason of its own, such as a leaf of another tree.
    public init(_ source: Source, size: UInt64, root: TreeHash, mostKept: Int = 1024) throws(TileReadingError) {
        guard size <= TreeSize.largest else { throw .sizeTooLarge(size) }
        self.source = source
        self.size = size
        self.root = root
        self.mostKept = max(mostKept, 8)
        var edge = [[TreeHash]](repeating: [], count: 8)
        for coordinate in TileCoordinate.edge(ofTreeOf: size) {
            edge[coordinate.level] = try Self.read(coordinate, from: source)
        }
        self.edge = edge
        let found = TreeFrontier.root(ofPeaks: Self.peaks(ofEdge: edge))
        guard found == root else { throw .wrongRoot(size: size, expected: root, found: found) }
    }

    /// The peaks of the tree.
    public var frontier: TreeFrontier { TreeFrontier(unchecked: size, peaks: Self.peaks(ofEdge: edge)) }

    /// The hash of a complete subtree, verified; throws where a tile is missing, malformed or false, or the subtree reaches
    /// beyond the tree.
    public mutating func subtreeHash(level: Int, index: UInt64) throws(TileReadingError) -> TreeHash {
        guard (0..<63).contains(level), index < size >> UInt64(level) else {
            throw .outsideTree(level: level, index: index, size: size)
        }
        let within = UInt64(level % TileCoordinate.height)
        let first = index << within
        let hashes = try hashes(ofTile: level / TileCoordinate.height, first / UInt64(TileCoordinate.fullWidth))
        let start = Int(first % UInt64(TileCoordinate.fullWidth))
        return HashTile.root(of: hashes[start..<(start + (1 << Int(within)))])
    }

    /// A tile of the tree, verified; throws where it is missing, malformed or false, or the tree has none there.
    public mutating func tile(level: Int, index: UInt64) throws(TileReadingError) -> HashTile {
        guard let coordinate = TileCoordinate(level: level, index: index, inTreeOf: size) else {
            throw .outsideTree(level: level, index: index, size: size)
        }
        return HashTile(unchecked: coordinate, hashes: try hashes(ofTile: level, index))
    }

    /// Checks the entries of a bundle against the tree, and gives their leaf hashes; throws where one is not what the log
    /// committed to, or the bundle is not as wide as the tree has it there.
    @discardableResult
    public mutating func verify(_ bundle: EntryBundle, at index: UInt64) throws(TileReadingError) -> [TreeHash] {
        let tile = try tile(level: 0, index: index)
        guard bundle.count == tile.hashes.count else {
            throw .malformed(
                .wrongEntryCount(
                    path: BundleCoordinate(tile.coordinate).path, expected: tile.hashes.count, found: bundle.count))
        }
        let hashes = bundle.leafHashes
        for (place, hash) in hashes.enumerated() where hash != tile.hashes[place] {
            throw .falseEntry(index * UInt64(TileCoordinate.fullWidth) + UInt64(place))
        }
        return hashes
    }

    private mutating func hashes(ofTile level: Int, _ index: UInt64) throws(TileReadingError) -> [TreeHash] {
        if index == size >> UInt64((level + 1) * TileCoordinate.height) { return edge[level] }
        let coordinate = TileCoordinate(unchecked: level, index, TileCoordinate.fullWidth)
        if let hashes = kept[coordinate] { return hashes }
        let expected = try subtreeHash(level: (level + 1) * TileCoordinate.height, index: index)
        let hashes = try Self.read(coordinate, from: source)
        guard HashTile.root(of: hashes[...]) == expected else { throw .falseTile(path: coordinate.path) }
        keep(hashes, of: coordinate)
        return hashes
    }

    private mutating func keep(_ hashes: [TreeHash], of coordinate: TileCoordinate) {
        if keptOrder.count < mostKept {
            keptOrder.append(coordinate)
        } else {
            kept[keptOrder[oldest]] = nil
            keptOrder[oldest] = coordinate
            oldest = (oldest + 1) % mostKept
        }
        kept[coordinate] = hashes
    }

    private static func parse(
        _ coordinate: TileCoordinate, _ read: @autoclosure () throws(TileUnavailable) -> [UInt8]
    ) throws(TileReadingError) -> [TreeHash] {
        let bytes: [UInt8]
        do { bytes = try read() } catch { throw .unavailable(error) }
        do { return try HashTile(coordinate, bytes: bytes).hashes } catch { throw .malformed(error) }
    }

    /// The peaks of a tree, the tallest first, from the partial tiles at its right edge.
    private static func peaks(ofEdge edge: [[TreeHash]]) -> [TreeHash] {
        var peaks: [TreeHash] = []
        for hashes in edge.reversed() {
            for (level, index) in TreeShape.complete(0..<UInt64(hashes.count)) {
                let start = Int(index) << level
                peaks.append(HashTile.root(of: hashes[start..<(start + (1 << level))]))
            }
        }
        return peaks
    }

    private static func read(_ coordinate: TileCoordinate, from source: Source) throws(TileReadingError) -> [TreeHash] {
        do {
            return try parse(coordinate, try source.tile(at: coordinate))
        } catch {
            guard case .unavailable(let missing) = error, coordinate.isPartial else { throw error }
            // A log may delete a partial tile once the full one is there (tlog-tiles, Partial Tiles).
            do {
                let hashes = try parse(coordinate.full, try source.tile(at: coordinate.full))
                return Array(hashes.prefix(coordinate.width))
            } catch {
                if case .unavailable = error { throw .unavailable(missing) }
                throw error
            }
        }
    }
}
