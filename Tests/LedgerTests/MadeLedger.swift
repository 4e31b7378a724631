import Foundation
import Store
import StoreSQLite
import Synchronization
import TransparencyLog

@testable import Ledger

/// A ledger in memory, with a clock and random bytes that are the same each time.
final class MadeLedger: Sendable {
    let database: SQLiteStore
    let keys: SQLiteStore
    let files = MemoryLogFiles()
    let identity: LogIdentity
    let witnessKey: CosigningKey
    private let time = Mutex<UInt64>(1_767_225_600_000)
    private let dice: Mutex<Dice>

    static let slots = ["kita-grid", "kita-power", "midori", "sakura"]
    static let fields = ["contractHolder", "contactAddress", "usage"]

    init(seed: UInt64 = 1, database: SQLiteStore? = nil, keys: SQLiteStore? = nil) async throws {
        dice = Mutex(Dice(seed: seed))
        self.database = try database ?? SQLiteStore()
        self.keys = try keys ?? SQLiteStore()
        witnessKey = try CosigningKey(name: "regulator.example/witness", seed: [UInt8](repeating: 7, count: 32))
        identity = try LogIdentity(
            origin: "grid.example/views",
            keys: [SigningKey(name: "grid.example/views", seed: [UInt8](repeating: 3, count: 32))],
            witnesses: [witnessKey.verifierKey], blinding: [UInt8](repeating: 9, count: 32))
        if database == nil {
            try await LedgerWriter.create(
                self.database, slots: Self.slots,
                dictionary: LedgerDictionary(
                    surfaces: ["customer-search"], purposes: ["switching"], schemas: [Self.fields]))
        }
    }

    /// Milliseconds since 1970: 10 more each time that somebody asks.
    var now: UInt64 {
        time.withLock {
            $0 += 10
            return $0
        }
    }

    func pass(milliseconds: UInt64) { time.withLock { $0 += milliseconds } }

    func random(_ count: Int) -> [UInt8] {
        dice.withLock { dice in (0..<count).map { _ in UInt8(truncatingIfNeeded: dice.next()) } }
    }

    func ring() async throws -> KeyRing { try await KeyRing(keys) { self.random($0) } }

    func writer(witnessed: [VerifiedCheckpoint] = []) async throws -> LedgerWriter {
        try await LedgerWriter(
            identity, database, try await ring(), files, window: .zero, waiting: false, witnessed: witnessed,
            clock: { self.now }, random: { self.random($0) })
    }

    func request(
        slot: UInt32, actor: String = "E-0001", subject: String = "0611000000000000000001", view: ViewID? = nil
    ) -> ViewRequest {
        ViewRequest(
            slot: slot, view: view ?? ViewID(random(16))!, surface: 1, purpose: 1, schema: 1, shown: 0b101,
            masked: 0b010, rules: 3, payload: ViewPayload(actor: actor, subject: subject))
    }

    func verified(_ checkpoint: UnverifiedCheckpoint) throws(LedgerError) -> VerifiedCheckpoint {
        do throws(CheckpointError) {
            return try checkpoint.verified(by: identity.verifierKeys, origin: identity.origin)
        } catch {
            throw LedgerError(.damaged, "\(error)")
        }
    }

    func look(_ monitor: inout SlotMonitor, patience: UInt64 = 60_000) -> SlotMonitor.Look {
        monitor.look(files, now: now, patience: patience) { (checkpoint) throws(LedgerError) in
            try self.verified(checkpoint)
        }
    }

    func monitor(_ slot: UInt32) -> SlotMonitor { SlotMonitor(origin: identity.origin, slot: slot) }

    func audit() async throws -> LedgerAudit { try await LedgerAudit(database, identity, files) }

    /// Runs SQL as somebody would who can write to the database.
    func tamper(_ sql: String) async throws {
        try await database.write { (session) throws(StoreError) in try session.run(script: sql) }
    }
}

/// Random numbers from a seed (SplitMix64), the same on each machine.
struct Dice: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var z = state
        z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
        return z ^ (z >> 31)
    }

    mutating func below(_ bound: Int) -> Int { Int(next() % UInt64(bound)) }
}
