// What every document must be, whatever it reports.

extension Examination {
    func examineStructure(of document: ReportDocument) {
        let sections = document.allSections
        let charts = sections.flatMap(\.blocks).compactMap { if case .chart(let chart) = $0 { chart.id } else { nil } }
        examineIDs(sections.map(\.id), of: Phrase(ja: "章", en: "section"), at: document.id)
        examineIDs(document.tables.map(\.id), of: Phrase(ja: "表", en: "table"), at: document.id)
        examineIDs(charts, of: Phrase(ja: "図", en: "chart"), at: document.id)
        for input in ProvenanceTable(document).inputs {
            let isDigest =
                input.sha256.utf8.count == 64
                && input.sha256.utf8.allSatisfy { (48...57).contains($0) || (97...102).contains($0) }
            require(
                isDigest, .provenance, document.id,
                Phrase(
                    ja: "入力「\(input.name)」のSHA-256が64桁の16進数ではありません",
                    en: "the SHA-256 of input “\(input.name)” is not 64 hexadecimal digits"))
        }
    }

    private func examineIDs(_ ids: [String], of what: Phrase, at place: String) {
        var seen: Set<String> = []
        var repeated: Set<String> = []
        for id in ids where !seen.insert(id).inserted && repeated.insert(id).inserted {
            require(
                false, .structure, place,
                Phrase(ja: "\(what.ja)のID「\(id)」が重複しています", en: "the \(what.en) id “\(id)” is used twice"))
        }
        require(!ids.contains(""), .structure, place, Phrase(ja: "\(what.ja)のIDが空です", en: "a \(what.en) has no id"))
    }

    func examineStructure(of table: Table) {
        examineIDs(table.columns.map(\.id), of: Phrase(ja: "列", en: "column"), at: table.id)
        examineIDs(table.rows.map(\.id), of: Phrase(ja: "行", en: "row"), at: table.id)
        require(
            !table.title.isBlank, .structure, table.id,
            Phrase(ja: "表題がどちらかの言語で空です", en: "the title is empty in one of the languages"))
        for row in table.rows {
            require(
                row.cells.count == table.columns.count, .structure, table.id,
                Phrase(
                    ja: "行「\(row.label.ja)」のセルは\(row.cells.count)個ですが、列は\(table.columns.count)列です",
                    en: "row “\(row.label.en)” has \(row.cells.count) cells for \(table.columns.count) columns"))
            for (column, cell) in zip(table.columns, row.cells) { examine(cell, row, column, in: table) }
        }
    }

    private func examine(_ cell: Cell, _ row: TableRow, _ column: Heading, in table: Table) {
        if let (number, _) = cell.value.asCount {
            require(
                number >= 0, .structure, table.id,
                place(row, column)
                    + Phrase(ja: "：件数が負です（\(number.grouped)）", en: ": the count is below zero (\(number.grouped))"))
        }
        if let rate = cell.value.asRate {
            require(
                rate.isInBounds, .rate, table.id,
                place(row, column)
                    + Phrase(
                        ja: "：率の分子が分母を超えるか負です（\(rate.fraction)）",
                        en: ": the share is below zero or above one (\(rate.fraction))"))
        }
        if cell.value.isNumber {
            let isCertified = cell.provenance.map { !$0.query.allSatisfy(\.isWhitespace) } ?? false
            require(
                isCertified, .provenance, table.id,
                place(row, column) + Phrase(ja: "：数値に出所がありません", en: ": the number has no provenance"))
        }
    }

    /// How a failure names a cell of its table.
    func place(_ row: TableRow, _ column: Heading) -> Phrase {
        Phrase(ja: "行「\(row.label.ja)」列「\(column.label.ja)」", en: "row “\(row.label.en)”, column “\(column.label.en)”")
    }
}
