public import TransparencyLog

/// The file `slot/N/head`: where the slot's log stood in an epoch, and the proof that the epoch's directory says so.
///
/// It is text, a line each, so that it can be read in a pinch:
///
///     sekisho slot head 1
///     epoch 17
///     slot 3
///     size 42
///     root 47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=
///     blind …
///     slots 61
///     … the hashes of the path, in base64, and an empty line
public struct SlotProof: Hashable, Sendable {
    /// The epoch.
    public var epoch: UInt64
    /// Where the log stood.
    public var head: SlotHead
    /// The proof that it is a leaf of the epoch's directory.
    public var inclusion: InclusionProof

    private static let heading = "sekisho slot head 1"

    /// A head and its proof.
    public init(epoch: UInt64, head: SlotHead, inclusion: InclusionProof) {
        self.epoch = epoch
        self.head = head
        self.inclusion = inclusion
    }

    /// Reads the file; nil of anything but what ``bytes`` gives.
    public init?(_ bytes: [UInt8]) {
        var parts = TextLines(bytes)
        self.init(reading: &parts)
        guard parts.rest == nil else { return nil }
    }

    /// Reads it where it stands among others.
    init?(reading parts: inout TextLines) {
        guard parts.take(Self.heading), let epoch = parts.number("epoch"),
            let slot = parts.number("slot").flatMap({ UInt32(exactly: $0) }), let size = parts.number("size"),
            size <= TreeSize.largest, let root = parts.hash("root"), let blind = parts.hash("blind"),
            let slots = parts.number("slots"), slots <= UInt64(UInt32.max), let hashes = parts.hashes()
        else { return nil }
        self.init(
            epoch: epoch, head: SlotHead(slot: slot, size: size, root: root, blind: blind.bytes),
            inclusion: InclusionProof(leafIndex: UInt64(slot), treeSize: slots, hashes: hashes))
    }

    /// The file.
    public var bytes: [UInt8] {
        var lines = [
            Self.heading, "epoch \(epoch)", "slot \(head.slot)", "size \(head.size)", "root \(head.root.base64)",
            "blind \((TreeHash(head.blind) ?? .empty).base64)", "slots \(inclusion.treeSize)",
        ]
        lines += inclusion.hashes.map(\.base64)
        return Array((lines.joined(separator: "\n") + "\n\n").utf8)
    }

    /// Whether an epoch's directory says so.
    public func isProved(by leaf: EpochLeaf) -> Bool {
        guard leaf.epoch == epoch, UInt64(leaf.slots) == inclusion.treeSize,
            inclusion.leafIndex == UInt64(head.slot)
        else { return false }
        return (try? inclusion.verify(leafHash: .leaf(head.bytes), root: leaf.directory)) != nil
    }
}
