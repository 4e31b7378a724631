// Sentences, key figures and charts have no numbers of their own: they must say what their cells say.

extension Examination {
    func examine(_ sentence: Sentence, at place: String) {
        for reference in sentence.cells {
            guard let cell = cell(reference) else {
                require(false, .citation, place, dangling(reference))
                continue
            }
            for language in Language.allCases {
                let said = cell.value.said(language)
                require(
                    sentence.phrase[language].states(said), .citation, place,
                    Phrase(
                        ja: "文「\(sentence.phrase[language])」にセルの値「\(said)」がありません",
                        en: "the sentence “\(sentence.phrase[language])” does not state its cell's “\(said)”"))
            }
        }
    }

    func examine(_ figure: KeyFigure, at place: String) {
        let found = cell(figure.cell)
        require(found != nil, .citation, place, dangling(figure.cell))
    }

    func examine(_ chart: Chart) {
        guard let table = table(chart.table) else {
            require(
                false, .citation, chart.id,
                Phrase(ja: "図の表「\(chart.table)」がありません", en: "the chart's table “\(chart.table)” does not exist"))
            return
        }
        require(
            (1...ChartSVG.seriesLimit).contains(chart.columns.count), .structure, chart.id,
            Phrase(
                ja: "図の系列は1から\(ChartSVG.seriesLimit)までです（\(chart.columns.count)）",
                en: "a chart shows 1 to \(ChartSVG.seriesLimit) columns, not \(chart.columns.count)"))
        var unit: Unit?
        for row in chart.rows {
            for column in chart.columns {
                let reference = table.reference(row, column)
                guard let cell = table[row, column] else {
                    require(false, .citation, chart.id, dangling(reference))
                    continue
                }
                if cell.value == .empty || cell.value == .notObserved { continue }
                let count = cell.value.asCount
                let isDrawable = count.map { unit?.isComparable(with: $0.unit) ?? true } ?? false
                require(isDrawable, .citation, chart.id, noCount(at: reference))
                unit = unit ?? count?.unit
            }
        }
    }

    private func dangling(_ reference: CellReference) -> Phrase {
        let place = "\(reference.table)/\(reference.row)/\(reference.column)"
        return Phrase(ja: "引用元のセル「\(place)」がありません", en: "the cited cell “\(place)” does not exist")
    }
}

extension CellValue {
    /// What a sentence about the cell must contain.
    func said(_ language: Language) -> String {
        if let count = asCount { count.number.grouped } else { text(language) }
    }
}

extension String {
    /// Whether a piece of text stands here by itself: `46` does not stand in `1,746`, nor in `46.5` or `463`.
    func states(_ piece: String) -> Bool {
        guard !piece.isEmpty else { return true }
        let text = Array(unicodeScalars)
        let wanted = Array(piece.unicodeScalars)
        guard text.count >= wanted.count else { return false }
        func isDigit(_ index: Int) -> Bool { text.indices.contains(index) && ("0"..."9").contains(text[index]) }
        func isInner(_ index: Int) -> Bool {
            text.indices.contains(index) && (text[index] == "," || text[index] == ".")
        }
        for start in 0...(text.count - wanted.count) where text[start..<(start + wanted.count)].elementsEqual(wanted) {
            let end = start + wanted.count
            let startsInside =
                isDigit(start) && (isDigit(start - 1) || (isInner(start - 1) && isDigit(start - 2)))
            let endsInside = isDigit(end - 1) && (isDigit(end) || (isInner(end) && isDigit(end + 1)))
            if !startsInside && !endsInside { return true }
        }
        return false
    }
}
