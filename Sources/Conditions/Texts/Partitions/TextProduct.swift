/// Several automata that read the same text at once.
struct TextProduct {
    /// The states that can be reached together; what it accepts has no meaning.
    private(set) var automaton: Automaton
    /// For each of its states a number, from 0, that is the same for states in which the same automata accept.
    private(set) var labels: [Int32]
    /// For each label, which of the automata accept.
    private(set) var signs: [[Bool]]

    /// Explores the states that some text leads to.
    ///
    /// - Throws: ``TextLanguageError/tooLarge(limit:)``.
    init(_ automata: [Automaton], limit: Int) throws(TextLanguageError) {
        // All automata as one, each with the states after those before it.
        var starts: [Int32] = []
        var uppers: [UInt32] = []
        var targets: [UInt32] = []
        var accepts: [Bool] = []
        var cursors: [Int] = []
        var rows = RowTable()
        for automaton in automata {
            let (state, edge) = (UInt32(accepts.count), Int32(uppers.count))
            starts.append(contentsOf: automaton.starts.dropLast().map { $0 + edge })
            uppers.append(contentsOf: automaton.uppers)
            targets.append(contentsOf: automaton.targets.map { UInt32($0) + state })
            accepts.append(contentsOf: automaton.accepts)
            rows.push(state)
            cursors.append(0)
        }
        _ = rows.commit()
        var builder = AutomatonBuilder(limit: limit)
        var tree = LabelTree(depth: automata.count)
        var labels: [Int32] = []
        while builder.count < rows.count {
            let first = rows.range(builder.count).lowerBound
            tree.begin()
            for index in cursors.indices {
                let state = Int(rows.items[first + index])
                cursors[index] = Int(starts[state])
                tree.step(accepts[state])
            }
            labels.append(tree.label)
            while true {
                var upper = Letters.count
                for index in cursors.indices {
                    rows.push(targets[cursors[index]])
                    upper = min(upper, uppers[cursors[index]])
                }
                builder.edge(upTo: upper, to: rows.commit())
                if upper == Letters.count { break }
                for index in cursors.indices where uppers[cursors[index]] == upper { cursors[index] += 1 }
            }
            try builder.endState(accepts: false)
        }
        automaton = builder.automaton
        self.labels = labels
        signs = tree.signs
    }
}

/// Numbers rows of signs of one length in the order in which they first come.
struct LabelTree {
    private let depth: Int
    /// For each node what follows `false`, and what follows `true`: another node, or at the last sign a label.
    private var children: [Int32] = [-1, -1]
    private var node = 0
    private var step = 0
    /// The label of the row that was written last.
    private(set) var label: Int32 = 0
    /// The row of each label.
    private(set) var signs: [[Bool]] = []
    private var row: [Bool] = []

    init(depth: Int) {
        self.depth = depth
        if depth == 0 { signs = [[]] }
    }

    /// Begins a row.
    mutating func begin() {
        node = 0
        step = 0
        row.removeAll(keepingCapacity: true)
    }

    /// Adds a sign; after the last one ``label`` is that of the row.
    mutating func step(_ sign: Bool) {
        let place = 2 * node + (sign ? 1 : 0)
        step += 1
        row.append(sign)
        if step == depth {
            if children[place] < 0 {
                children[place] = Int32(signs.count)
                signs.append(row)
            }
            label = children[place]
        } else {
            if children[place] < 0 {
                children[place] = Int32(children.count / 2)
                children.append(contentsOf: [-1, -1])
            }
            node = Int(children[place])
        }
    }
}
