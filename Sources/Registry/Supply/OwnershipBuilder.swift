import Intake

/// A row of the register, read and waiting to be put in order.
struct OwnershipRow: Sendable {
    var entry: OwnershipIndex.Entry
    var contract: ContractKey
    /// False for a number that the register knows without a period.
    var isPeriod: Bool
}

/// Rows in the order of the file, dealt out to two halves by the top bit of their numbers' spread, so that each half
/// can be put in order by a thread of its own, and neither waits for the other.
struct OwnershipRows: Sendable {
    var halves: [[OwnershipRow]] = [[], []]

    var count: Int { halves[0].count + halves[1].count }

    mutating func append(_ row: OwnershipRow) {
        halves[Int(truncatingIfNeeded: row.entry.key.spread >> 63)].append(row)
    }
}

/// Puts rows in order: groups them by number, and the periods of a number by first day.
enum OwnershipBuilder {
    private struct Half: Sendable {
        var slots: OwnershipSlots
        /// Where each number's periods begin in `rows`.
        var starts: [UInt32]
        var rows: [OwnershipRow]
        var periods: Int
        var duplicates: Int
    }

    /// - Parameter pieces: in the order of the file.
    /// - Returns: the index, and how many rows repeated another to the letter.
    static func build(
        _ pieces: [OwnershipRows], longContracts: [String]
    ) -> (index: OwnershipIndex, duplicates: Int) {
        let larger = (0..<2).map { half in pieces.reduce(0) { $0 + $1.halves[half].count } }.max() ?? 0
        let halves = Parallel.map(2) { half in build(pieces.map { $0.halves[half] }, larger) }
        let (lower, upper) = (halves[0], halves[1])
        let base = UInt32(lower.rows.count)
        var entries: [OwnershipIndex.Entry] = []
        entries.reserveCapacity(lower.rows.count + upper.rows.count)
        LargePages.advise(&entries)
        for half in halves { for row in half.rows { entries.append(row.entry) } }
        let index = OwnershipIndex(
            subjectCount: lower.starts.count + upper.starts.count, periodCount: lower.periods + upper.periods,
            entries: entries, contracts: halves.flatMap { $0.rows.map(\.contract) },
            slots: OwnershipSlots(
                lower.slots, upper.slots, places: (lower.starts, upper.starts.map { $0 + base })),
            longContracts: longContracts)
        return (index, lower.duplicates + upper.duplicates)
    }

    /// - Parameter larger: how many rows the larger half has.
    private static func build(_ pieces: [[OwnershipRow]], _ larger: Int) -> Half {
        // First every row finds its number, which counts; then numbers get their places; then rows go there.
        var slots = OwnershipSlots(half: larger)
        var numbers: [SubjectKey] = []
        var counts: [UInt32] = []
        var homes: [UInt32] = []
        homes.reserveCapacity(pieces.reduce(0) { $0 + $1.count })
        for row in pieces.joined() {
            var search = slots.search(row.entry.key)
            var home = slots.next(&search)
            while let other = home, numbers[Int(other)] != row.entry.key { home = slots.next(&search) }
            let number = home ?? UInt32(numbers.count)
            if home == nil {
                slots.insert(number, search)
                numbers.append(row.entry.key)
                counts.append(0)
            }
            homes.append(number)
            if row.isPeriod { counts[Int(number)] += 1 }
        }
        var next: UInt32 = 0
        let starts = counts.map { count in
            defer { next += max(1, count) }
            return next
        }
        let nobody = OwnershipRow(
            entry: .nobody(.zero), contract: ContractKey(high: 0, low: 0), isPeriod: false)
        var rows = [OwnershipRow](repeating: nobody, count: Int(next))
        var free = starts
        for (row, home) in zip(pieces.joined(), homes) where row.isPeriod || counts[Int(home)] == 0 {
            rows[Int(free[Int(home)])] = row
            if row.isPeriod { free[Int(home)] += 1 }
        }
        var duplicates = 0
        for number in counts.indices where counts[number] > 1 {
            duplicates += order(&rows, Int(starts[number]), Int(counts[number]))
        }
        let periods = counts.reduce(0) { $0 + Int($1) } - duplicates
        return Half(slots: slots, starts: starts, rows: rows, periods: periods, duplicates: duplicates)
    }

    /// Puts a number's periods in order, and takes out those that repeat another to the letter.
    private static func order(_ rows: inout [OwnershipRow], _ start: Int, _ count: Int) -> Int {
        func key(_ row: OwnershipRow) -> (Int32, Int32, UInt16, UInt8, UInt64, UInt64) {
            (row.entry.from, row.entry.to, row.entry.owner, row.entry.voltage, row.contract.high, row.contract.low)
        }
        // Registers are mostly in order already.
        if (start + 1..<start + count).allSatisfy({ rows[$0 - 1].entry.from < rows[$0].entry.from }) {
            for position in start..<start + count - 1 { rows[position].entry.isLast = false }
            return 0
        }
        var own = Array(rows[start..<start + count])
        own.sort { key($0) < key($1) }
        var kept = 0
        for position in own.indices where position == 0 || key(own[position]) != key(own[position - 1]) {
            rows[start + kept] = own[position]
            rows[start + kept].entry.isLast = false
            kept += 1
        }
        rows[start + kept - 1].entry.isLast = true
        return count - kept
    }
}
