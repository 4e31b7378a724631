import Store
import Synchronization

/// Gives entries their places, and writes them together.
final class Sequencer: Sendable {
    private let identity: LogIdentity
    private let lock: any StoreLock
    private let clock: @Sendable () -> UInt64
    /// Keys that were destroyed since the start: what was prepared under one of them just before is prepared anew.
    private let erased = Mutex<Set<KeyID>>([])

    init(_ identity: LogIdentity, _ lock: any StoreLock, _ clock: @escaping @Sendable () -> UInt64) {
        self.identity = identity
        self.lock = lock
        self.clock = clock
    }

    /// What became of one request in the transaction.
    private enum Outcome: Sendable {
        case written(LedgerEntry)
        case known(LedgerEntry)
        case contradicts
        case noSlot
        case keyErased
    }

    /// Writes entries in one transaction, and signs for those that stand there afterwards.
    func commit(_ items: [PreparedEntry]) async -> [Result<Receipt, LedgerError>] {
        let now = clock()
        let gone = erased.withLock { $0 }
        let outcomes: [Outcome]
        do throws(StoreError) {
            outcomes = try await lock.write { (session) throws(StoreError) in
                try Self.write(items, gone, now, session)
            }
        } catch {
            let failure = LedgerError(error)
            return items.map { _ in .failure(failure) }
        }
        return receipts(outcomes, now)
    }

    /// Closes all entries of a person: the journal, the emptied payloads and the erasure entries, in one transaction.
    func erase(
        _ party: Party, _ key: KeyID, random: @escaping @Sendable (Int) -> [UInt8]
    ) async -> [Result<Receipt, LedgerError>] {
        let now = clock()
        erased.withLock { _ = $0.insert(key) }
        let outcomes: [Outcome]
        do throws(StoreError) {
            outcomes = try await lock.write { (session) throws(StoreError) in
                let found = try LedgerTables.entries(of: party, key, session)
                try LedgerTables.close(of: party, key, session)
                try LedgerTables.add(erasure: key, milliseconds: now, session)
                var items: [PreparedEntry] = []
                for (slot, places) in Dictionary(grouping: found, by: \.slot).sorted(by: { $0.key < $1.key }) {
                    guard let view = ViewID(random(16)) else { continue }
                    let ranges = ErasedRanges(places.map(\.sequence))
                    items.append(PreparedEntry(.erasure, slot: slot, view: view, payload: ranges.bytes))
                }
                return try Self.write(items, [], now, session)
            }
        } catch {
            // Nobody was erased, unless nobody knows: then the next start looks into the journal.
            if !error.mayHaveBeenKept { erased.withLock { _ = $0.remove(key) } }
            return [.failure(LedgerError(error))]
        }
        return receipts(outcomes, now)
    }

    private func receipts(_ outcomes: [Outcome], _ now: UInt64) -> [Result<Receipt, LedgerError>] {
        let entries = outcomes.compactMap { outcome -> LedgerEntry? in
            switch outcome {
            case .written(let entry), .known(let entry): entry
            case .contradicts, .noSlot, .keyErased: nil
            }
        }
        var receipts: [Receipt] = []
        do throws(LedgerError) {
            receipts = try Receipt.all(entries, origin: identity.origin, milliseconds: now, keys: identity.keys)
        } catch {
            return outcomes.map { _ in .failure(error) }
        }
        var next = receipts.makeIterator()
        return outcomes.map { outcome in
            switch outcome {
            case .contradicts:
                .failure(
                    LedgerError(.contradicts, "this view's id was used before, for something else; take a new one"))
            case .noSlot: .failure(LedgerError(.missing, "there is no slot of that number; add it to the ledger first"))
            case .keyErased: .failure(LedgerError(.keyErased, "the person was erased meanwhile; ask again"))
            case .written, .known:
                next.next().map { .success($0) } ?? .failure(LedgerError(.cannotWrite, "no receipt"))
            }
        }
    }

    private static func write(
        _ items: [PreparedEntry], _ gone: Set<KeyID>, _ now: UInt64, _ session: any StoreSession
    ) throws(StoreError) -> [Outcome] {
        var sizes: [UInt32: UInt64] = [:]
        let count = try LedgerTables.slotCount(session)
        for slot in Set(items.map(\.entry.slot)) where slot < count {
            let row = try session.queryOne("SELECT max(sequence) FROM entries WHERE slot = $1", [.integer(Int64(slot))])
            sizes[slot] = try row?.optionalInteger(0).map { UInt64($0) + 1 } ?? 0
        }
        let isPlain = items.allSatisfy { sizes[$0.entry.slot] != nil && !$0.isUnder(gone) }
        if isPlain {
            // Nearly always nothing was written before: all at once, and one by one only where something was.
            do throws(StoreError) {
                return try session.nested { () throws(StoreError) in
                    var sizes = sizes
                    var rows: [[StoreValue]] = []
                    var outcomes: [Outcome] = []
                    for item in items {
                        let entry = placed(item, &sizes, now)
                        rows.append(values(item, entry))
                        outcomes.append(.written(entry))
                    }
                    try session.executeMany(LedgerTables.insert, rows)
                    return outcomes
                }
            } catch  where error.kind == .uniqueViolation {}
        }
        return try writeEach(items, gone, &sizes, now, session)
    }

    private static func writeEach(
        _ items: [PreparedEntry], _ gone: Set<KeyID>, _ sizes: inout [UInt32: UInt64], _ now: UInt64,
        _ session: any StoreSession
    ) throws(StoreError) -> [Outcome] {
        var outcomes: [Outcome] = []
        for item in items {
            guard !item.isUnder(gone) else {
                outcomes.append(.keyErased)
                continue
            }
            guard sizes[item.entry.slot] != nil else {
                outcomes.append(.noSlot)
                continue
            }
            if let bytes = try LedgerTables.entry(ofView: item.entry.view, slot: item.entry.slot, session) {
                guard let old = try? LedgerEntry(bytes) else {
                    throw StoreError(.unreadable, "an entry of slot \(item.entry.slot) cannot be read")
                }
                outcomes.append(old.saysTheSame(as: item.entry) ? .known(old) : .contradicts)
                continue
            }
            let entry = placed(item, &sizes, now)
            try session.execute(LedgerTables.insert, values(item, entry))
            outcomes.append(.written(entry))
        }
        return outcomes
    }

    private static func placed(
        _ item: PreparedEntry, _ sizes: inout [UInt32: UInt64], _ now: UInt64
    ) -> LedgerEntry {
        var entry = item.entry
        entry.sequence = sizes[entry.slot, default: 0]
        entry.milliseconds = now
        sizes[entry.slot] = entry.sequence + 1
        return entry
    }

    private static func values(_ item: PreparedEntry, _ entry: LedgerEntry) -> [StoreValue] {
        [
            .integer(Int64(entry.slot)), .integer(Int64(entry.sequence)), .blob(entry.view.bytes), .blob(entry.bytes),
            StoreValue(item.payload), StoreValue(item.subject?.bytes), StoreValue(item.actor?.bytes),
        ]
    }
}
