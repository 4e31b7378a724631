/// Arithmetic on sizes and positions, shared by trees, tiles and proofs.
///
/// A complete subtree is named by its level (0 for a leaf) and its index within the level: it spans the leaves
/// `index << level ..< (index + 1) << level`.
enum TreeShape {
    /// The largest power of two below a number of leaves, which is at least 2: where RFC 6962, 2.1 splits a tree.
    static func split(_ count: UInt64) -> UInt64 {
        1 << (63 - (count - 1).leadingZeroBitCount)
    }

    /// The smallest power of two that is not below a number of leaves, which is at least 1.
    static func ceiling(_ count: UInt64) -> UInt64 {
        count == 1 ? 1 : split(count) << 1
    }

    /// Whether a range of leaves is a subtree: empty, or its start a multiple of the least power of two that is not below
    /// its length (Merkle Tree Certificates, 4.1).
    static func isSubtree(start: UInt64, end: UInt64) -> Bool {
        guard start <= end, end <= TreeSize.largest else { return false }
        return start == end || start % ceiling(end - start) == 0
    }

    /// The complete subtrees that together span a range of leaves, left to right.
    ///
    /// For a range that begins at 0, they are the peaks of a tree of that size, the tallest first.
    static func complete(_ range: Range<UInt64>) -> [(level: Int, index: UInt64)] {
        var subtrees: [(level: Int, index: UInt64)] = []
        var start = range.lowerBound
        while start < range.upperBound {
            let fitting = 63 - (range.upperBound - start).leadingZeroBitCount
            let level = min(fitting, start == 0 ? 63 : start.trailingZeroBitCount)
            subtrees.append((level, start >> level))
            start += 1 << level
        }
        return subtrees
    }
}
