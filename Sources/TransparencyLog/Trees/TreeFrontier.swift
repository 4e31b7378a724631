/// The peaks of a tree: all that must be kept to append leaves and know the root.
///
/// At most 63 hashes, whatever the size. Where tiles are wanted as well, see ``TileAppender``.
public struct TreeFrontier: Hashable, Sendable {
    /// The number of leaves.
    public private(set) var size: UInt64
    /// The roots of the complete subtrees that the tree consists of, the tallest first: one for each bit set in the size.
    public private(set) var peaks: [TreeHash]

    /// A tree without leaves.
    public init() {
        size = 0
        peaks = []
        peaks.reserveCapacity(63)
    }

    /// A tree of which the peaks are known, the tallest first.
    ///
    /// Throws where there is not one for each bit set in the size, or the size is above ``TreeSize/largest``.
    public init(size: UInt64, peaks: [TreeHash]) throws(TreeError) {
        guard size <= TreeSize.largest else { throw .sizeTooLarge(size) }
        guard peaks.count == size.nonzeroBitCount else {
            throw .wrongPeakCount(size: size, expected: size.nonzeroBitCount, found: peaks.count)
        }
        self.size = size
        self.peaks = peaks
    }

    init(unchecked size: UInt64, peaks: [TreeHash]) {
        self.size = size
        self.peaks = peaks
    }

    /// Appends a leaf by its hash.
    public mutating func append(leafHash: TreeHash) { append(leafHash: leafHash) { _, _ in } }

    /// Appends a leaf, and tells of each complete subtree that it completes, from level 0 (itself) up.
    @inline(__always)
    mutating func append(leafHash: TreeHash, completed: (_ level: Int, _ hash: TreeHash) -> Void) {
        var hash = leafHash
        completed(0, hash)
        // Each bit 1 at the low end of the size is a peak that the new leaf completes into one twice as tall.
        let merges = (~size).trailingZeroBitCount
        var level = 0
        while level < merges {
            hash = .node(peaks.removeLast(), hash)
            level += 1
            completed(level, hash)
        }
        peaks.append(hash)
        size += 1
    }

    /// Appends a leaf by its bytes.
    public mutating func append(_ entry: [UInt8]) { append(leafHash: .leaf(entry)) }

    /// Appends a leaf by its bytes.
    public mutating func append(_ entry: Span<UInt8>) { append(leafHash: .leaf(entry)) }

    /// Appends a complete subtree to a tree whose peaks are all taller.
    mutating func appendPeak(_ hash: TreeHash, level: Int) {
        peaks.append(hash)
        size += 1 << level
    }

    /// The root of the tree (RFC 6962, 2.1); ``TreeHash/empty`` where it has no leaves.
    public var root: TreeHash { Self.root(ofPeaks: peaks) }

    /// The root of a tree that consists of these peaks, the tallest first.
    static func root(ofPeaks peaks: [TreeHash]) -> TreeHash {
        guard var root = peaks.last else { return .empty }
        for peak in peaks.dropLast().reversed() { root = .node(peak, root) }
        return root
    }
}
