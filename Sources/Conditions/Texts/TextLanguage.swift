/// A set of texts of PostgreSQL, known exactly: a regular language over Unicode scalars.
///
/// Texts are compared as under the collation `C`, scalar by scalar, and never hold U+0000. Lengths and places count
/// scalars, as PostgreSQL's `length` does under UTF-8. Two languages are equal exactly when they have the same texts.
///
/// Sets of texts that are listed, or all but those listed, are kept as lists; all others as the automaton with the
/// fewest states. What needs an automaton of more states than a limit is refused, and never approximated.
public struct TextLanguage: Hashable, Sendable {
    /// How the texts are kept. A language that can be listed, or of which the others can be, always is.
    enum Form: Hashable, Sendable {
        /// Exactly the words; or, where they are excluded, all texts but them.
        case words(WordSet, isExcluded: Bool)
        /// The texts of an automaton that has the fewest states.
        case automaton(Automaton)
    }

    let form: Form

    /// The most states of an automaton, where nothing else is said.
    public static let usualLimit = 20_000

    /// All texts.
    public static let all = TextLanguage(form: .words(WordSet(), isExcluded: true))

    /// No text.
    public static let none = TextLanguage(form: .words(WordSet(), isExcluded: false))

    init(form: Form) {
        self.form = form
    }

    /// The texts of an automaton that has the fewest states.
    init(minimal automaton: Automaton) {
        form = Self.listed(automaton) ?? .automaton(automaton)
    }

    /// The given words, or all but them.
    init(_ words: WordSet, isExcluded: Bool, limit: Int) throws(TextLanguageError) {
        form =
            words.isTooLarge
            ? .automaton(try words.automaton(isExcluded: isExcluded, limit: limit))
            : .words(words, isExcluded: isExcluded)
    }

    /// One text: `x = 'constant'`.
    ///
    /// - Throws: ``TextLanguageError/zeroCharacter``, ``TextLanguageError/tooLarge(limit:)``.
    public static func exactly(_ text: String) throws(TextLanguageError) -> TextLanguage {
        try TextLanguage(WordSet(try Letters.of(text)), isExcluded: false, limit: usualLimit)
    }

    /// Some texts: `x IN ('one', 'two')`.
    ///
    /// - Throws: ``TextLanguageError/zeroCharacter``, ``TextLanguageError/tooLarge(limit:)``.
    public static func oneOf(
        _ texts: some Sequence<String>, limit: Int = usualLimit
    ) throws(TextLanguageError) -> TextLanguage {
        var words: [[UInt32]] = []
        for text in texts { words.append(try Letters.of(text)) }
        return try TextLanguage(WordSet(sorting: words), isExcluded: false, limit: limit)
    }

    /// The automaton with the fewest states.
    func automaton(limit: Int) throws(TextLanguageError) -> Automaton {
        switch form {
        case .words(let words, let isExcluded): return try words.automaton(isExcluded: isExcluded, limit: limit)
        case .automaton(let automaton):
            if automaton.count > limit { throw .tooLarge(limit: limit) }
            return automaton
        }
    }

    /// Whether a text is in the language. One with U+0000 never is.
    public func contains(_ text: String) -> Bool {
        guard let letters = Letters.known(text) else { return false }
        return contains(letters[...])
    }

    func contains(_ word: ArraySlice<UInt32>) -> Bool {
        switch form {
        case .words(let words, let isExcluded): words.contains(word) != isExcluded
        case .automaton(let automaton): automaton.accepts[automaton.state(after: word)]
        }
    }

    /// Whether no text is in the language.
    public var isEmpty: Bool { self == .none }

    /// Whether there are finitely many texts in the language.
    public var isFinite: Bool {
        switch form {
        case .words(_, let isExcluded): !isExcluded
        case .automaton(let automaton):
            zip(automaton.accepts, automaton.ways()).allSatisfy { !$0 || $1 < Int.max }
        }
    }

    /// The number of texts in the language; `cap` when there are so many, or more.
    public func count(upTo cap: Int) -> Int {
        switch form {
        case .words(let words, let isExcluded): return isExcluded ? cap : min(cap, words.count)
        case .automaton(let automaton):
            let labels = automaton.accepts.map { $0 ? Int32(1) : 0 }
            return automaton.wordCounts(labels: labels, count: 2, longest: nil, cap: cap)[1]
        }
    }

    /// The first texts of the language, each once: the shortest first, and of the same length those of preferred
    /// characters first. The same each time.
    ///
    /// - Parameters:
    ///   - count: the most texts; fewer are given when the language has no more.
    public func first(_ count: Int, preferring preference: TextPreference = .usual) -> [String] {
        guard count > 0 else { return [] }
        switch form {
        case .words(let words, isExcluded: false):
            let sorted = (0..<words.count).sorted { preference.prefers(words[$0], to: words[$1]) }
            return sorted.prefix(count).map { Letters.text(words[$0]) }
        case .words(let words, isExcluded: true):
            let all = Automaton(accepts: [true], starts: [0, 1], uppers: [Letters.count], targets: [0])
            var search = WordSearch(all, isGoal: { _ in true }, excluding: words, preferring: preference)
            return search.first(count, longest: nil).map { Letters.text($0) }
        case .automaton(let automaton):
            var search = WordSearch(automaton, isGoal: { automaton.accepts[$0] }, preferring: preference)
            return search.first(count, longest: nil).map { Letters.text($0) }
        }
    }
}
