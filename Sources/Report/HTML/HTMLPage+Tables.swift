// Tables, and where their numbers come from.

extension HTMLPage {
    /// So many rows are kept on one printed page; longer tables may break, and repeat their heading.
    private static let keptTogether = 24
    /// Labels of rows up to this wide, in columns of a fixed-width font, stand on one line in a narrow column.
    private static let shortLabel = 8

    func write(_ table: Table, _ markup: inout Markup) {
        let anchor = Self.anchor("t", table.id)
        // English sets the unit once where all counts share it; Japanese prints 名 in each cell.
        let units = Set(table.rows.lazy.flatMap(\.cells).compactMap { $0.value.asCount?.unit })
        let shared = language == .en && units.count == 1 ? units.first : nil
        let isLong = table.rows.count > Self.keptTogether
        markup.newline()
        markup.element("div", isLong ? .class("table long") : .class("table"), .id(anchor)) { block in
            block.element(
                "div", .class("scroll"), .role("region"), Attribute("tabindex", "0"),
                Attribute("aria-labelledby", Self.anchor("tt", table.id))
            ) { region in
                region.element("table") { body in
                    writeCaption(of: table, shared, &body)
                    writeHead(of: table, &body)
                    body.element("tbody") { rows in
                        let widest = table.rows.map { TextWidth.of(say($0.label)) }.max() ?? 0
                        let withUnits = table.columns.indices.map {
                            shared == nil && !headingSaysUnit($0, of: table)
                        }
                        let areWords = table.columns.indices.map { isWords($0, of: table) }
                        for row in table.rows {
                            write(row, areWords, withUnits: withUnits, isShort: widest <= Self.shortLabel, &rows)
                        }
                    }
                }
            }
            if !table.notes.isEmpty {
                block.element("ul", .class("notes")) { notes in
                    for note in table.notes { notes.element("li", text: say(note)) }
                }
            }
            writeCertificates(of: table, &block)
        }
    }

    private func writeCaption(of table: Table, _ unit: Unit?, _ markup: inout Markup) {
        markup.element("caption") { caption in
            caption.element("span", .class("title"), .id(Self.anchor("tt", table.id)), text: say(table.title))
            if let base = table.base {
                caption.element("span", .class("base"), text: "\(say(Words.base))\(colon)\(say(base))")
            }
            if let unit {
                caption.element("span", .class("base"), text: "\(say(Words.unit))\(colon)\(say(unit.name))")
            }
        }
    }

    var colon: String { language == .ja ? "：" : ": " }

    private func isWords(_ column: Int, of table: Table) -> Bool {
        table.rows.contains { row in
            guard row.cells.indices.contains(column), case .text = row.cells[column].value else { return false }
            return true
        }
    }

    /// Whether an English column of one unit is headed by it: `Contracts` over 43 needs no “43 contracts”.
    private func headingSaysUnit(_ column: Int, of table: Table) -> Bool {
        guard language == .en else { return false }
        let units = Set(
            table.rows.compactMap { $0.cells.indices.contains(column) ? $0.cells[column].value.asCount?.unit : nil })
        guard units.count == 1, let unit = units.first else { return false }
        return table.columns[column].label.en.lowercased().contains(unit.name.en)
    }

    private func writeHead(of table: Table, _ markup: inout Markup) {
        markup.element("thead") { head in
            head.element("tr") { row in
                row.element("th", .scope("col"), .class("stub"), text: say(table.stub ?? Words.item))
                for (index, column) in table.columns.enumerated() {
                    row.element(
                        "th", .scope("col"), isWords(index, of: table) ? .class("words") : .class("number"),
                        text: say(column.label))
                }
            }
        }
    }

    /// - Parameter areWords: of each column, whether words stand in it; a day or a blank among them is set like them.
    private func write(
        _ row: TableRow, _ areWords: [Bool], withUnits: [Bool], isShort: Bool, _ markup: inout Markup
    ) {
        markup.newline()
        markup.element("tr", row.isTotal ? .class("total") : .class("part")) { line in
            line.element("th", .scope("row"), isShort ? .class("short") : .class("label"), text: say(row.label))
            for (index, cell) in row.cells.enumerated() {
                let isAmongWords = areWords.indices.contains(index) && areWords[index]
                switch cell.value {
                case .day where isAmongWords, .empty where isAmongWords:
                    line.element("td", .class("words"), text: cell.value.text(language))
                case .text: line.element("td", .class("words"), text: cell.value.text(language))
                default:
                    line.element("td", .class("number")) {
                        write(cell.value, withUnit: !withUnits.indices.contains(index) || withUnits[index], &$0)
                    }
                }
            }
        }
    }

    // MARK: Certificates

    /// The certificates of a table, folded away: one line per row and certificate, so that cells which share one
    /// share the line.
    private func writeCertificates(of table: Table, _ markup: inout Markup) {
        let certificates = table.rows.flatMap(\.cells).compactMap(\.provenance)
        guard !certificates.isEmpty else { return }
        let sets = Set(certificates.map { provenance.number(ofSet: $0.inputs) })
        markup.element("details", .class("sources")) { details in
            details.element("summary", text: say(Words.cellSources))
            if sets.count == 1, let set = certificates.first?.inputs {
                details.element("p") { paragraph in
                    paragraph.text(say(Words.inputSet) + colon)
                    writeSetLink(set, &paragraph)
                }
            }
            details.element("div", .class("scroll"), Attribute("tabindex", "0")) { scroll in
                scroll.element("table") { body in
                    body.element("caption", .class("hidden"), text: say(Words.cellSources) + colon + say(table.title))
                    body.element("thead") { head in
                        head.element("tr") { line in
                            for title in [Words.row, Words.column, Words.query]
                                + (sets.count > 1 ? [Words.inputSet] : [])
                            {
                                line.element("th", .scope("col"), text: say(title))
                            }
                        }
                    }
                    body.element("tbody") { lines in
                        for row in table.rows { writeCertificates(of: row, in: table, withSet: sets.count > 1, &lines) }
                    }
                }
            }
        }
    }

    private func writeCertificates(of row: TableRow, in table: Table, withSet: Bool, _ markup: inout Markup) {
        var groups: [(certificate: Provenance, columns: [String])] = []
        for (column, cell) in zip(table.columns, row.cells) {
            guard let certificate = cell.provenance else { continue }
            if let index = groups.firstIndex(where: { $0.certificate == certificate }) {
                groups[index].columns.append(say(column.label))
            } else {
                groups.append((certificate, [say(column.label)]))
            }
        }
        for (index, group) in groups.enumerated() {
            markup.newline()
            markup.element("tr") { line in
                if index == 0 {
                    line.element(
                        "th", .scope("rowgroup"), Attribute("rowspan", "\(groups.count)"), text: say(row.label))
                }
                let isAll = group.columns.count == table.columns.count && group.columns.count > 1
                let separator = language == .ja ? "・" : ", "
                line.element(
                    "td", isAll || group.columns.count == 1 ? .class("column") : .class("columns"),
                    text: isAll ? say(Words.allColumns) : group.columns.joined(separator: separator))
                line.element("td") { $0.element("code", text: group.certificate.query) }
                if withSet { line.element("td") { writeSetLink(group.certificate.inputs, &$0) } }
            }
        }
    }

    private func writeSetLink(_ set: [InputDigest], _ markup: inout Markup) {
        guard let number = provenance.number(ofSet: set), !set.isEmpty else {
            markup.text(Rate.undefined)
            return
        }
        markup.element("a", Attribute("href", "#set-\(number)"), text: "S\(number)")
    }

    func writeSources(_ main: inout Markup) {
        main.newline()
        main.element("section", .class("appendix"), Attribute("aria-labelledby", "appendix-sources")) { section in
            section.element("h2", .id("appendix-sources"), text: say(Words.sources))
            guard !provenance.inputs.isEmpty else {
                section.element("p", text: say(Words.noSources))
                return
            }
            section.element("p", text: say(Words.sourcesLead))
            section.element("details", .class("sources"), Attribute("open", "open")) { details in
                details.element("summary", text: say(Words.inputSet))
                details.element("ul", .class("sets")) { list in
                    for (index, set) in provenance.sets.enumerated() where !set.isEmpty {
                        list.element("li", .id("set-\(index + 1)")) { item in
                            item.element("strong", text: "S\(index + 1)")
                            item.text(colon + ranges(set.compactMap { provenance.number(of: $0) }))
                        }
                    }
                }
            }
            // Open, so that it is printed: the digests are what the numbers can be held to.
            section.element("details", .class("sources inputs"), Attribute("open", "open")) { details in
                details.element("summary", text: say(Words.inputList(provenance.inputs.count)))
                details.element("div", .class("scroll"), Attribute("tabindex", "0")) { scroll in
                    scroll.element("table") { body in
                        body.element(
                            "caption", .class("hidden"), text: say(Words.inputList(provenance.inputs.count)))
                        body.element("thead") { head in
                            head.element("tr") { line in
                                for title in [say(Words.number), say(Words.file), say(Words.sha256)] {
                                    line.element("th", .scope("col"), text: title)
                                }
                            }
                        }
                        body.element("tbody") { lines in
                            for (index, input) in provenance.inputs.enumerated() {
                                lines.newline()
                                lines.element("tr") { line in
                                    line.element("th", .scope("row"), text: "D\(index + 1)")
                                    line.element("td") { $0.element("code", text: input.name) }
                                    line.element("td") { $0.element("code", text: input.sha256) }
                                }
                            }
                        }
                    }
                }
            }
        }
    }

    /// `D1–D38, D40`.
    private func ranges(_ numbers: [Int]) -> String {
        var runs: [ClosedRange<Int>] = []
        for number in numbers.sorted() {
            if let last = runs.last, last.upperBound + 1 == number {
                runs[runs.count - 1] = last.lowerBound...number
            } else {
                runs.append(number...number)
            }
        }
        return runs.map { $0.count == 1 ? "D\($0.lowerBound)" : "D\($0.lowerBound)–D\($0.upperBound)" }
            .joined(separator: ", ")
    }
}
