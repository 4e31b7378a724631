import Barrier
import Intake
public import Report

/// The tables that are printed on the screen.
extension InvestigationOutcome {
    /// What became of the rows, surface by surface, and what was found in them.
    ///
    /// - Parameter titles: the surfaces' names by id.
    public func rowsTable(titles: [String: Phrase]) -> Table {
        let columns: [(Heading, KeyPath<Surface, Int>)] = [
            (Heading("rowsIn", Phrase(ja: "読んだ行", en: "Rows in")), \.rows.rowsIn),
            (Heading("used", Phrase(ja: "使用", en: "Used")), \.rows.used),
            (Heading("rejected", Phrase(ja: "除外", en: "Rejected")), \.rows.rejected),
            (Heading("duplicates", Phrase(ja: "再表示", en: "Repeats")), \.rows.duplicates),
            (Heading("exposures", Phrase(ja: "他社顧客の閲覧", en: "Exposures")), \.exposures),
            (Heading("undetermined", Phrase(ja: "判定できない", en: "Undetermined")), \.undetermined),
        ]
        let logged = surfaces.filter { $0.rows.rowsIn > 0 || $0.days.views + $0.days.noViews > 0 }
        return Table(
            id: "screen.rows", title: Phrase(ja: "閲覧ログの行", en: "Rows of the view logs"),
            stub: Phrase(ja: "画面・帳票など", en: "Surface"), columns: columns.map(\.0),
            rows: logged.map { surface in
                TableRow(
                    id: surface.surface, label: titles[surface.surface] ?? Phrase(both: surface.surface),
                    cells: columns.map { .count(surface[keyPath: $1], .rows, nil) })
            } + [
                TableRow(
                    id: "total", label: Heading.total.label,
                    cells: columns.map { _, path in .count(logged.reduce(0) { $0 + $1[keyPath: path] }, .rows, nil) },
                    isTotal: true)
            ],
            notes: [
                Phrase(
                    ja: "読んだ行 = 使用 + 除外 + 再表示。再表示も閲覧として判定する。",
                    en: "Rows in = used + rejected + repeats. Repeats are judged as views too.")
            ])
    }

    /// What the logs cover.
    ///
    /// - Parameter titles: the surfaces' names by id.
    public func coverageTable(titles: [String: Phrase]) -> Table {
        Table(
            id: "screen.coverage", title: Phrase(ja: "ログの有無", en: "What the logs cover"),
            stub: Phrase(ja: "画面・帳票など", en: "Surface"),
            columns: [
                Heading("views", Phrase(ja: "閲覧あり", en: "With views")),
                Heading("noViews", Phrase(ja: "閲覧なし", en: "No views")),
                Heading("noLog", Phrase(ja: "ログなし", en: "No log")),
                Heading("outside", Phrase(ja: "期間外", en: "Outside")),
            ],
            rows: surfaces.map { surface in
                let days = [surface.days.views, surface.days.noViews, surface.days.noLog, surface.days.outside]
                return TableRow(
                    id: surface.surface, label: titles[surface.surface] ?? Phrase(both: surface.surface),
                    cells: surface.keepsHistory
                        ? days.map { .count($0, .days, nil) } : days.map { _ in Cell(.notObserved) })
            },
            notes: [
                Phrase(
                    ja: "「ログなし」「記録なし」は、閲覧がなかったことを意味しない。",
                    en: "“No log” and “not recorded” do not mean that nobody looked.")
            ])
    }
}

extension CaseSurvey {
    /// What the case would read.
    public var table: Table {
        let columns = [
            Heading("files", Phrase(ja: "ファイル", en: "Files")), Heading("size", Phrase(ja: "大きさ", en: "Size")),
            Heading("format", Phrase(ja: "形式", en: "Form")), Heading("columns", Phrase(ja: "読む列", en: "Columns read")),
            Heading("unread", Phrase(ja: "読まない列", en: "Not read")),
        ]
        return Table(
            id: "screen.survey", title: Phrase(ja: "このケースで読むもの", en: "What this case would read"), columns: columns,
            rows: inputs.enumerated().map { number, input in
                let format = input.encoding == .utf8 ? input.format : "\(input.format), \(input.encoding.rawValue)"
                let columns = input.columns.map { $0.name == $0.heading ? $0.name : "\($0.name)=\($0.heading)" }
                return TableRow(
                    id: String(number), label: Phrase(both: input.role),
                    cells: [
                        .count(input.files.count, .files, nil), .text(Phrase(both: Self.size(input.bytes))),
                        .text(Phrase(both: format)), .text(Phrase(both: columns.joined(separator: " "))),
                        .text(Phrase(both: input.unread.joined(separator: " "))),
                    ])
            })
    }

    private static func size(_ bytes: Int) -> String {
        let units = ["B", "kB", "MB", "GB"]
        var (size, unit) = (bytes, 0)
        while size >= 10_000, unit < units.count - 1 {
            size = (size + 500) / 1000
            unit += 1
        }
        return "\(size) \(units[unit])"
    }
}

extension LoadedCase {
    /// The surfaces' names by id.
    public var surfaceTitles: [String: Phrase] {
        Dictionary(uniqueKeysWithValues: catalogue.surfaces.map { ($0.id, Phrase($0.title)) })
    }
}
