import Barrier
import Intake
import Registry
import Report
import Trace

/// What the numbers rest on: the rows of every log and register, what could not be used or judged, and what no log
/// covers.
extension Investigation {
    func dataSection(_ inputs: Inputs) -> Section {
        let events = [loaded.file.registry.contacts, loaded.file.registry.switches].compactMap { $0?.file }
        let digests = inputs.list(
            [LoadedCase.fileName] + registers.files + events + ruleFiles + logs.files.values.flatMap { $0 })
        var blocks: [Block] = [
            .paragraph(
                Phrase(
                    ja:
                        "読んだ行はすべて、使用・除外・再表示のいずれかに数える。除外した行は rejects.csv に、判定できない閲覧は undetermined.csv に、ファイル名・行番号・理由とともに記す。",
                    en:
                        "Every row read is counted as used, rejected or a repeat. Rows that were rejected are listed in "
                        + "rejects.csv, and views that could not be judged in undetermined.csv, with file, line and reason."
                )),
            .table(rowsTable(digests)), .table(judgedTable(digests)), .table(undeterminedTable(digests)),
            .table(coverageTable(digests)), .table(rejectsTable(digests)), .table(registersTable(digests)),
        ]
        if let table = inquiriesTable(inputs) { blocks.append(.table(table)) }
        if let table = serverTable(digests) { blocks.append(.table(table)) }
        if !registers.warnings.isEmpty {
            blocks.append(
                .notice(
                    .caution,
                    Phrase(
                        ja: "台帳に確認を要する点が\(registers.warnings.count)件ある。warnings.csv に記す。",
                        en: "Points to look at in the registers: \(registers.warnings.count), listed in warnings.csv."))
            )
        }
        return Section(id: "data", title: Phrase(ja: "データとその限界", en: "Data and its limits"), blocks: blocks)
    }

    private var surfaceRows: [(index: SurfaceIndex, heading: Heading)] {
        loaded.catalogue.surfaces.enumerated().map { index, surface in
            (SurfaceIndex(rawValue: UInt16(index)), Heading(surface.id, Phrase(surface.title)))
        }
    }

    /// The surfaces of which there are logs.
    private var loggedRows: [(index: SurfaceIndex, heading: Heading)] {
        surfaceRows.filter { !(logs.files[$0.heading.id] ?? []).isEmpty }
    }

    private func rowsTable(_ digests: [InputDigest]) -> Table {
        let columns: [(String, Phrase, KeyPath<RowAccount, Int>)] = [
            ("used", Phrase(ja: "使用", en: "Used"), \.used), ("rejected", Phrase(ja: "除外", en: "Rejected"), \.rejected),
            ("duplicates", Phrase(ja: "再表示", en: "Repeats"), \.duplicates),
            ("rowsIn", Phrase(ja: "読んだ行", en: "Rows in"), \.rowsIn),
        ]
        let rows = loggedRows
        let total = rows.reduce(RowAccount()) { $0 + found.accounts[Int($1.index.rawValue)] }
        func row(_ heading: Heading, _ account: RowAccount, isTotal: Bool) -> TableRow {
            TableRow(
                id: heading.id, label: heading.label,
                cells: columns.map { id, _, path in
                    .count(
                        account[keyPath: path], .rows,
                        Provenance(query: "rows[surface=\(heading.id)].\(id)", inputs: digests))
                }, isTotal: isTotal)
        }
        return Table(
            id: "data.rows", title: Phrase(ja: "閲覧ログの行", en: "Rows of the view logs"),
            columns: columns.map { Heading($0.0, $0.1) },
            rows: rows.map { row($0.heading, found.accounts[Int($0.index.rawValue)], isTotal: false) }
                + [row(.total, total, isTotal: true)],
            notes: [
                Phrase(
                    ja: "再表示は、同じ人が同じ画面で同じ顧客を\(lookBack.refreshWindow)秒以内に再び開いたもの。閲覧としては残し、「再表示を除く」数からは除く。",
                    en: "A repeat is a view of the same record by the same person on the same surface within "
                        + "\(lookBack.refreshWindow) seconds of the one before. It stays a view, and is left out "
                        + "of counts without repeats.")
            ],
            checks: [
                .rowTotal(parts: ["used", "rejected", "duplicates"], total: "rowsIn"),
                .columnTotal(parts: rows.map(\.heading.id), total: "total"),
            ])
    }

    private func judgedTable(_ digests: [InputDigest]) -> Table {
        let columns: [(String, Phrase, KeyPath<JudgedViews, Int>)] = [
            ("lawful", Phrase(ja: "認められる閲覧", en: "Allowed by the rule book"), \.lawful),
            ("exposures", Phrase(ja: "他社顧客の閲覧（調査対象側）", en: "Exposures, investigated side"), \.exposures),
            ("otherExposures", Phrase(ja: "他社顧客の閲覧（それ以外）", en: "Exposures, other sides"), \.otherExposures),
            ("undetermined", Phrase(ja: "判定できない", en: "Undetermined"), \.undetermined),
            ("views", Phrase(ja: "閲覧", en: "Views"), \.views),
        ]
        func row(_ heading: Heading, _ judged: JudgedViews, isTotal: Bool) -> TableRow {
            TableRow(
                id: heading.id, label: heading.label,
                cells: columns.map { id, _, path in
                    .count(
                        judged[keyPath: path], .views,
                        Provenance(query: "views[surface=\(heading.id)].\(id)", inputs: digests))
                }, isTotal: isTotal)
        }
        let rows = loggedRows
        let total = rows.reduce(JudgedViews()) { $0 + judged[Int($1.index.rawValue)] }
        return Table(
            id: "data.judged", title: Phrase(ja: "閲覧の判定", en: "How the views were judged"),
            columns: columns.map { Heading($0.0, $0.1) },
            rows: rows.map { row($0.heading, judged[Int($0.index.rawValue)], isTotal: false) }
                + [row(.total, total, isTotal: true)],
            notes: [Phrase(ja: "再表示を含む。", en: "Repeats included.")],
            checks: [
                .rowTotal(parts: ["lawful", "exposures", "otherExposures", "undetermined"], total: "views"),
                .columnTotal(parts: rows.map(\.heading.id), total: "total"),
            ])
    }

    private func undeterminedTable(_ digests: [InputDigest]) -> Table {
        let reasons = UndeterminedView.Reason.allCases
        let counts = Dictionary(grouping: found.undetermined, by: \.reason).mapValues(\.count)
        return Table(
            id: "data.undetermined", title: Phrase(ja: "判定できない閲覧", en: "Views that could not be judged"),
            columns: [Heading("views", Phrase(ja: "閲覧", en: "Views"))],
            rows: reasons.map { reason in
                TableRow(
                    id: reason.rawValue, label: Phrase(reason.sentence),
                    cells: [
                        .count(
                            counts[reason] ?? 0, .views,
                            Provenance(query: "undetermined[reason=\(reason.rawValue)].count", inputs: digests))
                    ])
            } + [
                TableRow(
                    id: "total", label: Heading.total.label,
                    cells: [
                        .count(
                            found.undetermined.count, .views,
                            Provenance(query: "undetermined.count", inputs: digests))
                    ], isTotal: true)
            ],
            notes: [
                Phrase(
                    ja: "供給者又は閲覧者が分からない閲覧は、推測せず、認められる閲覧にも他社顧客の閲覧にも数えない。",
                    en:
                        "Where the supplier or the viewer is not known, nothing is guessed: such views count neither as "
                        + "allowed nor as exposures.")
            ],
            checks: [.columnTotal(parts: reasons.map(\.rawValue), total: "total")])
    }

    private func coverageTable(_ digests: [InputDigest]) -> Table {
        let columns = [
            Heading("views", Phrase(ja: "閲覧あり", en: "With views")),
            Heading("noViews", Phrase(ja: "閲覧なし", en: "No views")),
            Heading("noLog", Phrase(ja: "ログなし", en: "No log")),
            Heading("outside", Phrase(ja: "どのログの期間にも入らない", en: "Outside the period of every log")),
            Heading("days", Phrase(ja: "調査対象期間", en: "Period under investigation")),
            Heading("seen", Phrase(ja: "閲覧", en: "Views")),
        ]
        let id = "data.coverage"
        return Table(
            id: id, title: Phrase(ja: "ログの有無", en: "What the logs cover"), columns: columns,
            rows: surfaceRows.map { index, heading in
                let totals = found.coverage.totals(index)
                let days = found.coverage.days[Int(index.rawValue)]
                let seen = days.reduce(0) { if case .views(let count) = $1 { $0 + count } else { $0 } }
                let numbers = [totals.views, totals.noViews, totals.noLog, totals.outside, days.count, seen]
                return TableRow(
                    id: heading.id, label: heading.label,
                    cells: zip(columns, numbers).map { column, number in
                        loaded.catalogue[index].keepsHistory || ["noLog", "days"].contains(column.id)
                            ? .count(
                                number, column.id == "seen" ? .views : .days,
                                Provenance(
                                    query: "coverage[surface=\(heading.id)].\(column.id)", inputs: digests))
                            : Cell(.notObserved)
                    })
            },
            notes: [
                Phrase(
                    ja: "「ログなし」の日に閲覧があったかどうかは分からない。「閲覧なし」とは別である。",
                    en: "Whether anybody looked on a day without a log is not known. It is another fact than a day "
                        + "without views.")
            ],
            checks: loggedRows.flatMap { _, heading -> [Check] in
                func cell(_ column: String) -> CellReference {
                    CellReference(table: id, row: heading.id, column: column)
                }
                return [
                    .sum(of: ["views", "noViews", "noLog", "outside"].map(cell), equals: cell("days")),
                    // Counted by day while reading, and by what became of each view.
                    .equal(
                        cell: cell("seen"),
                        to: CellReference(table: "data.judged", row: heading.id, column: "views")),
                ]
            })
    }

    private func rejectsTable(_ digests: [InputDigest]) -> Table {
        let counts = Dictionary(grouping: allRejects, by: \.reason).mapValues(\.count)
        let reasons = RejectReason.allCases.filter { counts[$0] != nil }
        return Table(
            id: "data.rejects", title: Phrase(ja: "除外した行", en: "Rows rejected"),
            columns: [Heading("rows", Phrase(ja: "行", en: "Rows"))],
            rows: reasons.map { reason in
                TableRow(
                    id: reason.rawValue, label: Phrase(reason.sentence),
                    cells: [
                        .count(
                            counts[reason] ?? 0, .rows,
                            Provenance(query: "rejects[reason=\(reason.rawValue)].count", inputs: digests))
                    ])
            } + [
                TableRow(
                    id: "total", label: Heading.total.label,
                    cells: [.count(allRejects.count, .rows, Provenance(query: "rejects.count", inputs: digests))],
                    isTotal: true)
            ], checks: reasons.isEmpty ? [] : [.columnTotal(parts: reasons.map(\.rawValue), total: "total")])
    }

    private func registersTable(_ digests: [InputDigest]) -> Table {
        let columns: [(String, Phrase, KeyPath<RowAccount, Int>)] = [
            ("used", Phrase(ja: "使用", en: "Used"), \.used), ("rejected", Phrase(ja: "除外", en: "Rejected"), \.rejected),
            ("duplicates", Phrase(ja: "重複", en: "Duplicates"), \.duplicates),
            ("rowsIn", Phrase(ja: "読んだ行", en: "Rows in"), \.rowsIn),
        ]
        return Table(
            id: "data.registers", title: Phrase(ja: "台帳の行", en: "Rows of the registers"),
            columns: columns.map { Heading($0.0, $0.1) },
            rows: registers.accounts.map { account in
                TableRow(
                    id: account.table.rawValue, label: Phrase(both: account.file),
                    cells: columns.map { id, _, path in
                        .count(
                            account.rows[keyPath: path], .rows,
                            Provenance(query: "register[\(account.table.rawValue)].\(id)", inputs: digests))
                    })
            },
            notes: [
                Phrase(ja: "重複は、前の行と一字一句同じ行。", en: "A duplicate says the same as an earlier row, to the letter.")
            ], checks: [.rowTotal(parts: ["used", "rejected", "duplicates"], total: "rowsIn")])
    }

    private func serverTable(_ digests: [InputDigest]) -> Table? {
        guard !logs.servers.isEmpty else { return nil }
        let id = "data.servers"
        func row(_ server: ViewLogs.ServerAccount) -> String { "\(server.surface)/\(server.file)" }
        // Where all logs of a surface are servers', what they gave is what the look-back read.
        let surfaces = Dictionary(grouping: logs.servers, by: \.surface)
        let whole = surfaces.filter { surface, servers in (logs.files[surface] ?? []).count == servers.count }
        return Table(
            id: id, title: Phrase(ja: "サーバーのログ", en: "Servers' logs"),
            columns: [
                Heading("views", Phrase(ja: "閲覧", en: "Views")),
                Heading("others", Phrase(ja: "閲覧でない行", en: "Lines that are no views")),
                Heading("unattributable", Phrase(ja: "顧客を特定できない読出し", en: "Reads of no single record")),
                Heading("rejected", Phrase(ja: "読めない行", en: "Unreadable lines")),
                Heading("lines", Phrase(ja: "読んだ記録", en: "Records read")),
            ],
            rows: logs.servers.map { server in
                let numbers = [
                    ("views", server.views), ("others", server.others),
                    ("unattributable", server.unattributable.count), ("rejected", server.rejects.count),
                    ("lines", server.records),
                ]
                return TableRow(
                    id: row(server), label: Phrase(both: "\(server.surface): \(server.file)"),
                    cells: numbers.map { id, number in
                        .count(
                            number, .rows, Provenance(query: "serverLog[\(server.file)].\(id)", inputs: digests))
                    })
            },
            checks: [.rowTotal(parts: ["views", "others", "unattributable", "rejected"], total: "lines")]
                + whole.sorted { $0.key < $1.key }.map { surface, servers in
                    .sum(
                        of: servers.map { CellReference(table: id, row: row($0), column: "views") },
                        equals: CellReference(table: "data.rows", row: surface, column: "rowsIn"))
                })
    }

    /// Every reject of every file.
    var allRejects: [Reject] {
        registers.rejects + logs.servers.flatMap(\.rejects) + found.rejects + inquiries.rejects
    }
}
