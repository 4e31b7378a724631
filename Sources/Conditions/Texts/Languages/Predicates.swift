extension TextLanguage {
    /// The texts that fit a pattern: `x LIKE 'pattern'`.
    ///
    /// - Parameters:
    ///   - escape: the escape character; nil for `ESCAPE ''`.
    /// - Throws: ``TextLanguageError/unfinishedEscape(pattern:)`` — PostgreSQL refuses such a pattern for a text that fits
    ///   it up to its end and goes on —, ``TextLanguageError/zeroCharacter``, ``TextLanguageError/tooLarge(limit:)``.
    public static func like(
        _ pattern: String, escape: Unicode.Scalar? = "\\", limit: Int = usualLimit
    ) throws(TextLanguageError) -> TextLanguage {
        try LikePattern(pattern, escape: escape).language(limit: limit)
    }

    /// The texts that fit a pattern after both are put into small letters: `x ILIKE 'pattern'`.
    ///
    /// - Parameters:
    ///   - escape: the escape character; nil for `ESCAPE ''`.
    ///   - lower: what `lower` does to each character. It depends on the column's collation.
    /// - Throws: As ``like(_:escape:limit:)``.
    public static func ilike(
        _ pattern: String, escape: Unicode.Scalar? = "\\", lower: ScalarMapping, limit: Int = usualLimit
    ) throws(TextLanguageError) -> TextLanguage {
        try LikePattern(pattern, escape: escape, mapping: lower).language(limit: limit)
            .preimage(ofMapping: lower, limit: limit)
    }

    /// The texts that begin with another: `starts_with(x, 'prefix')`.
    ///
    /// - Throws: ``TextLanguageError/zeroCharacter``, ``TextLanguageError/tooLarge(limit:)``.
    public static func beginning(
        with prefix: String, limit: Int = usualLimit
    ) throws(TextLanguageError) -> TextLanguage {
        try LikePattern(runs: [try Letters.of(prefix), []]).language(limit: limit)
    }

    /// The texts that end with another.
    ///
    /// - Throws: ``TextLanguageError/zeroCharacter``, ``TextLanguageError/tooLarge(limit:)``.
    public static func ending(
        with suffix: String, limit: Int = usualLimit
    ) throws(TextLanguageError) -> TextLanguage {
        try LikePattern(runs: [[], try Letters.of(suffix)]).language(limit: limit)
    }

    /// The texts in which another stands: `position('part' in x) > 0`.
    ///
    /// - Throws: ``TextLanguageError/zeroCharacter``, ``TextLanguageError/tooLarge(limit:)``.
    public static func containing(
        _ part: String, limit: Int = usualLimit
    ) throws(TextLanguageError) -> TextLanguage {
        try LikePattern(runs: [[], try Letters.of(part), []]).language(limit: limit)
    }

    /// The texts that come before another in the order of collation `C`: `x < 'bound'`.
    ///
    /// - Throws: ``TextLanguageError/zeroCharacter``, ``TextLanguageError/tooLarge(limit:)``.
    public static func less(
        than bound: String, limit: Int = usualLimit
    ) throws(TextLanguageError) -> TextLanguage {
        try upTo(try Letters.of(bound), isIncluded: false, limit: limit)
    }

    /// The texts that come before another in the order of collation `C`, and itself: `x <= 'bound'`.
    ///
    /// - Throws: ``TextLanguageError/zeroCharacter``, ``TextLanguageError/tooLarge(limit:)``.
    public static func lessOrEqual(
        to bound: String, limit: Int = usualLimit
    ) throws(TextLanguageError) -> TextLanguage {
        try upTo(try Letters.of(bound), isIncluded: true, limit: limit)
    }

    private static func upTo(
        _ bound: [UInt32], isIncluded: Bool, limit: Int
    ) throws(TextLanguageError) -> TextLanguage {
        // State i has seen the first i letters of the bound. Then: less, and more.
        let (less, more) = (bound.count + 1, bound.count + 2)
        var builder = AutomatonBuilder(limit: limit)
        for (index, letter) in bound.enumerated() {
            if letter > 0 { builder.edge(upTo: letter, to: less) }
            builder.edge(upTo: letter + 1, to: index + 1)
            if letter + 1 < Letters.count { builder.edge(upTo: Letters.count, to: more) }
            try builder.endState(accepts: true)
        }
        for (target, accepts) in [(more, isIncluded), (less, true), (more, false)] {
            builder.edge(upTo: Letters.count, to: target)
            try builder.endState(accepts: accepts)
        }
        return TextLanguage(minimal: builder.automaton.minimised())
    }

    /// The texts of so many characters: `length(x) BETWEEN 3 AND 8`, or within one of several ranges.
    ///
    /// - Parameters:
    ///   - ranges: in characters; a range that ends in `Int.max` has no end.
    /// - Throws: ``TextLanguageError/tooLarge(limit:)``.
    public static func lengths(
        in ranges: [ClosedRange<Int>], limit: Int = usualLimit
    ) throws(TextLanguageError) -> TextLanguage {
        try sizes(in: ranges, limit: limit) { _ in 1 }
    }

    /// The texts that take so many bytes in UTF-8: `octet_length(x) <= 255`, or within one of several ranges.
    ///
    /// - Parameters:
    ///   - ranges: in bytes; a range that ends in `Int.max` has no end.
    /// - Throws: ``TextLanguageError/tooLarge(limit:)``.
    public static func byteLengths(
        in ranges: [ClosedRange<Int>], limit: Int = usualLimit
    ) throws(TextLanguageError) -> TextLanguage {
        try sizes(in: ranges, limit: limit) { UTF8.width(Letters.scalar($0)) }
    }

    private static func sizes(
        in ranges: [ClosedRange<Int>], limit: Int, of size: (UInt32) -> Int
    ) throws(TextLanguageError) -> TextLanguage {
        // From this on, one more makes no difference.
        let last = Ranges.last(ranges)
        if last >= limit { throw .tooLarge(limit: limit) }
        // The last letters of each number of bytes, and one more.
        let uppers: [UInt32] = [0x7F, 0x7FF, 0xFFFF - 0x800, Letters.count]
        var builder = AutomatonBuilder(limit: limit)
        for length in 0...last {
            for upper in uppers {
                builder.edge(upTo: upper, to: min(last, length + size(upper - 1)))
            }
            try builder.endState(accepts: Ranges.contain(ranges, length))
        }
        return TextLanguage(minimal: builder.automaton.minimised())
    }
}

/// Ranges of numbers, of which those that end in `Int.max` have no end.
enum Ranges {
    /// The least number from 0 on from which all numbers are alike.
    static func last(_ ranges: [ClosedRange<Int>]) -> Int {
        ranges.reduce(0) { max($0, $1.upperBound == Int.max ? $1.lowerBound : $1.upperBound + 1) }
    }

    static func contain(_ ranges: [ClosedRange<Int>], _ number: Int) -> Bool {
        ranges.contains { $0.contains(number) }
    }
}
