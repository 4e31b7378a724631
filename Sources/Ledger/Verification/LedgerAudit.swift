import Foundation
public import Store
import TransparencyLog

/// Looks the whole ledger over, as its operator can: the database, what was signed of it, and what is published.
public struct LedgerAudit: Sendable {
    /// Something that is wrong.
    public struct Problem: Hashable, Sendable, CustomStringConvertible {
        /// What and where.
        public var message: String
        /// The message.
        public var description: String { message }
    }

    /// What is wrong, in the order of slots and entries.
    public private(set) var problems: [Problem] = []
    /// How many entries were looked at.
    public private(set) var entries: UInt64 = 0
    /// How many of them can no longer be opened because somebody was erased.
    public private(set) var erased: UInt64 = 0
    /// How many epochs there are.
    public private(set) var epochs: UInt64 = 0

    /// Looks everything over.
    ///
    /// - Parameters:
    ///   - files: what is published; nil where only the database is looked at.
    public init(
        _ database: any StoreDatabase, _ identity: LogIdentity, _ files: (any LogFiles)?
    ) async throws(LedgerError) {
        let names = try await EpochPublisher.read(database) { (session) throws(StoreError) in
            try LedgerTables.slots(session)
        }
        let signed = try await EpochPublisher.read(database) { (session) throws(StoreError) in
            try LedgerTables.signed(session)
        }
        let heads = signed.flatMap { Directory($0.directory)?.heads } ?? []
        if signed != nil, heads.count > names.count { add("the last directory has more slots than there are") }
        for slot in names.indices {
            let head = slot < heads.count ? heads[slot] : nil
            let found = try await EpochPublisher.read(database) { (session) throws(StoreError) in
                var look = SlotLook(UInt32(slot), head)
                try LedgerTables.forEachEntry(ofSlot: UInt32(slot), from: 0, session) { (kept) throws(StoreError) in
                    look.add(kept)
                    return true
                }
                return look
            }
            entries += found.size
            erased += UInt64(found.closed.filter { found.covers($0) }.count)
            for message in found.messages() { add(message) }
        }
        try await auditEpochs(database, identity, signed)
        if let files, let signed { try auditFiles(files, signed, heads) }
    }

    private mutating func add(_ message: String) { problems.append(Problem(message: message)) }

    private mutating func auditEpochs(
        _ database: any StoreDatabase, _ identity: LogIdentity, _ signed: LedgerTables.Signed?
    ) async throws(LedgerError) {
        let leaves = try await EpochPublisher.read(database) { (session) throws(StoreError) in
            var leaves: [[UInt8]] = []
            try LedgerTables.forEachEpoch(from: 0, session) { (_, leaf) throws(StoreError) in
                leaves.append(leaf)
                return true
            }
            return leaves
        }
        epochs = UInt64(leaves.count)
        var frontier = TreeFrontier()
        for (number, leaf) in leaves.enumerated() {
            if EpochLeaf(leaf)?.epoch != UInt64(number) { add("epoch \(number) is not what stands there") }
            frontier.append(leaf)
        }
        guard let signed else { return }
        do throws(CheckpointError) {
            let checkpoint = try UnverifiedCheckpoint(signed.checkpoint).verified(
                by: identity.verifierKeys, origin: identity.origin)
            if checkpoint.size != frontier.size || checkpoint.root != frontier.root {
                add("the epochs are not those that were signed for")
            }
        } catch {
            add("the last checkpoint cannot be believed: \(error)")
        }
        if let leaf = leaves.last.flatMap({ EpochLeaf($0) }),
            Directory(signed.directory)?.tree.root != leaf.directory
        {
            add("the last directory is not the one of the last epoch")
        }
    }

    private mutating func auditFiles(
        _ files: any LogFiles, _ signed: LedgerTables.Signed, _ heads: [SlotHead]
    ) throws(LedgerError) {
        let published = try files.read(LogPaths.checkpoint).flatMap { try? UnverifiedCheckpoint($0) }
        guard let published, published.claim == (try? UnverifiedCheckpoint(signed.checkpoint))?.claim else {
            add("the published checkpoint is not the last one that was signed; the next start publishes it again")
            return
        }
        for head in heads where head.size > 0 {
            do throws(LedgerError) {
                _ = try LogView.entries(
                    0..<head.size, size: head.size, root: head.root, folder: LogPaths.slot(head.slot), files)
            } catch {
                add("what is published of slot \(head.slot): \(error)")
            }
        }
    }
}

/// One slot's entries, as they are looked over.
struct SlotLook: Sendable {
    private(set) var size: UInt64 = 0
    /// The entries whose payload is not there.
    private(set) var closed: [UInt64] = []
    private var ranges: [ErasedRanges] = []
    private var wrong: [String] = []
    private var frontier = TreeFrontier()
    private var rootAtHead: TreeHash
    private let slot: UInt32
    private let head: SlotHead?

    init(_ slot: UInt32, _ head: SlotHead?) {
        self.slot = slot
        self.head = head
        rootAtHead = .empty
    }

    func covers(_ sequence: UInt64) -> Bool { ranges.contains { $0.covers(sequence) } }

    mutating func add(_ kept: LedgerTables.Kept) {
        if kept.sequence != size { wrong.append("entry \(size) of slot \(slot) is missing") }
        size = kept.sequence + 1
        frontier.append(kept.entry)
        if frontier.size == head?.size { rootAtHead = frontier.root }
        guard let entry = try? LedgerEntry(kept.entry), entry.slot == slot, entry.sequence == kept.sequence else {
            wrong.append("entry \(kept.sequence) of slot \(slot) is not what stands there")
            return
        }
        guard let payload = kept.payload else {
            if entry.payloadLength > 0 { closed.append(kept.sequence) }
            return
        }
        if payload.count != entry.payloadLength || SealedPayload.commitment(to: payload) != entry.payload {
            wrong.append("the payload of entry \(kept.sequence) of slot \(slot) was changed")
        }
        if entry.kind == .erasure {
            guard let erased = ErasedRanges(payload) else {
                wrong.append("the erasure at entry \(kept.sequence) of slot \(slot) cannot be read")
                return
            }
            ranges.append(erased)
        }
    }

    func messages() -> [String] {
        var messages = wrong
        for sequence in closed where !covers(sequence) {
            messages.append(
                "the payload of entry \(sequence) of slot \(slot) is missing, and no erasure covers it: somebody took it away"
            )
        }
        if let head {
            if size < head.size {
                messages.append("slot \(slot) has \(size) entries, and \(head.size) were signed for")
            } else if rootAtHead != head.root {
                messages.append("the entries of slot \(slot) are not those that were signed for")
            }
        }
        return messages
    }
}
