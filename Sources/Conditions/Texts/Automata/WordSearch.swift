/// Finds the words that lead an automaton to some of its states, the shortest first.
struct WordSearch {
    private let automaton: Automaton
    private let preference: TextPreference
    /// The states that lead to each state.
    private var sources: [Int32]
    private var sourceStarts: [Int32]
    /// For each number of letters: a bit for each state from which a goal can be reached with exactly so many.
    private var layers: [UInt64]
    private let width: Int
    private var excluded: WordSet
    private var found: [[UInt32]] = []

    /// - Parameters:
    ///   - isGoal: whether words may end in a state.
    ///   - excluded: words that are not wanted.
    init(
        _ automaton: Automaton, isGoal: (Int) -> Bool, excluding excluded: WordSet = WordSet(),
        preferring preference: TextPreference
    ) {
        self.automaton = automaton
        self.preference = preference
        self.excluded = excluded
        let count = automaton.count
        width = (count + 63) / 64
        sourceStarts = [Int32](repeating: 0, count: count + 1)
        for target in automaton.targets { sourceStarts[Int(target) + 1] += 1 }
        for state in 0..<count { sourceStarts[state + 1] += sourceStarts[state] }
        sources = [Int32](repeating: 0, count: automaton.targets.count)
        var next = sourceStarts
        for state in 0..<count {
            for edge in automaton.edges(of: state) {
                let target = Int(automaton.targets[edge])
                sources[Int(next[target])] = Int32(state)
                next[target] += 1
            }
        }
        layers = [UInt64](repeating: 0, count: width)
        for state in 0..<count where isGoal(state) { layers[state / 64] |= 1 << (state % 64) }
    }

    /// The first words: those of at least the preferred length, the shortest first, and then the shorter ones.
    ///
    /// - Parameters:
    ///   - wanted: the most words.
    ///   - longest: the most letters of a word; nil for any.
    mutating func first(_ wanted: Int, longest: Int?) -> [[UInt32]] {
        let preferred = preference.shortest
        var length = 0
        while length <= longest ?? Int.max, hasLayer(length) {
            if length >= preferred { collect(wanted, length: length) }
            if found.count >= wanted { return found }
            length += 1
        }
        for shorter in 0..<min(length, preferred) where found.count < wanted { collect(wanted, length: shorter) }
        return found
    }

    /// Works out from which states a goal can be reached with `length` letters, when it is known for all fewer.
    ///
    /// - Returns: whether there are any; if not, no word is as long or longer.
    private mutating func hasLayer(_ length: Int) -> Bool {
        if length * width < layers.count { return (0..<width).contains { layers[length * width + $0] != 0 } }
        layers.append(contentsOf: repeatElement(0, count: width))
        let (former, start) = ((length - 1) * width, length * width)
        var hasAny = false
        for word in 0..<width {
            var bits = layers[former + word]
            while bits != 0 {
                let state = word * 64 + bits.trailingZeroBitCount
                bits &= bits - 1
                for index in Int(sourceStarts[state])..<Int(sourceStarts[state + 1]) {
                    let source = Int(sources[index])
                    layers[start + source / 64] |= 1 << (source % 64)
                    hasAny = true
                }
            }
        }
        return hasAny
    }

    @inline(__always)
    private func reaches(_ state: Int, with letters: Int) -> Bool {
        layers[letters * width + state / 64] & (1 << (state % 64)) != 0
    }

    /// Adds the words of one length, letter by letter in the order of preference, until there are enough.
    private mutating func collect(_ wanted: Int, length: Int) {
        guard reaches(0, with: length) else { return }
        if length == 0 { return add([]) }
        var word = [UInt32](repeating: 0, count: length)
        var states = [Int](repeating: 0, count: length)
        var turns = [Int](repeating: 0, count: length)
        var depth = 0
        while depth >= 0 {
            guard let (letter, state) = next(states[depth], &turns[depth], left: length - depth - 1) else {
                depth -= 1
                continue
            }
            word[depth] = letter
            if depth + 1 == length {
                add(word)
                if found.count >= wanted { return }
            } else {
                depth += 1
                states[depth] = state
                turns[depth] = 0
            }
        }
    }

    private mutating func add(_ word: [UInt32]) {
        if excluded.count == 0 || !excluded.contains(word[...]) { found.append(word) }
    }

    /// The next letter after which a goal can be reached with `left` more, and the state it leads to.
    private func next(_ state: Int, _ turn: inout Int, left: Int) -> (UInt32, Int)? {
        let order = preference.order
        while turn < order.count {
            let letter = order[turn]
            turn += 1
            let target = automaton.state(after: letter, from: state)
            if reaches(target, with: left) { return (letter, target) }
        }
        // Then all others: the controls last.
        let total = Int(Letters.count)
        let shift = Int(TextPreference.firstAfterControls)
        while turn - order.count < total {
            let rotated = turn - order.count + shift
            let letter = UInt32(rotated < total ? rotated : rotated - total)
            let edge = automaton.edge(of: state, with: letter)
            let target = Int(automaton.targets[edge])
            if !reaches(target, with: left) {
                // All letters of the edge are of no use.
                let upper = Int(automaton.uppers[edge])
                turn += min(upper, rotated < total ? total : shift) - Int(letter)
                continue
            }
            turn += 1
            if !preference.contains(letter) { return (letter, target) }
        }
        return nil
    }
}
