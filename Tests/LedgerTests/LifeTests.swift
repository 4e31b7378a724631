import Store
import Testing
import TransparencyLog

@testable import Ledger

/// The life of an entry: written, promised, published, proved, watched.
struct LifeTests {
    @Test func `every retailer sees all of its own entries, and proves each`() async throws {
        let made = try await MadeLedger()
        let writer = try await made.writer()
        var monitors = (0..<4).map { made.monitor($0) }
        var receipts: [Receipt] = []
        for round in 0..<5 {
            for number in 0..<(round * 70) {
                receipts.append(try await writer.append(made.request(slot: UInt32(number % 3), subject: "06\(number)")))
            }
            try await writer.publisher.endEpoch()
            for slot in monitors.indices {
                let look = made.look(&monitors[slot])
                #expect(look.alarms == [])
                #expect(look.entries == receipts.map(\.entry).filter { $0.slot == slot }.suffix(look.entries.count))
            }
        }
        #expect(monitors.map(\.entries) == (0..<4).map { slot in UInt64(receipts.count { $0.entry.slot == slot }) })
        #expect(monitors[3].entries == 0 && monitors[0].epochs == 5)
        let checkpoint = try #require(await writer.publisher.checkpoint)
        for receipt in receipts {
            try receipt.verify(origin: made.identity.origin, keys: made.identity.verifierKeys)
            #expect(try Receipt(receipt.bytes) == receipt)
        }
        for receipt in receipts where receipt.entry.sequence % 23 == 0 {
            let view = try LogView(checkpoint, slot: receipt.entry.slot, made.files)
            #expect(try monitors[0].check(receipt, view) == nil)
            let bundle = try ProofBundle(view, sequence: receipt.entry.sequence)
            #expect(bundle.entry == receipt.entry)
            try bundle.verify(checkpoint)
            #expect(try ProofBundle(bundle.bytes) == bundle)
        }
        let audit = try await made.audit()
        #expect(audit.problems == [] && audit.entries == UInt64(receipts.count) && audit.epochs == 5)
    }

    @Test func `the same view asked twice is written once, and another under its id is refused`() async throws {
        let made = try await MadeLedger()
        let writer = try await made.writer()
        let request = made.request(slot: 2)
        let first = try await writer.append(request)
        _ = try await writer.append(made.request(slot: 2))
        let again = try await writer.append(request)
        #expect(again.entry == first.entry)
        var other = request
        other.shown = 1
        await #expect(throws: LedgerError.self) { _ = try await writer.append(other) }
        other = request
        other.payload.subject = "06110000000000000000009"
        await #expect(throws: LedgerError.self) { _ = try await writer.append(other) }
        // In another slot the id is another view's.
        var elsewhere = request
        elsewhere.slot = 1
        #expect(try await writer.append(elsewhere).entry.sequence == 0)
        elsewhere.slot = 99
        await #expect(throws: LedgerError.self) { _ = try await writer.append(elsewhere) }
    }

    @Test func `many at once get places without a gap, retries among them`() async throws {
        let made = try await MadeLedger()
        let writer = try await made.writer()
        let requests = (0..<300).map { made.request(slot: UInt32($0 % 2), subject: "06\($0 % 40)", view: nil) }
        let entries = try await withThrowingTaskGroup(of: LedgerEntry.self) { group in
            for request in requests + requests.prefix(50) {
                group.addTask { try await writer.append(request).entry }
            }
            return try await group.reduce(into: Set<LedgerEntry>()) { $0.insert($1) }
        }
        #expect(entries.count == 300)
        for slot in 0..<2 {
            #expect(entries.filter { $0.slot == slot }.map(\.sequence).sorted() == Array(0..<150))
        }
    }

    @Test func `nothing in an entry, a head or a neighbour's path tells of anybody`() async throws {
        let made = try await MadeLedger()
        let writer = try await made.writer()
        _ = try await writer.append(made.request(slot: 1, actor: "E-4711", subject: "0611999999999999999999"))
        try await writer.publisher.endEpoch()
        for (path, bytes) in made.files.all {
            let text = String(decoding: bytes, as: UTF8.self)
            #expect(!text.contains("E-4711") && !text.contains("0611999999999999999999"), "\(path)")
        }
        // Slot 3 had no view, and what slot 2 sees of it is another hash in each epoch.
        let before = try #require(made.files.read(LogPaths.head(2)).flatMap { SlotProof($0) })
        try await writer.publisher.endEpoch()
        let after = try #require(made.files.read(LogPaths.head(2)).flatMap { SlotProof($0) })
        #expect(before.head.root == after.head.root && before.inclusion.hashes.count == 2)
        for (old, new) in zip(before.inclusion.hashes, after.inclusion.hashes) { #expect(old != new) }
    }

    @Test func `one writer at a time`() async throws {
        let made = try await MadeLedger()
        let writer = try await made.writer()
        do {
            _ = try await made.writer()
            Issue.record("there were two writers")
        } catch let error as LedgerError {
            #expect(error.kind == .busy)
        }
        await writer.close()
        await #expect(throws: LedgerError.self) { _ = try await writer.append(made.request(slot: 0)) }
        _ = try await made.writer()
    }

    @Test func `a writer that starts again goes on where the last one was cut off`() async throws {
        let made = try await MadeLedger()
        var writer = try await made.writer()
        let first = try await writer.append(made.request(slot: 1))
        try await writer.publisher.endEpoch()
        let promised = try await writer.append(made.request(slot: 1))
        await writer.close()
        // All that was published is gone, and what was promised was not published yet.
        made.files.all = [:]
        writer = try await made.writer()
        var monitor = made.monitor(1)
        #expect(made.look(&monitor).entries == [first.entry])
        try await writer.publisher.endEpoch()
        #expect(made.look(&monitor).entries == [promised.entry])
        #expect(try await made.audit().problems == [])
    }

    @Test func `a change of keys is announced by the old one`() async throws {
        let made = try await MadeLedger()
        let writer = try await made.writer()
        let new = try SigningKey(name: made.identity.origin, seed: [UInt8](repeating: 5, count: 32))
        let receipt = try await writer.announce(new.verifierKey)
        #expect(receipt.entry.kind == .keyEvent && receipt.entry.slot == 0)
        await writer.close()
        let both = try LogIdentity(
            origin: made.identity.origin, keys: made.identity.keys + [new], blinding: [UInt8](repeating: 9, count: 32))
        let next = try await LedgerWriter(
            both, made.database, try await made.ring(), made.files, window: .zero, waiting: false, clock: { made.now },
            random: { made.random($0) })
        let checkpoint = try await next.publisher.endEpoch()
        let read = try UnverifiedCheckpoint(checkpoint.bytes)
        #expect(try read.verified(by: made.identity.verifierKeys, origin: made.identity.origin).size == 1)
        #expect(try read.verified(by: new.verifierKey, origin: made.identity.origin).size == 1)
    }

    @Test func `epochs that are ended at once come one after the other, or not at all`() async throws {
        let made = try await MadeLedger()
        let writer = try await made.writer()
        for number in 0..<40 { _ = try await writer.append(made.request(slot: 1, subject: "06\(number)")) }
        let ended = await withTaskGroup(of: Bool.self) { group in
            for _ in 0..<8 { group.addTask { (try? await writer.publisher.endEpoch()) != nil } }
            return await group.reduce(into: 0) { $0 += $1 ? 1 : 0 }
        }
        #expect(ended >= 1)
        #expect(await writer.publisher.checkpoint?.size == UInt64(ended))
        var monitor = made.monitor(1)
        #expect(made.look(&monitor).alarms == [] && monitor.entries == 40)
        #expect(try await made.audit().problems == [])
    }
}
