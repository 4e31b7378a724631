import TransparencyLog

/// Makes the tiles of one log of its entries, and writes those that are new or have grown.
struct LogWriter {
    private var tiles = TileAppender()
    /// The entries of the bundle that is not full yet.
    private var open: [[UInt8]] = []
    private let folder: String

    /// How many entries a full bundle has (C2SP tlog-tiles).
    private static let width = 256

    init(folder: String) { self.folder = folder }

    var size: UInt64 { tiles.size }
    var root: TreeHash { tiles.root }
    var frontier: TreeFrontier { tiles.frontier }

    /// Appends entries.
    ///
    /// - Parameter files: where the tiles go.
    mutating func append(_ entries: [[UInt8]], to files: any LogFiles) throws(LedgerError) {
        guard !entries.isEmpty else { return }
        var index = tiles.size / UInt64(Self.width)
        for tile in tiles.append(entries.map { TreeHash.leaf($0) }) {
            try files.write(folder + tile.coordinate.path, tile.bytes)
        }
        var rest = entries[...]
        while let next = rest.first {
            open.append(next)
            rest = rest.dropFirst()
            guard open.count == Self.width || rest.isEmpty else { continue }
            try write(open, index, files)
            if open.count == Self.width {
                open = []
                index += 1
            }
        }
    }

    private func write(_ entries: [[UInt8]], _ index: UInt64, _ files: any LogFiles) throws(LedgerError) {
        do {
            let path = try BundleCoordinate(index: index, width: entries.count).path
            try files.write(folder + path, try EntryBundle(entries).bytes)
        } catch let error as LedgerError {
            throw error
        } catch {
            throw LedgerError(.damaged, "\(folder): the entries cannot be bundled: \(error)")
        }
    }
}
