/// Tells which rows of a column are the largest.
struct RankingTeller {
    var table: Table
    var column: String
    var aside: String?

    /// Rows that share a place, and the count that they share.
    private struct Place {
        var number: Int
        var unit: Unit
        var rows: [String]
    }

    /// So many rows that share a place are named one by one; more are counted.
    private static let namedTogether = 3

    func sentence(rows: [String], places: Int, lead: Phrase?) -> Sentence {
        let counted = rows.compactMap { row in table[row, column]?.value.asCount.map { (row: row, count: $0) } }
        let unrecorded = rows.filter { table[$0, column]?.value == .notObserved }
        guard let unit = counted.first?.count.unit else {
            return Sentence(Phrase(ja: "数えられる回答はなかった。", en: "There was nothing to count."), cells: [])
        }
        let numbers = Set(counted.map(\.count.number)).sorted(by: >).filter { $0 > 0 }
        let standing = numbers.prefix(max(places, 1)).map { number in
            Place(number: number, unit: unit, rows: counted.filter { $0.count.number == number }.map(\.row))
        }
        // Rows that share a place too large to name are counted in the sentence, so they are not cited.
        let cited = standing.flatMap { $0.rows.count <= Self.namedTogether ? $0.rows : [] }
        let onlyThese = standing.count == numbers.count && standing.count < max(places, 1)
        let phrase = Phrase.each { language in
            var text = lead?[language] ?? ""
            if standing.isEmpty {
                text +=
                    language == .ja
                    ? "該当はなかった（いずれも\(zero(unit, .ja))）。"
                    : "\(capital("there were none", text)) (\(zero(unit, .en)) each)."
            } else {
                text += language == .ja ? japanese(standing, onlyThese) : english(standing, onlyThese, text)
            }
            return text + (unrecorded.isEmpty ? "" : excepted(unrecorded, language))
        }
        return Sentence(phrase, cells: cited.map { table.reference($0, column) } + asideCells(cited))
    }

    // MARK: Words

    private func japanese(_ places: [Place], _ onlyThese: Bool) -> String {
        let parts = places.enumerated().map { index, place in
            let lead = ["最も多かったのは", "次に"]
            let said = CellValue.count(place.number, unit: place.unit).text(.ja)
            let head = index < lead.count ? lead[index] : "続いて"
            if place.rows.count > Self.namedTogether { return "\(head)\(place.rows.count)項目がそれぞれ\(said)" }
            if place.rows.count == 1 {
                return "\(head)「\(label(place.rows[0], .ja))」が\(said)\(aside(place.rows[0], .ja))"
            }
            let names = place.rows.map { "「\(label($0, .ja))」\(aside($0, .ja))" }.joined(separator: "と")
            return "\(head)\(names)がそれぞれ\(said)"
        }
        return parts.joined(separator: "、") + "で" + (onlyThese ? "、ほかにはなかった。" : "あった。")
    }

    private func english(_ places: [Place], _ onlyThese: Bool, _ before: String) -> String {
        let parts = places.enumerated().map { index, place in
            let said = CellValue.count(place.number, unit: place.unit).text(.en)
            let isOne = place.rows.count == 1
            let head =
                index == 0
                ? (isOne ? "the most frequent was" : "the most frequent were")
                : (index == 1 ? "followed by" : "then by")
            if place.rows.count > Self.namedTogether { return "\(head) \(place.rows.count) answers (\(said) each)" }
            if isOne { return "\(head) “\(label(place.rows[0], .en))” (\(said)\(asideInside(place.rows[0])))" }
            let names = place.rows.map { "“\(label($0, .en))”\(aside($0, .en))" }
            let list = names.dropLast().joined(separator: ", ") + " and " + names[names.count - 1]
            return "\(head) \(list) (\(said) each)"
        }
        return capital(parts.joined(separator: ", "), before) + (onlyThese ? "; there were no others." : ".")
    }

    private func excepted(_ rows: [String], _ language: Language) -> String {
        let names = rows.map { language == .ja ? "「\(label($0, .ja))」" : "“\(label($0, .en))”" }
        return language == .ja
            ? "\(names.joined(separator: "、"))は記録がなく、比べていない。"
            : " \(names.joined(separator: ", ")) \(rows.count == 1 ? "was" : "were") not recorded and not compared."
    }

    private func label(_ row: String, _ language: Language) -> String {
        table.row(row)?.label[language] ?? row
    }

    private func zero(_ unit: Unit, _ language: Language) -> String {
        CellValue.count(0, unit: unit).text(language)
    }

    /// A capital letter where the sentence begins.
    private func capital(_ text: String, _ before: String) -> String {
        before.isEmpty ? text.prefix(1).uppercased() + text.dropFirst() : text
    }

    // MARK: The column in brackets

    /// `（社員では4名）` or ` (Employees: 4)`; nothing if the column is not there or is the one ranked.
    func aside(_ row: String, _ language: Language) -> String {
        guard let (heading, value) = asideValue(row) else { return "" }
        return language == .ja
            ? "（\(heading.ja)では\(value.text(.ja))）" : " (\(heading.en): \(value.said(.en)))"
    }

    private func asideInside(_ row: String) -> String {
        guard let (heading, value) = asideValue(row) else { return "" }
        return "; \(heading.en): \(value.said(.en))"
    }

    func asideCells(_ rows: [String]) -> [CellReference] {
        guard let aside else { return [] }
        return rows.filter { asideValue($0) != nil }.map { table.reference($0, aside) }
    }

    private func asideValue(_ row: String) -> (heading: Phrase, value: CellValue)? {
        guard let aside, aside != column, let heading = table.column(aside)?.label,
            let value = table[row, aside]?.value, value.asCount != nil
        else { return nil }
        return (heading, value)
    }
}
