import Testing

@testable import Report

@Suite("text for the terminal")
struct TextTests {
    @Test(
        "East Asian characters take two columns",
        arguments: [
            ("", 0), ("abc", 3), ("社員", 4), ("ｶﾅ", 2), ("①", 1), ("㈱", 2), ("、。", 4), ("e\u{301}", 1), ("😀", 2),
            ("１", 2),
            ("…—“”", 4), ("─", 1), ("\u{3000}", 2), ("한글", 4),
        ])
    func widths(text: String, width: Int) {
        #expect(TextWidth.of(text) == width)
    }

    @Test("a table stands in straight columns", arguments: Language.allCases)
    func golden(language: Language) throws {
        let renderer = TextRenderer(language: language, width: 72)
        let text = [Sample.low, Sample.route, Sample.surfaces, Sample.findings].map { renderer.render($0) }
        try Golden.compare(text.joined(separator: "\n"), with: "tables.\(language.rawValue).txt")
    }

    @Test("lines are as wide as the rule at most, and never wider than the terminal if words can be wrapped")
    func aligned() throws {
        for seed in 0..<200 as Range<UInt64> {
            var made = Made(seed: seed)
            let table = made.number(0...1) == 0 ? made.addingTable("t") : made.mixedTable("t")
            let width = made.number(60...120)
            let text = TextRenderer(language: .ja, width: width).render(table)
            let lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
            let rules = lines.indices.filter { !lines[$0].isEmpty && lines[$0].allSatisfy { $0 == "─" } }
            let first = try #require(rules.first)
            let last = try #require(rules.last)
            let ruled = TextWidth.of(lines[first])
            for line in lines[first...last] where ruled <= width {
                #expect(TextWidth.of(line) <= ruled, "seed \(seed): \(line)")
            }
            #expect(text.unicodeScalars.allSatisfy { $0 == "\n" || $0.properties.generalCategory != .control })
        }
    }

    @Test("labels are broken where they may be")
    func wrapping() {
        #expect(TextWidth.wrap("小売全面自由化の前から知っていた", to: 12) == ["小売全面自由", "化の前から知", "っていた"])
        #expect(TextWidth.wrap("約束（やくそく）、です。", to: 6) == ["約束", "（やく", "そ", "く）、", "です。"])
        #expect(TextWidth.wrap("Knew it since before 2016", to: 12) == ["Knew it", "since before", "2016"])
        #expect(TextWidth.wrap("", to: 12) == [])
        #expect(TextWidth.wrap("extraordinarily", to: 6) == ["extrao", "rdinar", "ily"])
    }
}
