/// The end or ends of a text at which characters are taken away.
public enum TextEnds: Hashable, Sendable {
    /// The beginning: `ltrim`.
    case leading
    /// The end: `rtrim`.
    case trailing
    /// Both: `btrim`, and `trim` alone.
    case both
}

extension TextLanguage {
    /// The texts that are in this language after characters are taken away at their ends: `btrim(x) = 'K'`.
    ///
    /// - Parameters:
    ///   - characters: those that are taken away, in any order and number; the blank alone where nothing is said.
    /// - Throws: ``TextLanguageError/zeroCharacter``, ``TextLanguageError/tooLarge(limit:)``.
    public func preimage(
        ofTrimming ends: TextEnds, characters: String = " ", limit: Int = usualLimit
    ) throws(TextLanguageError) -> TextLanguage {
        let letters = Set(try Letters.of(characters)).sorted()
        if letters.isEmpty { return self }
        switch ends {
        case .leading: return try leading(letters, limit)
        case .trailing: return try trailing(letters, limit)
        case .both: return try trailing(letters, limit).leading(letters, limit)
        }
    }

    private func leading(_ letters: [UInt32], _ limit: Int) throws(TextLanguageError) -> TextLanguage {
        let automaton = try automaton(limit: limit)
        // A row: whether the text has begun, and the state.
        let explored = try Exploration.automaton(from: [0, 0], limit: limit) { exploration, row in
            var position: UInt32 = 0
            if row[0] == 0 {
                for letter in letters {
                    automaton.forEachPiece(of: 0, in: position..<letter) {
                        exploration.edge(upTo: $0, to: [1, UInt32($1)])
                    }
                    exploration.edge(upTo: letter + 1, to: row)
                    position = letter + 1
                }
            }
            automaton.forEachPiece(of: Int(row[1]), in: position..<Letters.count) {
                exploration.edge(upTo: $0, to: [1, UInt32($1)])
            }
            return automaton.accepts[Int(row[1])]
        }
        return TextLanguage(minimal: explored.minimised())
    }

    private func trailing(_ letters: [UInt32], _ limit: Int) throws(TextLanguageError) -> TextLanguage {
        let automaton = try automaton(limit: limit)
        func bit(_ state: Int) -> UInt32 { automaton.accepts[state] ? 1 : 0 }
        // A row: whether the text up to its last letter that stays is in the language, and the state after all letters.
        let explored = try Exploration.automaton(from: [bit(0), 0], limit: limit) { exploration, row in
            var position: UInt32 = 0
            for letter in letters {
                automaton.forEachPiece(of: Int(row[1]), in: position..<letter) {
                    exploration.edge(upTo: $0, to: [bit($1), UInt32($1)])
                }
                let after = automaton.state(after: letter, from: Int(row[1]))
                exploration.edge(upTo: letter + 1, to: [row[0], UInt32(after)])
                position = letter + 1
            }
            automaton.forEachPiece(of: Int(row[1]), in: position..<Letters.count) {
                exploration.edge(upTo: $0, to: [bit($1), UInt32($1)])
            }
            return row[0] == 1
        }
        return TextLanguage(minimal: explored.minimised())
    }
}
