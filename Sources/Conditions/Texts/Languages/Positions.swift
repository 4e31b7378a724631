extension TextLanguage {
    /// The texts in which another first stands at such a place: `position('part' in x) > 3`.
    ///
    /// - Parameters:
    ///   - part: where it is empty, it stands at place 1 of each text, as in PostgreSQL.
    ///   - ranges: places, counted in characters from 1; 0 means that it does not stand in the text. A range that ends
    ///     in `Int.max` has no end.
    /// - Throws: ``TextLanguageError/zeroCharacter``, ``TextLanguageError/tooLarge(limit:)``.
    public static func positions(
        of part: String, in ranges: [ClosedRange<Int>], limit: Int = usualLimit
    ) throws(TextLanguageError) -> TextLanguage {
        let part = try Letters.of(part)
        if part.isEmpty { return Ranges.contain(ranges, 1) ? .all : .none }
        let search = PartSearch(part)
        // After so many letters it makes no difference where the part begins.
        let last = Ranges.last(ranges)
        guard last <= limit, part.count <= limit else { throw .tooLarge(limit: limit) }
        let furthest = UInt32(last + part.count)
        // A row: how the search ends, once it has; else how much of the part is matched, and how many letters are read.
        let (open, found, missed): (UInt32, UInt32, UInt32) = (0, 1, 2)
        let automaton = try Exploration.automaton(from: [open, 0, 0], limit: limit) { exploration, row in
            if row[0] != open {
                exploration.edge(upTo: Letters.count, to: row)
                return row[0] == found
            }
            let (matched, read) = (Int(row[1]), min(furthest, row[2] + 1))
            for piece in search.pieces {
                let next = search.next(matched, piece)
                if next == part.count {
                    let isInside = Ranges.contain(ranges, Int(read) + 1 - part.count)
                    exploration.edge(upTo: piece.upper, to: [isInside ? found : missed, 0, 0])
                } else {
                    exploration.edge(upTo: piece.upper, to: [open, UInt32(next), read])
                }
            }
            return Ranges.contain(ranges, 0)
        }
        return TextLanguage(minimal: automaton.minimised())
    }
}

/// Looks for a part that is not empty in a text, letter by letter.
struct PartSearch {
    /// Letters that are alike for the search.
    struct Piece {
        /// The first of them.
        var lower: UInt32
        /// The end of them, itself not one.
        var upper: UInt32
        /// The letter of the part that they are; nil when they are not in the part.
        var letter: UInt32?
    }

    /// What is looked for.
    let part: [UInt32]
    /// All letters, in their order.
    let pieces: [Piece]
    /// For each number of matched letters, how many are still matched when the next one does not fit.
    private let fallbacks: [Int]

    init(_ part: [UInt32]) {
        self.part = part
        var pieces: [Piece] = []
        var position: UInt32 = 0
        for letter in Set(part).sorted() {
            if letter > position { pieces.append(Piece(lower: position, upper: letter, letter: nil)) }
            pieces.append(Piece(lower: letter, upper: letter + 1, letter: letter))
            position = letter + 1
        }
        if position < Letters.count { pieces.append(Piece(lower: position, upper: Letters.count, letter: nil)) }
        self.pieces = pieces
        var fallbacks = [Int](repeating: 0, count: part.count + 1)
        var matched = 0
        for index in part.indices.dropFirst() {
            while matched > 0, part[index] != part[matched] { matched = fallbacks[matched] }
            if part[index] == part[matched] { matched += 1 }
            fallbacks[index + 1] = matched
        }
        self.fallbacks = fallbacks
    }

    /// How many letters of the part are matched after one more letter, when `matched`, not all, were before it.
    func next(_ matched: Int, _ piece: Piece) -> Int {
        guard let letter = piece.letter else { return 0 }
        var matched = matched
        while matched > 0, part[matched] != letter { matched = fallbacks[matched] }
        return part[matched] == letter ? matched + 1 : 0
    }
}
