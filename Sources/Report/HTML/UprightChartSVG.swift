/// Draws rows that follow one another in time as upright bars over the whole width of the page.
///
/// Heights are whole tenths of a pixel. The numbers stand in the table; the lines across say how high the bars are.
struct UprightChartSVG {
    var chart: Chart
    var table: Table
    var language: Language

    private static let width = 840
    private static let height = 200
    /// Room for the numbers of the lines, on the left.
    private static let left = 60
    private static let top = 12
    private static let labelHeight = 24

    private var numbers: [Int?] {
        chart.rows.map { row in chart.columns.first.flatMap { table[row, $0]?.value.asCount?.number } }
    }

    func write(_ markup: inout Markup) {
        let numbers = numbers
        let highest = numbers.compactMap(\.self).max() ?? 0
        let step = Self.step(highest)
        let top = max(step, (highest + step - 1) / step * step)
        let title = HTMLPage.anchor("ct", chart.id)
        let description = HTMLPage.anchor("cd", chart.id)
        markup.element(
            "svg", Attribute("xmlns", "http://www.w3.org/2000/svg"), .role("img"),
            Attribute("viewBox", "0 0 \(Self.width) \(Self.top + Self.height + Self.labelHeight)"),
            Attribute("aria-labelledby", "\(title) \(description)")
        ) { svg in
            svg.element("title", .id(title), text: chart.title[language])
            svg.element("desc", .id(description), text: self.description(numbers))
            for line in stride(from: 0, through: top, by: step) {
                let y = Self.top + Self.height - line * Self.height / top
                svg.void(
                    "line", Attribute("x1", "\(Self.left)"), Attribute("x2", "\(Self.width)"), Attribute("y1", "\(y)"),
                    Attribute("y2", "\(y)"), .class(line == 0 ? "axis" : "grid"))
                text(line.grouped, x: Self.left - 6, y: y + 4, .class("value end"), &svg)
            }
            for (place, number) in numbers.enumerated() { write(number, place, of: numbers.count, top, &svg) }
        }
    }

    private func write(_ number: Int?, _ place: Int, of count: Int, _ top: Int, _ markup: inout Markup) {
        let room = (Self.width - Self.left) * 10
        let (start, end) = (room * place / count, room * (place + 1) / count)
        let gap = (end - start) / 8
        let middle = Self.left + (start + end) / 20
        if let number, number > 0 {
            // Something that is there is never drawn as nothing.
            let height = max(10, Int(Int128(number) * Int128(Self.height * 10) / Int128(top)))
            markup.newline()
            markup.void(
                "rect", Attribute("x", Self.tenths(Self.left * 10 + start + gap)),
                Attribute("y", Self.tenths((Self.top + Self.height) * 10 - height)),
                Attribute("width", Self.tenths(end - start - 2 * gap)), Attribute("height", Self.tenths(height)),
                Attribute("fill", "#1f3a5f"), .class("bar"))
        } else if number == nil {
            text(Rate.undefined, x: middle, y: Self.top + Self.height - 4, .class("value middle"), &markup)
        }
        let label = table.row(chart.rows[place])?.label[language] ?? chart.rows[place]
        // As many labels as stand side by side.
        let every = max(1, (TextWidth.of(label) * 7 + 16) * 10 * count / max(1, room) + 1)
        guard place % every == 0, place + every / 2 < count || place == 0 else { return }
        text(
            label, x: min(middle, Self.width - TextWidth.of(label) * 7 / 2), y: Self.top + Self.height + 17,
            .class("label middle"), &markup)
    }

    /// The distance of the lines across: 1, 2 or 5 with zeros, so that there are three to six.
    private static func step(_ highest: Int) -> Int {
        var unit = 1
        while true {
            for step in [unit, 2 * unit, 5 * unit] where highest <= 5 * step { return step }
            unit *= 10
        }
    }

    private static func tenths(_ length: Int) -> String {
        length % 10 == 0 ? "\(length / 10)" : "\(length / 10).\(length % 10)"
    }

    private func text(_ text: String, x: Int, y: Int, _ kind: Attribute, _ markup: inout Markup) {
        markup.element("text", Attribute("x", "\(x)"), Attribute("y", "\(y)"), kind, text: text)
    }

    private func description(_ numbers: [Int?]) -> String {
        if let description = chart.description { return description[language] }
        let lines = zip(chart.rows, numbers).map { row, number -> String in
            let name = table.row(row)?.label[language] ?? row
            return "\(name)\(language == .ja ? "：" : ": ")\(number.map(\.grouped) ?? Rate.undefined)"
        }
        return language == .ja
            ? "縦棒グラフ。数値は表と同じ。" + lines.joined(separator: "。") + "。"
            : "Upright bars. The numbers are those of the table. " + lines.joined(separator: "; ") + "."
    }
}
