/// Numbers rows of numbers in the order in which they first come.
struct RowTable {
    /// All rows, one after the other, and the one that is being written.
    private(set) var items: [UInt32] = []
    private var ends: [Int32] = [0]
    private var slots = [Int32](repeating: -1, count: 64)

    /// The number of rows.
    var count: Int { ends.count - 1 }

    /// Where a row lies in ``items``.
    @inline(__always)
    func range(_ row: Int) -> Range<Int> { Int(ends[row])..<Int(ends[row + 1]) }

    /// Adds a number to the row that is being written.
    @inline(__always)
    mutating func push(_ item: UInt32) { items.append(item) }

    /// Forgets the row that is being written.
    mutating func dropRow() { items.removeLast(items.count - Int(ends[ends.count - 1])) }

    /// Ends the row that is being written.
    ///
    /// - Returns: its number: that of the same row from before, if there is one.
    @inline(__always)
    mutating func commit() -> Int {
        let start = Int(ends[ends.count - 1])
        let length = items.count - start
        var slot = Int(truncatingIfNeeded: hash(start..<items.count)) & (slots.count - 1)
        while slots[slot] >= 0 {
            let row = Int(slots[slot])
            if isSame(row, start: start, length: length) {
                items.removeLast(length)
                return row
            }
            slot = (slot + 1) & (slots.count - 1)
        }
        let row = count
        slots[slot] = Int32(row)
        ends.append(Int32(items.count))
        if ends.count * 2 > slots.count { grow() }
        return row
    }

    /// The number of a row.
    mutating func number(_ row: some Sequence<UInt32>) -> Int {
        for item in row { push(item) }
        return commit()
    }

    @inline(__always)
    private func isSame(_ row: Int, start: Int, length: Int) -> Bool {
        let other = Int(ends[row])
        guard Int(ends[row + 1]) - other == length else { return false }
        for offset in 0..<length where items[other + offset] != items[start + offset] { return false }
        return true
    }

    @inline(__always)
    private func hash(_ range: Range<Int>) -> UInt64 {
        var hash: UInt64 = 0x9E37_79B9_7F4A_7C15
        for index in range {
            hash = (hash ^ UInt64(items[index])) &* 0xD6E8_FEB8_6659_FD93
            hash ^= hash >> 32
        }
        return hash
    }

    private mutating func grow() {
        slots = [Int32](repeating: -1, count: slots.count * 4)
        for row in 0..<count {
            var slot = Int(truncatingIfNeeded: hash(range(row))) & (slots.count - 1)
            while slots[slot] >= 0 { slot = (slot + 1) & (slots.count - 1) }
            slots[slot] = Int32(row)
        }
    }
}
