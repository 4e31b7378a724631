public import TransparencyLog

/// A checkpoint that was verified, and all that it says of one slot: the way from the signatures down to the entries.
///
/// The steps, none of which can be left out: the log's key and the witnesses' policy verify the checkpoint; the last leaf
/// of the root log is the epoch; the epoch's directory has the slot's head; the head has the root that the slot's tiles
/// are held to.
public struct LogView: Sendable {
    /// The checkpoint.
    public let checkpoint: VerifiedCheckpoint
    /// The newest epoch.
    public let epoch: EpochLeaf
    /// Where the slot's log stands.
    public let proof: SlotProof
    private let files: any LogFiles

    /// Follows the files down to a slot.
    ///
    /// - Throws: `missing` or `damaged`, with the file and what is wrong with it.
    public init(_ checkpoint: VerifiedCheckpoint, slot: UInt32, _ files: any LogFiles) throws(LedgerError) {
        self.checkpoint = checkpoint
        self.files = files
        guard checkpoint.size > 0 else {
            throw LedgerError(.missing, "the log has no epoch yet")
        }
        let leaf = try Self.entries(
            checkpoint.size - 1..<checkpoint.size, size: checkpoint.size, root: checkpoint.root, folder: "", files
        ).first
        guard let leaf, let epoch = EpochLeaf(leaf), epoch.epoch == checkpoint.size - 1 else {
            throw LedgerError(.damaged, "the last leaf of the root log is no epoch of that number")
        }
        self.epoch = epoch
        let path = LogPaths.head(slot)
        guard let bytes = try files.read(path) else { throw LedgerError(.missing, "\(path): there is no such file") }
        guard let proof = SlotProof(bytes), proof.head.slot == slot else {
            throw LedgerError(.damaged, "\(path): this is no head of slot \(slot)")
        }
        guard proof.isProved(by: epoch) else {
            throw LedgerError(
                .damaged, "\(path): the directory of epoch \(epoch.epoch) says otherwise; the file is older or forged")
        }
        self.proof = proof
    }

    /// Entries of the slot's log, each held to the signed root.
    public func entries(_ range: Range<UInt64>) throws(LedgerError) -> [[UInt8]] {
        try Self.entries(
            range, size: proof.head.size, root: proof.head.root, folder: LogPaths.slot(proof.head.slot), files)
    }

    /// A reader of the slot's hashes, held to the signed root.
    func slotReader() throws(LedgerError) -> TileHashReader<PublishedLog> {
        try Self.reader(proof.head.size, proof.head.root, LogPaths.slot(proof.head.slot), files)
    }

    /// A reader of the root log's hashes, held to the signed root.
    func rootReader() throws(LedgerError) -> TileHashReader<PublishedLog> {
        try Self.reader(checkpoint.size, checkpoint.root, "", files)
    }

    static func reader(
        _ size: UInt64, _ root: TreeHash, _ folder: String, _ files: any LogFiles
    ) throws(LedgerError) -> TileHashReader<PublishedLog> {
        do { return try TileHashReader(PublishedLog(files: files, folder: folder), size: size, root: root) } catch {
            throw LedgerError(.damaged, "\(folder)tile: \(error)")
        }
    }

    /// Entries of a log, read bundle by bundle.
    static func entries(
        _ range: Range<UInt64>, size: UInt64, root: TreeHash, folder: String, _ files: any LogFiles
    ) throws(LedgerError) -> [[UInt8]] {
        var reader = try reader(size, root, folder, files)
        var entries: [[UInt8]] = []
        guard !range.isEmpty else { return [] }
        for index in range.lowerBound / 256...(range.upperBound - 1) / 256 {
            let width = Int(min(256, size - index * 256))
            do {
                let coordinate = try BundleCoordinate(index: index, width: width)
                guard let bytes = try files.read(folder + coordinate.path) else {
                    throw LedgerError(.damaged, "\(folder)\(coordinate.path): there is no such file")
                }
                let bundle = try EntryBundle(coordinate, bytes: bytes)
                _ = try reader.verify(bundle, at: index)
                for (place, entry) in bundle.entries.enumerated() where range.contains(index * 256 + UInt64(place)) {
                    entries.append(entry)
                }
            } catch let error as LedgerError {
                throw error
            } catch {
                throw LedgerError(.damaged, "\(folder)tile/entries: bundle \(index): \(error)")
            }
        }
        return entries
    }
}
