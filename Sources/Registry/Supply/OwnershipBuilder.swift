import Intake

/// A row of the register, read and waiting to be put in order.
struct OwnershipRow: Sendable {
    var key: SubjectKey
    /// Nil for a number that the register knows without a period.
    var entry: OwnershipIndex.Entry?
}

/// Puts rows in order: groups them by number, and the periods of a number by first day.
///
/// The numbers are dealt out to two halves by the top bit of their spread; each half is built by a thread of its own,
/// and neither waits for the other.
enum OwnershipBuilder {
    private struct Half: Sendable {
        var slots: [OwnershipIndex.Slot]
        var entries: [OwnershipIndex.Entry]
        var subjects: Int
        var periods: Int
        var duplicates: Int
    }

    /// - Parameter rows: in the order of the file, in as many pieces as it was read in.
    /// - Returns: the index, and how many rows repeated another to the letter.
    static func build(_ rows: [[OwnershipRow]], longContracts: [String]) -> (index: OwnershipIndex, duplicates: Int) {
        let total = rows.reduce(0) { $0 + $1.count }
        guard total > 0 else { return (.empty, 0) }
        // One half could get every row, and still keeps an empty slot.
        let bits = max(3, Int.bitWidth - total.leadingZeroBitCount)
        let size = 1 << bits
        let halves = Parallel.map(2) { half in build(rows, half: half, size: size, bits: bits) }
        let base = UInt32(halves[0].entries.count)
        var slots = halves[0].slots
        slots.reserveCapacity(size * 2)
        for slot in halves[1].slots {
            var moved = slot
            if moved.first != OwnershipIndex.emptySlot { moved.first += base }
            slots.append(moved)
        }
        let index = OwnershipIndex(
            subjectCount: halves[0].subjects + halves[1].subjects,
            periodCount: halves[0].periods + halves[1].periods, entries: halves[0].entries + halves[1].entries,
            slots: slots, shift: UInt64(64 - bits), longContracts: longContracts)
        return (index, halves[0].duplicates + halves[1].duplicates)
    }

    private static func build(_ rows: [[OwnershipRow]], half: Int, size: Int, bits: Int) -> Half {
        let shift = UInt64(64 - bits)
        var slots = [OwnershipIndex.Slot](
            repeating: OwnershipIndex.Slot(low: 0, high: 0, first: OwnershipIndex.emptySlot), count: size)
        // First every row finds its number's slot, which counts; then numbers get their places; then rows go there.
        var homes: [UInt32] = []
        var counts: [UInt32] = []
        for piece in rows {
            for row in piece {
                let spread = row.key.spread
                guard Int(truncatingIfNeeded: spread >> 63) == half else { continue }
                var position = Int(truncatingIfNeeded: (spread << 1) >> shift)
                while slots[position].first != OwnershipIndex.emptySlot,
                    slots[position].low != row.key.low || slots[position].high != row.key.high
                {
                    position = (position + 1) & (size - 1)
                }
                if slots[position].first == OwnershipIndex.emptySlot {
                    slots[position] = OwnershipIndex.Slot(
                        low: row.key.low, high: row.key.high, first: UInt32(counts.count))
                    counts.append(0)
                }
                let subject = slots[position].first
                homes.append(subject)
                if row.entry != nil { counts[Int(subject)] += 1 }
            }
        }
        var starts: [UInt32] = []
        starts.reserveCapacity(counts.count)
        var next: UInt32 = 0
        for count in counts {
            starts.append(next)
            next += max(1, count)
        }
        var entries = [OwnershipIndex.Entry](repeating: .nobody, count: Int(next))
        var filled = starts
        var home = 0
        for piece in rows {
            for row in piece where Int(truncatingIfNeeded: row.key.spread >> 63) == half {
                if let entry = row.entry {
                    entries[Int(filled[Int(homes[home])])] = entry
                    filled[Int(homes[home])] += 1
                }
                home += 1
            }
        }
        for position in slots.indices where slots[position].first != OwnershipIndex.emptySlot {
            slots[position].first = starts[Int(slots[position].first)]
        }
        var duplicates = 0
        for subject in counts.indices where counts[subject] > 1 {
            duplicates += order(&entries, Int(starts[subject]), Int(counts[subject]))
        }
        let periods = counts.reduce(0) { $0 + Int($1) } - duplicates
        return Half(
            slots: slots, entries: entries, subjects: counts.count, periods: periods, duplicates: duplicates)
    }

    /// Puts a number's periods in order, and takes out those that repeat another to the letter.
    private static func order(_ entries: inout [OwnershipIndex.Entry], _ start: Int, _ count: Int) -> Int {
        func key(_ entry: OwnershipIndex.Entry) -> (Int32, Int32, UInt16, UInt8, UInt64, UInt64) {
            (entry.from, entry.to, entry.owner, entry.voltage, entry.contract.high, entry.contract.low)
        }
        var own = Array(entries[start..<start + count])
        own.sort { key($0) < key($1) }
        var kept = 0
        for position in own.indices where position == 0 || key(own[position]) != key(own[position - 1]) {
            entries[start + kept] = own[position]
            entries[start + kept].isLast = false
            kept += 1
        }
        entries[start + kept - 1].isLast = true
        return count - kept
    }
}
