extension Automaton {
    /// How many words lead from the start to each state, at most `Int.max`, which also stands for infinitely many.
    func ways() -> [Int] {
        var open = [Int32](repeating: 0, count: count)
        for target in targets { open[Int(target)] += 1 }
        var ways = [Int](repeating: Int.max, count: count)
        // States on a circle, or after one, are never free of states before them: infinitely many words lead there.
        guard open[0] == 0 else { return ways }
        var sums = [Int](repeating: 0, count: count)
        sums[0] = 1
        var free: [Int32] = [0]
        while let state = free.popLast() {
            let here = sums[Int(state)]
            ways[Int(state)] = here
            var lower: UInt32 = 0
            for edge in edges(of: Int(state)) {
                let target = Int(targets[edge])
                sums[target] = Self.sum(sums[target], Self.product(here, Int(uppers[edge] - lower)))
                lower = uppers[edge]
                open[target] -= 1
                if open[target] == 0 { free.append(Int32(target)) }
            }
        }
        return ways
    }

    /// How many words lead from the start to the states of each label.
    ///
    /// - Parameters:
    ///   - labels: the label of each state, from 0.
    ///   - count: the number of labels.
    ///   - longest: the most letters of the words that count; nil for any.
    ///   - cap: more need not be told apart.
    /// - Returns: for each label the number of words, at most `cap`.
    func wordCounts(labels: [Int32], count labelCount: Int, longest: Int?, cap: Int) -> [Int] {
        let ways = ways()
        var counts = [Int](repeating: 0, count: labelCount)
        guard let longest else {
            for state in 0..<count {
                let label = Int(labels[state])
                counts[label] = min(cap, Self.sum(counts[label], ways[state]))
            }
            return counts
        }
        // Letter by letter, until the longest words, or until no label that can still grow is below the cap.
        var layer = [Int](repeating: 0, count: count)
        layer[0] = 1
        var length = 0
        while true {
            var isFiniteAhead = false
            for state in 0..<count where layer[state] > 0 {
                let label = Int(labels[state])
                counts[label] = min(cap, Self.sum(counts[label], layer[state]))
                if ways[state] < Int.max { isFiniteAhead = true }
            }
            if length == longest { return counts }
            if !isFiniteAhead {
                let isDone = (0..<count).allSatisfy { ways[$0] < Int.max || counts[Int(labels[$0])] >= cap }
                if isDone { return counts }
            }
            layer = next(layer, cap: cap)
            length += 1
        }
    }

    /// How many words lead to each state that are one letter longer.
    private func next(_ layer: [Int], cap: Int) -> [Int] {
        var next = [Int](repeating: 0, count: count)
        for state in 0..<count where layer[state] > 0 {
            var lower: UInt32 = 0
            for edge in edges(of: state) {
                let target = Int(targets[edge])
                let words = Self.product(layer[state], Int(uppers[edge] - lower))
                next[target] = min(cap, Self.sum(next[target], words))
                lower = uppers[edge]
            }
        }
        return next
    }

    private static func sum(_ first: Int, _ second: Int) -> Int {
        let (sum, isOver) = first.addingReportingOverflow(second)
        return isOver ? Int.max : sum
    }

    private static func product(_ first: Int, _ second: Int) -> Int {
        let (product, isOver) = first.multipliedReportingOverflow(by: second)
        return isOver ? Int.max : product
    }
}
