import Report

/// A small generator of numbers that gives the same numbers for the same seed (SplitMix64).
struct SeededGenerator: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}

/// Documents drawn by chance, with labels that try to break what prints them.
struct Made {
    var generator: SeededGenerator

    init(seed: UInt64) { generator = SeededGenerator(seed: seed) }

    static let fragments = [
        "<script>alert(1)</script>", "\"", "'", "&amp;", "&", "<", ">", "]]>", "-->", "</style>", "=1+1", "＝SUM(A1)",
        "+81", "-", "@x", "|calc", ",", "\r\n", "\n", "\t", "{n}", "日本語", "㈱", "ｶﾅ", "😀", "e\u{301}", " ", "\u{3000}",
        "\u{202E}", "\u{0}", "\u{FEFF}", "1,740", "\\", "%", "\u{2028}",
    ]

    mutating func number(_ range: ClosedRange<Int>) -> Int { Int.random(in: range, using: &generator) }

    mutating func text() -> String {
        (0..<number(1...4)).map { _ in Self.fragments.randomElement(using: &generator)! }.joined()
    }

    /// A hostile text that is not blank in either language.
    mutating func phrase() -> Phrase { Phrase(ja: "語" + text(), en: text() + "word") }

    mutating func hostile() -> Phrase { Phrase(ja: text(), en: text()) }

    mutating func provenance() -> Provenance {
        Provenance(
            query: "q" + text(),
            inputs: (0..<number(0...2)).map { InputDigest(name: "in\($0)" + text(), sha256: Sample.digest($0)) })
    }

    /// A table whose rows and columns add up, all parts in all lines.
    mutating func addingTable(_ id: String) -> Table {
        let columns = (0..<number(1...4)).map { Heading("c\($0)", phrase()) }
        let options = (0..<number(1...6)).map { Heading("r\($0)", phrase()) }
        let numbers = options.map { _ in columns.map { _ in number(0...3) == 0 ? 0 : number(0...5_000) } }
        let all = columns + [.total]
        func sum(_ row: Int?, _ column: Int?) -> Int {
            let rows = row.map { [$0] } ?? Array(options.indices)
            return rows.reduce(0) { sum, row in
                sum + (column.map { [$0] } ?? Array(columns.indices)).reduce(0) { $0 + numbers[row][$1] }
            }
        }
        var rows: [TableRow] = []
        for row in options.indices.map(Optional.some) + [nil] {
            let cells = all.indices.map { column in
                Cell.count(sum(row, column < columns.count ? column : nil), .people, provenance())
            }
            let heading = row.map { options[$0] } ?? .total
            rows.append(TableRow(id: heading.id, label: heading.label, cells: cells, isTotal: row == nil))
        }
        let total = sum(nil, nil).grouped
        return Table(
            id: id, title: phrase(), stub: number(0...1) == 0 ? nil : phrase(), columns: all, rows: rows,
            base: Phrase(ja: "回答者\(total)名", en: "\(total) respondents"),
            notes: (0..<number(0...2)).map { _ in hostile() },
            checks: [
                .rowTotal(parts: columns.map(\.id), total: "total"),
                .columnTotal(parts: options.map(\.id), total: "total"), .baseStates(row: "total", column: "total"),
            ])
    }

    /// A table of all kinds of cells, without checks.
    mutating func mixedTable(_ id: String) -> Table {
        let columns = (0..<number(0...4)).map { Heading("c\($0)", hostile()) }
        let rows = (0..<number(0...5)).map { row in
            TableRow(
                id: "r\(row)", label: hostile(), cells: columns.map { _ in cell() }, isTotal: number(0...4) == 0)
        }
        return Table(id: id, title: phrase(), columns: columns, rows: rows, base: number(0...1) == 0 ? nil : hostile())
    }

    mutating func cell() -> Cell {
        switch number(0...5) {
        case 0: return .count(number(0...10_000_000), Unit.allCases.randomElement(using: &generator)!, provenance())
        case 1:
            let whole = number(0...3_000)
            return .rate(number(0...whole), of: whole, provenance())
        case 2: return .text(hostile(), number(0...1) == 0 ? nil : provenance())
        case 3: return Cell(.day(PrintedDay(year: number(1...9_999), month: number(1...12), day: number(1...31))))
        case 4: return Cell(.notObserved, provenance())
        default: return .empty
        }
    }

    /// A document in which everything holds.
    mutating func document() -> ReportDocument {
        var sections: [Section] = []
        for index in 0..<number(0...3) {
            let adding = addingTable("a\(index)\(text())")
            let shown = adding.columns.dropLast().map(\.id)
            let kind = Chart.Kind.allCases.randomElement(using: &generator)!
            let part = Section(
                id: "s\(index).1", title: hostile(),
                blocks: [.table(mixedTable("m\(index)\(text())")), .notice(.caution, hostile()), .list([hostile()])])
            sections.append(
                Section(
                    id: "s\(index)", title: hostile(),
                    blocks: [
                        .paragraph(hostile()), .sentence(.ranking(in: adding, aside: "c0")),
                        .keyFigures([KeyFigure(hostile(), adding.reference("total", "total"), note: hostile())]),
                        .table(adding), .chart(Chart(kind, of: adding, columns: shown)),
                    ],
                    subsections: [part]))
        }
        return ReportDocument(
            id: text(), title: phrase(), subtitle: hostile(), issuer: hostile(),
            simulatedNotice: number(0...1) == 0 ? nil : hostile(), facts: [DocumentFact(hostile(), hostile())],
            sections: sections, notes: [hostile()], inputs: [InputDigest(name: text(), sha256: Sample.digest(7))])
    }
}
