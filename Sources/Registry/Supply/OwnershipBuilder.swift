import Intake

/// A row of the register, read and waiting to be put in order.
struct OwnershipRow: Sendable {
    var key: SubjectKey
    var contract: ContractKey
    var entry: OwnershipIndex.Entry
    /// False for a number that the register knows without a period.
    var isPeriod: Bool

    /// Whether it is more than a sign that there is a row which cannot be read.
    var isReadable: Bool { !isPeriod || entry.owner != OwnershipIndex.Entry.unreadableOwner }
}

/// Rows in the order of the file, dealt out to two halves by the top bit of their numbers' spread, so that each half
/// can be put in order by a thread of its own, and neither waits for the other.
struct OwnershipRows: Sendable {
    var halves: [[OwnershipRow]] = [[], []]
    /// How many of them could be read.
    private(set) var used = 0

    var count: Int { halves[0].count + halves[1].count }

    mutating func append(_ row: OwnershipRow) {
        halves[Int(truncatingIfNeeded: row.key.spread >> 63)].append(row)
        if row.isReadable { used += 1 }
    }
}

/// Puts rows in order: groups them by number, and the periods of a number by first day.
enum OwnershipBuilder {
    private struct Half: Sendable {
        /// The numbers, and where the periods of each begin in `entries`.
        var keys: [SubjectKey] = []
        var starts: [UInt32] = []
        var entries: [OwnershipIndex.Entry] = []
        var contracts: [ContractKey] = []
        var periods = 0
        var duplicates = 0
    }

    /// - Parameter pieces: in the order of the file.
    /// - Returns: the index, and how many rows repeated another to the letter.
    static func build(
        _ pieces: [OwnershipRows], longContracts: [String]
    ) -> (index: OwnershipIndex, duplicates: Int) {
        guard pieces.contains(where: { $0.count > 0 }) else { return (.empty, 0) }
        let halves = Parallel.map(2) { half in build(pieces.map { $0.halves[half] }) }
        let (slots, (entries, contracts)) = Parallel.pair {
            OwnershipIndex.slots(halves.map { ($0.keys, $0.starts) }, bases: [0, UInt32(halves[0].entries.count)])
        } _: {
            var entries: [OwnershipIndex.Entry] = []
            entries.reserveCapacity(halves[0].entries.count + halves[1].entries.count)
            LargePages.advise(&entries)
            for half in halves { entries += half.entries }
            return (entries, halves[0].contracts + halves[1].contracts)
        }
        let index = OwnershipIndex(
            subjectCount: halves[0].keys.count + halves[1].keys.count,
            periodCount: halves[0].periods + halves[1].periods, entries: entries, contracts: contracts, slots: slots,
            longContracts: longContracts)
        return (index, halves[0].duplicates + halves[1].duplicates)
    }

    /// First every row finds its number, which counts; then numbers get their places; then periods go there.
    private static func build(_ pieces: [[OwnershipRow]]) -> Half {
        var half = Half()
        let (homes, counts) = group(pieces, &half.keys)
        var next: UInt32 = 0
        half.starts = counts.map { count in
            defer { next += max(1, count) }
            return next
        }
        half.entries = Array(repeating: .nobody, count: Int(next))
        half.contracts = Array(repeating: ContractKey(high: 0, low: 0), count: Int(next))
        var free = half.starts
        var row = 0
        for piece in pieces {
            for one in piece {
                if one.isPeriod {
                    let place = Int(free[Int(homes[row])])
                    free[Int(homes[row])] += 1
                    half.entries[place] = one.entry
                    half.contracts[place] = one.contract
                    half.periods += one.isReadable ? 1 : 0
                }
                row += 1
            }
        }
        for number in counts.indices where counts[number] > 1 {
            half.duplicates += order(&half, Int(half.starts[number]), Int(counts[number]))
        }
        half.periods -= half.duplicates
        return half
    }

    /// Gathers the numbers.
    ///
    /// - Returns: for each row its number's place among `keys`, and for each of these how many periods there are.
    private static func group(
        _ pieces: [[OwnershipRow]], _ keys: inout [SubjectKey]
    ) -> (homes: [UInt32], counts: [UInt32]) {
        let rows = pieces.reduce(0) { $0 + $1.count }
        let size = rows + rows / 2 + 1
        var slots = [UInt32](repeating: .max, count: size)
        var homes: [UInt32] = []
        var counts: [UInt32] = []
        homes.reserveCapacity(rows)
        for piece in pieces {
            for row in piece {
                // Registers are mostly in order of numbers.
                if let last = homes.last, keys[Int(last)] == row.key {
                    homes.append(last)
                    counts[Int(last)] += row.isPeriod ? 1 : 0
                    continue
                }
                // The top bit is the same for all of them here.
                let spread = row.key.spread << 1
                var position = Int(spread.multipliedFullWidth(by: UInt64(size)).high)
                while slots[position] != .max, keys[Int(slots[position])] != row.key {
                    position = position + 1 == size ? 0 : position + 1
                }
                if slots[position] == .max {
                    slots[position] = UInt32(keys.count)
                    keys.append(row.key)
                    counts.append(0)
                }
                homes.append(slots[position])
                counts[Int(slots[position])] += row.isPeriod ? 1 : 0
            }
        }
        return (homes, counts)
    }

    /// Puts a number's periods in order, and takes out those that repeat another to the letter.
    private static func order(_ half: inout Half, _ start: Int, _ count: Int) -> Int {
        // Registers are mostly in order already.
        if (start + 1..<start + count).allSatisfy({ half.entries[$0 - 1].from < half.entries[$0].from }) {
            for place in start..<start + count - 1 { half.entries[place].isLast = false }
            return 0
        }
        func key(
            _ period: (entry: OwnershipIndex.Entry, contract: ContractKey)
        ) -> (Int32, Int32, UInt16, UInt8, UInt64, UInt64) {
            let (entry, contract) = period
            return (entry.from, entry.to, entry.owner, entry.voltage, contract.high, contract.low)
        }
        var own = (start..<start + count).map { (entry: half.entries[$0], contract: half.contracts[$0]) }
        own.sort { key($0) < key($1) }
        var kept = 0
        var repeated = 0
        for place in own.indices {
            guard place == 0 || key(own[place]) != key(own[place - 1]) else {
                if own[place].entry.owner != OwnershipIndex.Entry.unreadableOwner { repeated += 1 }
                continue
            }
            half.entries[start + kept] = own[place].entry
            half.contracts[start + kept] = own[place].contract
            half.entries[start + kept].isLast = false
            kept += 1
        }
        half.entries[start + kept - 1].isLast = true
        return repeated
    }
}
