import Report
import Testing

@Suite("a document is checked")
struct ChecksTests {
    private func document(_ table: Table, _ more: Block..., checks: [Check] = []) -> ReportDocument {
        ReportDocument(
            id: "d", title: Phrase(both: "d"),
            sections: [Section(id: "s", title: Phrase(both: "s"), blocks: [.table(table)] + more)], checks: checks)
    }

    @Test("the sample holds, and so does every document that is made to hold")
    func holds() {
        #expect(DocumentChecks.run(Sample.document) == [])
        for seed in 0..<150 as Range<UInt64> {
            var made = Made(seed: seed)
            #expect(DocumentChecks.run(made.document()) == [], "seed \(seed)")
        }
    }

    /// Each cell of an adding table is in one row's sum and in one column's sum, so a wrong cell shows in exactly two.
    @Test("one wrong cell fails its row and its column, and nothing else")
    func perturbed() throws {
        for seed in 1_000..<1_200 as Range<UInt64> {
            var made = Made(seed: seed)
            var table = made.addingTable("t")
            let row = made.number(0...table.rows.count - 1)
            let column = made.number(0...table.columns.count - 1)
            let count = try #require(table.rows[row].cells[column].value.asCount)
            let wrong = count.number + made.number(1...9)
            table.rows[row].cells[column].value = .count(wrong, unit: count.unit)
            var expected = [CheckFailure.Kind.rowTotal, .columnTotal]
            if row == table.rows.count - 1 && column == table.columns.count - 1 { expected.append(.base) }
            let failures = DocumentChecks.run(document(table))
            #expect(failures.map(\.kind) == expected, "seed \(seed)")
            #expect(failures.allSatisfy { $0.place == "t" && !$0.sentence.isBlank }, "seed \(seed)")
            let printed = wrong.grouped
            #expect(
                failures.prefix(2).allSatisfy { $0.sentence.ja.contains(printed) && $0.sentence.en.contains(printed) })
        }
    }

    private let certificate = Provenance(query: "q")

    private func cell(_ value: CellValue) -> Cell { Cell(value, value.isNumber ? certificate : nil) }

    private func people(_ number: Int) -> CellValue { .count(number, unit: .people) }

    private func table(_ rows: [(String, [CellValue])], checks: [Check] = [], base: Phrase? = nil) -> Table {
        let columns = ["a", "b", "total"].prefix(rows.first?.1.count ?? 0).map {
            Heading($0, Phrase(both: $0.uppercased()))
        }
        return Table(
            id: "t", title: Phrase(ja: "表", en: "table"), columns: columns,
            rows: rows.map { TableRow(id: $0.0, label: Phrase(both: $0.0), cells: $0.1.map(cell)) }, base: base,
            checks: checks)
    }

    private func kinds(_ table: Table, checks: [Check] = []) -> [CheckFailure.Kind] {
        DocumentChecks.run(document(table, checks: checks)).map(\.kind)
    }

    @Test("a row's sum says what it adds")
    func rowSentence() {
        let failures = DocumentChecks.run(
            document(
                table(
                    [("r", [people(62), people(0), people(63)])],
                    checks: [.rowTotal(parts: ["a", "b"], total: "total")])))
        #expect(
            failures.map(\.sentence) == [
                Phrase(
                    ja: "行「r」：A 62名 + B 0名 = 62 に対し、TOTALは 63名",
                    en: "row “r”: A 62 people + B 0 people = 62, but TOTAL says 63 people")
            ])
    }

    @Test("sums do not guess")
    func sums() {
        let check = [Check.rowTotal(parts: ["a", "b"], total: "total")]
        func kinds(_ values: CellValue...) -> [CheckFailure.Kind] { self.kinds(table([("r", values)], checks: check)) }
        let rate = CellValue.rate(numerator: 1, denominator: 2)
        // What does not arise adds nothing; what nobody recorded proves nothing.
        #expect(kinds(people(3), .empty, people(3)) == [])
        #expect(kinds(people(3), .notObserved, people(3)) == [.rowTotal])
        #expect(kinds(people(3), .notObserved, .notObserved) == [])
        #expect(kinds(people(3), people(4), .notObserved) == [.rowTotal])
        #expect(kinds(people(3), people(4), .empty) == [.rowTotal])
        #expect(kinds(.empty, .empty, .empty) == [])
        // Shares have no sum, but a share is not a part either.
        #expect(kinds(rate, rate, rate) == [])
        #expect(kinds(rate, people(1), people(1)) == [.rowTotal])
        // Units stay apart; viewers are people.
        #expect(kinds(.count(3, unit: .contracts), people(4), people(7)) == [.rowTotal])
        #expect(kinds(.count(3, unit: .viewers), people(4), people(7)) == [])
        #expect(kinds(people(.max), people(.max), people(-2)) == [.structure, .rowTotal])
    }

    @Test("a part is not above its whole")
    func atMost() {
        let check = [Check.columnAtMost(parts: ["x", "y"], whole: "base")]
        #expect(kinds(table([("x", [people(5)]), ("y", [people(5)]), ("base", [people(5)])], checks: check)) == [])
        #expect(
            kinds(table([("x", [people(5)]), ("y", [people(6)]), ("base", [people(5)])], checks: check)) == [.atMost])
    }

    /// Random groups of numbered things, some in several groups: the honest count passes, and one outside the bounds
    /// that the groups set does not.
    @Test("distinct things are no fewer than the largest part, and no more than all parts")
    func union() {
        for seed in 2_000..<2_200 as Range<UInt64> {
            var made = Made(seed: seed)
            let groups = (0..<made.number(1...4)).map { _ in
                Set((0..<made.number(1...9)).map { _ in made.number(0...12) })
            }
            let whole = groups.reduce(Set<Int>()) { $0.union($1) }.count
            func kinds(_ whole: CellValue, unknown: Bool = false) -> [CheckFailure.Kind] {
                var rows = groups.enumerated().map { ("g\($0)", [people($1.count)]) }
                if unknown { rows.append(("unknown", [.notObserved])) }
                let parts = rows.map { CellReference(table: "t", row: $0.0, column: "a") }
                rows.append(("whole", [whole]))
                return self.kinds(
                    table(
                        rows, checks: [.union(of: parts, whole: CellReference(table: "t", row: "whole", column: "a"))]))
            }
            let largest = groups.map(\.count).max() ?? 0
            let sum = groups.map(\.count).reduce(0, +)
            #expect(kinds(people(whole)) == [], "seed \(seed)")
            #expect(kinds(people(largest - 1)) == [.union], "seed \(seed)")
            #expect(kinds(people(sum + 1)) == [.union], "seed \(seed)")
            #expect(kinds(people(sum + 1), unknown: true) == [], "seed \(seed)")
            #expect(kinds(.notObserved) == [.structure], "seed \(seed)")
        }
    }

    @Test("a share is that of the counts beside it, and a share")
    func rates() {
        func kinds(_ rate: CellValue) -> [CheckFailure.Kind] {
            self.kinds(
                table(
                    [("n", [people(8)]), ("k", [people(3)]), ("rate", [rate])],
                    checks: [.rateRow(rate: "rate", numerator: "k", denominator: "n")]))
        }
        #expect(kinds(.rate(numerator: 3, denominator: 8)) == [])
        // The same percentage from other counts is another share.
        #expect(kinds(.rate(numerator: 6, denominator: 16)) == [.rate])
        #expect(kinds(people(3)) == [.rate])
        #expect(kinds(.rate(numerator: 9, denominator: 8)) == [.rate, .rate])
        #expect(kinds(.notObserved) == [])
        let wide = table(
            [("r", [people(3), people(8), .rate(numerator: 2, denominator: 8)])],
            checks: [.rateColumn(rate: "total", numerator: "a", denominator: "b")])
        #expect(self.kinds(wide) == [.rate])
        #expect(self.kinds(table([("r", [.rate(numerator: -1, denominator: 8)])])) == [.rate])
    }

    @Test("tables agree with each other")
    func agreement() {
        let table = table([("yes", [people(46)]), ("no", [people(1_694)]), ("all", [people(1_740)])])
        func at(_ row: String) -> CellReference { table.reference(row, "a") }
        #expect(
            kinds(
                table,
                checks: [.sum(of: [at("yes"), at("no")], equals: at("all")), .equal(cell: at("no"), to: at("no"))])
                == [])
        #expect(kinds(table, checks: [.sum(of: [at("yes")], equals: at("all"))]) == [.equality])
        #expect(kinds(table, checks: [.equal(cell: at("no"), to: at("all"))]) == [.equality])
        #expect(kinds(table, checks: [.equal(cell: at("no"), to: at("none"))]) == [.structure])
        #expect(kinds(table, checks: [.rowTotal(parts: ["a"], total: "a")]) == [.structure])
    }

    @Test("the base stands in the table, in both languages")
    func base() {
        func kinds(_ base: Phrase?) -> [CheckFailure.Kind] {
            self.kinds(table([("all", [people(46)])], checks: [.baseStates(row: "all", column: "a")], base: base))
        }
        #expect(kinds(Phrase(ja: "認識していた46名", en: "the 46 who knew")) == [])
        #expect(kinds(Phrase(ja: "46名（1,694名は対象外）", en: "46 (1,694 not asked).")) == [])
        #expect(kinds(Phrase(ja: "46名", en: "those who knew")) == [.base])
        #expect(kinds(Phrase(ja: "1,746名", en: "46.5 or 463")) == [.base])
        #expect(kinds(nil) == [.base])
    }

    @Test("a check that names nothing fails")
    func dangling() {
        let good = [("r", [people(1), people(1), people(2)])]
        for check: Check in [
            .rowTotal(parts: ["a", "x"], total: "total"), .rowTotal(parts: ["a"], total: "x"),
            .columnTotal(parts: ["x"], total: "r"), .columnAtMost(parts: ["r"], whole: "x"),
            .rateRow(rate: "x", numerator: "r", denominator: "r"),
            .rateColumn(rate: "x", numerator: "a", denominator: "b"),
            .baseStates(row: "x", column: "a"),
            .union(
                of: [CellReference(table: "t", row: "x", column: "a")],
                whole: CellReference(table: "t", row: "r", column: "a")),
            .union(of: [], whole: CellReference(table: "t", row: "x", column: "a")),
        ] {
            #expect(kinds(table(good, checks: [check])).contains(.structure), "\(check)")
        }
    }

    @Test("every number has a birth certificate")
    func certificates() {
        var table = table([("r", [people(1), .rate(numerator: 1, denominator: 2), .text(Phrase(both: "x"))])])
        table.rows[0].cells = table.rows[0].cells.map { Cell($0.value) }
        #expect(kinds(table) == [.provenance, .provenance])
        table.rows[0].cells = table.rows[0].cells.map { Cell($0.value, Provenance(query: " ")) }
        #expect(kinds(table) == [.provenance, .provenance])
        let input = InputDigest(name: "a.csv", sha256: "ABC")
        table.rows[0].cells = table.rows[0].cells.map { Cell($0.value, Provenance(query: "q", inputs: [input])) }
        #expect(kinds(table) == [.provenance])
    }

    @Test("ids are unique, rows are as long as the columns")
    func structure() {
        var short = table([("r", [people(1), people(2)])])
        short.rows[0].cells.removeLast()
        #expect(kinds(short) == [.structure])
        #expect(kinds(table([("r", [people(1)]), ("r", [people(1)])])) == [.structure])
        let good = table([("r", [people(1)])])
        #expect(DocumentChecks.run(document(good, .table(good))).map(\.kind) == [.structure])
    }

    @Test("sentences, key figures and charts say what their cells say")
    func citations() {
        let table = table([("r", [people(480), people(4)])])
        let cells = [table.reference("r", "a")]
        func kinds(_ block: Block) -> [CheckFailure.Kind] { DocumentChecks.run(document(table, block)).map(\.kind) }
        #expect(kinds(.sentence(Sentence(Phrase(ja: "480名であった。", en: "They were 480."), cells: cells))) == [])
        #expect(kinds(.sentence(Sentence(Phrase(ja: "480名であった。", en: "They were 48."), cells: cells))) == [.citation])
        #expect(kinds(.sentence(Sentence(Phrase(ja: "1,480名", en: "4,801"), cells: cells))) == [.citation, .citation])
        let nowhere = CellReference(table: "t", row: "x", column: "a")
        #expect(kinds(.sentence(Sentence(Phrase(both: "480"), cells: [nowhere]))) == [.citation])
        #expect(kinds(.keyFigures([KeyFigure(Phrase(both: "k"), nowhere)])) == [.citation])
        #expect(kinds(.chart(Chart(of: table, columns: ["a", "b"]))) == [])
        #expect(kinds(.chart(Chart(of: table, columns: ["a", "x"]))) == [.citation])
        #expect(kinds(.chart(Chart(of: table, columns: []))) == [.structure])
        var other = Chart(of: table, columns: ["a"])
        other.table = "x"
        #expect(kinds(.chart(other)) == [.citation])
    }

    // MARK: Blocking

    private var broken: ReportDocument {
        var document = Sample.document
        document.checks.append(
            .equal(
                cell: Sample.low.reference("respondents", "total"), to: Sample.low.reference("population", "total")))
        return document
    }

    @Test("no renderer prints what does not hold")
    func blocked() {
        let document = broken
        let failures = DocumentChecks.run(document)
        #expect(failures.count == 1)
        for language in Language.allCases {
            #expect(throws: ReportBlocked(failures: failures)) { try HTMLRenderer(language: language).render(document) }
            #expect(throws: ReportBlocked(failures: failures)) { try CSVRenderer(language: language).render(document) }
        }
        #expect(throws: ReportBlocked(failures: failures)) { try JSONRenderer.render(document) }
        let message = ReportBlocked(failures: failures).message(.en)
        #expect(message.hasPrefix("the report is blocked: 1 check fails\n  [report-2023] "))
        #expect(message.contains("1,289") && message.contains("1,606"))
    }

    @Test("an override is printed with its reason, its author and every failure")
    func overridden() throws {
        var document = broken
        document.override = Override(
            reason: Phrase(ja: "期限のため", en: "the deadline is today"), by: Phrase(ja: "事務局長", en: "Head of office"))
        let failures = DocumentChecks.run(document)
        for language in Language.allCases {
            let override = try #require(document.override)
            let html = try HTMLRenderer(language: language).render(document)
            let csv = try #require(try CSVRenderer(language: language).render(document).first)
            #expect(csv.name == "checks-failed.csv")
            for text in [override.reason, override.by] + failures.map(\.sentence) {
                #expect(html.contains(text[language]) && csv.contents.contains(text[language]))
            }
        }
        let json = try JSONRenderer.render(document)
        #expect(json.contains("the deadline is today") && json.contains(failures[0].sentence.ja))
        // Where everything holds, an override has nothing to say.
        var fine = Sample.document
        fine.override = document.override
        #expect(try HTMLRenderer(language: .en).render(fine) == HTMLRenderer(language: .en).render(Sample.document))
        #expect(try CSVRenderer(language: .en).render(fine) == CSVRenderer(language: .en).render(Sample.document))
    }
}
