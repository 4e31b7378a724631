extension TextLanguage {
    /// The texts of which a part at given places is in this language: `substring(x FROM 2 FOR 3) = 'K'`.
    ///
    /// As in PostgreSQL the part is what of the text lies in the places from `from` up to `from + length`, itself not
    /// among them; places before 1 and after the end of the text are empty.
    ///
    /// - Parameters:
    ///   - from: the first place, counted in characters from 1; it may be 0 or less.
    ///   - length: in characters; nil for all that follows.
    /// - Throws: ``TextLanguageError/negativeLength(_:)``, ``TextLanguageError/tooLarge(limit:)``.
    public func preimage(
        ofSubstringFrom from: Int, length: Int? = nil, limit: Int = usualLimit
    ) throws(TextLanguageError) -> TextLanguage {
        if let length, length < 0 { throw .negativeLength(length) }
        let skipped = max(from, 1) - 1
        var taken: Int?
        if let length {
            let (end, isOver) = from.addingReportingOverflow(length)
            if !isOver { taken = max(end, 1) - 1 - skipped }
        }
        if let taken, taken <= 0 { return contains([][...]) ? .all : .none }
        if skipped == 0, taken == nil { return self }
        let automaton = try automaton(limit: limit)
        if skipped >= limit { throw .tooLarge(limit: limit) }
        // A row: how the part has turned out, once it has; else the letters skipped, those taken, and the state.
        let (open, inside, outside): (UInt32, UInt32, UInt32) = (0, 1, 2)
        let explored = try Exploration.automaton(from: [open, 0, 0, 0], limit: limit) { exploration, row in
            let (state, accepts) = (Int(row[3]), automaton.accepts[Int(row[3])])
            if row[0] != open {
                exploration.edge(upTo: Letters.count, to: row)
                return row[0] == inside
            }
            if row[1] < skipped {
                exploration.edge(upTo: Letters.count, to: [open, row[1] + 1, 0, 0])
            } else if Int(row[2]) == taken ?? -1 || automaton.isSink(state) {
                exploration.edge(upTo: Letters.count, to: [accepts ? inside : outside, 0, 0, 0])
            } else {
                let count = taken == nil ? 0 : row[2] + 1
                for edge in automaton.edges(of: state) {
                    let target = UInt32(automaton.targets[edge])
                    exploration.edge(upTo: automaton.uppers[edge], to: [open, row[1], count, target])
                }
            }
            return accepts
        }
        return TextLanguage(minimal: explored.minimised())
    }

    /// The texts of which the beginning is in this language: `left(x, 3) = 'K'`.
    ///
    /// - Parameters:
    ///   - count: the number of characters; below 0, all but so many at the end.
    /// - Throws: ``TextLanguageError/tooLarge(limit:)``.
    public func preimage(
        ofLeft count: Int, limit: Int = usualLimit
    ) throws(TextLanguageError) -> TextLanguage {
        if count >= 0 { return try preimage(ofSubstringFrom: 1, length: count, limit: limit) }
        guard -limit < count else { throw .tooLarge(limit: limit) }
        let dropped = -count
        let automaton = try automaton(limit: limit)
        // A row: the state after all letters, and how many letters ago the texts so far were in the language.
        let explored = try Exploration.automaton(
            from: automaton.accepts[0] ? [0, 0] : [0], limit: limit
        ) { exploration, row in
            let ages = row.dropFirst().map { $0 + 1 }.filter { $0 <= dropped }
            for edge in automaton.edges(of: Int(row[0])) {
                let target = Int(automaton.targets[edge])
                let start = automaton.accepts[target] ? [UInt32(target), 0] : [UInt32(target)]
                exploration.edge(upTo: automaton.uppers[edge], to: start + ages)
            }
            return row.count > 1 && row[row.count - 1] == dropped
        }
        let long = TextLanguage(minimal: explored.minimised())
        // Of a text that is shorter nothing is left.
        guard automaton.accepts[0] else { return long }
        return try long.union(try .lengths(in: [0...dropped - 1], limit: limit), limit: limit)
    }

    /// The texts of which the end is in this language: `right(x, 3) = 'K'`.
    ///
    /// - Parameters:
    ///   - count: the number of characters; below 0, all but so many at the beginning.
    /// - Throws: ``TextLanguageError/tooLarge(limit:)``.
    public func preimage(
        ofRight count: Int, limit: Int = usualLimit
    ) throws(TextLanguageError) -> TextLanguage {
        guard abs(count.clamped(to: -limit...limit)) < limit else { throw .tooLarge(limit: limit) }
        if count < 0 { return try preimage(ofSubstringFrom: 1 - count, limit: limit) }
        if count == 0 { return contains([][...]) ? .all : .none }
        let short = try intersection(try .lengths(in: [0...count - 1], limit: limit), limit: limit)
        let exact = try intersection(try .lengths(in: [count...count], limit: limit), limit: limit)
        let ends = try exact.automaton(limit: limit)
        // A row: the states of all ends that have begun, sorted, those without hope left out. One begins at each place.
        let explored = try Exploration.automaton(from: [0], limit: limit) { exploration, row in
            let uppers = Set(row.flatMap { ends.uppers[ends.edges(of: Int($0))] }).sorted()
            for upper in uppers {
                let targets = row.map { UInt32(ends.state(after: upper - 1, from: Int($0))) }
                let kept = Set(targets.filter { ends.accepts[Int($0)] || !ends.isSink(Int($0)) } + [0])
                exploration.edge(upTo: upper, to: kept.sorted())
            }
            return row.contains { ends.accepts[Int($0)] }
        }
        return try short.union(TextLanguage(minimal: explored.minimised()), limit: limit)
    }
}

extension Int {
    /// The nearest number in a range.
    fileprivate func clamped(to range: ClosedRange<Int>) -> Int {
        Swift.min(Swift.max(self, range.lowerBound), range.upperBound)
    }
}
