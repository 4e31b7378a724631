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
        var starts = [Int](repeating: 0, count: mask + 1)
        var count = 0
        var state: Int32 = 0
        var position = 0
        let end = text.count
        func step(_ symbol: UInt16, _ start: Int, _ next: Int) {
            if symbol == MarkAutomaton.none { return }
            starts[count & mask] = start
            count &+= 1
            if symbol == MarkAutomaton.foreign {
                state = 0
                return
            }
            state = automaton.next(state, symbol)
            var output = automaton.states[Int(state)].output
            while output >= 0 {
                let entry = automaton.outputs[Int(output)]
                let row = Int(entry.row)
                found(Candidate(row: row, range: starts[(count - lengths[row]) & mask]..<next))
                output = entry.next
            }
        }
        while position < end {
            let start = position
            let byte = text[position]
            var value = UInt32(byte)
            position += 1
            if byte >= 0x80 {
                let more = byte >= 0xF0 ? 3 : byte >= 0xE0 ? 2 : 1
                value = UInt32(byte & (0x3F >> UInt8(more)))
                for _ in 0..<more where position < end {
                    value = value << 6 | UInt32(text[position] & 0x3F)
                    position += 1
                }
                if value >= 0x10000 {
                    for symbol in table.symbols(ofRare: value) { step(symbol, start, position) }
                    continue
                }
            }
            let entry = table.plain[Int(value)]
            let first = UInt16(truncatingIfNeeded: entry)
            let second = UInt16(truncatingIfNeeded: entry >> 16)
            if first == SymbolTable.many {
                for symbol in table.longer[Int(second)] { step(symbol, start, position) }
            } else {
                step(first, start, position)
                step(second, start, position)
            }
        }
    }
}
