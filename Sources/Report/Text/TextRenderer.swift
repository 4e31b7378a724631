/// Renders a table as lines of plain text for a terminal, in a fixed-width font where Japanese characters take two
/// columns.
public struct TextRenderer: Sendable {
    /// The language of the lines.
    public var language: Language
    /// The decimals of percentages.
    public var digits: Int
    /// The columns of the terminal. Labels of rows are wrapped to keep the table inside, if that is possible.
    public var width: Int

    /// A renderer for one language.
    public init(language: Language, digits: Int = 1, width: Int = 100) {
        self.language = language
        self.digits = digits
        self.width = width
    }

    /// The table: title, base, columns, rows, notes, each line ended.
    public func render(_ table: Table) -> String {
        let units = Set(table.rows.lazy.flatMap(\.cells).compactMap { $0.value.asCount?.unit })
        let shared = language == .en && units.count == 1 ? units.first : nil
        let stub = plain(table.stub ?? Words.item)
        let header = table.columns.map { plain($0.label) }
        let labels = table.rows.map { plain($0.label) }
        let cells = table.rows.map { row in
            header.indices.map {
                row.cells.indices.contains($0) ? printed(row.cells[$0].value, withUnit: shared == nil) : ""
            }
        }
        let isWords = header.indices.map { index in
            table.rows.contains { row in
                guard row.cells.indices.contains(index), case .text = row.cells[index].value else { return false }
                return true
            }
        }
        let widths = columnWidths([stub] + labels, [header] + cells, isWords)
        let total = widths.reduce(0) { $0 + $1 + 2 } - 2
        let rule = String(repeating: "─", count: max(total, 0)) + "\n"

        func lines(_ texts: [String]) -> String {
            let wrapped = zip(texts, widths).map { TextWidth.wrap($0, to: max($1, 1)) }
            let height = max(wrapped.map(\.count).max() ?? 0, 1)
            return (0..<height).map { line in
                let pieces = wrapped.enumerated().map { column, pieces in
                    let isRight = column > 0 && !isWords[column - 1]
                    return Self.padded(
                        pieces.indices.contains(line) ? pieces[line] : "", widths[column], right: isRight)
                }
                return pieces.joined(separator: "  ").trimmingEnd() + "\n"
            }.joined()
        }
        let colon = language == .ja ? "：" : ": "
        var text = plain(table.title) + "\n"
        if let base = table.base { text += Words.base[language] + colon + plain(base) + "\n" }
        if let shared { text += Words.unit[language] + colon + plain(shared.name) + "\n" }
        text += rule + lines([stub] + header) + rule
        for ((row, label), cells) in zip(zip(table.rows, labels), cells) {
            if row.isTotal { text += rule }
            text += lines([label] + cells)
        }
        text += rule
        for note in table.notes { text += "\(language == .ja ? "※" : "*") \(plain(note))\n" }
        return text
    }

    private func printed(_ value: CellValue, withUnit: Bool) -> String {
        if let count = value.asCount, !withUnit { return count.number.grouped }
        let text = plain(.each { value.text($0, digits: digits) })
        guard let rate = value.asRate, rate.denominator != 0 else { return text }
        return text + " (\(rate.fraction))"
    }

    /// As wide as what stands in each column; columns of words share what the numbers leave of the terminal.
    private func columnWidths(_ labels: [String], _ rows: [[String]], _ isWords: [Bool]) -> [Int] {
        func widest(_ texts: [String]) -> Int { texts.map(TextWidth.of).max() ?? 0 }
        var widths = [widest(labels)] + isWords.indices.map { index in widest(rows.map { $0[index] }) }
        let flexible = widths.indices.filter { $0 == 0 || isWords[$0 - 1] }
        var excess = widths.reduce(0, +) + 2 * (widths.count - 1) - width
        // Take from the widest column of words, one place at a time, until the table fits or nothing can be taken.
        while excess > 0, let index = flexible.max(by: { widths[$0] < widths[$1] }), widths[index] > Self.leastLabel {
            widths[index] -= 1
            excess -= 1
        }
        return widths
    }

    private static let leastLabel = 16

    /// The text in the renderer's language, on one line, and without characters that a terminal obeys.
    private func plain(_ phrase: Phrase) -> String {
        var text = ""
        for scalar in phrase[language].unicodeScalars {
            switch scalar.properties.generalCategory {
            case .control, .lineSeparator, .paragraphSeparator: text += " "
            default:
                let isReordering = (0x202A...0x202E).contains(scalar.value) || (0x2066...0x2069).contains(scalar.value)
                if !isReordering { text.unicodeScalars.append(scalar) }
            }
        }
        return text
    }

    private static func padded(_ text: String, _ width: Int, right: Bool) -> String {
        let space = String(repeating: " ", count: max(0, width - TextWidth.of(text)))
        return right ? space + text : text + space
    }
}
