/// The entries of one slot's log that can no longer be opened: the payload of an erasure entry, which everybody may read.
///
/// The number of ranges, in 4 bytes; then of each its first and its last sequence, in 8 bytes each.
public struct ErasedRanges: Hashable, Sendable {
    /// The ranges, in their order.
    public let ranges: [ClosedRange<UInt64>]

    /// The ranges of some sequences, in rising order.
    public init(_ sequences: [UInt64]) {
        var ranges: [ClosedRange<UInt64>] = []
        for sequence in sequences {
            if let last = ranges.last, last.upperBound + 1 == sequence {
                ranges[ranges.count - 1] = last.lowerBound...sequence
            } else {
                ranges.append(sequence...sequence)
            }
        }
        self.ranges = ranges
    }

    /// Reads a payload; nil of anything else.
    public init?(_ bytes: [UInt8]) {
        var reader = ByteReader(bytes)
        guard let count: UInt32 = reader.number(), bytes.count == 4 + 16 * Int(count) else { return nil }
        var ranges: [ClosedRange<UInt64>] = []
        for _ in 0..<count {
            guard let first: UInt64 = reader.number(), let last: UInt64 = reader.number(), first <= last,
                ranges.last.map({ $0.upperBound < first }) ?? true
            else { return nil }
            ranges.append(first...last)
        }
        self.ranges = ranges
    }

    /// The payload.
    public var bytes: [UInt8] {
        var writer = ByteWriter()
        writer.add(UInt32(ranges.count))
        for range in ranges {
            writer.add(range.lowerBound)
            writer.add(range.upperBound)
        }
        return writer.bytes
    }

    /// Whether an entry is in one of the ranges.
    public func covers(_ sequence: UInt64) -> Bool { ranges.contains { $0.contains(sequence) } }
}
