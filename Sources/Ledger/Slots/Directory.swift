public import TransparencyLog

/// Where every slot's log stands in one epoch: leaf *i* is the head of slot *i*.
public struct Directory: Hashable, Sendable {
    /// The heads, one for each slot from 0 on.
    public let heads: [SlotHead]

    /// A directory; nil where the heads are not those of the slots 0, 1, 2, ….
    public init?(_ heads: [SlotHead]) {
        for (slot, head) in heads.enumerated() where head.slot != slot { return nil }
        self.heads = heads
    }

    /// Reads the leaves one after the other; nil of anything else.
    public init?(_ bytes: [UInt8]) {
        guard bytes.count % SlotHead.byteCount == 0 else { return nil }
        var heads: [SlotHead] = []
        for start in stride(from: 0, to: bytes.count, by: SlotHead.byteCount) {
            guard let head = SlotHead(Array(bytes[start..<start + SlotHead.byteCount])) else { return nil }
            heads.append(head)
        }
        self.init(heads)
    }

    /// The leaves one after the other: what the witnesses read.
    public var bytes: [UInt8] { heads.flatMap(\.bytes) }

    /// The tree over the leaves.
    public var tree: MerkleTree { MerkleTree(heads.map(\.bytes)) }
}
