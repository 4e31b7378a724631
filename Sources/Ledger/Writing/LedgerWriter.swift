import Foundation
public import Store
public import TransparencyLog

/// The one process that writes the ledger: takes requests, writes them together, and gives receipts after they are on the
/// disk.
///
/// It holds the lock `ledger`, so that there is one writer at a time, however many processes there are. Whoever loses the
/// lock can write nothing more.
public actor LedgerWriter {
    /// The name of the lock.
    public static let lockName = "ledger"

    /// How often a request waits for a key that is being destroyed, 10 ms each time.
    private static let mostTries = 500

    private let database: any StoreDatabase
    private let lock: any StoreLock
    private let ring: KeyRing
    private let sequencer: Sequencer
    private let identity: LogIdentity
    private let random: @Sendable (Int) -> [UInt8]
    private let group: GroupCommit<PreparedEntry, Receipt>
    private let clock: @Sendable () -> UInt64
    /// Ends epochs.
    public let publisher: EpochPublisher

    /// Opens the ledger for writing: waits for the lock, recomputes all heads, and replays the journal of erasures, so that
    /// a key that came back with a backup is destroyed again.
    ///
    /// - Parameters:
    ///   - window: how long the first request waits for others.
    ///   - witnessed: the newest checkpoints that witnesses have cosigned.
    ///   - clock: milliseconds since 1970.
    ///   - random: so many random bytes, from the system's generator.
    /// - Throws: `busy` where another process writes and `waiting` is false; `rolledBack`, `damaged`.
    public init(
        _ identity: LogIdentity, _ database: any StoreDatabase, _ ring: KeyRing, _ files: any LogFiles,
        window: Duration = .milliseconds(5), waiting: Bool = true, witnessed: [VerifiedCheckpoint] = [],
        clock: @escaping @Sendable () -> UInt64, random: @escaping @Sendable (Int) -> [UInt8]
    ) async throws(LedgerError) {
        self.database = database
        self.ring = ring
        self.identity = identity
        self.clock = clock
        self.random = random
        let taken: any StoreLock
        do throws(StoreError) {
            try await LedgerTables.migrations.require(on: database)
            taken = try await database.lock(Self.lockName, waiting: waiting)
        } catch {
            throw LedgerError(error)
        }
        lock = taken
        let erased = try await EpochPublisher.read(database) { (session) throws(StoreError) in
            try LedgerTables.erasures(session)
        }
        try await ring.destroy(erased)
        publisher = try await EpochPublisher(
            identity, database, taken, files, witnessed: witnessed, clock: clock)
        let sequencer = Sequencer(identity, taken, clock)
        self.sequencer = sequencer
        group = GroupCommit(window: window, most: 4_096) { await sequencer.commit($0) }
    }

    /// Makes the tables, and the slots of some names, where there are none yet.
    ///
    /// - Throws: `exists` where there is a ledger already.
    public static func create(
        _ database: any StoreDatabase, slots: [String], dictionary: LedgerDictionary
    ) async throws(LedgerError) {
        let json = try Self.json(dictionary)
        do throws(StoreError) {
            try await LedgerTables.migrations.apply(to: database)
            let isNew = try await database.write { (session) throws(StoreError) in
                guard try LedgerTables.slots(session).isEmpty else { return false }
                for (slot, name) in slots.enumerated() { try LedgerTables.add(slot: slot, name, session) }
                try LedgerTables.add(dictionary: json, version: 1, session)
                return true
            }
            if !isNew { throw StoreError(.uniqueViolation, "") }
        } catch {
            if error.kind == .uniqueViolation { throw LedgerError(.exists, "there is a ledger already") }
            throw LedgerError(error)
        }
    }

    static func json(_ dictionary: LedgerDictionary) throws(LedgerError) -> [UInt8] {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        do { return Array(try encoder.encode(dictionary)) } catch {
            throw LedgerError(.badRequest, "the dictionary cannot be written: \(error)")
        }
    }

    /// What the database says of the ledger itself.
    public func contents() async throws(LedgerError) -> LedgerContents { try await LedgerContents(database) }

    /// Gives a slot to a company that has none.
    ///
    /// - Returns: the slot.
    public func addSlot(_ name: String) async throws(LedgerError) -> UInt32 {
        do throws(StoreError) {
            return try await lock.write { (session) throws(StoreError) in
                let names = try LedgerTables.slots(session)
                if let place = names.firstIndex(of: name) { return UInt32(place) }
                try LedgerTables.add(slot: names.count, name, session)
                return UInt32(names.count)
            }
        } catch {
            throw LedgerError(error)
        }
    }

    /// Writes a view down. When this returns, it is on the disk, and may be shown.
    ///
    /// The same request again, by its view's id, gives a receipt of the entry that was written first.
    ///
    /// - Throws: `contradicts` where another request had the same id; `cannotWrite`, and then nothing may be shown.
    nonisolated public func append(_ request: ViewRequest) async throws(LedgerError) -> Receipt {
        for _ in 0..<Self.mostTries {
            let subject = try await ring.key(of: .subject, request.payload.subject)
            let actor = try await ring.key(of: .actor, request.payload.actor)
            do throws(LedgerError) {
                return try await group.submit(PreparedEntry(request, subject: subject, actor: actor))
            } catch  where error.kind == .keyErased {
                // The key is destroyed in a moment, and the next is another one.
                do { try await Task.sleep(for: .milliseconds(10)) } catch {
                    throw LedgerError(.cannotWrite, "the request was cancelled")
                }
            }
        }
        throw LedgerError(.cannotWrite, "a person's key was erased, and is still there; start again")
    }

    /// Closes for ever what the ledger says of one person.
    ///
    /// First the journal, the erasure entries and the emptied payloads, in one transaction; then the key. A crash in
    /// between is made good at the next start.
    ///
    /// - Returns: the receipts of the erasure entries, one for each slot concerned.
    /// - Throws: `missing` where nobody of that name has a key.
    public func erase(_ party: Party, _ reference: String) async throws(LedgerError) -> [Receipt] {
        guard let key = try await ring.existingKey(of: party, reference) else {
            throw LedgerError(
                .missing,
                "the ledger has no key of that \(party.rawValue); nothing was ever written of them, or they are erased")
        }
        var receipts: [Receipt] = []
        for answer in await sequencer.erase(party, key.id, random: random) { receipts.append(try answer.get()) }
        try await ring.destroy([key.id])
        return receipts
    }

    /// Writes that the log's key changes, signed by the old one; the public key of the new one is in the payload.
    public func announce(_ new: VerifierKey) async throws(LedgerError) -> Receipt {
        let text = "\(identity.origin) new key\n\(new.description)\n\(clock())\n"
        guard let view = ViewID(random(16)) else { throw LedgerError(.cannotWrite, "there are no random bytes") }
        let note: SignedNote
        do { note = try SignedNote(text: text, signatures: [try identity.keys[0].sign(text)]) } catch {
            throw LedgerError(.cannotWrite, "the new key could not be signed: \(error)")
        }
        return try await group.submit(PreparedEntry(.keyEvent, slot: 0, view: view, payload: note.bytes))
    }

    /// Gives the lock back.
    public func close() async { await lock.release() }
}
