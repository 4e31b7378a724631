import Conditions
import Testing

struct TextPartitionTests {
    @Test(arguments: 0..<4)
    func `cells are the combinations that texts have`(alphabet: Int) throws {
        let letters = MadePredicate.alphabets[alphabet]
        let texts = NaiveTexts.all(of: letters, upTo: 4)
        for seed in 0..<60 {
            var dice = Dice(seed: UInt64(seed * 4 + alphabet))
            let made = try (0..<dice.below(6)).map { _ in
                try MadePredicate.random(letters, depth: dice.once(in: 2) ? 0 : dice.below(3), &dice)
            }
            let longest = dice.once(in: 3) ? dice.below(5) : nil
            let name = "seed \(seed), up to \(longest ?? -1): \(made.map(\.sql))"
            let partition = try TextPartition(made.map(\.language), longest: longest, countingTo: 2_000)
            let cells = partition.cells
            #expect(Set(cells.map(\.holds)).count == cells.count, "\(name)")

            // Each combination that a short text has is there, with texts enough.
            var seen: [[Bool]: Int] = [:]
            for text in texts where text.count <= longest ?? 4 { seen[made.map { $0.holds(text) }, default: 0] += 1 }
            for (holds, count) in seen {
                let cell = cells.first { $0.holds == holds }
                #expect((cell?.count ?? 0) >= count, "\(name): \(holds)")
            }
            // Each that is there has texts, as many as it says.
            for (index, cell) in cells.enumerated() {
                #expect(cell.count >= 1)
                let shortest = dice.below(3)
                let witnesses = partition.witnesses(
                    of: index, 50, preferring: dice.once(in: 2) ? nil : TextPreference(shortest: shortest))
                #expect(witnesses.count == min(50, cell.count), "\(name): \(cell.holds) \(witnesses)")
                #expect(Set(witnesses).count == witnesses.count)
                for witness in witnesses {
                    let text = Array(witness.unicodeScalars)
                    #expect(made.map { $0.holds(text) } == cell.holds, "\(name): `\(witness)`")
                    #expect(text.count <= longest ?? Int.max, "\(name): `\(witness)`")
                }
            }
        }
    }

    @Test func `the languages of the cells have each text once`() throws {
        let letters = MadePredicate.alphabets[0]
        for seed in 0..<60 {
            var dice = Dice(seed: UInt64(seed))
            let languages = try (0..<4).map { _ in
                try MadePredicate.random(letters, depth: dice.below(2), &dice).language
            }
            let longest = dice.once(in: 3) ? dice.below(5) : nil
            let partition = try TextPartition(languages, longest: longest)
            var whole = TextLanguage.none
            for (index, cell) in partition.cells.enumerated() {
                let language = try partition.language(of: index)
                #expect(language.count(upTo: 1_000) == cell.count, "seed \(seed)")
                #expect(partition.witnesses(of: index, 20).allSatisfy(language.contains), "seed \(seed)")
                for (holds, other) in zip(cell.holds, languages) {
                    #expect(try language.subtracting(holds ? other : other.complement).isEmpty, "seed \(seed)")
                }
                #expect(try whole.intersection(language).isEmpty, "seed \(seed)")
                whole = try whole.union(language)
            }
            #expect(try whole == .lengths(in: [0...(longest ?? Int.max)]), "seed \(seed)")
        }
    }

    @Test func `texts are counted exactly below the cap`() throws {
        let languages: [TextLanguage] = try [
            .oneOf(["A", "B", "C"]), .like("A%"), .exactly("A"), .ilike("ab", lower: .asciiLower),
            .lengths(in: [2...2]),
        ]
        let partition = try TextPartition(languages, countingTo: 100)
        let counts = Dictionary(
            uniqueKeysWithValues: partition.cells.map { ($0.holds.map { $0 ? "1" : "0" }.joined(), $0.count) })
        #expect(
            counts == [
                "11100": 1, "10000": 2, "01011": 2, "00011": 2, "01001": 100, "00001": 100, "01000": 100, "00000": 100,
            ])
        #expect(try TextPartition([]).cells.map(\.count) == [1_000])
        #expect(try TextPartition([.all, .none]).cells.map(\.holds) == [[true, false]])
        #expect(try TextPartition([.exactly("ab")], longest: 0).cells.map(\.count) == [1])
        #expect(try TextPartition([.exactly("ab")], longest: 1).cells.map(\.holds) == [[false]])
        // Blanks around a word: one more way with each blank that fits.
        let trimmed = try TextLanguage.exactly("ab").preimage(ofTrimming: .both)
        for longest in 1..<40 {
            let cells = try TextPartition([trimmed], longest: longest).cells
            let count = cells.first { $0.holds == [true] }?.count ?? 0
            #expect(count == (longest < 2 ? 0 : (longest - 1) * longest / 2))
        }
    }

    @Test func `a language and its complement never hold at once`() throws {
        let like = try TextLanguage.like("%x%y_")
        let cells = try TextPartition([like, like.complement, like]).cells
        #expect(Set(cells.map(\.holds)) == [[true, false, true], [false, true, false]])
    }
}
