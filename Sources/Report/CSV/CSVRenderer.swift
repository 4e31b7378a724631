/// A file of a rendered report.
public struct RenderedFile: Hashable, Sendable {
    /// The file's name, made of letters, digits, `.`, `_` and `-` only.
    public var name: String
    /// What the file holds, to be written as UTF-8.
    public var contents: String

    /// A file with its contents.
    public init(name: String, contents: String) {
        self.name = name
        self.contents = contents
    }
}

/// Renders the tables of a document as CSV (RFC 4180): one file per table for people, and `cells.csv` for programs.
///
/// In a table's file, each line has the row's id and label, and then one field per column: counts are plain digits,
/// shares stand as `86.6%`, days as `2023-03-23`. Units stand in a column of their own where each row has one unit,
/// and otherwise in the headings. `cells.csv` has one line per cell of the document, with all ids and labels, the
/// number, the unit, numerator and denominator, and the query.
///
/// A text that a spreadsheet would take for a formula is preceded by `'`, and so loses its power.
public struct CSVRenderer: Sendable {
    /// The language of labels and headings.
    public var language: Language
    /// Whether files begin with a byte order mark, without which Excel takes UTF-8 for the system's old encoding.
    public var byteOrderMark: Bool
    /// The decimals of percentages.
    public var digits: Int

    /// A renderer for one language.
    public init(language: Language, byteOrderMark: Bool = true, digits: Int = 1) {
        self.language = language
        self.byteOrderMark = byteOrderMark
        self.digits = digits
    }

    /// The files, `cells.csv` last.
    ///
    /// A document that is published although checks fail has a file `checks-failed.csv`, which comes first.
    /// - Throws: the failed checks, if any fail and the document carries no override.
    public func render(_ document: ReportDocument) throws(ReportBlocked) -> [RenderedFile] {
        let result = try DocumentChecks.clear(document)
        var names: Set<String> = ["cells.csv", "checks-failed.csv"]
        var files: [RenderedFile] = []
        if !result.failures.isEmpty { files.append(file("checks-failed.csv", failures(result.failures, document))) }
        for table in document.tables {
            var name = CSVRenderer.fileName(table.id)
            var copy = 2
            // Two ids can differ only in what a file name cannot hold, or in case, which some systems ignore.
            while !names.insert((name + ".csv").lowercased()).inserted {
                name = CSVRenderer.fileName(table.id) + "-\(copy)"
                copy += 1
            }
            files.append(file(name + ".csv", lines(of: table)))
        }
        files.append(file("cells.csv", cells(of: document)))
        return files
    }

    /// One table as CSV text, without a byte order mark.
    public func render(_ table: Table) -> String {
        CSVRenderer.text(lines(of: table))
    }

    // MARK: Lines

    private func file(_ name: String, _ lines: [[String]]) -> RenderedFile {
        RenderedFile(name: name, contents: (byteOrderMark ? "\u{FEFF}" : "") + CSVRenderer.text(lines))
    }

    private func lines(of table: Table) -> [[String]] {
        let rowUnits = table.rows.map { units($0.cells) }
        let hasUnits = rowUnits.contains { !$0.isEmpty }
        let unitPerRow = hasUnits && rowUnits.allSatisfy { $0.count <= 1 }
        var header = ["id", words(table.stub ?? Words.item)]
        if unitPerRow { header.append(words(Words.unit)) }
        for (index, column) in table.columns.enumerated() {
            let all = units(table.rows.compactMap { $0.cells.indices.contains(index) ? $0.cells[index] : nil })
            let unit = hasUnits && !unitPerRow && all.count == 1 ? all[0] : nil
            header.append(
                words(column.label + (unit.map { Phrase(ja: "（\($0.ja)）", en: " (\($0.en))") } ?? Phrase(both: ""))))
        }
        return [header]
            + zip(table.rows, rowUnits).map { row, units in
                var line = [CSVRenderer.guarded(row.id), words(row.label)]
                if unitPerRow { line.append(units.first.map { words($0) } ?? "") }
                return line + row.cells.map { value($0.value) }
            }
    }

    /// The units of some cells, each once; shares are in per cent.
    private func units(_ cells: [Cell]) -> [Phrase] {
        var seen: [Phrase] = []
        for cell in cells {
            let unit: Phrase? =
                switch cell.value {
                case .count(_, let unit): unit.name
                case .rate: Phrase(both: "%")
                default: nil
                }
            if let unit, !seen.contains(unit) { seen.append(unit) }
        }
        return seen
    }

    private func value(_ value: CellValue) -> String {
        switch value {
        case .count(let number, _): String(number)
        case .rate(let rate): rate.percentage(digits: digits).map { $0 + "%" } ?? ""
        case .day(let day): day.iso
        case .text(let phrase): words(phrase)
        case .notObserved: value.text(language)
        case .empty: ""
        }
    }

    private func cells(of document: ReportDocument) -> [[String]] {
        let header = [
            "table", "row", "column", "tableTitle", "rowLabel", "columnLabel", "type", "value", "unit", "numerator",
            "denominator", "query",
        ]
        return [header]
            + document.tables.flatMap { table in
                table.rows.flatMap { row in
                    zip(table.columns, row.cells).map { column, cell in
                        let ids = [table.id, row.id, column.id].map(CSVRenderer.guarded)
                        let labels = [table.title, row.label, column.label].map(words)
                        let rate = cell.value.asRate
                        return ids + labels + [
                            CSVRenderer.type(cell.value), value(cell.value), cell.value.asCount?.unit.rawValue ?? "",
                            rate.map { String($0.numerator) } ?? "", rate.map { String($0.denominator) } ?? "",
                            CSVRenderer.guarded(cell.provenance?.query ?? ""),
                        ]
                    }
                }
            }
    }

    private func failures(_ failures: [CheckFailure], _ document: ReportDocument) -> [[String]] {
        let override = document.override
        return [["place", "kind", "failure", "overrideReason", "overrideBy"]]
            + failures.map { failure in
                [
                    CSVRenderer.guarded(failure.place), failure.kind.rawValue, words(failure.sentence),
                    override.map { words($0.reason) } ?? "", override.map { words($0.by) } ?? "",
                ]
            }
    }

    private static func type(_ value: CellValue) -> String {
        switch value {
        case .count: "count"
        case .rate: "rate"
        case .text: "text"
        case .day: "day"
        case .notObserved: "notObserved"
        case .empty: "empty"
        }
    }

    // MARK: Fields

    private func words(_ phrase: Phrase) -> String {
        CSVRenderer.guarded(phrase[language])
    }

    /// A text with `'` before it if a spreadsheet would take it for a formula, in half or full width.
    ///
    /// A text that already is such a formula behind some `'` gets one more, so that taking one off gives the text back.
    static func guarded(_ text: String) -> String {
        let spaces: [Unicode.Scalar] = [" ", "\u{3000}", "\u{FEFF}"]
        let bare = text.unicodeScalars.drop { $0 == "'" }
        guard let first = bare.first(where: { !spaces.contains($0) }),
            "=+-@\t\r\n|＝＋－＠｜".unicodeScalars.contains(first)
        else { return text }
        return "'" + text
    }

    /// Lines of fields by RFC 4180: CRLF after each line, quotes where needed.
    static func text(_ lines: [[String]]) -> String {
        lines.map { line in
            line.map { field in
                let isPlain =
                    !field.unicodeScalars.contains { ",\"\r\n".unicodeScalars.contains($0) }
                    && field.first?.isWhitespace != true && field.last?.isWhitespace != true
                return isPlain ? field : "\"" + field.replacing("\"", with: "\"\"") + "\""
            }.joined(separator: ",") + "\r\n"
        }.joined()
    }

    /// A table's id as a file name: what is not a letter, digit, `.`, `_` or `-` becomes `_`, and no name begins
    /// with a dot.
    static func fileName(_ id: String) -> String {
        let name = String(
            id.unicodeScalars.map { scalar -> Character in
                let isPlain =
                    scalar.isASCII
                    && (scalar.properties.isAlphabetic || "0123456789._-".unicodeScalars.contains(scalar))
                return isPlain ? Character(scalar) : "_"
            })
        return name.isEmpty || name.hasPrefix(".") ? "_" + name : name
    }
}
