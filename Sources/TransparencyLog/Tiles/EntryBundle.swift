/// Up to 256 entries of a log as it serves them: each behind its length in two bytes, big-endian (tlog-tiles, Log entries).
public struct EntryBundle: Hashable, Sendable {
    /// The most bytes that an entry can have.
    public static let longestEntry = 65535

    /// The bytes that a log serves.
    public let bytes: [UInt8]
    private let ends: [Int]

    /// A bundle of entries; throws where there are none, more than 256, or one is longer than 65,535 bytes.
    public init(_ entries: some Collection<[UInt8]>) throws(TileError) {
        guard (1...TileCoordinate.fullWidth).contains(entries.count) else { throw .widthOutside(entries.count) }
        var bytes: [UInt8] = []
        var ends: [Int] = []
        bytes.reserveCapacity(entries.reduce(0) { $0 + 2 + $1.count })
        for (index, entry) in entries.enumerated() {
            guard entry.count <= Self.longestEntry else { throw .entryTooLong(entry: index, bytes: entry.count) }
            bytes.append(UInt8(entry.count >> 8))
            bytes.append(UInt8(entry.count & 0xFF))
            bytes.append(contentsOf: entry)
            ends.append(bytes.count)
        }
        self.bytes = bytes
        self.ends = ends
    }

    /// A bundle from the bytes that a log serves; throws where they end within an entry, or are not as many entries as the
    /// coordinate says. Nothing is verified: see ``TileHashReader/verify(_:at:)``.
    public init(_ coordinate: BundleCoordinate, bytes: [UInt8]) throws(TileError) {
        var ends: [Int] = []
        ends.reserveCapacity(coordinate.width)
        var start = 0
        while start < bytes.count {
            guard ends.count < coordinate.width else {
                throw .wrongEntryCount(path: coordinate.path, expected: coordinate.width, found: ends.count + 1)
            }
            guard bytes.count - start >= 2 else { throw .truncatedBundle(entry: ends.count) }
            let length = Int(bytes[start]) << 8 | Int(bytes[start + 1])
            guard bytes.count - start - 2 >= length else { throw .truncatedBundle(entry: ends.count) }
            start += 2 + length
            ends.append(start)
        }
        guard ends.count == coordinate.width else {
            throw .wrongEntryCount(path: coordinate.path, expected: coordinate.width, found: ends.count)
        }
        self.bytes = bytes
        self.ends = ends
    }

    /// The number of entries.
    public var count: Int { ends.count }

    /// The bytes of an entry, counted from 0 within the bundle; traps outside it.
    public subscript(entry: Int) -> ArraySlice<UInt8> { bytes[range(of: entry)] }

    /// The entries, in order.
    public var entries: [[UInt8]] { (0..<count).map { Array(self[$0]) } }

    /// The leaf hash of each entry.
    public var leafHashes: [TreeHash] {
        let span = bytes.span
        return (0..<count).map { .leaf(span.extracting(range(of: $0))) }
    }

    private func range(of entry: Int) -> Range<Int> {
        (entry == 0 ? 2 : ends[entry - 1] + 2)..<ends[entry]
    }
}
