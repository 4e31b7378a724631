extension TextLanguage {
    /// The texts that are in this language after each character is changed: `upper(x) = 'K'`, `lower(x) LIKE 'k%'`.
    ///
    /// - Throws: ``TextLanguageError/tooLarge(limit:)``.
    public func preimage(
        ofMapping mapping: ScalarMapping, limit: Int = usualLimit
    ) throws(TextLanguageError) -> TextLanguage {
        let automaton = try automaton(limit: limit)
        var builder = AutomatonBuilder(limit: limit)
        for state in 0..<automaton.count {
            var position: UInt32 = 0
            for run in mapping.runs {
                automaton.forEachPiece(of: state, in: position..<run.letters.lowerBound) { upper, target in
                    builder.edge(upTo: upper, to: target)
                }
                let lower = UInt32(Int(run.letters.lowerBound) + run.shift)
                let moved = lower..<lower + UInt32(run.letters.count)
                automaton.forEachPiece(of: state, in: moved) { upper, target in
                    builder.edge(upTo: UInt32(Int(upper) - run.shift), to: target)
                }
                position = run.letters.upperBound
            }
            automaton.forEachPiece(of: state, in: position..<Letters.count) { upper, target in
                builder.edge(upTo: upper, to: target)
            }
            try builder.endState(accepts: automaton.accepts[state])
        }
        return TextLanguage(minimal: builder.automaton.minimised())
    }

    /// The texts that are in this language after some characters are changed or taken out:
    /// `translate(x, 'abc', 'AB') = 'K'`.
    ///
    /// - Parameters:
    ///   - from: the characters to change; of several that are the same the first counts.
    ///   - to: what each becomes, at the same place; characters of `from` beyond its end are taken out.
    /// - Throws: ``TextLanguageError/zeroCharacter``, ``TextLanguageError/tooLarge(limit:)``.
    public func preimage(
        ofTranslating from: String, to: String, limit: Int = usualLimit
    ) throws(TextLanguageError) -> TextLanguage {
        let (from, to) = (try Letters.of(from), try Letters.of(to))
        var changes: [UInt32: UInt32?] = [:]
        for (index, letter) in from.enumerated() where changes[letter] == nil {
            changes.updateValue(index < to.count ? to[index] : nil, forKey: letter)
        }
        let changed = changes.sorted { $0.key < $1.key }
        let automaton = try automaton(limit: limit)
        var builder = AutomatonBuilder(limit: limit)
        for state in 0..<automaton.count {
            var position: UInt32 = 0
            for (letter, other) in changed {
                automaton.forEachPiece(of: state, in: position..<letter) { builder.edge(upTo: $0, to: $1) }
                builder.edge(upTo: letter + 1, to: other.map { automaton.state(after: $0, from: state) } ?? state)
                position = letter + 1
            }
            automaton.forEachPiece(of: state, in: position..<Letters.count) { builder.edge(upTo: $0, to: $1) }
            try builder.endState(accepts: automaton.accepts[state])
        }
        return TextLanguage(minimal: builder.automaton.minimised())
    }
}
