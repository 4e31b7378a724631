/// A finite set of texts, as words of letters in the order of collation `C`.
struct WordSet: Hashable, Sendable {
    /// The most words of a set, and the most letters of all its words.
    static let limit = (words: 10_000, letters: 1_000_000)

    /// The letters of all words, one after the other.
    private(set) var letters: [UInt32] = []
    private var ends: [Int32] = [0]

    /// The number of words.
    var count: Int { ends.count - 1 }

    /// Whether there are more words or letters than a set may have.
    var isTooLarge: Bool { count > Self.limit.words || letters.count > Self.limit.letters }

    /// No words.
    init() {}

    /// One word.
    init(_ word: [UInt32]) {
        append(word)
    }

    /// Words in any order, some perhaps twice.
    init(sorting words: [[UInt32]]) {
        var last: [UInt32]?
        for word in words.sorted(by: { $0.lexicographicallyPrecedes($1) }) where word != last {
            append(word)
            last = word
        }
    }

    /// The letters of a word.
    subscript(_ word: Int) -> ArraySlice<UInt32> { letters[Int(ends[word])..<Int(ends[word + 1])] }

    /// Adds a word that comes after all others.
    mutating func append(_ word: some Collection<UInt32>) {
        letters.append(contentsOf: word)
        ends.append(Int32(truncatingIfNeeded: letters.count))
    }

    /// Whether a word is in the set.
    func contains(_ word: ArraySlice<UInt32>) -> Bool {
        var (low, high) = (0, count)
        while low < high {
            let middle = (low + high) / 2
            let order = Self.order(self[middle], word)
            if order == 0 { return true }
            if order < 0 { low = middle + 1 } else { high = middle }
        }
        return false
    }

    /// Below 0 when `first` comes before `second`, 0 when they are the same.
    static func order(_ first: ArraySlice<UInt32>, _ second: ArraySlice<UInt32>) -> Int {
        var (one, two) = (first.startIndex, second.startIndex)
        while one < first.endIndex, two < second.endIndex {
            if first[one] != second[two] { return first[one] < second[two] ? -1 : 1 }
            one += 1
            two += 1
        }
        return first.count - second.count
    }

    /// The words for which `isKept` holds.
    func filter(_ isKept: (ArraySlice<UInt32>) -> Bool) -> WordSet {
        var kept = WordSet()
        for word in 0..<count where isKept(self[word]) { kept.append(self[word]) }
        return kept
    }

    /// The words of both sets: those only here, those only there and those in both, as asked.
    func merged(with other: WordSet, here: Bool, there: Bool, both: Bool) -> WordSet {
        var result = WordSet()
        var (one, two) = (0, 0)
        while one < count || two < other.count {
            let order =
                one == count ? 1 : two == other.count ? -1 : Self.order(self[one], other[two])
            if order == 0 {
                if both { result.append(self[one]) }
                one += 1
                two += 1
            } else if order < 0 {
                if here { result.append(self[one]) }
                one += 1
            } else {
                if there { result.append(other[two]) }
                two += 1
            }
        }
        return result
    }
}
