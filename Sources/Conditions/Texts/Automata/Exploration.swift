/// Makes an automaton whose states are rows of numbers, each made when an edge first leads to it.
struct Exploration {
    private var rows = RowTable()
    private var builder: AutomatonBuilder

    private init(limit: Int) {
        builder = AutomatonBuilder(limit: limit)
    }

    /// Adds an edge to the state that is being visited, up to a letter that is itself not on it.
    mutating func edge(upTo upper: UInt32, to row: [UInt32]) {
        builder.edge(upTo: upper, to: rows.number(row))
    }

    /// Explores from a first row.
    ///
    /// - Parameters:
    ///   - limit: the most states.
    ///   - visit: adds the edges of a row, for all letters in their order, and tells whether it accepts.
    /// - Returns: an automaton of which all states are reached, numbered in the order of a breadth-first walk. It may
    ///   have more states than it needs.
    /// - Throws: ``TextLanguageError/tooLarge(limit:)``.
    static func automaton(
        from start: [UInt32], limit: Int, visit: (inout Exploration, [UInt32]) -> Bool
    ) throws(TextLanguageError) -> Automaton {
        var exploration = Exploration(limit: limit)
        _ = exploration.rows.number(start)
        while exploration.builder.count < exploration.rows.count {
            let row = Array(exploration.rows.items[exploration.rows.range(exploration.builder.count)])
            let accepts = visit(&exploration, row)
            try exploration.builder.endState(accepts: accepts)
            // Long rows cost as many states do.
            if exploration.rows.items.count / 500 > limit { throw .tooLarge(limit: limit) }
        }
        return exploration.builder.automaton
    }
}
