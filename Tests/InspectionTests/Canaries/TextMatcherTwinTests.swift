import Testing

@testable import Inspection

@Suite("many patterns at once")
struct TextMatcherTwinTests {
    /// Every place where a row stands in a text, by comparing it with the units at every place.
    static func naive(_ rows: [[UInt32]], _ text: String) -> Set<[Int]> {
        var units: [UInt32] = []
        var places: [Range<Int>] = []
        var offset = 0
        for scalar in text.unicodeScalars {
            let length = String(scalar).utf8.count
            for unit in Folding.all.units(of: scalar) {
                units.append(unit)
                places.append(offset..<offset + length)
            }
            offset += length
        }
        var found: Set<[Int]> = []
        for (index, row) in rows.enumerated() where row.count <= units.count {
            for start in 0...units.count - row.count where units[start..<start + row.count].elementsEqual(row) {
                found.insert([index, places[start].lowerBound, places[start + row.count - 1].upperBound])
            }
        }
        return found
    }

    @Test func `all rows are found where a naive search finds them`() {
        let alphabets = ["0123", "abA-B", "かがガｶﾞﾞき", "高髙山㈱株式会社㍿", "0１a\u{301}é𠮷吉😀*"]
        var hits = 0
        for seed in UInt64(1)...300 {
            var dice = Dice(seed: seed)
            let alphabet = dice.pick(alphabets)
            let rows = (0..<dice.number(1...30)).map { _ in
                Folding.all.units(dice.text(dice.number(1...6), of: alphabet))
            }.filter { !$0.isEmpty }
            guard !rows.isEmpty else { continue }
            let text = dice.text(dice.number(0...300), of: alphabet + "x,")
            var found: Set<[Int]> = []
            TextMatcher(rows: rows).scan(Array(text.utf8)) {
                found.insert([$0.row, $0.range.lowerBound, $0.range.upperBound])
            }
            hits += found.count
            #expect(found == Self.naive(rows, text), "seed \(seed)")
        }
        #expect(hits > 1_000)
    }

    @Test func `the table folds every scalar as the function does`() {
        for value in UInt32(0)..<0x10000 {
            guard let scalar = Unicode.Scalar(value) else { continue }
            let range = Int(FoldTable.starts[Int(value)])..<Int(FoldTable.starts[Int(value) + 1])
            if Array(FoldTable.units[range]) != Folding.all.units(of: scalar) {
                Issue.record("U+\(String(value, radix: 16))")
            }
        }
        // Folded text stays as it is.
        for text in ["ﾔﾏﾀﾞ タロウ", "０６－１２", "㈱髙﨑", "ÀÉ", "ｶﾞが"] {
            let units = Folding.all.units(text)
            let again = Folding.all.units(String(String.UnicodeScalarView(units.compactMap { Unicode.Scalar($0) })))
            #expect(units == again, "\(text)")
        }
    }
}
