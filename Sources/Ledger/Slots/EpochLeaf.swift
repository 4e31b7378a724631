public import TransparencyLog

/// One epoch: a leaf of the root log.
///
/// | bytes | what |
/// |---|---|
/// | 0 | version, 1 |
/// | 1–8 | number of the epoch, from 0: the leaf's place in the root log |
/// | 9–16 | time, in milliseconds since 1970 |
/// | 17–20 | number of slots |
/// | 21–52 | root of the directory |
/// | 53–84 | SHA-256 of the dictionary |
public struct EpochLeaf: Hashable, Sendable {
    /// The length of a leaf, in bytes.
    public static let byteCount = 85

    /// The number, from 0.
    public var epoch: UInt64
    /// When it ended, in milliseconds since 1970 in UTC.
    public var milliseconds: UInt64
    /// How many slots there are.
    public var slots: UInt32
    /// The root of the directory.
    public var directory: TreeHash
    /// SHA-256 of the ``LedgerDictionary``'s file.
    public var dictionary: TreeHash

    /// An epoch.
    public init(
        epoch: UInt64, milliseconds: UInt64, slots: UInt32, directory: TreeHash, dictionary: TreeHash
    ) {
        self.epoch = epoch
        self.milliseconds = milliseconds
        self.slots = slots
        self.directory = directory
        self.dictionary = dictionary
    }

    /// Reads a leaf; nil of anything else.
    public init?(_ bytes: [UInt8]) {
        var reader = ByteReader(bytes)
        guard bytes.count == Self.byteCount, let version: UInt8 = reader.number(), version == 1,
            let epoch: UInt64 = reader.number(), let time: UInt64 = reader.number(),
            let slots: UInt32 = reader.number(), let directory = reader.take(32).flatMap({ TreeHash($0) }),
            let dictionary = reader.take(32).flatMap({ TreeHash($0) })
        else { return nil }
        self.init(epoch: epoch, milliseconds: time, slots: slots, directory: directory, dictionary: dictionary)
    }

    /// The leaf's bytes.
    public var bytes: [UInt8] {
        var writer = ByteWriter(capacity: Self.byteCount)
        writer.add(UInt8(1))
        writer.add(epoch)
        writer.add(milliseconds)
        writer.add(slots)
        writer.add(directory.bytes)
        writer.add(dictionary.bytes)
        return writer.bytes
    }
}
