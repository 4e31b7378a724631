/// A deterministic automaton over letters, in flat arrays: state 0 is the start, and each state has a target for every
/// letter.
///
/// The edges of a state lie in the order of letters: each covers the letters from the end of the one before it (or from
/// 0) up to its own end, and neighbours differ in their target. An automaton that ``minimised()`` made is the only one
/// of its language: it has the fewest states, numbered in the order of a breadth-first walk. So equality of such
/// automata is equality of languages.
struct Automaton: Hashable, Sendable {
    /// Whether a text that ends in the state belongs to the language.
    var accepts: [Bool]
    /// The first edge of each state, and after them the number of edges.
    var starts: [Int32]
    /// The end of the letters of each edge, itself not among them.
    var uppers: [UInt32]
    /// Where each edge leads.
    var targets: [Int32]

    /// The number of states.
    var count: Int { accepts.count }

    /// The edges of a state.
    @inline(__always)
    func edges(of state: Int) -> Range<Int> { Int(starts[state])..<Int(starts[state + 1]) }

    /// The edge of a state that has a letter.
    @inline(__always)
    func edge(of state: Int, with letter: UInt32) -> Int {
        var low = Int(starts[state])
        var high = Int(starts[state + 1]) - 1
        while low < high {
            let middle = (low + high) / 2
            if uppers[middle] <= letter { low = middle + 1 } else { high = middle }
        }
        return low
    }

    /// The state after one letter.
    func state(after letter: UInt32, from state: Int) -> Int { Int(targets[edge(of: state, with: letter)]) }

    /// The state after letters.
    func state(after letters: some Sequence<UInt32>, from state: Int = 0) -> Int {
        var state = state
        for letter in letters { state = Int(targets[edge(of: state, with: letter)]) }
        return state
    }

    /// Whether no letter leads out of a state: what follows does not matter any more.
    func isSink(_ state: Int) -> Bool {
        let first = Int(starts[state])
        return Int(starts[state + 1]) == first + 1 && Int(targets[first]) == state
    }

    /// Calls `body` with the end and the target of each piece of a state's edges within a range of letters.
    func forEachPiece<Failure: Error>(
        of state: Int, in range: Range<UInt32>, _ body: (UInt32, Int) throws(Failure) -> Void
    ) throws(Failure) {
        guard range.lowerBound < range.upperBound else { return }
        var edge = edge(of: state, with: range.lowerBound)
        while true {
            let upper = min(uppers[edge], range.upperBound)
            try body(upper, Int(targets[edge]))
            if upper == range.upperBound { return }
            edge += 1
        }
    }

    /// The same automaton for the texts that are not in the language.
    func complemented() -> Automaton {
        var other = self
        for state in other.accepts.indices { other.accepts[state].toggle() }
        return other
    }

    func hash(into hasher: inout Hasher) {
        hasher.combine(accepts.count)
        hasher.combine(uppers.count)
        for upper in uppers.prefix(12) { hasher.combine(upper) }
        for target in targets.suffix(4) { hasher.combine(target) }
    }
}
