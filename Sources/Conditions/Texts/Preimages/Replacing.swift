extension TextLanguage {
    /// The texts that are in this language after a part is replaced wherever it stands: `replace(x, '-', '') = 'K'`.
    ///
    /// Places are looked for from the left, each after the end of the one before it.
    ///
    /// - Parameters:
    ///   - part: where it is empty nothing is replaced.
    /// - Throws: ``TextLanguageError/zeroCharacter``, ``TextLanguageError/tooLarge(limit:)``.
    public func preimage(
        ofReplacing part: String, with other: String, limit: Int = usualLimit
    ) throws(TextLanguageError) -> TextLanguage {
        let (part, other) = (try Letters.of(part), try Letters.of(other))
        if part.isEmpty { return self }
        let search = PartSearch(part)
        let automaton = try automaton(limit: limit)
        // A row: how many letters of the part are matched, and the state after all letters before those.
        let explored = try Exploration.automaton(from: [0, 0], limit: limit) { exploration, row in
            let (matched, before) = (Int(row[0]), Int(row[1]))
            // The state if the matched letters turn out to stay.
            let here = automaton.state(after: part[..<matched], from: before)
            for piece in search.pieces {
                let next = search.next(matched, piece)
                if next == part.count {
                    let state = automaton.state(after: other, from: before)
                    exploration.edge(upTo: piece.upper, to: [0, UInt32(state)])
                } else if next > matched {
                    exploration.edge(upTo: piece.upper, to: [UInt32(next), UInt32(before)])
                } else if next > 0 {
                    // What is matched begins later now: the letters before it stay.
                    let state = automaton.state(after: part[..<(matched + 1 - next)], from: before)
                    exploration.edge(upTo: piece.upper, to: [UInt32(next), UInt32(state)])
                } else {
                    automaton.forEachPiece(of: here, in: piece.lower..<piece.upper) { upper, target in
                        exploration.edge(upTo: upper, to: [0, UInt32(target)])
                    }
                }
            }
            return automaton.accepts[here]
        }
        return TextLanguage(minimal: explored.minimised())
    }
}
