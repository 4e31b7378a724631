/// Finds all of many rows of units in one pass (Aho and Corasick 1975), in a double array (Aoe 1989).
///
/// Units are numbered first: only those that occur in a row have a symbol of their own.
struct MarkAutomaton: Sendable {
    /// A state of the automaton.
    struct State: Sendable {
        /// Where its next states begin: the one for a symbol stands at `base + symbol`.
        var base: Int32 = 0
        /// The state that this one follows; -1 where there is no state.
        var parent: Int32 = -1
        /// The state of the longest proper ending that is itself a beginning.
        var fallback: Int32 = 0
        /// The first of its entries in `outputs`; -1 where no row ends here.
        var output: Int32 = -1
    }

    /// A row that ends in a state.
    struct Output: Sendable {
        /// The row, by its index.
        var row: Int32
        /// The next of this state's outputs, those of its fallbacks included; -1 after the last.
        var next: Int32
    }

    /// The symbol of a unit that is left out.
    static let none: UInt16 = 0
    /// The symbol of a unit that no row has.
    static let foreign: UInt16 = 1

    /// The states; the first is where the search begins.
    private(set) var states: [State]
    /// The rows that end in states.
    private(set) var outputs: [Output] = []
    /// The symbol of each unit.
    let symbols: [UInt32: UInt16]
    /// How many units the longest row has.
    let longest: Int

    /// An automaton for rows, none of them empty, with at most 65,000 different units together.
    init(rows: [[UInt32]]) {
        var symbols: [UInt32: UInt16] = [:]
        for row in rows {
            for unit in row where symbols[unit] == nil && symbols.count < 65_000 {
                symbols[unit] = UInt16(symbols.count + 2)
            }
        }
        self.symbols = symbols
        longest = rows.map(\.count).max() ?? 0
        states = Array(repeating: State(), count: symbols.count + 3)
        states[0].parent = 0
        build(rows.enumerated().map { (Int32($0), $1.map { symbols[$0] ?? Self.foreign }) })
    }

    private mutating func grow(to count: Int) {
        if states.count < count { states += Array(repeating: State(), count: count - states.count) }
    }

    /// The state after a symbol.
    @inline(__always)
    static func next(_ states: Span<State>, _ state: Int32, _ symbol: UInt16) -> Int32 {
        var state = state
        while true {
            let target = states[Int(state)].base &+ Int32(symbol)
            if states[Int(target)].parent == state { return target }
            if state == 0 { return 0 }
            state = states[Int(state)].fallback
        }
    }

    /// A state whose rows are being put into the array: sorted rows `rows`, alike in their first `depth` symbols.
    private struct Branch {
        var state: Int32
        var rows: Range<Int>
        var depth: Int
    }

    private mutating func build(_ rows: [(index: Int32, symbols: [UInt16])]) {
        let sorted = rows.sorted { $0.symbols.lexicographicallyPrecedes($1.symbols) }
        var queue = [Branch(state: 0, rows: 0..<sorted.count, depth: 0)]
        var head = 0
        // Below this a state may be too near to the beginning to have a base.
        var cursor = symbols.count + 3
        while head < queue.count {
            let branch = queue[head]
            head += 1
            var first = branch.rows.lowerBound
            while first < branch.rows.upperBound, sorted[first].symbols.count == branch.depth { first += 1 }
            let groups = Self.groups(sorted, first..<branch.rows.upperBound, at: branch.depth)
            guard !groups.isEmpty else { continue }
            let base = place(groups.map(\.symbol), &cursor)
            for group in groups {
                let child = base + Int32(group.symbol)
                states[Int(child)].parent = branch.state
                queue.append(Branch(state: child, rows: group.rows, depth: branch.depth + 1))
            }
            states[Int(branch.state)].base = base
            for group in groups {
                let child = Int(base) + Int(group.symbol)
                states[child].fallback =
                    branch.state == 0 ? 0 : Self.next(states.span, states[Int(branch.state)].fallback, group.symbol)
                finish(child, sorted, group.rows, depth: branch.depth + 1)
            }
        }
    }

    /// Notes the rows that end in a state; its fallback's are there already, as it is nearer to the beginning.
    private mutating func finish(
        _ state: Int, _ sorted: [(index: Int32, symbols: [UInt16])], _ rows: Range<Int>, depth: Int
    ) {
        states[state].output = states[Int(states[state].fallback)].output
        for row in rows {
            guard sorted[row].symbols.count == depth else { break }
            outputs.append(Output(row: sorted[row].index, next: states[state].output))
            states[state].output = Int32(outputs.count - 1)
        }
    }

    private static func groups(
        _ sorted: [(index: Int32, symbols: [UInt16])], _ rows: Range<Int>, at depth: Int
    ) -> [(symbol: UInt16, rows: Range<Int>)] {
        var groups: [(symbol: UInt16, rows: Range<Int>)] = []
        var start = rows.lowerBound
        while start < rows.upperBound {
            let symbol = sorted[start].symbols[depth]
            var end = start + 1
            while end < rows.upperBound, sorted[end].symbols[depth] == symbol { end += 1 }
            groups.append((symbol, start..<end))
            start = end
        }
        return groups
    }

    /// A place in the array where the states for some symbols, in rising order, are all free.
    private mutating func place(_ symbols: [UInt16], _ cursor: inout Int) -> Int32 {
        while cursor < states.count, states[cursor].parent >= 0 { cursor += 1 }
        let first = Int(symbols[0])
        var at = cursor
        while true {
            let base = at - first
            // A state may be asked for any symbol, also for those that it does not have.
            grow(to: base + self.symbols.count + 3)
            if symbols.allSatisfy({ states[base + Int($0)].parent < 0 }) { return Int32(base) }
            at += 1
        }
    }
}
