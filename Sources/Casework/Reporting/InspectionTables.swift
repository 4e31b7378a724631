import Inquiry
import Inspection
import Intake
import Report

/// The tables of an inspection, and what must hold between it and the findings.
struct InspectionTables {
    let findings: Findings
    let inspection: CaseInspection
    /// The digests of the findings' file, and of what was read of each catalogue.
    let typed: [InputDigest]
    let before: [InputDigest]
    let after: [InputDigest]

    private typealias Status = InspectionReport.Status

    /// The findings; what the inspection knows of their surfaces comes from it.
    func findings(fields: [String: Phrase]) -> Table {
        findings.table(fields: fields) { finding, column in
            let own = "findings[id=\(finding.id)].\(column)"
            guard let surface = finding.surface, column == "cause" || column == "fields" else {
                return Provenance(query: own, inputs: typed)
            }
            return Provenance(query: "\(own), inspection[before,surface=\(surface)].\(column)", inputs: typed + before)
        }
    }

    /// For each finding with a surface the row that would leak, what closes it, and how the retest ended.
    var examples: Table {
        var columns = [
            Heading("surface", Phrase(ja: "画面・帳票など", en: "Surface")),
            Heading("records", Phrase(ja: "記録", en: "Records")),
            Heading("example", Phrase(ja: "見てはならない者に渡る行", en: "A row that reaches somebody who may not see it")),
            Heading("mend", Phrase(ja: "直し方", en: "What closes it")),
        ]
        if inspection.after != nil { columns.append(Heading("retest", Phrase(ja: "再点検", en: "Retest"))) }
        return Table(
            id: "findings.examples", title: Phrase(ja: "事案ごとの点検の結果", en: "What the inspection shows of each finding"),
            stub: Phrase(ja: "番号", en: "No."), columns: columns,
            rows: findings.findings.compactMap { finding in
                guard let surface = finding.surface else { return nil }
                let leak = inspection.before.leak(of: surface)
                let mend = leak.map { $0.repair?.message ?? BilingualText(ja: "見つからない", en: "none was found") }
                let cells: [(String, Phrase?)] = [
                    ("surface", title(surface, inspection.before)), ("records", records(finding)),
                    ("example", leak.map { Phrase($0.message) }), ("mend", mend.map { Phrase($0) }),
                ]
                func provenance(_ side: String, _ column: String, _ inputs: [InputDigest]) -> Provenance {
                    Provenance(query: "inspection[\(side),surface=\(surface)].\(column)", inputs: typed + inputs)
                }
                var row = TableRow(
                    id: finding.id, label: Phrase(both: finding.id),
                    cells: cells.map { column, phrase in
                        phrase.map { .text($0, provenance("before", column, before)) } ?? .empty
                    })
                if let side = inspection.after {
                    row.cells.append(.text(Self.words(side.status(of: surface)), provenance("after", "status", after)))
                }
                return row
            })
    }

    private func records(_ finding: Findings.Finding) -> Phrase {
        let records =
            finding.records == "purchase"
            ? Phrase(ja: "受給（買取）契約", en: "purchase contracts") : Phrase(ja: "供給契約", en: "supply contracts")
        guard finding.byContractor == true else { return records }
        return records + Phrase(ja: "（委託会社に渡る）", en: ", given to a contractor")
    }

    private func title(_ surface: String, _ side: CaseInspection.Side) -> Phrase {
        guard let found = side.report.surfaces.first(where: { $0.id == surface }) else { return Phrase(both: surface) }
        return Phrase(
            ja: "\(Wording.surfaceKind(found.kind).ja)「\(found.title.ja)」（\(surface)）",
            en: "\(found.title.en) (\(surface))")
    }

    private static func words(_ status: Status?) -> Phrase {
        switch status {
        case .proved: Phrase(ja: "閉じていることを証明", en: "proved closed")
        case .leaks: Phrase(ja: "漏えい", en: "leaks")
        case .undecided: Phrase(ja: "証明できない", en: "not proved")
        case nil: Phrase(ja: "今のカタログにない", en: "not in the catalogue of today")
        }
    }

    // MARK: What must hold

    private func named(_ surface: String) -> [Findings.Finding] { findings.findings.filter { $0.surface == surface } }

    private func isNotClosed(_ finding: Findings.Finding) -> Bool {
        guard let side = inspection.after, let surface = finding.surface, finding.corrected != nil else { return false }
        return side.status(of: surface) != .proved
    }

    /// Each surface that leaks has a finding, each finding leaks, and what is said to be corrected is proved closed: the
    /// report blocks itself where it is not so.
    var agreement: Table {
        typealias Column = (heading: Heading, inputs: [InputDigest], count: (InspectionReport.SurfaceResult) -> Int)
        func leaks(_ surface: InspectionReport.SurfaceResult) -> Bool { surface.status == .leaks }
        var columns: [Column] = [
            (Heading("leaks", Phrase(ja: "漏えい", en: "Leaks")), before, { leaks($0) ? 1 : 0 }),
            (Heading("findings", Phrase(ja: "事案", en: "Findings")), typed, { named($0.id).count }),
            (
                Heading("unnamed", Phrase(ja: "事案のない漏えい", en: "Leaks without a finding")), typed + before,
                { leaks($0) && named($0.id).isEmpty ? 1 : 0 }
            ),
            (
                Heading("unfounded", Phrase(ja: "漏えいのない事案", en: "Findings without a leak")), typed + before,
                { leaks($0) ? 0 : named($0.id).count }
            ),
        ]
        if inspection.after != nil {
            columns.append(
                (
                    Heading("notClosed", Phrase(ja: "是正済みで、閉じた証明のない事案", en: "Corrected, and not proved closed")),
                    typed + after, { named($0.id).count(where: isNotClosed) }
                ))
        }
        let shown = inspection.before.report.surfaces.filter { leaks($0) || !named($0.id).isEmpty }
        let id = "findings.agreement"
        func cells(_ query: String, _ count: (Column) -> Int) -> [Cell] {
            columns.map { column in
                .count(
                    count(column), .items,
                    Provenance(query: "inspection\(query).\(column.heading.id)", inputs: column.inputs))
            }
        }
        let rows = shown.map { surface in
            TableRow(
                id: "surface.\(surface.id)", label: title(surface.id, inspection.before),
                cells: cells("[surface=\(surface.id)]") { $0.count(surface) })
        }
        let whole = TableRow(
            id: Heading.total.id, label: Heading.total.label, cells: cells("") { total(of: $0.heading.id) },
            isTotal: true)
        let mustBeNone = columns.map(\.heading.id).filter { $0 != "leaks" && $0 != "findings" }
        return Table(
            id: id, title: Phrase(ja: "事案と点検の突合", en: "The findings, held to the inspection"),
            stub: Phrase(ja: "画面・帳票など", en: "Surface"), columns: columns.map(\.heading), rows: rows + [whole],
            notes: [
                Phrase(
                    ja: "漏えいした画面・帳票などと、それを指す事案。右の欄はいずれも 0 でなければならない。",
                    en:
                        "The surfaces that leaked, and those that findings name. In the columns on the right all must be 0."
                )
            ],
            checks: [.columnTotal(parts: rows.map(\.id), total: whole.id)]
                + (rows + [whole]).flatMap { row in
                    mustBeNone.map { .sum(of: [], equals: CellReference(table: id, row: row.id, column: $0)) }
                })
    }

    /// The totals, counted without going surface by surface.
    private func total(of column: String) -> Int {
        let leaking = Set(inspection.before.report.surfaces.filter { $0.status == .leaks }.map(\.id))
        let found = findings.findings.compactMap(\.surface)
        switch column {
        case "leaks": return inspection.before.report.count(.leaks)
        case "findings": return found.count
        case "unnamed": return leaking.subtracting(found).count
        case "unfounded": return found.count { !leaking.contains($0) }
        default: return findings.findings.count(where: isNotClosed)
        }
    }

    // MARK: How many surfaces, and which are not proved

    private var sides: [(id: String, label: Phrase, side: CaseInspection.Side, inputs: [InputDigest])] {
        [("before", Phrase(ja: "点検時", en: "As they were"), inspection.before, before)]
            + (inspection.after.map { [("after", Phrase(ja: "再点検時", en: "As they are now"), $0, after)] } ?? [])
    }

    /// How many surfaces are proved, leak, or are undecided.
    var counts: Table {
        let columns: [(heading: Heading, status: Status?)] = [
            (Heading("proved", Phrase(ja: "閉じていると証明", en: "Proved closed")), .proved),
            (Heading("leaks", Phrase(ja: "漏えい", en: "Leak")), .leaks),
            (Heading("undecided", Phrase(ja: "証明できない", en: "Not proved")), .undecided), (.total, nil),
        ]
        let assumed = Set(sides.flatMap(\.side.report.surfaces).flatMap(\.assumptions)).sorted()
        return Table(
            id: "findings.surfaces", title: Phrase(ja: "点検した画面・帳票など", en: "Surfaces inspected"),
            columns: columns.map(\.heading),
            rows: sides.map { id, label, side, inputs in
                TableRow(
                    id: id, label: label,
                    cells: columns.map { heading, status in
                        .count(
                            status.map { side.report.count($0) } ?? side.report.surfaces.count, .surfaces,
                            Provenance(query: "inspection[\(id)].surfaces.\(heading.id)", inputs: inputs))
                    })
            },
            notes: assumed.isEmpty
                ? []
                : [
                    Phrase(
                        ja: "前提：\(assumed.joined(separator: "、")) の期間は重ならない。",
                        en: "Taken for granted: periods in \(assumed.joined(separator: ", ")) never overlap.")
                ], checks: [.rowTotal(parts: ["proved", "leaks", "undecided"], total: Heading.total.id)])
    }

    /// The surfaces of which it is not proved that they are closed, with the reason; nil where all are. Of the systems as
    /// they were, those that leak stand among the findings.
    var notProved: Table? {
        let rows = sides.flatMap { id, label, side, inputs in
            side.report.surfaces.filter { surface in
                surface.status == .undecided || surface.status == .leaks && id == "after"
            }.map { surface in
                let why = side.report.findings.first { $0.surface == surface.id && $0.severity == .error }
                func provenance(_ column: String) -> Provenance {
                    Provenance(query: "inspection[\(id),surface=\(surface.id)].\(column)", inputs: inputs)
                }
                return TableRow(
                    id: "\(id).\(surface.id)", label: title(surface.id, side),
                    cells: [
                        .text(label, provenance("side")), .text(Self.words(surface.status), provenance("status")),
                        why.map { .text(Phrase($0.message), provenance("message")) } ?? .empty,
                    ])
            }
        }
        guard !rows.isEmpty else { return nil }
        return Table(
            id: "findings.notProved",
            title: Phrase(ja: "閉じていると証明されていない画面・帳票など", en: "Surfaces that are not proved closed"),
            stub: Phrase(ja: "画面・帳票など", en: "Surface"),
            columns: [
                Heading("when", Phrase(ja: "時点", en: "When")), Heading("status", Phrase(ja: "点検", en: "Inspection")),
                Heading("why", Phrase(ja: "理由", en: "Why")),
            ], rows: rows)
    }
}
