/// A pattern of `like`, taken apart: runs of characters with any text between them.
struct LikePattern {
    /// Stands for any one character.
    static let anyOne = UInt32.max

    /// The runs, of letters and ``anyOne``; between two of them any text may stand. There is at least one.
    private(set) var runs: [[UInt32]]

    /// Runs that stand in a text, in their order, with any text between them.
    ///
    /// `%_` and `_%` mean the same; `_` is kept on the left, where it needs fewer states.
    init(runs: [[UInt32]]) {
        var moved: [[UInt32]] = []
        for (index, run) in runs.enumerated() {
            if let last = moved.indices.last {
                let ones = run.prefix { $0 == Self.anyOne }
                moved[last].append(contentsOf: ones)
                let rest = Array(run.dropFirst(ones.count))
                // Any text twice is any text.
                if !rest.isEmpty || index == runs.count - 1 { moved.append(rest) }
            } else {
                moved.append(run)
            }
        }
        self.runs = moved
    }

    /// Takes a written pattern apart: `%` is any text, `_` any one character, and what follows the escape character is
    /// itself.
    ///
    /// - Parameters:
    ///   - escape: nil for `ESCAPE ''`: no character is.
    ///   - mapping: is applied to the characters that stand for themselves.
    /// - Throws: ``TextLanguageError/unfinishedEscape(pattern:)``, ``TextLanguageError/zeroCharacter``.
    init(
        _ pattern: String, escape: Unicode.Scalar?, mapping: ScalarMapping? = nil
    ) throws(TextLanguageError) {
        var runs: [[UInt32]] = [[]]
        var isEscaped = false
        for scalar in pattern.unicodeScalars {
            if !isEscaped {
                if scalar == escape {
                    isEscaped = true
                    continue
                }
                if scalar == "%" {
                    runs.append([])
                    continue
                }
                if scalar == "_" {
                    runs[runs.count - 1].append(Self.anyOne)
                    continue
                }
            }
            guard let letter = Letters.number(scalar) else { throw .zeroCharacter }
            runs[runs.count - 1].append(mapping?.letter(letter) ?? letter)
            isEscaped = false
        }
        if isEscaped { throw .unfinishedEscape(pattern: pattern) }
        self.init(runs: runs)
    }

    /// The texts that fit the pattern.
    ///
    /// - Throws: ``TextLanguageError/tooLarge(limit:)``.
    func language(limit: Int) throws(TextLanguageError) -> TextLanguage {
        if runs.count == 1, !runs[0].contains(Self.anyOne) {
            return try TextLanguage(WordSet(runs[0]), isExcluded: false, limit: limit)
        }
        // Each character of a pattern takes a state at least.
        guard runs.reduce(0, { $0 + $1.count }) < limit else { throw .tooLarge(limit: limit) }
        let automaton = try LikeAutomaton(self).explored(limit: limit)
        // Where only the first run has `_`, each state has a shortest text of its own length yet to come: none are
        // alike.
        let isSmallest = !runs.dropFirst().contains { $0.contains(Self.anyOne) }
        return TextLanguage(minimal: isSmallest ? automaton : automaton.minimised())
    }
}

/// Follows a pattern through a text: it is in one run, and has matched some beginnings of it.
///
/// The first place where a run fits is always good enough: whatever follows it may also follow any text more.
private struct LikeAutomaton {
    private struct Run {
        var length: Int
        /// The different letters of the run, sorted.
        var letters: [UInt32]
        /// For each letter, and at last for all others: a bit at each place of the run that the letter fits.
        var masks: [[UInt32]]
    }

    private let runs: [Run]
    private let width: Int

    init(_ pattern: LikePattern) {
        let width = ((pattern.runs.map(\.count).max() ?? 0) + 32) / 32
        runs = pattern.runs.map { run in
            var letters = run.filter { $0 != LikePattern.anyOne }.sorted()
            var kept = 0
            for letter in letters where kept == 0 || letters[kept - 1] != letter {
                letters[kept] = letter
                kept += 1
            }
            letters.removeLast(letters.count - kept)
            var masks = [[UInt32]](repeating: [UInt32](repeating: 0, count: width), count: kept + 1)
            for (place, item) in run.enumerated() {
                let bit = UInt32(1) << UInt32(place % 32)
                for index in masks.indices
                where item == LikePattern.anyOne || index < kept && letters[index] == item {
                    masks[index][place / 32] |= bit
                }
            }
            return Run(length: run.count, letters: letters, masks: masks)
        }
        self.width = width
    }

    /// Makes the automaton; its states are numbered in the order of a breadth-first walk.
    func explored(limit: Int) throws(TextLanguageError) -> Automaton {
        var rows = RowTable()
        var builder = AutomatonBuilder(limit: limit)
        push(run: runs.count > 1 && runs[0].length == 0 ? 1 : 0, into: &rows)
        _ = rows.commit()
        while builder.count < rows.count {
            let first = rows.range(builder.count).lowerBound
            let number = Int(rows.items[first])
            let run = runs[number]
            var position: UInt32 = 0
            for (index, letter) in run.letters.enumerated() {
                if letter > position {
                    builder.edge(upTo: letter, to: step(first, number, run.letters.count, &rows))
                }
                builder.edge(upTo: letter + 1, to: step(first, number, index, &rows))
                position = letter + 1
            }
            if position < Letters.count {
                builder.edge(upTo: Letters.count, to: step(first, number, run.letters.count, &rows))
            }
            let isAtEnd = rows.items[first + 1 + run.length / 32] & (1 << UInt32(run.length % 32)) != 0
            try builder.endState(accepts: number == runs.count - 1 && isAtEnd)
        }
        return builder.automaton
    }

    /// Writes the row of the beginning of a run.
    private func push(run: Int, into rows: inout RowTable) {
        rows.push(UInt32(run))
        rows.push(1)
        for _ in 1..<width { rows.push(0) }
    }

    /// The state after a letter, given by its place among those of the run, from the row that begins at `first`.
    private func step(_ first: Int, _ number: Int, _ letter: Int, _ rows: inout RowTable) -> Int {
        let length = runs[number].length
        // After any text a run may begin at each place.
        var carry: UInt32 = number > 0 ? 1 : 0
        var isAtEnd = false
        rows.push(UInt32(number))
        for chunk in 0..<width {
            let fits = rows.items[first + 1 + chunk] & runs[number].masks[letter][chunk]
            let moved = fits << 1 | carry
            carry = fits >> 31
            if chunk == length / 32 { isAtEnd = moved & (1 << UInt32(length % 32)) != 0 }
            rows.push(moved)
        }
        if isAtEnd, number < runs.count - 1 {
            // The run fits: on to the next.
            rows.dropRow()
            push(run: number + 1, into: &rows)
        }
        return rows.commit()
    }
}
