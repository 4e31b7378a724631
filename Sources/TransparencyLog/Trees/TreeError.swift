/// What is wrong with the parts of a tree.
public enum TreeError: Error, Hashable, Sendable, CustomStringConvertible {
    /// A size above ``TreeSize/largest``.
    case sizeTooLarge(UInt64)
    /// Not one peak for each bit set in the size.
    case wrongPeakCount(size: UInt64, expected: Int, found: Int)
    /// A range or an index that reaches beyond the tree, or is empty where it may not be.
    case outside(size: UInt64, start: UInt64, end: UInt64)

    /// What is wrong, for people.
    public var description: String {
        switch self {
        case .sizeTooLarge(let size):
            "a tree of \(size) leaves is more than the \(TreeSize.largest) that can be counted"
        case .wrongPeakCount(let size, let expected, let found):
            "a tree of \(size) leaves has \(expected) peaks, not \(found)"
        case .outside(let size, let start, let end):
            "leaves \(start) to \(end) (not included) are not a part of a tree of \(size) leaves"
        }
    }
}
