import Conditions
import Testing

struct TextLanguageTests {
    @Test(arguments: 0..<4)
    func `conditions hold for the same texts as their slow twins`(alphabet: Int) throws {
        let letters = MadePredicate.alphabets[alphabet]
        let texts = NaiveTexts.all(of: letters, upTo: 4).map { (scalars: $0, string: NaiveTexts.string($0)) }
        for seed in 0..<100 {
            var dice = Dice(seed: UInt64(seed * 4 + alphabet))
            let made = try MadePredicate.random(letters, depth: dice.below(4), &dice)
            for text in texts {
                let (holds, expected) = (made.language.contains(text.string), made.holds(text.scalars))
                if holds != expected {
                    Issue.record("seed \(seed), \(made.sql): `\(text.string)` should be \(expected)")
                    break
                }
            }
        }
    }

    @Test func `languages made on different ways are equal exactly when they have the same texts`() throws {
        let letters = MadePredicate.alphabets[0]
        var equal = 0
        for seed in 0..<400 {
            var dice = Dice(seed: UInt64(seed))
            let one = try MadePredicate.random(letters, depth: dice.below(3), &dice).language
            let two = try MadePredicate.random(letters, depth: dice.below(3), &dice).language
            let difference = try one.subtracting(two).union(two.subtracting(one))
            #expect((one == two) == difference.isEmpty, "seed \(seed)")
            #expect(one != two || one.hashValue == two.hashValue, "seed \(seed)")
            if one == two { equal += 1 }
            // The same languages, by other ways.
            let meet = try one.intersection(two)
            let parts = try [meet, one.subtracting(two)].reduce(TextLanguage.none) { try $0.union($1) }
            #expect(parts == one && parts.hashValue == one.hashValue, "seed \(seed)")
            #expect(try meet == one.complement.union(two.complement).complement, "seed \(seed)")
            #expect(one.complement.complement == one)
        }
        #expect(equal > 5)
    }

    @Test func `texts are counted and listed as they are, the shortest first`() throws {
        let letters = MadePredicate.alphabets[0]
        let texts = NaiveTexts.all(of: letters, upTo: 4)
        let alphabet = try TextLanguage.none.union(.oneOf(letters.map(String.init)))
        // All texts of up to four of the letters, as a language.
        var short = try TextLanguage.exactly("").union(alphabet)
        for _ in 0..<3 {
            var longer = TextLanguage.none
            for letter in letters {
                // Texts that are short when their first character is away, which is this letter.
                let rest = try short.preimage(ofSubstringFrom: 2)
                longer = try longer.union(try rest.intersection(.beginning(with: String(letter))))
            }
            short = try longer.union(.exactly(""))
        }
        #expect(short.count(upTo: 10_000) == texts.count)
        for seed in 0..<100 {
            var dice = Dice(seed: UInt64(seed))
            let made = try MadePredicate.random(letters, depth: dice.below(3), &dice)
            let language = try made.language.intersection(short)
            let expected = texts.filter(made.holds)
            #expect(language.isFinite)
            #expect(language.count(upTo: 10_000) == expected.count, "seed \(seed) \(made.sql)")
            #expect(language.count(upTo: 5) == min(5, expected.count), "seed \(seed) \(made.sql)")
            let listed = language.first(10_000)
            #expect(Set(listed) == Set(expected.map(NaiveTexts.string)), "seed \(seed) \(made.sql)")
            #expect(listed.count == expected.count)
            let lengths = listed.map(\.unicodeScalars.count)
            #expect(lengths == lengths.sorted(), "seed \(seed) \(made.sql)")

            // Of the whole language, whether it has an end or not.
            let first = made.language.first(40)
            #expect(first.count == made.language.count(upTo: 40), "seed \(seed) \(made.sql)")
            #expect(Set(first).count == first.count)
            #expect(first.allSatisfy { made.holds(Array($0.unicodeScalars)) }, "seed \(seed) \(made.sql)")
            if let shortest = expected.map(\.count).min() {
                #expect((first.first?.unicodeScalars.count ?? .max) <= shortest, "seed \(seed) \(made.sql)")
            }
            #expect(made.language.first(40) == first)
        }
    }

    @Test func `texts after each other are in a language as its splits say`() throws {
        let letters: NaiveTexts.Text = ["a", "b", "A"]
        let texts = NaiveTexts.all(of: letters, upTo: 3).map(NaiveTexts.string)
        for seed in 0..<60 {
            var dice = Dice(seed: UInt64(seed))
            let made = try MadePredicate.random(letters, depth: dice.below(3), &dice)
            let pairs = try made.language.splits()
            for one in texts {
                let open = pairs.filter { $0.first.contains(one) }
                #expect(open.count <= 1)
                for two in texts {
                    let holds = made.language.contains(one + two)
                    if holds != open.contains(where: { $0.second.contains(two) }) {
                        Issue.record("seed \(seed) \(made.sql): `\(one)` and `\(two)` should be \(holds)")
                    }
                }
            }
        }
    }

    @Test func `examples prefer plausible characters and lengths`() throws {
        let pattern = try TextLanguage.like("%@%")
        #expect(pattern.first(3) == ["@", "a@", "b@"])
        #expect(pattern.first(2, preferring: TextPreference(charactersOf: ["東京"], shortest: 2)) == ["東@", "京@"])
        #expect(TextLanguage.all.first(3, preferring: TextPreference(shortest: 1)) == ["a", "b", "c"])
        #expect(
            try TextLanguage.oneOf(["", "zz", "b", "a"]).first(9, preferring: TextPreference(shortest: 1)) == [
                "a", "b", "zz", "",
            ])
        // Beyond the preferred characters the others come in their order, control characters last.
        let two = try TextLanguage.lengths(in: [1...1]).subtracting(
            .oneOf((0x20...0x7E).map { String(UnicodeScalar($0)) }))
        #expect(two.first(2) == ["\u{A0}", "\u{A1}"])
        #expect(try TextLanguage.less(than: "\u{3}").first(4) == ["", "\u{1}", "\u{2}", "\u{1}a"])
        #expect(two.count(upTo: .max) == 0x11_0000 - 0x800 - 1 - 95)
    }

    @Test func `patterns and texts that PostgreSQL refuses are refused`() throws {
        #expect(throws: TextLanguageError.unfinishedEscape(pattern: "a\\")) { try TextLanguage.like("a\\") }
        #expect(throws: TextLanguageError.unfinishedEscape(pattern: "%%%")) {
            try TextLanguage.like("%%%", escape: "%")
        }
        #expect(throws: TextLanguageError.zeroCharacter) { try TextLanguage.exactly("a\0") }
        #expect(throws: TextLanguageError.negativeLength(-1)) {
            try TextLanguage.all.preimage(ofSubstringFrom: 1, length: -1)
        }
        #expect(try TextLanguage.like("a\\", escape: nil).contains("a\\"))
        #expect(!TextLanguage.all.contains("a\0"))
    }

    @Test func `what is too large is refused, and soon`() throws {
        // The tenth character from the end needs 2^10 states, the thirtieth 2^30.
        #expect(try TextLanguage.like("%a_________").contains("xxaaaaaaaaaa"))
        let start = ContinuousClock.now
        #expect(throws: TextLanguageError.tooLarge(limit: 20_000)) {
            try TextLanguage.like("%a" + String(repeating: "_", count: 29))
        }
        #expect(throws: TextLanguageError.tooLarge(limit: 20_000)) { try TextLanguage.lengths(in: [0...1_000_000_000]) }
        #expect(throws: TextLanguageError.tooLarge(limit: 20_000)) {
            try TextLanguage.exactly("a").preimage(ofSubstringFrom: 1_000_000)
        }
        #expect(throws: TextLanguageError.tooLarge(limit: 20_000)) {
            try TextLanguage.like("%a%").preimage(ofLeft: -1_000_000)
        }
        #expect(throws: TextLanguageError.tooLarge(limit: 20_000)) {
            try TextLanguage.like("a%").preimage(ofLeft: -19_000)
        }
        #expect(throws: TextLanguageError.tooLarge(limit: 20_000)) {
            try TextLanguage.like("%" + String(repeating: "abc", count: 100_000) + "%")
        }
        // Each of these can hold or not hold whatever the others do.
        let parts = try "abcdefghijklmno".map { try TextLanguage.containing(String($0)) }
        #expect(throws: TextLanguageError.tooLarge(limit: 20_000)) { try TextPartition(parts) }
        #expect(try TextPartition(Array(parts.prefix(10))).cells.count == 1_024)
        #expect(ContinuousClock.now - start < .seconds(60))
    }

    @Test func `long texts and long lists are exact`() throws {
        let long = String(repeating: "ab", count: 100_000)
        let language = try TextLanguage.exactly(long).union(.exactly(""))
        #expect(language.contains(long) && !language.contains(long + "a") && language.count(upTo: 9) == 2)
        #expect(try TextLanguage.like("ab%ba").contains(long + "a"))
        let lengths = try TextLanguage.lengths(in: [3...9_000])
        #expect(lengths.contains(String(long.prefix(9_000))) && !lengths.contains(String(long.prefix(9_001))))
        #expect(lengths.first(1) == ["aaa"])
        // Beyond what is listed an automaton takes over, and equality still holds.
        let numbers = (0..<12_000).map { String($0) }
        let many = try TextLanguage.oneOf(numbers)
        #expect(many.count(upTo: 100_000) == 12_000)
        let halves = try TextLanguage.oneOf(numbers.prefix(6_000)).union(.oneOf(numbers.suffix(7_000)))
        #expect(many == halves)
        #expect(try many.intersection(.oneOf(["11999", "12000"])) == .exactly("11999"))
        // As many words as can be listed, in few states.
        let blocks = try TextLanguage.oneOf((0..<10_000).map { String($0 + 100_000) })
        #expect(try blocks.union(.like("9%")).subtracting(.like("9%")) == blocks)
        #expect(try many.subtracting(.oneOf(numbers.prefix(6_000))) == .oneOf(numbers.suffix(6_000)))
    }
}
