/// A word that may have been meant instead of one that is not known.
package struct Suggestion {
    /// The word, if one is close enough.
    package let word: String?

    /// Finds the word nearest to `unknown`: same but for case, or at most one edit per three letters apart.
    package init(for unknown: String, among known: some Sequence<String>) {
        let wanted = Array(unknown.lowercased().unicodeScalars)
        let most = max(1, wanted.count / 3)
        word =
            known.map { (Self.distance(wanted, Array($0.lowercased().unicodeScalars), most: most), $0) }
            .filter { $0.0 <= most && $0.0 < wanted.count }
            .min { $0 < $1 }?.1
    }

    /// The end of an English message.
    package var en: String { word.map { "; did you mean `\($0)`?" } ?? "" }
    /// The end of a Japanese message.
    package var ja: String { word.map { "。`\($0)` のことではありませんか" } ?? "" }

    /// Insertions, deletions, replacements and swaps of neighbours that lead from one word to the other (optimal
    /// string alignment); any number above `most` stands for "too many".
    static func distance(_ one: [Unicode.Scalar], _ other: [Unicode.Scalar], most: Int) -> Int {
        if abs(one.count - other.count) > most { return most + 1 }
        if one.isEmpty || other.isEmpty { return max(one.count, other.count) }
        var before: [Int] = []
        var last = Array(0...other.count)
        for row in 1...one.count {
            var current = [row]
            for column in 1...other.count {
                let cost = one[row - 1] == other[column - 1] ? 0 : 1
                var best = min(last[column] + 1, current[column - 1] + 1, last[column - 1] + cost)
                if row > 1, column > 1, one[row - 1] == other[column - 2], one[row - 2] == other[column - 1] {
                    best = min(best, before[column - 2] + 1)
                }
                current.append(best)
            }
            (before, last) = (last, current)
        }
        return last[other.count]
    }
}
