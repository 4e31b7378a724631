extension WordSet {
    /// The automaton with the fewest states of these words, or of all texts but these.
    ///
    /// - Throws: ``TextLanguageError/tooLarge(limit:)``.
    func automaton(isExcluded: Bool, limit: Int) throws(TextLanguageError) -> Automaton {
        if count == 0 {
            return Automaton(accepts: [isExcluded], starts: [0, 1], uppers: [Letters.count], targets: [0])
        }
        return try WordGraph(self, limit: limit).automaton(isExcluded: isExcluded, limit: limit)
    }
}

/// The beginnings of words, of which those that go on alike are one: made word by word, in their order, so that it is
/// never larger than it must be.
private struct WordGraph {
    /// A beginning: 1 when it is a word, and then each letter that follows and the number of the beginning it leads to.
    private var rows = RowTable()
    private var root = 0

    init(_ words: WordSet, limit: Int) throws(TextLanguageError) {
        // The beginnings of the last word; what follows them is still unknown.
        var open: [[UInt32]] = [[0]]
        var last: ArraySlice<UInt32> = []
        for index in 0...words.count {
            let word = index < words.count ? words[index] : []
            var shared = 0
            while shared < min(word.count, last.count), word[word.startIndex + shared] == last[last.startIndex + shared]
            {
                shared += 1
            }
            while open.count - 1 > shared, let row = open.popLast() {
                let number = rows.number(row)
                open[open.count - 1].append(last[last.startIndex + open.count - 1])
                open[open.count - 1].append(UInt32(number))
                if rows.count >= limit { throw .tooLarge(limit: limit) }
            }
            if index == words.count { break }
            for _ in shared..<word.count { open.append([0]) }
            open[open.count - 1][0] = 1
            last = word
        }
        root = rows.number(open[0])
    }

    func automaton(isExcluded: Bool, limit: Int) throws(TextLanguageError) -> Automaton {
        var builder = AutomatonBuilder(limit: limit)
        // The row of each state, in the order of a breadth-first walk; after the last row, what no word goes on from.
        var states = [root]
        var numbers = [Int](repeating: -1, count: rows.count + 1)
        numbers[root] = 0
        func number(_ row: Int) -> Int {
            if numbers[row] < 0 {
                numbers[row] = states.count
                states.append(row)
            }
            return numbers[row]
        }
        while builder.count < states.count {
            let row = states[builder.count]
            var position: UInt32 = 0
            var isWord = false
            if row < rows.count {
                let range = rows.range(row)
                isWord = rows.items[range.lowerBound] == 1
                for item in stride(from: range.lowerBound + 1, to: range.upperBound, by: 2) {
                    let letter = rows.items[item]
                    if letter > position { builder.edge(upTo: letter, to: number(rows.count)) }
                    builder.edge(upTo: letter + 1, to: number(Int(rows.items[item + 1])))
                    position = letter + 1
                }
            }
            if position < Letters.count { builder.edge(upTo: Letters.count, to: number(rows.count)) }
            try builder.endState(accepts: isWord != isExcluded)
        }
        return builder.automaton
    }
}
