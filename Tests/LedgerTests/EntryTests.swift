import Testing

@testable import Ledger

struct EntryTests {
    private func entry(_ dice: inout Dice) -> LedgerEntry {
        func bytes(_ count: Int) -> [UInt8] { (0..<count).map { _ in UInt8(truncatingIfNeeded: dice.next()) } }
        return LedgerEntry(
            kind: EntryKind.allCases[dice.below(EntryKind.allCases.count)],
            slot: UInt32(truncatingIfNeeded: dice.next()),
            sequence: dice.next(), milliseconds: dice.next(), view: ViewID(bytes(16))!,
            surface: UInt32(truncatingIfNeeded: dice.next()), purpose: UInt16(truncatingIfNeeded: dice.next()),
            schema: UInt16(truncatingIfNeeded: dice.next()), shown: dice.next(), masked: dice.next(),
            rules: UInt32(truncatingIfNeeded: dice.next()), emergency: UInt32(truncatingIfNeeded: dice.next()),
            payloadLength: UInt32(truncatingIfNeeded: dice.next()), actor: Commitment(bytes(32))!,
            subject: Commitment(bytes(32))!, payload: Commitment(bytes(32))!)
    }

    @Test func `an entry is read as it was written, and every byte of it matters`() throws {
        var dice = Dice(seed: 11)
        for _ in 0..<200 {
            let entry = entry(&dice)
            let bytes = entry.bytes
            #expect(bytes.count == LedgerEntry.byteCount)
            #expect(try LedgerEntry(bytes) == entry)
            let place = dice.below(bytes.count)
            var changed = bytes
            changed[place] ^= UInt8(1 << dice.below(8))
            if let other = try? LedgerEntry(changed) {
                #expect(other != entry && other.bytes == changed, "byte \(place)")
            }
        }
    }

    @Test func `bytes of any other form are refused with a reason`() {
        var dice = Dice(seed: 12)
        let good = entry(&dice).bytes
        func error(_ change: (inout [UInt8]) -> Void) -> EntryError? {
            var bytes = good
            change(&bytes)
            do throws(EntryError) { _ = try LedgerEntry(bytes) } catch { return error }
            return nil
        }
        #expect(error { $0.removeLast() } == .length(171))
        #expect(error { $0.append(0) } == .length(173))
        #expect(error { $0[0] = 2 } == .version(2))
        #expect(error { $0[1] = 0 } == .kind(0))
        #expect(error { $0[71] = 1 } == .reserved)
        #expect(error { $0 = [] } == .length(0))
    }

    @Test func `ranges of erased entries are read as they were written, and nothing else is`() {
        var dice = Dice(seed: 13)
        for _ in 0..<300 {
            let sequences = Set((0..<dice.below(40)).map { _ in UInt64(dice.below(60)) }).sorted()
            let ranges = ErasedRanges(sequences)
            #expect(ErasedRanges(ranges.bytes) == ranges)
            #expect((0..<60).allSatisfy { ranges.covers($0) == sequences.contains($0) })
            #expect(ErasedRanges(ranges.bytes + [0]) == nil)
        }
        #expect(
            ErasedRanges([0, 0, 0, 1] + [UInt8](repeating: 0, count: 7) + [5] + [UInt8](repeating: 0, count: 8)) == nil)
        #expect(ErasedRanges([0xFF, 0xFF, 0xFF, 0xFF]) == nil)
    }

    @Test func `payloads are read as they were written`() {
        let payload = ViewPayload(
            actor: "E-0001", subject: "0611",
            digests: ["usage": [UInt8](repeating: 1, count: 32), "phone": [UInt8](repeating: 2, count: 32)])
        #expect(ViewPayload(payload.bytes) == payload)
        for count in 0..<payload.bytes.count { #expect(ViewPayload(Array(payload.bytes.prefix(count))) == nil) }
        #expect(ViewPayload(payload.bytes + [0]) == nil)
    }
}
