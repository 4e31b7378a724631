public import TransparencyLog

/// How far the log of one slot has come in an epoch: a leaf of the epoch's directory.
///
/// | bytes | what |
/// |---|---|
/// | 0–3 | slot |
/// | 4–11 | size |
/// | 12–43 | root |
/// | 44–75 | blind |
///
/// The blind is new in each epoch and known only to the slot's own retailer and the witnesses. Without it, whoever sees
/// the hash of a neighbour's leaf twice could tell whether the neighbour's customers were looked at in between.
public struct SlotHead: Hashable, Sendable {
    /// The length of a leaf, in bytes.
    public static let byteCount = 76

    /// The slot.
    public var slot: UInt32
    /// How many entries its log has.
    public var size: UInt64
    /// The root of its log.
    public var root: TreeHash
    /// 32 bytes that keep the leaf from being guessed.
    public var blind: [UInt8]

    /// A head.
    public init(slot: UInt32, size: UInt64, root: TreeHash, blind: [UInt8]) {
        self.slot = slot
        self.size = size
        self.root = root
        self.blind = blind
    }

    /// Reads a leaf; nil of anything else.
    public init?(_ bytes: [UInt8]) {
        var reader = ByteReader(bytes)
        guard bytes.count == Self.byteCount, let slot: UInt32 = reader.number(), let size: UInt64 = reader.number(),
            let root = reader.take(32).flatMap({ TreeHash($0) }), let blind = reader.take(32),
            size <= TreeSize.largest
        else { return nil }
        self.init(slot: slot, size: size, root: root, blind: blind)
    }

    /// The leaf's bytes.
    public var bytes: [UInt8] {
        var writer = ByteWriter(capacity: Self.byteCount)
        writer.add(slot)
        writer.add(size)
        writer.add(root.bytes)
        writer.add(blind.prefix(32) + [UInt8](repeating: 0, count: max(0, 32 - blind.count)))
        return writer.bytes
    }
}
