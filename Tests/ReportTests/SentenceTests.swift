import Report
import Testing

@Suite("sentences are made from cells")
struct SentenceTests {
    private func table(_ rows: [(String, Int?, Int?)]) -> Table {
        Table(
            id: "t", title: Phrase(ja: "表", en: "table"), columns: [.employee, .total],
            rows: rows.map { row in
                TableRow(
                    id: row.0, label: Phrase(ja: row.0, en: row.0.uppercased()),
                    cells: [row.1, row.2].map { number in
                        number.map { .count($0, .people, Provenance(query: "q")) } ?? Cell(.notObserved)
                    }, isTotal: row.0 == "total")
            })
    }

    private func ranking(_ rows: [(String, Int?, Int?)], places: Int = 2, aside: String? = nil) -> [String] {
        let sentence = Sentence.ranking(in: table(rows), places: places, aside: aside)
        return [sentence.phrase.ja, sentence.phrase.en]
    }

    @Test("as the published report says it")
    func published() {
        let sentence = Sentence.ranking(in: Sample.route, lead: Phrase(ja: "経路については、", en: "As to the route, "))
        #expect(
            sentence.phrase.ja
                == "経路については、最も多かったのは「同僚・部下から」が480名（社員では255名）、次に「上司から」が268名（社員では4名）であった。")
        #expect(
            sentence.phrase.en
                == "As to the route, the most frequent was “From a colleague” (480 people; Employees: 255), followed by “From a superior” (268 people; Employees: 4)."
        )
        #expect(Sentence.response(in: Sample.low)?.phrase.ja == "1,606名のうち1,289名が回答した（回答率80.3%）。")
        #expect(
            Sentence.response(in: Sample.low)?.phrase.en == "Of 1,606 people, 1,289 answered (response rate 80.3%).")
        #expect(
            Sentence.part("sales", in: Sample.purpose)?.phrase.ja == "1,289名中62名が「提案活動」と回答した（社員では62名）。")
    }

    @Test("equal counts share a place, and all are named")
    func ties() {
        #expect(
            ranking([("a", 1, 5), ("b", 2, 5), ("c", 0, 3), ("total", 3, 13)]) == [
                "最も多かったのは「a」と「b」がそれぞれ5名、次に「c」が3名であった。",
                "The most frequent were “A” and “B” (5 people each), followed by “C” (3 people).",
            ])
        #expect(
            ranking([("a", 1, 9), ("b", 2, 5), ("c", 0, 5), ("total", 3, 19)], aside: "employee") == [
                "最も多かったのは「a」が9名（社員では1名）、次に「b」（社員では2名）と「c」（社員では0名）がそれぞれ5名であった。",
                "The most frequent was “A” (9 people; Employees: 1), followed by “B” (Employees: 2) and “C” (Employees: 0) (5 people each).",
            ])
        #expect(
            ranking([("a", 0, 9), ("b", 0, 1), ("c", 0, 1), ("d", 0, 1), ("e", 0, 1)]) == [
                "最も多かったのは「a」が9名、次に4項目がそれぞれ1名であった。",
                "The most frequent was “A” (9 people), followed by 4 answers (1 person each).",
            ])
    }

    @Test("zero is never the most frequent")
    func zero() {
        #expect(
            ranking([("a", 0, 0), ("b", 0, 0), ("total", 0, 0)])
                == ["該当はなかった（いずれも0名）。", "There were none (0 people each)."])
        #expect(
            ranking([("a", 0, 7), ("b", 0, 0)])
                == ["最も多かったのは「a」が7名で、ほかにはなかった。", "The most frequent was “A” (7 people); there were no others."])
        #expect(
            Sentence.part("sales", in: Sample.purpose, column: "contractor", aside: nil)?.phrase
                == Phrase(
                    ja: "833名中、「提案活動」と回答した者はいなかった（0名）。",
                    en: "Of 833 people, no one answered “For a sales approach” (0 people)."))
    }

    @Test("what was not recorded is not compared, and that is said")
    func unrecorded() {
        #expect(
            ranking([("a", 0, 7), ("b", nil, nil), ("c", 0, 1)]) == [
                "最も多かったのは「a」が7名、次に「c」が1名であった。「b」は記録がなく、比べていない。",
                "The most frequent was “A” (7 people), followed by “C” (1 person). “B” was not recorded and not compared.",
            ])
        #expect(ranking([("b", nil, nil)])[0] == "数えられる回答はなかった。")
    }

    @Test("a pattern takes its numbers from cells, once")
    func pattern() {
        let cells = ["n": Sample.low.reference("population", "total"), "r": Sample.low.reference("rate", "total")]
        let sentence = Sentence.filling(
            Phrase(ja: "{n}（{r}）{x}", en: "{n}, {r} {n}"), cells, from: [Sample.low])
        #expect(sentence.phrase == Phrase(ja: "1,606名（80.3%）{x}", en: "1,606 people, 80.3% 1,606 people"))
        #expect(sentence.cells.count == 2)
        // A place whose cell is missing stays visible, and the check finds it.
        let lost = Sentence.filling(
            Phrase(both: "{n}"), ["n": CellReference(table: "x", row: "y", column: "z")], from: [Sample.low])
        #expect(lost.phrase.en == "{n}" && lost.cells.count == 1)
    }

    @Test("whatever the numbers, a sentence states the cells that it cites")
    func cites() {
        for seed in 0..<200 as Range<UInt64> {
            var made = Made(seed: seed)
            let table = made.addingTable("t")
            let blocks: [Block] =
                [
                    .table(table), .sentence(.ranking(in: table, places: made.number(1...4), aside: "c0")),
                    .sentence(.ranking(in: table, column: "c0", aside: "total")),
                ] + [Sentence.part("r0", in: table, aside: "c0")].compactMap { $0.map(Block.sentence) }
            let document = ReportDocument(
                id: "d", title: Phrase(both: "d"),
                sections: [Section(id: "s", title: Phrase(both: "s"), blocks: blocks)])
            #expect(DocumentChecks.run(document) == [], "seed \(seed)")
        }
    }
}
