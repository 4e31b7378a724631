extension Sentence {
    /// A sentence with the values of cells in its `{places}`.
    ///
    /// ```swift
    /// Sentence.filling(Phrase(ja: "閲覧者は{n}である。", en: "There were {n}."), ["n": table.reference("population", "total")], from: [table])
    /// ```
    /// - Parameter tables: where the cells are looked up. A place whose cell is missing keeps its braces, and
    ///   ``DocumentChecks`` reports it.
    public static func filling(_ pattern: Phrase, _ cells: [String: CellReference], from tables: [Table]) -> Sentence {
        let values = cells.mapValues { reference in
            tables.first { $0.id == reference.table }?[reference.row, reference.column]?.value
        }
        var used: Set<String> = []
        let phrase = Phrase.each { language in
            var text = ""
            var rest = pattern[language][...]
            while let open = rest.firstIndex(of: "{"), let close = rest[open...].firstIndex(of: "}") {
                let name = String(rest[rest.index(after: open)..<close])
                text += rest[..<open]
                if cells[name] != nil { used.insert(name) }
                text += (values[name] ?? nil)?.text(language) ?? "{\(name)}"
                rest = rest[rest.index(after: close)...]
            }
            return text + rest
        }
        return Sentence(phrase, cells: used.sorted().compactMap { cells[$0] })
    }

    /// 「2,010名のうち1,740名が回答した（回答率86.6%）。」 from a table of population and respondents.
    public static func response(
        in table: Table, population: String = "population", respondents: String = "respondents",
        column: String = "total"
    ) -> Sentence? {
        guard let whole = table[population, column]?.value.asCount, let part = table[respondents, column]?.value.asCount
        else { return nil }
        let rate = Rate(part.number, of: whole.number).text()
        let asked = CellValue.count(whole.number, unit: whole.unit)
        let answered = CellValue.count(part.number, unit: part.unit)
        return Sentence(
            Phrase(
                ja: "\(asked.text(.ja))のうち\(answered.text(.ja))が回答した（回答率\(rate)）。",
                en: "Of \(asked.text(.en)), \(part.number.grouped) answered (response rate \(rate))."),
            cells: [table.reference(population, column), table.reference(respondents, column)])
    }

    /// 「46名中5名が「認識していた」と回答した（社員では4名）。」 from one row and the row that it is a part of.
    ///
    /// - Parameter aside: a column named in brackets, such as `employee`; none if nil.
    public static func part(
        _ row: String, of whole: String = "total", in table: Table, column: String = "total",
        aside: String? = "employee"
    ) -> Sentence? {
        guard let label = table.row(row)?.label, let part = table[row, column]?.value.asCount,
            let all = table[whole, column]?.value.asCount
        else { return nil }
        let teller = RankingTeller(table: table, column: column, aside: aside)
        let asked = CellValue.count(all.number, unit: all.unit)
        let phrase = Phrase.each { language in
            let said = CellValue.count(part.number, unit: part.unit).text(language)
            let aside = teller.aside(row, language)
            if language == .ja {
                return part.number == 0
                    ? "\(asked.text(.ja))中、「\(label.ja)」と回答した者はいなかった（\(said)）。"
                    : "\(asked.text(.ja))中\(said)が「\(label.ja)」と回答した\(aside)。"
            }
            return part.number == 0
                ? "Of \(asked.text(.en)), no one answered “\(label.en)” (\(said))."
                : "Of \(asked.text(.en)), \(part.number.grouped) answered “\(label.en)”\(aside)."
        }
        let cells = [table.reference(whole, column), table.reference(row, column)]
        return Sentence(phrase, cells: cells + (part.number == 0 ? [] : teller.asideCells([row])))
    }

    /// 「最も多かったのは「…」が480名、次に「…」が268名（社員では4名）。」 from the rows of a column.
    ///
    /// Rows of equal counts share a place and are named together. A zero is never said to be the most frequent.
    /// - Parameters:
    ///   - rows: the rows compared; all that are not totals if nil.
    ///   - places: how many places are named, 1 or more.
    ///   - aside: a column named in brackets, such as `employee`; none if nil.
    ///   - lead: words before the sentence, such as 「経路については、」 / “As to how they learned of it, ”.
    public static func ranking(
        in table: Table, rows: [String]? = nil, column: String = "total", places: Int = 2, aside: String? = "employee",
        lead: Phrase? = nil
    ) -> Sentence {
        let teller = RankingTeller(table: table, column: column, aside: aside)
        return teller.sentence(rows: rows ?? table.rows.filter { !$0.isTotal }.map(\.id), places: places, lead: lead)
    }
}
