// Sections and what stands in them.

extension HTMLPage {
    /// A table of more columns than these is squeezed beside a chart, its headings cut to one character a line.
    private static let columnsBesideChart = 4

    func write(_ section: Section, number: String, level: Int, _ markup: inout Markup) {
        let anchor = Self.anchor("s", section.id)
        markup.newline()
        markup.element("section", Attribute("aria-labelledby", anchor)) { body in
            heading(level, anchor, number, say(section.title), &body)
            if level == 2 { writeSimulatedNotice(&body) }
            var index = 0
            while index < section.blocks.count {
                // A chart stands beside its table, unless the table needs the room.
                if case .table(let table) = section.blocks[index], index + 1 < section.blocks.count,
                    case .chart(let chart) = section.blocks[index + 1], chart.table == table.id,
                    table.columns.count <= Self.columnsBesideChart, chart.kind != .upright
                {
                    body.newline()
                    body.element("div", .class("pair")) { pair in
                        write(table, &pair)
                        write(chart, isAlone: false, &pair)
                    }
                    index += 2
                } else {
                    write(section.blocks[index], &body)
                    index += 1
                }
            }
            for (index, subsection) in section.subsections.enumerated() {
                write(subsection, number: "\(number).\(index + 1)", level: level + 1, &body)
            }
        }
    }

    private func heading(_ level: Int, _ anchor: String, _ number: String, _ title: String, _ markup: inout Markup) {
        let name: StaticString =
            switch level {
            case ...2: "h2"
            case 3: "h3"
            case 4: "h4"
            case 5: "h5"
            default: "h6"
            }
        markup.element(name, .id(anchor)) { heading in
            heading.element("span", .class("n"), text: number)
            heading.text(" " + title)
        }
    }

    private func write(_ block: Block, _ markup: inout Markup) {
        markup.newline()
        switch block {
        case .paragraph(let text): markup.element("p", text: say(text))
        case .sentence(let sentence): markup.element("p", .class("finding"), text: say(sentence.phrase))
        case .list(let items):
            markup.element("ul") { list in
                for item in items { list.element("li", text: say(item)) }
            }
        case .table(let table): write(table, &markup)
        case .chart(let chart): write(chart, isAlone: true, &markup)
        case .keyFigures(let figures): write(figures, &markup)
        case .notice(let kind, let text):
            let isCaution = kind == .caution
            markup.element("p", isCaution ? .class("notice caution") : .class("notice")) { notice in
                notice.element("strong", text: say(isCaution ? Words.caution : Words.information))
                notice.text(" " + say(text))
            }
        }
    }

    private func write(_ figures: [KeyFigure], _ markup: inout Markup) {
        markup.element("dl", .class("figures"), Attribute("aria-label", say(Words.keyFigures))) { list in
            for figure in figures {
                list.element("div") { card in
                    card.element("dt", text: say(figure.label))
                    card.element("dd", .class("number")) { number in
                        guard let value = tables[figure.cell.table]?[figure.cell.row, figure.cell.column]?.value else {
                            number.text(Rate.undefined)
                            return
                        }
                        write(value, withUnit: true, &number)
                    }
                    if let note = figure.note { card.element("dd", .class("remark"), text: say(note)) }
                }
            }
        }
    }

    /// - Parameter isAlone: whether the chart stands below its table, and could be parted from the table's title.
    private func write(_ chart: Chart, isAlone: Bool, _ markup: inout Markup) {
        guard let table = tables[chart.table] else { return }
        let isUpright = chart.kind == .upright
        markup.element("figure", .class(isUpright ? "chart wide" : "chart"), .id(Self.anchor("c", chart.id))) {
            figure in
            if isAlone {
                let columns = chart.columns.compactMap { table.column($0)?.label }
                let shown = chart.columns.count == 1 && chart.kind == .upright ? columns.first.map(say) : nil
                figure.element("figcaption", text: say(chart.title) + (shown.map { "\(colon)\($0)" } ?? ""))
            }
            if isUpright {
                UprightChartSVG(chart: chart, table: table, language: language).write(&figure)
            } else {
                ChartSVG(chart: chart, table: table, language: language).write(&figure)
            }
        }
    }

    /// A value with its unit set small.
    func write(_ value: CellValue, withUnit: Bool, _ markup: inout Markup) {
        switch value {
        case .count(let number, let unit):
            markup.text(number.grouped)
            guard withUnit else { return }
            if language == .en { markup.text("\u{A0}") }
            markup.element("span", .class("u"), text: unit.label(language, for: number))
        case .rate(let rate):
            guard let percentage = rate.percentage(digits: digits) else {
                markup.text(Rate.undefined)
                return
            }
            markup.text(percentage)
            markup.element("span", .class("u"), text: "%")
            markup.text(" ")
            markup.element("span", .class("f"), text: rate.fraction)
        case .notObserved: markup.element("span", .class("none"), text: value.text(language))
        case .text, .day, .empty: markup.text(value.text(language))
        }
    }
}
