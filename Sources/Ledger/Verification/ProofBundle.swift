public import TransparencyLog

/// All that is needed to check, offline, that an entry stands in a slot's log and that the witnesses have seen it:
/// entry → slot's log → directory → epoch → root log → signatures.
///
///     sekisho proof bundle 1
///     entry (base64)
///     … the path in the slot's log, and an empty line
///     sekisho slot head 1
///     … the head, the path in the directory, and an empty line
///     leaf (base64, the epoch)
///     … the path in the root log, and an empty line
///     … the checkpoint
public struct ProofBundle: Hashable, Sendable {
    /// The entry.
    public var entry: LedgerEntry
    /// The path from its leaf to the root of the slot's log.
    public var inclusion: InclusionProof
    /// The slot's head in the epoch.
    public var head: SlotProof
    /// The epoch.
    public var epoch: EpochLeaf
    /// The path from the epoch to the root of the root log.
    public var epochInclusion: InclusionProof
    /// The checkpoint as it was published, with its signatures.
    public var checkpoint: UnverifiedCheckpoint

    private static let heading = "sekisho proof bundle 1"

    /// Makes the bundle of an entry.
    ///
    /// - Throws: `missing` where the slot's log is not as long.
    public init(_ view: LogView, sequence: UInt64) throws(LedgerError) {
        let head = view.proof.head
        guard sequence < head.size else {
            throw LedgerError(
                .missing,
                "slot \(head.slot) has \(head.size) published entries, numbered from 0; there is no entry \(sequence)")
        }
        guard let bytes = try view.entries(sequence..<sequence + 1).first, let entry = try? LedgerEntry(bytes) else {
            throw LedgerError(.damaged, "entry \(sequence) of slot \(head.slot) cannot be read")
        }
        self.entry = entry
        self.head = view.proof
        epoch = view.epoch
        var slot = try view.slotReader()
        var root = try view.rootReader()
        do {
            inclusion = try slot.inclusionProof(ofLeaf: sequence, inTreeOf: head.size)
            epochInclusion = try root.inclusionProof(ofLeaf: view.epoch.epoch, inTreeOf: view.checkpoint.size)
            checkpoint = try UnverifiedCheckpoint(view.checkpoint.note)
        } catch {
            throw LedgerError(.damaged, "the proof cannot be made: \(error)")
        }
    }

    /// Reads a bundle.
    ///
    /// - Throws: `badRequest` where it is none.
    public init(_ bytes: [UInt8]) throws(LedgerError) {
        let other = LedgerError(.badRequest, "this is no proof bundle of a ledger")
        var parts = TextLines(bytes)
        guard parts.take(Self.heading), let entry = parts.base64("entry"), let path = parts.hashes(),
            let head = SlotProof(reading: &parts), let leaf = parts.base64("leaf").flatMap({ EpochLeaf($0) }),
            let epochPath = parts.hashes(), let rest = parts.rest,
            let checkpoint = try? UnverifiedCheckpoint(rest)
        else { throw other }
        do throws(EntryError) { self.entry = try LedgerEntry(entry) } catch {
            throw LedgerError(.badRequest, "the bundle's entry cannot be read: \(error)")
        }
        self.head = head
        epoch = leaf
        self.checkpoint = checkpoint
        inclusion = InclusionProof(leafIndex: self.entry.sequence, treeSize: head.head.size, hashes: path)
        epochInclusion = InclusionProof(
            leafIndex: leaf.epoch, treeSize: checkpoint.claim.size, hashes: epochPath)
    }

    /// The file.
    public var bytes: [UInt8] {
        func lines(_ name: String, _ bytes: [UInt8], _ hashes: [TreeHash]) -> String {
            (["\(name) \(TextLines.base64(bytes))"] + hashes.map(\.base64)).joined(separator: "\n") + "\n\n"
        }
        return Array((Self.heading + "\n" + lines("entry", entry.bytes, inclusion.hashes)).utf8) + head.bytes
            + Array(lines("leaf", epoch.bytes, epochInclusion.hashes).utf8) + checkpoint.note.bytes
    }

    /// Makes sure of all of it.
    ///
    /// - Parameter verified: the same checkpoint, verified by the log's key and whatever witnesses are asked for.
    /// - Throws: `damaged`, with the step that does not hold.
    public func verify(_ verified: VerifiedCheckpoint) throws(LedgerError) {
        guard verified.checkpoint == checkpoint.claim else {
            throw LedgerError(.badRequest, "the checkpoint that was verified is another one")
        }
        guard entry.slot == head.head.slot else {
            throw LedgerError(
                .damaged, "the entry is one of slot \(entry.slot), and the head of slot \(head.head.slot)")
        }
        do throws(ProofError) { try inclusion.verify(leafHash: entry.leafHash, root: head.head.root) } catch {
            throw LedgerError(.damaged, "the entry is not in the slot's log: \(error)")
        }
        guard head.isProved(by: epoch) else {
            throw LedgerError(.damaged, "the directory of epoch \(epoch.epoch) does not have the slot's head")
        }
        do throws(ProofError) {
            try epochInclusion.verify(leafHash: .leaf(epoch.bytes), root: verified.root)
        } catch {
            throw LedgerError(.damaged, "the epoch is not in the root log: \(error)")
        }
    }
}
