extension TextLanguage {
    /// The form that lists the texts of a smallest automaton, or those that are not in its language; nil when both are
    /// too many.
    static func listed(_ automaton: Automaton) -> Form? {
        // Among the states of a smallest automaton, those after which only finitely many texts, or all but finitely
        // many, are accepted lead at last to one state that nothing leaves.
        var sink = -1
        for state in 0..<automaton.count where automaton.isSink(state) {
            if sink >= 0 { return nil }
            sink = state
        }
        guard sink >= 0 else { return nil }
        let isExcluded = automaton.accepts[sink]
        guard let size = size(automaton, except: sink), size.words <= WordSet.limit.words,
            size.letters <= WordSet.limit.letters
        else { return nil }
        var words = WordSet()
        var word: [UInt32] = []
        list(automaton, except: sink, isExcluded: isExcluded, into: &words, &word)
        return .words(words, isExcluded: isExcluded)
    }

    /// The number of words that differ from the sink in what becomes of them, and of all their letters; nil when there
    /// are infinitely many.
    private static func size(_ automaton: Automaton, except sink: Int) -> (words: Int, letters: Int)? {
        let count = automaton.count
        var open = [Int32](repeating: 0, count: count)
        for state in 0..<count where state != sink {
            for edge in automaton.edges(of: state) { open[Int(automaton.targets[edge])] += 1 }
        }
        if sink == 0 { return (0, 0) }
        guard open[0] == 0 else { return nil }
        // Numbers grow no further than this: it is enough to know that they are too large.
        let cap = 1 << 40
        var words = [Int](repeating: 0, count: count)
        var letters = [Int](repeating: 0, count: count)
        words[0] = 1
        var free: [Int] = [0]
        var seen = 1
        var total = (words: 0, letters: 0)
        while let state = free.popLast() {
            if automaton.accepts[state] != automaton.accepts[sink] {
                total = (min(cap, total.words + words[state]), min(cap, total.letters + letters[state]))
            }
            var lower: UInt32 = 0
            for edge in automaton.edges(of: state) {
                let target = Int(automaton.targets[edge])
                let width = Int(automaton.uppers[edge] - lower)
                lower = automaton.uppers[edge]
                if target == sink { continue }
                words[target] = min(cap, words[target] + words[state] * width)
                letters[target] = min(cap, letters[target] + (letters[state] + words[state]) * width)
                open[target] -= 1
                if open[target] == 0 {
                    free.append(target)
                    seen += 1
                }
            }
        }
        return seen == count - 1 ? total : nil
    }

    /// Adds the words that differ from the sink in what becomes of them, in order.
    private static func list(
        _ automaton: Automaton, except sink: Int, isExcluded: Bool, into words: inout WordSet, _ word: inout [UInt32]
    ) {
        if sink == 0 { return }
        // Each entry: an edge, and the next of its letters.
        var path: [(state: Int, edge: Int, letter: UInt32)] = [(0, Int(automaton.starts[0]), 0)]
        if automaton.accepts[0] != isExcluded { words.append(word) }
        while let (state, edge, letter) = path.last {
            if edge == Int(automaton.starts[state + 1]) {
                path.removeLast()
                if !word.isEmpty { word.removeLast() }
                continue
            }
            let target = Int(automaton.targets[edge])
            let upper = automaton.uppers[edge]
            if target == sink || letter >= upper {
                path[path.count - 1] = (state, edge + 1, max(letter, upper))
                continue
            }
            path[path.count - 1].letter = letter + 1
            word.append(letter)
            if automaton.accepts[target] != isExcluded { words.append(word) }
            path.append((target, Int(automaton.starts[target]), 0))
        }
    }
}
