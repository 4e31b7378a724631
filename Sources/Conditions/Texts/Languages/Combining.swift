extension TextLanguage {
    /// The texts that are not in the language.
    public var complement: TextLanguage {
        switch form {
        case .words(let words, let isExcluded): TextLanguage(form: .words(words, isExcluded: !isExcluded))
        case .automaton(let automaton): TextLanguage(form: .automaton(automaton.complemented()))
        }
    }

    /// The texts that are in one of the languages, or in both.
    ///
    /// - Throws: ``TextLanguageError/tooLarge(limit:)``.
    public func union(
        _ other: TextLanguage, limit: Int = usualLimit
    ) throws(TextLanguageError) -> TextLanguage {
        switch (form, other.form) {
        case (.words(let words, let isExcluded), .words(let others, let areExcluded)):
            let merged =
                switch (isExcluded, areExcluded) {
                case (false, false): words.merged(with: others, here: true, there: true, both: true)
                case (false, true): words.merged(with: others, here: false, there: true, both: false)
                case (true, false): words.merged(with: others, here: true, there: false, both: false)
                case (true, true): words.merged(with: others, here: false, there: false, both: true)
                }
            return try TextLanguage(merged, isExcluded: isExcluded || areExcluded, limit: limit)
        case (.words(let words, isExcluded: true), _):
            return TextLanguage(form: .words(words.filter { !other.contains($0) }, isExcluded: true))
        case (_, .words(let words, isExcluded: true)):
            return TextLanguage(form: .words(words.filter { !contains($0) }, isExcluded: true))
        case (.words(let words, isExcluded: false), _) where words.filter({ !other.contains($0) }).count == 0:
            return other
        case (_, .words(let words, isExcluded: false)) where words.filter({ !contains($0) }).count == 0:
            return self
        default:
            let (first, second) = (try automaton(limit: limit), try other.automaton(limit: limit))
            return TextLanguage(minimal: try Automaton.union(first, second, limit: limit).minimised())
        }
    }

    /// The texts that are in both languages.
    ///
    /// - Throws: ``TextLanguageError/tooLarge(limit:)``.
    public func intersection(
        _ other: TextLanguage, limit: Int = usualLimit
    ) throws(TextLanguageError) -> TextLanguage {
        try complement.union(other.complement, limit: limit).complement
    }

    /// The texts of this language that are not in the other.
    ///
    /// - Throws: ``TextLanguageError/tooLarge(limit:)``.
    public func subtracting(
        _ other: TextLanguage, limit: Int = usualLimit
    ) throws(TextLanguageError) -> TextLanguage {
        try complement.union(other, limit: limit).complement
    }
}

extension Automaton {
    /// An automaton of the texts that one of two accepts, or both.
    ///
    /// - Throws: ``TextLanguageError/tooLarge(limit:)``.
    static func union(_ first: Automaton, _ second: Automaton, limit: Int) throws(TextLanguageError) -> Automaton {
        var rows = RowTable()
        var builder = AutomatonBuilder(limit: limit)
        _ = rows.number([0, 0])
        while builder.count < rows.count {
            let row = rows.range(builder.count).lowerBound
            let (here, there) = (Int(rows.items[row]), Int(rows.items[row + 1]))
            let isSettled =
                first.accepts[here] && first.isSink(here) || second.accepts[there] && second.isSink(there)
            if isSettled {
                // All that follows is accepted.
                builder.edge(upTo: Letters.count, to: builder.count)
                try builder.endState(accepts: true)
                continue
            }
            var (one, two) = (Int(first.starts[here]), Int(second.starts[there]))
            let end = Int(first.starts[here + 1])
            while one < end {
                let (upper, other) = (first.uppers[one], second.uppers[two])
                rows.push(UInt32(first.targets[one]))
                rows.push(UInt32(second.targets[two]))
                builder.edge(upTo: min(upper, other), to: rows.commit())
                if upper <= other { one += 1 }
                if other <= upper { two += 1 }
            }
            try builder.endState(accepts: first.accepts[here] || second.accepts[there])
        }
        return builder.automaton
    }
}
