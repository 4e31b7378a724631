/// Draws a chart as SVG: horizontal bars under the labels of their rows, so that it also fits a phone.
///
/// Lengths are whole tenths of a pixel, so the same table always gives the same picture.
/// Columns differ in pattern as well as in colour, for print in black and for those who do not see the difference.
struct ChartSVG {
    /// So many columns can be told apart by pattern.
    static let seriesLimit = 6

    var chart: Chart
    var table: Table
    var language: Language

    private static let width = 420
    private static let barHeight = 20
    private static let lineHeight = 18
    /// Room to the right of the longest bar for its number.
    private static let margin = 84
    /// Columns of a fixed-width font in a line of labels: 13 pixels for two.
    private static let labelColumns = 62

    private struct Bar {
        var lines: [String]
        /// The cells of the bar's columns; nil where there is no number.
        var numbers: [Int?]
        var unit: Unit
        var isObserved: Bool
        var total: Int { numbers.reduce(0) { $0 + ($1 ?? 0) } }
    }

    private var bars: [Bar] {
        chart.rows.map { row in
            let values = chart.columns.map { table[row, $0]?.value ?? .empty }
            return Bar(
                lines: TextWidth.wrap(table.row(row)?.label[language] ?? row, to: Self.labelColumns),
                numbers: values.map { $0.asCount?.number },
                unit: values.lazy.compactMap { $0.asCount?.unit }.first ?? .items,
                isObserved: !values.contains(.notObserved))
        }
    }

    func write(_ markup: inout Markup) {
        let bars = bars
        let legend = legendLayout()
        var height = chart.columns.count > 1 ? legend.height + 8 : 0
        let tops = bars.map { bar -> Int in
            defer { height += bar.lines.count * Self.lineHeight + Self.barHeight + 10 }
            return height
        }
        let title = HTMLPage.anchor("ct", chart.id)
        let description = HTMLPage.anchor("cd", chart.id)
        let id = HTMLPage.anchor("cp", chart.id)
        markup.element(
            "svg", Attribute("xmlns", "http://www.w3.org/2000/svg"), .role("img"),
            Attribute("viewBox", "0 0 \(Self.width) \(max(height, 1))"),
            Attribute("aria-labelledby", "\(title) \(description)")
        ) { svg in
            svg.element("title", .id(title), text: chart.title[language])
            svg.element("desc", .id(description), text: self.description(bars))
            svg.element("defs") { defs in
                for series in chart.columns.indices { Self.pattern(series, "\(series)\(id)", &defs) }
            }
            if chart.columns.count > 1 { write(legend, id, &svg) }
            let longest = bars.map(\.total).max() ?? 0
            for (bar, top) in zip(bars, tops) {
                svg.newline()
                svg.element("g") { group in write(bar, top, longest, id, &group) }
            }
        }
    }

    // MARK: Bars

    private func write(_ bar: Bar, _ top: Int, _ longest: Int, _ id: String, _ markup: inout Markup) {
        var y = top
        for line in bar.lines {
            text(line, x: 0, y: y + 13, .class("label"), &markup)
            y += Self.lineHeight
        }
        let room = (Self.width - Self.margin) * 10
        guard bar.isObserved else {
            text(CellValue.notObserved.text(language), x: 4, y: y + 14, .class("value"), &markup)
            return
        }
        let whole = chart.kind == .shares ? bar.total : longest
        var sum = 0
        for (series, number) in bar.numbers.enumerated() {
            let start = Self.length(sum, of: whole, room)
            sum += number ?? 0
            let end = Self.length(sum, of: whole, room)
            piece(series, start, y, end - start, Self.barHeight, id, &markup)
            let inside = (number ?? 0).grouped
            let plate = TextWidth.of(inside) * 7 + 6
            guard chart.columns.count > 1, (number ?? 0) > 0, end - start > (plate + 4) * 10 else { continue }
            let middle = (start + end) / 20
            // A number is set on paper, never on a pattern.
            if series > 0 {
                markup.void(
                    "rect", Attribute("x", "\(middle - plate / 2)"), Attribute("y", "\(y + 3)"),
                    Attribute("width", "\(plate)"), Attribute("height", "\(Self.barHeight - 6)"), .class("plate"))
            }
            text(
                inside, x: middle, y: y + 14, series == 0 ? .class("inside dark") : .class("inside"), &markup)
        }
        let value = CellValue.count(bar.total, unit: bar.unit).text(language)
        text(value, x: Self.length(sum, of: whole, room) / 10 + 6, y: y + 14, .class("value"), &markup)
    }

    /// The length of a bar in tenths of a pixel; something that is there is never drawn as nothing.
    private static func length(_ number: Int, of whole: Int, _ room: Int) -> Int {
        guard whole > 0, number > 0 else { return 0 }
        let length = Int(Int128(number) * Int128(room) / Int128(whole))
        return max(length, 15)
    }

    private func piece(
        _ series: Int, _ x: Int, _ y: Int, _ width: Int, _ height: Int, _ id: String, _ markup: inout Markup
    ) {
        guard width > 0 else {
            markup.void(
                "line", Attribute("x1", Self.tenths(x)), Attribute("x2", Self.tenths(x)), Attribute("y1", "\(y)"),
                Attribute("y2", "\(y + height)"), .class("axis"))
            return
        }
        markup.void(
            "rect", Attribute("x", Self.tenths(x)), Attribute("y", "\(y)"), Attribute("width", Self.tenths(width)),
            Attribute("height", "\(height)"), Attribute("fill", "url(#\(series)\(id))"), .class("bar"))
    }

    private static func tenths(_ length: Int) -> String {
        length % 10 == 0 ? "\(length / 10)" : "\(length / 10).\(length % 10)"
    }

    private func text(_ text: String, x: Int, y: Int, _ kind: Attribute, _ markup: inout Markup) {
        markup.element("text", Attribute("x", "\(x)"), Attribute("y", "\(y)"), kind, text: text)
    }

    // MARK: Legend

    private struct Legend {
        var entries: [(series: Int, x: Int, y: Int, label: String)]
        var height: Int
    }

    private func legendLayout() -> Legend {
        var legend = Legend(entries: [], height: 20)
        var x = 0
        for (series, column) in chart.columns.enumerated() {
            let label = table.column(column)?.label[language] ?? column
            let width = 28 + TextWidth.of(label) * 7 + 14
            if x > 0 && x + width > Self.width {
                x = 0
                legend.height += 20
            }
            legend.entries.append((series, x, legend.height - 20, label))
            x += width
        }
        return legend
    }

    private func write(_ legend: Legend, _ id: String, _ markup: inout Markup) {
        for entry in legend.entries {
            piece(entry.series, entry.x * 10, entry.y + 2, 220, 13, id, &markup)
            text(entry.label, x: entry.x + 28, y: entry.y + 13, .class("label"), &markup)
        }
    }

    // MARK: Patterns and words

    /// Dark, diagonal, dots, level lines, lattice, blank: told apart in black and white.
    private static func pattern(_ series: Int, _ id: String, _ markup: inout Markup) {
        let paper = ["#1f3a5f", "#e3ecf6", "#fbead9", "#e4f0e6", "#ececec", "#ffffff"][series % seriesLimit]
        let ink = ["#1f3a5f", "#3b6ea5", "#a8541a", "#3f7d4e", "#555555", "#ffffff"][series % seriesLimit]
        let strokes = ["", "M-2,2 l4,-4 M0,8 l8,-8 M6,10 l4,-4", "", "M0,2 h8 M0,6 h8", "M0,0 v8 M0,0 h8", ""][
            series % seriesLimit]
        markup.element(
            "pattern", .id(id), Attribute("patternUnits", "userSpaceOnUse"), Attribute("width", "8"),
            Attribute("height", "8")
        ) { pattern in
            pattern.void("rect", Attribute("width", "8"), Attribute("height", "8"), Attribute("fill", paper))
            if series % seriesLimit == 2 {
                for center in ["2", "6"] {
                    pattern.void(
                        "circle", Attribute("cx", center), Attribute("cy", center), Attribute("r", "1.4"),
                        Attribute("fill", ink))
                }
            } else if !strokes.isEmpty {
                pattern.void(
                    "path", Attribute("d", strokes), Attribute("stroke", ink), Attribute("stroke-width", "1.6"))
            }
        }
    }

    private func description(_ bars: [Bar]) -> String {
        if let description = chart.description { return description[language] }
        let columns = chart.columns.map { table.column($0)?.label[language] ?? $0 }
        let lines = zip(chart.rows, bars).map { row, bar -> String in
            let name = table.row(row)?.label[language] ?? row
            let numbers = zip(columns, bar.numbers).map { "\($0) \($1.map(\.grouped) ?? Rate.undefined)" }
            return "\(name)\(language == .ja ? "：" : ": ")\(numbers.joined(separator: language == .ja ? "、" : ", "))"
        }
        return language == .ja
            ? "横棒グラフ。数値は表と同じ。" + lines.joined(separator: "。") + "。"
            : "Horizontal bars. The numbers are those of the table. " + lines.joined(separator: "; ") + "."
    }
}
