/// "Did you mean": the known name that is nearest to one that is not known.
enum Suggestion {
    /// The nearest of some names, if one is near enough: at most a third of the letters differ.
    static func nearest(to name: String, among known: some Sequence<String>) -> String? {
        let letters = Array(name.lowercased().unicodeScalars)
        let limit = letters.count < 3 ? 0 : letters.count / 3
        var best: (name: String, distance: Int)?
        for candidate in known where !ExactText.areEqual(candidate, name) {
            let other = Array(candidate.lowercased().unicodeScalars)
            guard abs(other.count - letters.count) <= limit else { continue }
            let distance = distance(letters, other)
            guard distance <= limit else { continue }
            // Of two that are equally near, the first by its bytes: the same text gives the same message.
            if let found = best, (found.distance, ExactText(found.name)) <= (distance, ExactText(candidate)) {
                continue
            }
            best = (candidate, distance)
        }
        return best?.name
    }

    /// `; did you mean `x`?`, or nothing.
    static func phrase(for name: String, among known: some Sequence<String>) -> String {
        nearest(to: name, among: known).map { "; did you mean `\($0)`?" } ?? ""
    }

    /// Letters to insert, take away, replace or swap with their neighbour.
    private static func distance(_ one: [Unicode.Scalar], _ other: [Unicode.Scalar]) -> Int {
        var before: [Int] = []
        var previous = Array(0...other.count)
        for row in one.indices {
            var current = [row + 1]
            for column in other.indices {
                var least = min(
                    previous[column] + (one[row] == other[column] ? 0 : 1), previous[column + 1] + 1,
                    current[column] + 1)
                if row > 0, column > 0, one[row] == other[column - 1], one[row - 1] == other[column] {
                    least = min(least, before[column - 1] + 1)
                }
                current.append(least)
            }
            before = previous
            previous = current
        }
        return previous[other.count]
    }
}
