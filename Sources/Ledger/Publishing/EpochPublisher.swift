internal import Crypto
import Foundation
import Store
public import TransparencyLog

/// Ends epochs: makes tiles of what was written, and signs where all logs stand.
///
/// The order is the law of it: entries are read back from the database and hashed again; the checkpoint is signed; it is
/// put into the database in the place of the one before it, which must still be there; and only then published. What was
/// not published before a crash is published at the next start, the same bytes.
public actor EpochPublisher {
    private let identity: LogIdentity
    private let lock: any StoreLock
    private let database: any StoreDatabase
    private let files: any LogFiles
    private let clock: @Sendable () -> UInt64
    private var slots: [LogWriter] = []
    private var epochs = LogWriter(folder: "")
    private var signed: LedgerTables.Signed?
    private var isEnding = false
    /// The newest checkpoint; nil before the first epoch.
    public private(set) var checkpoint: VerifiedCheckpoint?

    /// Recomputes all heads from the entries, and compares them with what was signed, published and witnessed.
    ///
    /// - Parameters:
    ///   - witnessed: the newest checkpoints that witnesses have cosigned.
    /// - Throws: `rolledBack` where somebody has seen more than there is; `damaged` where the entries are not those that
    ///   were signed for.
    init(
        _ identity: LogIdentity, _ database: any StoreDatabase, _ lock: any StoreLock, _ files: any LogFiles,
        witnessed: [VerifiedCheckpoint], clock: @escaping @Sendable () -> UInt64
    ) async throws(LedgerError) {
        self.identity = identity
        self.database = database
        self.lock = lock
        self.files = files
        self.clock = clock
        let kept = try await Self.read(database) { (session) throws(StoreError) in
            let names = try LedgerTables.slots(session)
            return (names.count, try LedgerTables.signed(session))
        }
        signed = kept.1
        try await restoreEpochs()
        try await restoreSlots(kept.0)
        try compare(witnessed)
        if signed != nil {
            try await restoreDictionaries()
            try publish()
        }
    }

    static func read<Value: Sendable>(
        _ database: any StoreDatabase, _ body: @escaping @Sendable (any StoreSession) throws(StoreError) -> Value
    ) async throws(LedgerError) -> Value {
        do throws(StoreError) { return try await database.read(body) } catch { throw LedgerError(error) }
    }

    // MARK: At the start

    private func restoreEpochs() async throws(LedgerError) {
        let leaves = try await Self.read(database) { (session) throws(StoreError) in
            var leaves: [[UInt8]] = []
            try LedgerTables.forEachEpoch(from: 0, session) { (epoch, leaf) throws(StoreError) in
                guard epoch == leaves.count else { throw StoreError(.unreadable, "epoch \(leaves.count) is missing") }
                leaves.append(leaf)
                return true
            }
            return leaves
        }
        try epochs.append(leaves, to: files)
        guard let signed else {
            guard leaves.isEmpty else { throw LedgerError(.damaged, "there are epochs, and no checkpoint of them") }
            return
        }
        let checkpoint = try verified(signed.checkpoint)
        guard checkpoint.size == epochs.size, checkpoint.root == epochs.root else {
            throw LedgerError(.damaged, "the epochs are not those that were signed: their tree has another root")
        }
        self.checkpoint = checkpoint
    }

    private func restoreDictionaries() async throws(LedgerError) {
        let all = try await Self.read(database) { (session) throws(StoreError) in
            try LedgerTables.dictionaries(session)
        }
        for json in all { try publish(dictionary: json) }
    }

    private func publish(dictionary json: [UInt8]) throws(LedgerError) {
        try files.write(LogPaths.dictionary(Hexadecimal.text(Array(SHA256.hash(data: json)))), json)
    }

    private func verified(_ bytes: [UInt8]) throws(LedgerError) -> VerifiedCheckpoint {
        do throws(CheckpointError) {
            return try UnverifiedCheckpoint(bytes).verified(
                by: identity.verifierKeys, origin: identity.origin, witnesses: identity.witnesses)
        } catch {
            throw LedgerError(.damaged, "the last checkpoint is not this log's: \(error)")
        }
    }

    private func restoreSlots(_ count: Int) async throws(LedgerError) {
        let heads = signed.flatMap { Directory($0.directory)?.heads } ?? []
        slots = (0..<max(count, heads.count)).map { LogWriter(folder: LogPaths.slot(UInt32($0))) }
        try await extend(heads.map(\.size))
        for head in heads where slots[Int(head.slot)].root != head.root {
            throw LedgerError(
                .damaged,
                "the entries of slot \(head.slot) are not those that were signed for: their tree has another root")
        }
    }

    /// Appends the entries of all slots from one state of the database; to the sizes that are given, or as many as there
    /// are.
    private func extend(_ sizes: [UInt64]?) async throws(LedgerError) {
        let firsts = slots.map(\.size)
        let found = try await Self.read(database) { (session) throws(StoreError) in
            var found: [[[UInt8]]] = []
            for (slot, first) in firsts.enumerated() {
                let end = sizes.map { slot < $0.count ? $0[slot] : first } ?? .max
                found.append(try LedgerTables.entries(ofSlot: UInt32(slot), first..<end, session))
            }
            return found
        }
        for (slot, entries) in found.enumerated() {
            let first = firsts[slot]
            if let sizes, slot < sizes.count, first + UInt64(entries.count) < sizes[slot] {
                throw LedgerError(
                    .damaged,
                    "slot \(slot) has \(first + UInt64(entries.count)) entries, and \(sizes[slot]) were signed for")
            }
            for (place, bytes) in entries.enumerated() {
                let sequence = first + UInt64(place)
                guard let entry = try? LedgerEntry(bytes), entry.slot == slot, entry.sequence == sequence else {
                    throw LedgerError(.damaged, "entry \(sequence) of slot \(slot) is not what stands there")
                }
            }
            try slots[slot].append(entries, to: files)
        }
    }

    private func compare(_ witnessed: [VerifiedCheckpoint]) throws(LedgerError) {
        var others = witnessed.map { ($0, "a witness has cosigned") }
        // One that cannot be read is what a power cut has left, and is published anew.
        if let bytes = try files.read(LogPaths.checkpoint), let published = try? verified(bytes) {
            others.append((published, "there was published"))
        }
        for (other, who) in others {
            let size = checkpoint?.size ?? 0
            guard other.size <= size else {
                throw LedgerError(
                    .rolledBack,
                    "\(who) a checkpoint of \(other.size) epochs, and the database has \(size): it is an old copy. Bring the "
                        + "newest one back; writing on would sign another history than the one that was seen")
            }
            var reader: TileHashReader<PublishedLog>
            do {
                reader = try TileHashReader(PublishedLog(files: files, folder: ""), size: size, root: epochs.root)
                guard try reader.root(atSize: other.size) == other.root else {
                    throw LedgerError(
                        .damaged, "\(who) another history of the first \(other.size) epochs than the database has")
                }
            } catch let error as LedgerError {
                throw error
            } catch {
                throw LedgerError(.damaged, "the epochs' tiles cannot be read again: \(error)")
            }
        }
    }

    // MARK: Epochs

    /// Ends an epoch, also one in which nothing was written: silence shows, too.
    ///
    /// - Throws: `busy` where an epoch is being ended, or another process has taken over; then this one must end.
    @discardableResult
    public func endEpoch() async throws(LedgerError) -> VerifiedCheckpoint {
        // An actor takes the next call while this one waits for the database.
        guard !isEnding else { throw LedgerError(.busy, "an epoch is being ended; wait for it") }
        isEnding = true
        defer { isEnding = false }
        let (count, dictionary) = try await Self.read(database) { (session) throws(StoreError) in
            (try LedgerTables.slots(session).count, try LedgerTables.dictionary(session)?.json ?? [])
        }
        while slots.count < count { slots.append(LogWriter(folder: LogPaths.slot(UInt32(slots.count)))) }
        try await extend(nil)
        let epoch = epochs.size
        let heads = slots.enumerated().map { slot, log in
            SlotHead(
                slot: UInt32(slot), size: log.size, root: log.root,
                blind: identity.blind(epoch: epoch, slot: UInt32(slot)))
        }
        guard let directory = Directory(heads), let digest = TreeHash(Array(SHA256.hash(data: dictionary))) else {
            throw LedgerError(.damaged, "the slots are not numbered from 0")
        }
        let leaf = EpochLeaf(
            epoch: epoch, milliseconds: clock(), slots: UInt32(heads.count), directory: directory.tree.root,
            dictionary: digest
        ).bytes
        var frontier = epochs.frontier
        frontier.append(leaf)
        let checkpoint = try identity.sign(size: frontier.size, root: frontier.root)
        let next = LedgerTables.Signed(epoch: epoch, directory: directory.bytes, checkpoint: checkpoint.bytes)
        let before = signed?.epoch
        do throws(StoreError) {
            let isNext = try await lock.write { (session) throws(StoreError) in
                try LedgerTables.replace(before, by: next, leaf: leaf, session)
            }
            guard isNext else {
                throw StoreError(.notExclusive, "another process has signed epoch \(epoch)")
            }
        } catch {
            throw LedgerError(error)
        }
        signed = next
        self.checkpoint = checkpoint
        try epochs.append([leaf], to: files)
        try publish(dictionary: dictionary)
        try publish()
        return checkpoint
    }

    /// Writes what was signed: heads first, and the checkpoint last.
    private func publish() throws(LedgerError) {
        guard let signed, let directory = Directory(signed.directory) else {
            throw LedgerError(.damaged, "the last directory cannot be read")
        }
        var tree = directory.tree
        for head in directory.heads {
            do {
                let proof = try tree.inclusionProof(ofLeaf: UInt64(head.slot), inTreeOf: tree.size)
                try files.write(
                    LogPaths.head(head.slot), SlotProof(epoch: signed.epoch, head: head, inclusion: proof).bytes)
            } catch let error as LedgerError {
                throw error
            } catch {
                throw LedgerError(.damaged, "the directory has no proof of slot \(head.slot)")
            }
        }
        try files.write(LogPaths.directory, signed.directory)
        // One that is there already may have cosignatures by now.
        let published = try files.read(LogPaths.checkpoint).flatMap { try? UnverifiedCheckpoint($0).claim }
        if published != checkpoint?.checkpoint { try files.write(LogPaths.checkpoint, signed.checkpoint) }
    }
}
