extension TextLanguage {
    /// The texts that are in this language with another after them: `x || 'suffix' = 'K'`.
    ///
    /// - Throws: ``TextLanguageError/zeroCharacter``, ``TextLanguageError/tooLarge(limit:)``.
    public func preimage(
        ofAppending suffix: String, limit: Int = usualLimit
    ) throws(TextLanguageError) -> TextLanguage {
        let suffix = try Letters.of(suffix)
        if suffix.isEmpty { return self }
        var automaton = try automaton(limit: limit)
        automaton.accepts = (0..<automaton.count).map { automaton.accepts[automaton.state(after: suffix, from: $0)] }
        return TextLanguage(minimal: automaton.minimised())
    }

    /// The texts that are in this language with another before them: `'prefix' || x = 'K'`.
    ///
    /// - Throws: ``TextLanguageError/zeroCharacter``, ``TextLanguageError/tooLarge(limit:)``.
    public func preimage(
        ofPrepending prefix: String, limit: Int = usualLimit
    ) throws(TextLanguageError) -> TextLanguage {
        let prefix = try Letters.of(prefix)
        if prefix.isEmpty { return self }
        let automaton = try automaton(limit: limit)
        return TextLanguage(minimal: automaton.starting(at: automaton.state(after: prefix)).minimised())
    }

    /// The ways in which two texts after each other can be in this language: `x || y = 'K'`.
    ///
    /// `x || y` is in the language exactly when for one of the pairs `x` is in the first language and `y` in the second.
    /// No text is in the first language of two pairs.
    ///
    /// - Throws: ``TextLanguageError/tooLarge(limit:)``, also when the automaton has more states than the square root of
    ///   50 times the limit: 1,000 usually.
    public func splits(limit: Int = usualLimit) throws(TextLanguageError) -> [(
        first: TextLanguage, second: TextLanguage
    )] {
        let automaton = try automaton(limit: limit)
        if automaton.count * automaton.count > 50 * limit { throw .tooLarge(limit: limit) }
        var pairs: [(first: TextLanguage, second: TextLanguage)] = []
        for state in 0..<automaton.count where automaton.accepts[state] || !automaton.isSink(state) {
            var leading = automaton
            leading.accepts = (0..<automaton.count).map { $0 == state }
            let following = automaton.starting(at: state)
            pairs.append(
                (TextLanguage(minimal: leading.minimised()), TextLanguage(minimal: following.minimised())))
        }
        return pairs
    }
}

extension Automaton {
    /// The automaton with another state as its start; some states may not be reached any more.
    func starting(at start: Int) -> Automaton {
        if start == 0 { return self }
        // States 0 and `start` change places.
        func moved(_ state: Int) -> Int { state == 0 ? start : state == start ? 0 : state }
        var result = Automaton(accepts: [], starts: [0], uppers: [], targets: [])
        for place in 0..<count {
            let state = moved(place)
            for edge in edges(of: state) {
                result.uppers.append(uppers[edge])
                result.targets.append(Int32(moved(Int(targets[edge]))))
            }
            result.accepts.append(accepts[state])
            result.starts.append(Int32(result.targets.count))
        }
        return result
    }
}
