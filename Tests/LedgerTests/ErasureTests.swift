import Store
import StoreSQLite
import Testing

@testable import Ledger

struct ErasureTests {
    @Test func `an erased customer's views can no longer be opened, and everything else can`() async throws {
        let made = try await MadeLedger()
        let writer = try await made.writer()
        let ring = try await made.ring()
        var views: [Receipt] = []
        for number in 0..<12 {
            views.append(
                try await writer.append(
                    made.request(slot: UInt32(1 + number % 2), subject: number % 3 == 0 ? "gone" : "stays")))
        }
        let key = try #require(try await ring.existingKey(of: .subject, "gone"))
        let receipts = try await writer.erase(.subject, "gone")
        #expect(receipts.map(\.entry.slot) == [1, 2] && receipts.allSatisfy { $0.entry.kind == .erasure })
        #expect(try await ring.existingKey(of: .subject, "gone") == nil)
        try await writer.publisher.endEpoch()
        let audit = try await made.audit()
        #expect(audit.problems == [] && audit.erased == 4)
        // Somebody of that name comes back: a new key, and nothing of the old entries.
        let back = try await writer.append(made.request(slot: 1, subject: "gone"))
        #expect(try await made.ring().existingKey(of: .subject, "gone")?.id != key.id)
        #expect(back.entry.sequence == 7)
        await #expect(throws: LedgerError.self) { _ = try await writer.erase(.subject, "nobody") }
    }

    @Test func `a payload that is taken away without an erasure is found`() async throws {
        let made = try await MadeLedger()
        let writer = try await made.writer()
        for _ in 0..<3 { _ = try await writer.append(made.request(slot: 1)) }
        try await made.tamper("UPDATE entries SET payload = NULL WHERE sequence = 1")
        try await made.tamper("UPDATE entries SET payload = zeroblob(length(payload)) WHERE sequence = 2")
        let messages = try await made.audit().problems.map(\.message)
        #expect(messages.count == 2)
        #expect(messages.contains { $0.contains("entry 1 of slot 1 is missing") })
        #expect(messages.contains { $0.contains("payload of entry 2 of slot 1 was changed") })
    }

    @Test func `a backup of the keys does not bring an erased person back`() async throws {
        let made = try await MadeLedger()
        var writer = try await made.writer()
        _ = try await writer.append(made.request(slot: 1, subject: "gone"))
        let rows = try await made.keys.read { (session) throws(StoreError) in
            try session.query("SELECT party, reference, id, secret FROM keys WHERE reference = 'gone'")
        }
        _ = try await writer.erase(.subject, "gone")
        await writer.close()
        // The backup is restored.
        try await made.keys.write { (session) throws(StoreError) in
            try session.executeMany(
                "INSERT INTO keys (party, reference, id, secret) VALUES ($1, $2, $3, $4)", rows.map(\.values))
        }
        #expect(try await made.ring().existingKey(of: .subject, "gone") != nil)
        writer = try await made.writer()
        #expect(try await made.ring().existingKey(of: .subject, "gone") == nil)
    }

    @Test func `a crash between the journal and the key is made good`() async throws {
        let made = try await MadeLedger()
        let writer = try await made.writer()
        _ = try await writer.append(made.request(slot: 1, subject: "gone"))
        let ring = try await made.ring()
        let key = try #require(try await ring.existingKey(of: .subject, "gone"))
        // The transaction is kept, and the process dies before the key is destroyed.
        try await made.database.write { (session) throws(StoreError) in
            try LedgerTables.add(erasure: key.id, milliseconds: 1, session)
        }
        await writer.close()
        _ = try await made.writer()
        #expect(try await made.ring().existingKey(of: .subject, "gone") == nil)
    }

    @Test func `whoever looked can be erased too`() async throws {
        let made = try await MadeLedger()
        let writer = try await made.writer()
        _ = try await writer.append(made.request(slot: 1, actor: "E-1"))
        _ = try await writer.append(made.request(slot: 1, actor: "E-2"))
        _ = try await writer.erase(.actor, "E-1")
        let audit = try await made.audit()
        #expect(audit.problems == [] && audit.erased == 1)
    }

    @Test func `an erasure that fails leaves everything as it was`() async throws {
        let made = try await MadeLedger()
        let writer = try await made.writer()
        let first = try await writer.append(made.request(slot: 1, subject: "stays"))
        try await made.tamper(
            "CREATE TRIGGER full BEFORE INSERT ON erasures BEGIN SELECT RAISE(ABORT, 'the disk is full'); END")
        await #expect(throws: LedgerError.self) { _ = try await writer.erase(.subject, "stays") }
        // The same person is written of under the same key.
        let second = try await writer.append(made.request(slot: 1, subject: "stays"))
        #expect(second.entry.sequence == first.entry.sequence + 1)
        #expect(try await made.audit().problems == [])
        try await made.tamper("DROP TRIGGER full")
        #expect(try await writer.erase(.subject, "stays").count == 1)
        #expect(try await made.audit().erased == 2)
    }
}
