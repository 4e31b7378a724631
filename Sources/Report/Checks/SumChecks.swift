// Sums, comparisons and shares between cells.

extension Examination {
    /// A cell with the name by which a failure calls it; no cell where the reference leads nowhere.
    struct Operand {
        var name: Phrase
        var value: CellValue
    }

    func examine(_ check: Check, in table: Table?, place: String? = nil) {
        let place = place ?? table?.id ?? ""
        switch check {
        case .equal(let left, let right): examineSum(of: [left], equals: right, kind: .equality, at: place)
        case .sum(let parts, let total): examineSum(of: parts, equals: total, kind: .equality, at: place)
        case .union(let parts, let whole): examineUnion(of: parts, whole, at: place)
        default:
            guard let table else {
                require(
                    false, .structure, place,
                    Phrase(
                        ja: "表の検算が文書全体に付けられています。表に付けてください",
                        en: "a check of one table is attached to the document; attach it to the table"))
                return
            }
            examineWithin(table, check)
        }
    }

    private func examineWithin(_ table: Table, _ check: Check) {
        switch check {
        case .rowTotal(let parts, let total):
            guard let columns = columns(parts + [total], of: table) else { return }
            for row in table.rows where row.cells.count == table.columns.count {
                let operands = columns.map { Operand(name: table.columns[$0].label, value: row.cells[$0].value) }
                examineSum(
                    operands.dropLast(), operands[operands.count - 1], .rowTotal, at: table.id,
                    in: Phrase(ja: "行「\(row.label.ja)」：", en: "row “\(row.label.en)”: "))
            }
        case .columnTotal(let parts, let total):
            guard let rows = rows(parts + [total], of: table) else { return }
            for (index, column) in table.columns.enumerated() {
                let operands = rows.map { Operand(name: $0.label, value: $0.cells[index].value) }
                examineSum(
                    operands.dropLast(), operands[operands.count - 1], .columnTotal, at: table.id,
                    in: Phrase(ja: "列「\(column.label.ja)」：", en: "column “\(column.label.en)”: "))
            }
        case .columnAtMost(let parts, let whole):
            guard let rows = rows(parts + [whole], of: table), let whole = rows.last else { return }
            for part in rows.dropLast() {
                for (index, column) in table.columns.enumerated() {
                    guard let bound = whole.cells[index].value.asCount, let count = part.cells[index].value.asCount
                    else { continue }
                    require(
                        count.number <= bound.number && count.unit.isComparable(with: bound.unit), .atMost, table.id,
                        place(part, column)
                            + Phrase(
                                ja:
                                    "の\(printed(part.cells[index]).ja)が「\(whole.label.ja)」の\(printed(whole.cells[index]).ja)を超えています",
                                en:
                                    ": \(printed(part.cells[index]).en) of only \(printed(whole.cells[index]).en) in “\(whole.label.en)”"
                            ))
                }
            }
        case .rateRow(let rate, let numerator, let denominator):
            guard let rows = rows([rate, numerator, denominator], of: table) else { return }
            for (index, column) in table.columns.enumerated() {
                examineRate(rows.map { $0.cells[index] }, place(rows[0], column), at: table.id)
            }
        case .rateColumn(let rate, let numerator, let denominator):
            guard let columns = columns([rate, numerator, denominator], of: table) else { return }
            for row in table.rows where row.cells.count == table.columns.count {
                examineRate(columns.map { row.cells[$0] }, place(row, table.columns[columns[0]]), at: table.id)
            }
        case .baseStates(let row, let column): examineBase(of: table, row, column)
        case .equal, .sum, .union: break
        }
    }

    private func printed(_ cell: Cell) -> Phrase {
        .each { cell.value.text($0) }
    }

    // MARK: Finding rows and columns

    /// The rows of some ids, all as long as the table is wide; a failure if one is missing.
    private func rows(_ ids: [String], of table: Table) -> [TableRow]? {
        let rows = ids.map { table.row($0) }
        for (id, row) in zip(ids, rows) {
            require(row != nil, .structure, table.id, missing(Phrase(ja: "行", en: "row"), id))
        }
        let found = rows.compactMap { $0 }.filter { $0.cells.count == table.columns.count }
        return found.count == ids.count ? found : nil
    }

    /// The places of the columns of some ids; a failure if one is missing.
    private func columns(_ ids: [String], of table: Table) -> [Int]? {
        let columns = ids.map { id in table.columns.firstIndex { $0.id == id } }
        for (id, column) in zip(ids, columns) {
            require(column != nil, .structure, table.id, missing(Phrase(ja: "列", en: "column"), id))
        }
        let found = columns.compactMap { $0 }
        return found.count == ids.count ? found : nil
    }

    private func missing(_ what: Phrase, _ id: String) -> Phrase {
        Phrase(ja: "検算の対象の\(what.ja)「\(id)」がありません", en: "a check names the \(what.en) “\(id)”, which does not exist")
    }

    // MARK: Sums

    private func examineSum(
        of parts: [CellReference], equals total: CellReference, kind: CheckFailure.Kind, at place: String
    ) {
        var operands: [Operand] = []
        for reference in parts + [total] {
            let found = cell(reference)
            require(found?.value.asCount != nil, .structure, place, noCount(at: reference))
            if let found, found.value.asCount != nil {
                operands.append(Operand(name: name(of: reference), value: found.value))
            }
        }
        guard operands.count == parts.count + 1 else { return }
        examineSum(operands.dropLast(), operands[parts.count], kind, at: place, in: Phrase(both: ""))
    }

    /// Judges one sum. Lines that hold no counts are passed over.
    private func examineSum(
        _ parts: ArraySlice<Operand>, _ total: Operand, _ kind: CheckFailure.Kind, at place: String, in line: Phrase
    ) {
        let counts = parts.compactMap { $0.value.asCount }
        guard let whole = total.value.asCount else {
            // A line of shares, of words, or of things that nobody recorded has no sum.
            let isSilent = total.value.asRate != nil || counts.isEmpty || parts.contains { $0.value == .notObserved }
            if !isSilent {
                require(
                    false, kind, place,
                    line + Phrase(ja: "「\(total.name.ja)」が件数ではありません", en: "“\(total.name.en)” is not a count"))
            }
            return
        }
        if let odd = parts.first(where: { $0.value != .empty && $0.value.asCount == nil }) {
            require(
                false, kind, place,
                line
                    + Phrase(
                        ja: "「\(odd.name.ja)」が件数ではないため、合計を確かめられません",
                        en: "“\(odd.name.en)” is not a count, so the total cannot be proved"))
            return
        }
        if let odd = parts.first(where: { $0.value.asCount.map { !$0.unit.isComparable(with: whole.unit) } ?? false }) {
            require(
                false, kind, place,
                line
                    + Phrase(
                        ja: "「\(odd.name.ja)」と「\(total.name.ja)」の単位が異なります",
                        en: "“\(odd.name.en)” and “\(total.name.en)” are of different units"))
            return
        }
        let sum = counts.reduce(Int128(0)) { $0 + Int128($1.number) }
        require(sum == Int128(whole.number), kind, place, line + mismatch(parts, total, sum))
    }

    private func mismatch(_ parts: ArraySlice<Operand>, _ total: Operand, _ sum: Int128) -> Phrase {
        .each { language in
            let ja = language == .ja
            let terms = parts.filter { $0.value != .empty }
                .map { (ja ? "\($0.name.ja) " : "\($0.name.en) ") + $0.value.text(language) }
            let left = terms.isEmpty ? "0" : terms.joined(separator: " + ")
            let total = (ja ? total.name.ja : total.name.en, total.value.text(language))
            let result = terms.count < 2 ? "" : " = \(Int(clamping: sum).grouped)"
            return ja
                ? "\(left)\(result) に対し、\(total.0)は \(total.1)" : "\(left)\(result), but \(total.0) says \(total.1)"
        }
    }

    func name(of reference: CellReference) -> Phrase {
        guard let table = table(reference.table), let row = table.row(reference.row),
            let column = table.column(reference.column)
        else { return Phrase(both: "\(reference.table)/\(reference.row)/\(reference.column)") }
        return Phrase(
            ja: "「\(table.title.ja)」の「\(row.label.ja)」・「\(column.label.ja)」",
            en: "“\(row.label.en)”, “\(column.label.en)” of “\(table.title.en)”")
    }

    func noCount(at reference: CellReference) -> Phrase {
        let place = "\(reference.table)/\(reference.row)/\(reference.column)"
        return Phrase(ja: "検算の対象のセル「\(place)」に件数がありません", en: "a check names the cell “\(place)”, which holds no count")
    }

    // MARK: Shares and bases

    /// Judges one share against the two counts beside it: share, part, whole.
    private func examineRate(_ cells: [Cell], _ name: Phrase, at place: String) {
        if cells.contains(where: { $0.value == .notObserved }) || cells.allSatisfy({ $0.value == .empty }) { return }
        guard let rate = cells[0].value.asRate, let part = cells[1].value.asCount, let whole = cells[2].value.asCount
        else {
            require(
                false, .rate, place,
                name + Phrase(ja: "：率、分子、分母のいずれかがありません", en: ": the share, its part or its whole is missing"))
            return
        }
        require(
            rate == Rate(part.number, of: whole.number) && part.unit.isComparable(with: whole.unit), .rate, place,
            name
                + Phrase(
                    ja: "：率は\(rate.fraction)ですが、表の件数は\(Rate(part.number, of: whole.number).fraction)です",
                    en:
                        ": the share is \(rate.fraction), but the counts are \(Rate(part.number, of: whole.number).fraction)"
                ))
    }

    private func examineBase(of table: Table, _ row: String, _ column: String) {
        guard let cell = table[row, column], let count = cell.value.asCount else {
            require(false, .structure, table.id, noCount(at: table.reference(row, column)))
            return
        }
        let isStated =
            table.base.map { base in Language.allCases.allSatisfy { base[$0].states(count.number.grouped) } } ?? false
        require(
            isStated, .base, table.id,
            Phrase(
                ja: "基数（\(cell.value.text(.ja))）が表に明記されていません",
                en: "the table does not state its base (\(cell.value.text(.en)))"))
    }
}
