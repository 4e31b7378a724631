internal import Crypto
public import Store
import Synchronization

/// The keys of all people, in a database of their own: backups of it are kept apart, and for a short time.
///
/// A key is made when somebody is seen for the first time, and is on the disk before anything is under it. What is read
/// once is kept in memory.
public final class KeyRing: Sendable {
    private struct Name: Hashable {
        var party: Party
        var reference: String
    }

    /// How many keys are kept in memory at the most.
    private static let mostKept = 200_000

    private static let migrations = StoreMigrations(
        room: "ledger-keys",
        [
            StoreMigration(1, "keys of people") { dialect in
                """
                CREATE TABLE keys (
                    party \(dialect.integer) NOT NULL, reference \(dialect.text) NOT NULL, id \(dialect.blob) NOT NULL UNIQUE,
                    secret \(dialect.blob) NOT NULL, PRIMARY KEY (party, reference)) \(dialect.strict);
                """
            }
        ])

    private let database: any StoreDatabase
    private let known = Mutex<[Name: PartyKey]>([:])
    private let random: @Sendable (Int) -> [UInt8]
    private let group: GroupCommit<Wanted, PartyKey>

    private struct Wanted: Sendable {
        var name: Name
        var fresh: PartyKey
        var freshSecret: [UInt8]
    }

    /// A ring over a database, whose tables are made where they are not there.
    ///
    /// - Parameters:
    ///   - random: gives so many random bytes, from the system's generator.
    public init(_ database: any StoreDatabase, random: @escaping @Sendable (Int) -> [UInt8]) async throws(LedgerError) {
        self.database = database
        self.random = random
        do throws(StoreError) { try await Self.migrations.apply(to: database) } catch { throw LedgerError(error) }
        group = GroupCommit(window: .zero, most: 4_096) { wanted in
            do throws(StoreError) {
                return try await database.write { (session) throws(StoreError) in
                    var answers: [Result<PartyKey, LedgerError>] = []
                    for item in wanted { answers.append(.success(try Self.key(item, session))) }
                    return answers
                }
            } catch {
                let failure = LedgerError(error)
                return wanted.map { _ in .failure(failure) }
            }
        }
    }

    /// Somebody's key, which is made where there is none.
    public func key(of party: Party, _ reference: String) async throws(LedgerError) -> PartyKey {
        let name = Name(party: party, reference: reference)
        if let key = known.withLock({ $0[name] }) { return key }
        let secret = random(32)
        guard let id = KeyID(random(16)), let fresh = PartyKey(id: id, secret: secret) else {
            throw LedgerError(.badRequest, "the system gives no random bytes")
        }
        let key = try await group.submit(Wanted(name: name, fresh: fresh, freshSecret: secret))
        known.withLock { known in
            if known.count >= Self.mostKept { known.removeAll() }
            known[name] = key
        }
        return key
    }

    /// Somebody's key, if there is one.
    public func existingKey(of party: Party, _ reference: String) async throws(LedgerError) -> PartyKey? {
        do throws(StoreError) {
            return try await database.read { (session) throws(StoreError) in
                try Self.find(Name(party: party, reference: reference), session)
            }
        } catch {
            throw LedgerError(error)
        }
    }

    /// Destroys keys, for good: the rows that held them are gone when this returns. Those that are not there any more are
    /// passed over.
    public func destroy(_ keys: [KeyID]) async throws(LedgerError) {
        guard !keys.isEmpty else { return }
        do throws(StoreError) {
            try await database.write { (session) throws(StoreError) in
                for key in keys { try session.execute("DELETE FROM keys WHERE id = $1", [.blob(key.bytes)]) }
            }
        } catch {
            throw LedgerError(error)
        }
        let gone = Set(keys)
        known.withLock { known in known = known.filter { !gone.contains($0.value.id) } }
    }

    private static func key(_ item: Wanted, _ session: any StoreSession) throws(StoreError) -> PartyKey {
        if let key = try find(item.name, session) { return key }
        try session.execute(
            "INSERT INTO keys (party, reference, id, secret) VALUES ($1, $2, $3, $4)",
            [
                .integer(item.name.party.number), .text(item.name.reference), .blob(item.fresh.id.bytes),
                .blob(item.freshSecret),
            ])
        return item.fresh
    }

    private static func find(_ name: Name, _ session: any StoreSession) throws(StoreError) -> PartyKey? {
        let row = try session.queryOne(
            "SELECT id, secret FROM keys WHERE party = $1 AND reference = $2",
            [.integer(name.party.number), .text(name.reference)])
        guard let row else { return nil }
        guard let id = KeyID(try row.blob(0)), let key = PartyKey(id: id, secret: try row.blob(1)) else {
            throw StoreError(.unreadable, "a key of a person has not the right length")
        }
        return key
    }
}
