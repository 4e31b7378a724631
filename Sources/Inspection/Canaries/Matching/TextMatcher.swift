/// Goes through text once and tells where folded rows of units stand in it.
struct TextMatcher: Sendable {
    /// The automaton of the rows.
    let automaton: MarkAutomaton
    /// The symbols of all scalars.
    let table: SymbolTable
    /// How many units each row has.
    private let lengths: [Int]
    /// One less than a power of two, not less than the longest row.
    private let mask: Int

    /// A matcher for rows of units, none of them empty.
    init(rows: [[UInt32]]) {
        automaton = MarkAutomaton(rows: rows)
        table = SymbolTable(automaton)
        lengths = rows.map(\.count)
        var size = 16
        while size < automaton.longest { size *= 2 }
        mask = size - 1
    }

    /// A row that may stand in a text.
    struct Candidate {
        /// The row, by its index.
        var row: Int
        /// The bytes from its first scalar to its last. Where a scalar gives several units, the row may begin or end
        /// inside of it.
        var range: Range<Int>
    }

    /// Calls `found` for every place in UTF-8 text where a row may stand, in the order of their ends.
    func scan(_ text: [UInt8], _ found: (Candidate) -> Void) {
        // The places of the last units, as a ring.
        var ring = [Int](repeating: 0, count: mask + 1)
        var starts = ring.mutableSpan
        var count = 0
        var state: Int32 = 0
        var position = 0
        let bytes = text.span
        let plain = table.plain.span
        let states = automaton.states.span
        let end = bytes.count
        while position < end {
            let start = position
            let byte = bytes[position]
            var value = Int(byte)
            position &+= 1
            if byte >= 0x80 {
                let more = byte >= 0xF0 ? 3 : byte >= 0xE0 ? 2 : 1
                value = Int(byte & (0x3F &>> UInt8(more)))
                for _ in 0..<more where position < end {
                    value = value &<< 6 | Int(bytes[position] & 0x3F)
                    position &+= 1
                }
            }
            var entry: UInt32 = 0
            var several: [UInt16] = []
            if value < 0x10000 {
                entry = plain[value]
                if entry == 0 { continue }
                if UInt16(truncatingIfNeeded: entry) == SymbolTable.many { several = table.longer[Int(entry >> 16)] }
            } else {
                several = table.symbols(ofRare: UInt32(value))
                if several.isEmpty { continue }
            }
            var index = 0
            while true {
                let symbol: UInt16
                if several.isEmpty {
                    symbol = UInt16(truncatingIfNeeded: entry)
                    entry >>= 16
                    if symbol == MarkAutomaton.none { break }
                } else {
                    if index == several.count { break }
                    symbol = several[index]
                    index += 1
                }
                if symbol == MarkAutomaton.foreign {
                    state = 0
                    continue
                }
                starts[count & mask] = start
                count &+= 1
                state = MarkAutomaton.next(states, state, symbol)
                let output = states[Int(state)].output
                if output >= 0 {
                    report(output, position, found) { starts[(count &- $0) & mask] }
                }
            }
        }
    }

    /// Calls `found` for the rows that end in a state.
    private func report(_ output: Int32, _ end: Int, _ found: (Candidate) -> Void, _ start: (_ length: Int) -> Int) {
        var output = output
        while output >= 0 {
            let entry = automaton.outputs[Int(output)]
            let row = Int(entry.row)
            found(Candidate(row: row, range: start(lengths[row])..<end))
            output = entry.next
        }
    }
}
