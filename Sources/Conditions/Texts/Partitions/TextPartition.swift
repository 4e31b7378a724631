/// Which of several languages a text can be in at once: every combination that some text has, and no other.
///
/// Languages that are lists cost little: their texts are tried one by one, and for all other texts only the remaining
/// languages count.
public struct TextPartition: Sendable {
    /// The texts that are in the same languages.
    public struct Cell: Hashable, Sendable {
        /// For each language, whether the texts are in it.
        public let holds: [Bool]
        /// How many such texts there are, at least 1; the cap of the partition when there are so many, or more.
        public let count: Int
        /// The texts, where they are listed; else nil.
        let words: [Int]?
        /// The label of the states of the product that the texts lead to.
        let label: Int32
    }

    /// The cells: no two hold in the same languages, and each text is in one.
    public let cells: [Cell]
    private let product: TextProduct
    private let constants: WordSet
    private let longest: Int?

    /// Divides all texts by the languages that they are in.
    ///
    /// - Parameters:
    ///   - languages: in any number; some may be the same.
    ///   - longest: the most characters of a text, as `varchar(255)` has it; nil for any. It costs less than a language
    ///     of lengths.
    ///   - cap: how far the texts of each cell are counted; at least 1.
    ///   - limit: the most combinations of states of automata.
    /// - Throws: ``TextLanguageError/tooLarge(limit:)``.
    public init(
        _ languages: [TextLanguage], longest: Int? = nil, countingTo cap: Int = 1_000,
        limit: Int = TextLanguage.usualLimit
    ) throws(TextLanguageError) {
        let longest = longest.map { max(0, $0) }
        // What tells whether a text is in each language: a list or an automaton, and whether it is to be turned round.
        var sources: [(isList: Bool, index: Int, isTurned: Bool)] = []
        var lists: [WordSet] = []
        var automata: [Automaton] = []
        for language in languages {
            switch language.form {
            case .words(let words, let isExcluded):
                let index = lists.firstIndex(of: words) ?? lists.count
                if index == lists.count { lists.append(words) }
                sources.append((true, index, isExcluded))
            case .automaton(let automaton):
                // Of a language and its complement one is enough.
                let isTurned = automaton.accepts[0]
                let plain = isTurned ? automaton.complemented() : automaton
                let index = automata.firstIndex(of: plain) ?? automata.count
                if index == automata.count { automata.append(plain) }
                sources.append((false, index, isTurned))
            }
        }
        let pool = ConstantPool(lists, longest: longest)
        let product = try TextProduct(automata, limit: limit)
        func holds(_ label: Int32, _ isListed: (Int) -> Bool) -> [Bool] {
            sources.map { source in
                (source.isList ? isListed(source.index) : product.signs[Int(label)][source.index]) != source.isTurned
            }
        }

        // The listed texts, by label and lists.
        var cells: [Cell] = []
        var listed = [Int](repeating: 0, count: product.signs.count)
        var rows = RowTable()
        var members: [[Int]] = []
        let words = pool.words
        for word in 0..<words.count {
            let label = product.labels[product.automaton.state(after: words[word])]
            listed[Int(label)] += 1
            rows.push(UInt32(label))
            for list in lists.indices { rows.push(pool.isListed[word * lists.count + list] ? 1 : 0) }
            let row = rows.commit()
            if row == members.count { members.append([word]) } else { members[row].append(word) }
        }
        for (row, words) in members.enumerated() {
            let signs = rows.items[rows.range(row)]
            let label = Int32(signs[signs.startIndex])
            let holds = holds(label) { signs[signs.startIndex + 1 + $0] == 1 }
            cells.append(Cell(holds: holds, count: min(max(1, cap), words.count), words: words, label: label))
        }

        // All other texts, by label.
        let counts = product.automaton.wordCounts(
            labels: product.labels, count: product.signs.count, longest: longest, cap: words.count + max(1, cap))
        for label in product.signs.indices where counts[label] > listed[label] {
            let count = min(max(1, cap), counts[label] - listed[label])
            cells.append(
                Cell(holds: holds(Int32(label)) { _ in false }, count: count, words: nil, label: Int32(label)))
        }
        self.cells = cells
        self.product = product
        self.longest = longest
        constants = words
    }

    /// Texts of a cell, each once: the shortest first. The same each time.
    ///
    /// - Parameters:
    ///   - cell: its place among ``cells``.
    ///   - count: the most texts; fewer are given when the cell has no more.
    ///   - preference: nil for the characters of the languages' own constants first, and then the usual ones.
    public func witnesses(of cell: Int, _ count: Int, preferring preference: TextPreference? = nil) -> [String] {
        guard count > 0 else { return [] }
        let preference = preference ?? ownPreference(shortest: 0)
        let label = cells[cell].label
        if let words = cells[cell].words {
            let sorted = words.sorted { preference.prefers(constants[$0], to: constants[$1]) }
            return sorted.prefix(count).map { Letters.text(constants[$0]) }
        }
        var search = WordSearch(
            product.automaton, isGoal: { product.labels[$0] == label }, excluding: constants, preferring: preference)
        return search.first(count, longest: longest).map { Letters.text($0) }
    }

    /// The texts of a cell.
    ///
    /// - Parameter cell: its place among ``cells``.
    /// - Throws: ``TextLanguageError/tooLarge(limit:)``.
    public func language(
        of cell: Int, limit: Int = TextLanguage.usualLimit
    ) throws(TextLanguageError) -> TextLanguage {
        if let words = cells[cell].words {
            var set = WordSet()
            for word in words { set.append(constants[word]) }
            return try TextLanguage(set, isExcluded: false, limit: limit)
        }
        var automaton = product.automaton
        automaton.accepts = product.labels.map { $0 == cells[cell].label }
        let listed = try TextLanguage(constants, isExcluded: false, limit: limit)
        let language = try TextLanguage(minimal: automaton.minimised()).subtracting(listed, limit: limit)
        guard let longest else { return language }
        return try language.intersection(.lengths(in: [0...longest], limit: limit), limit: limit)
    }

    /// Prefers the characters of the languages' own constants and patterns, and then the usual ones.
    ///
    /// - Parameters:
    ///   - shortest: texts of fewer characters are tried after all longer ones.
    public func ownPreference(shortest: Int) -> TextPreference {
        var letters: [UInt32] = []
        letters.append(contentsOf: constants.letters.prefix(200))
        for state in 0..<product.automaton.count where letters.count < 400 {
            // A letter that has an edge for itself is named by a pattern.
            var lower: UInt32 = 0
            for edge in product.automaton.edges(of: state) {
                let upper = product.automaton.uppers[edge]
                if upper == lower + 1 { letters.append(lower) }
                lower = upper
            }
        }
        return TextPreference(letters, shortest: shortest)
    }
}
