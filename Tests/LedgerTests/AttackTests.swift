import Store
import StoreSQLite
import Testing
import TransparencyLog

@testable import Ledger

/// What an operator might try who holds all the keys, and what a thief might who holds none; and who sees it.
struct AttackTests {
    /// A ledger with some entries and two epochs that a retailer and a witness have seen.
    private func seen() async throws -> (MadeLedger, LedgerWriter, SlotMonitor, LedgerWitness) {
        let made = try await MadeLedger()
        let writer = try await made.writer()
        for number in 0..<300 { _ = try await writer.append(made.request(slot: 1, subject: "06\(number)")) }
        try await writer.publisher.endEpoch()
        let checkpoint = try await writer.publisher.endEpoch()
        var monitor = made.monitor(1)
        #expect(made.look(&monitor).alarms == [])
        var witness = LedgerWitness(origin: made.identity.origin)
        _ = try witness.cosign(checkpoint, made.files, with: made.witnessKey, at: 1)
        return (made, writer, monitor, witness)
    }

    /// The same ledger without one entry, all of it signed anew with the true keys.
    private func rewritten(_ made: MadeLedger, without sequence: Int) async throws {
        try await made.tamper(
            """
            DELETE FROM entries WHERE slot = 1 AND sequence = \(sequence);
            DELETE FROM epochs;
            DELETE FROM heads;
            """)
        let rows = try await made.database.read { (session) throws(StoreError) in
            try session.query(
                "SELECT sequence, entry FROM entries WHERE slot = 1 AND sequence > \(sequence) ORDER BY sequence")
        }
        try await made.database.write { (session) throws(StoreError) in
            for row in rows {
                guard var entry = try? LedgerEntry(try row.blob(1)) else { continue }
                entry.sequence -= 1
                try session.execute(
                    "UPDATE entries SET sequence = $1, entry = $2 WHERE slot = 1 AND sequence = $3",
                    [.integer(Int64(entry.sequence)), .blob(entry.bytes), .integer(Int64(entry.sequence) + 1)])
            }
        }
        made.files.all = [:]
    }

    @Test(arguments: [0, 150, 299]) func `an operator that hides one view is caught by the retailer and by the witness`(
        sequence: Int
    ) async throws {
        let (made, writer, known, seen) = try await seen()
        var (monitor, witness) = (known, seen)
        await writer.close()
        try await rewritten(made, without: sequence)
        let forger = try await made.writer()
        for _ in 0..<3 { try await forger.publisher.endEpoch() }
        // The rewritten log is in perfect order by itself.
        #expect(try await made.audit().problems == [])
        let look = made.look(&monitor)
        #expect(look.alarms.count == 1 && [.fork, .rollback].contains(look.alarms[0].kind), "\(look.alarms)")
        #expect(monitor.entries == 300)
        let checkpoint = try #require(await forger.publisher.checkpoint)
        #expect(throws: LedgerError.self) {
            try witness.cosign(checkpoint, made.files, with: made.witnessKey, at: 2)
        }
    }

    @Test func `with a new entry in the place of the hidden one it is caught as well`() async throws {
        let (made, writer, known, _) = try await seen()
        var monitor = known
        await writer.close()
        try await rewritten(made, without: 10)
        let forger = try await made.writer()
        _ = try await forger.append(made.request(slot: 1))
        for _ in 0..<3 { try await forger.publisher.endEpoch() }
        #expect(made.look(&monitor).alarms.map(\.kind) == [.fork])
    }

    @Test func `a broken promise is shown by its receipt`() async throws {
        let made = try await MadeLedger()
        let writer = try await made.writer()
        _ = try await writer.append(made.request(slot: 1))
        let receipt = try await writer.append(made.request(slot: 1))
        await writer.close()
        try await made.tamper("DELETE FROM entries WHERE slot = 1 AND sequence = 1")
        let forger = try await made.writer()
        try await forger.publisher.endEpoch()
        let checkpoint = try #require(await forger.publisher.checkpoint)
        let view = try LogView(checkpoint, slot: 1, made.files)
        #expect(try made.monitor(1).check(receipt, view)?.kind == .brokenPromise)
        _ = try await forger.append(made.request(slot: 1))
        try await forger.publisher.endEpoch()
        let later = try LogView(try #require(await forger.publisher.checkpoint), slot: 1, made.files)
        #expect(try made.monitor(1).check(receipt, later)?.kind == .brokenPromise)
    }

    @Test func `a database from yesterday does not start where more was seen`() async throws {
        let made = try await MadeLedger()
        let writer = try await made.writer()
        for _ in 0..<3 { try await writer.publisher.endEpoch() }
        let newest = try #require(await writer.publisher.checkpoint)
        await writer.close()
        // The backup: two epochs less, and the checkpoint of then.
        let old = try await MadeLedger()
        let oldWriter = try await old.writer()
        try await oldWriter.publisher.endEpoch()
        await oldWriter.close()
        for witnessed in [[newest], []] {
            if witnessed.isEmpty { old.files.write(LogPaths.checkpoint, newest.bytes) }
            do {
                _ = try await old.writer(witnessed: witnessed)
                Issue.record("it started")
            } catch let error as LedgerError {
                #expect(error.kind == .rolledBack && error.message.contains("old copy"))
            }
        }
    }

    @Test func `entries or epochs that were changed in the database stop the next start`() async throws {
        for sql in [
            "UPDATE entries SET entry = (SELECT entry FROM entries WHERE slot = 1 AND sequence = 1) WHERE slot = 1 AND sequence = 0",
            "DELETE FROM entries WHERE slot = 1 AND sequence = 299",
            "DELETE FROM entries WHERE slot = 1 AND sequence = 5",
            "UPDATE epochs SET leaf = (SELECT leaf FROM epochs WHERE epoch = 1) WHERE epoch = 0",
            "DELETE FROM heads", "DELETE FROM epochs WHERE epoch = 1",
        ] {
            let (made, writer, _, _) = try await seen()
            await writer.close()
            try await made.tamper(sql)
            #expect(try await made.audit().problems != [] || sql == "DELETE FROM heads", "\(sql)")
            do {
                _ = try await made.writer()
                Issue.record("it started after \(sql)")
            } catch let error as LedgerError {
                #expect(error.kind == .damaged, "\(sql): \(error)")
            }
        }
    }

    @Test func `a published file that is changed, cut off or taken away is found by whoever reads it`() async throws {
        let (made, writer, _, _) = try await seen()
        await writer.close()
        let good = made.files.all
        var found = 0
        for (path, bytes) in good.sorted(by: { $0.key < $1.key })
        where !path.hasPrefix("slot/") || path.hasPrefix("slot/1/") {
            guard !path.hasPrefix("dictionary/"), !path.contains("witness/") else { continue }
            var kinds: [[UInt8]?] = [nil, Array(bytes.dropLast()), bytes + [0]]
            for place in stride(from: 0, to: bytes.count, by: max(1, bytes.count / 7)) {
                var changed = bytes
                changed[place] ^= 0x10
                kinds.append(changed)
            }
            for kind in kinds {
                made.files.all = good
                var files = made.files.all
                files[path] = kind
                made.files.all = files
                var monitor = made.monitor(1)
                let look = made.look(&monitor)
                // A partial tile that a longer one has replaced is nobody's to read; everything else is.
                if !look.alarms.isEmpty {
                    found += 1
                    #expect(monitor.entries == 0 && monitor.epochs == 0, "\(path)")
                }
            }
        }
        made.files.all = good
        var monitor = made.monitor(1)
        #expect(made.look(&monitor).alarms == [] && found > 40, "\(found)")
    }

    @Test func `silence is told, and so is a checkpoint that nobody signed`() async throws {
        let (made, _, known, _) = try await seen()
        var monitor = known
        made.pass(milliseconds: 100_000)
        #expect(made.look(&monitor).alarms.map(\.kind) == [.silence])
        let thief = try SigningKey(name: made.identity.origin, seed: [UInt8](repeating: 8, count: 32))
        let forged = try VerifiedCheckpoint(
            signing: Checkpoint(origin: made.identity.origin, size: 5, root: .leaf([1])), with: thief)
        made.files.write(LogPaths.checkpoint, forged.bytes)
        #expect(made.look(&monitor).alarms.map(\.kind) == [.signature])
        made.files.all = [:]
        #expect(made.look(&monitor).alarms.map(\.kind) == [.damaged])
    }

    @Test func `a bundle or a receipt of which one character is changed proves nothing`() async throws {
        let (made, writer, _, _) = try await seen()
        let checkpoint = try #require(await writer.publisher.checkpoint)
        let bundle = try ProofBundle(try LogView(checkpoint, slot: 1, made.files), sequence: 123).bytes
        let receipt = try await writer.append(made.request(slot: 1)).bytes
        var dice = Dice(seed: 31)
        for _ in 0..<400 {
            var changed = bundle
            changed[dice.below(changed.count)] ^= UInt8(1 << dice.below(7))
            #expect(throws: (any Error).self) {
                let read = try ProofBundle(changed)
                try read.verify(try made.verified(read.checkpoint))
            }
            changed = receipt
            changed[dice.below(changed.count)] ^= UInt8(1 << dice.below(7))
            #expect(throws: (any Error).self) {
                try Receipt(changed).verify(origin: made.identity.origin, keys: made.identity.verifierKeys)
            }
        }
    }
}
