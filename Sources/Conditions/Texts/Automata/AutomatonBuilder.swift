/// Makes an automaton state by state, each edge by edge.
struct AutomatonBuilder {
    /// What is made so far; its last state may be unfinished.
    private(set) var automaton = Automaton(accepts: [], starts: [0], uppers: [], targets: [])
    private let limit: Int

    /// - Parameter limit: the most states; the most edges are twenty times as many.
    init(limit: Int) {
        self.limit = limit
    }

    /// The number of finished states.
    var count: Int { automaton.accepts.count }

    /// Adds the letters below `upper` that the state has no edge for to the edges of the unfinished state.
    @inline(__always)
    mutating func edge(upTo upper: UInt32, to target: Int) {
        let last = automaton.targets.count - 1
        if last >= Int(automaton.starts[automaton.starts.count - 1]), Int(automaton.targets[last]) == target {
            automaton.uppers[last] = upper
        } else {
            automaton.uppers.append(upper)
            automaton.targets.append(Int32(target))
        }
    }

    /// Finishes a state, whose edges have all letters.
    ///
    /// - Throws: ``TextLanguageError/tooLarge(limit:)``.
    @inline(__always)
    mutating func endState(accepts: Bool) throws(TextLanguageError) {
        if automaton.accepts.count >= limit || automaton.targets.count / 20 > limit { throw .tooLarge(limit: limit) }
        automaton.accepts.append(accepts)
        automaton.starts.append(Int32(automaton.targets.count))
    }
}
