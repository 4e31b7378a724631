import Barrier
import Intake
import Registry
import Report
import Trace

/// What a study found: which surfaces, how many people and contracts, when, and what the people answered.
extension Investigation {
    func section(_ study: Study, _ inputs: Inputs) -> Section {
        let id = study.entry.id
        let directory = registers.directory
        let digests = inputs.list(files(of: study))
        let counts = CountTables(lookBack: lookBack, found: found, inputs: digests)
        func isIn(_ exposure: Exposure) -> Bool { study.includes(exposure, directory) }
        let contracts = contractsTable(study, counts)
        let voltage = counts.table(
            id: "exposures.\(id).voltage", title: Phrase(ja: "電圧別の閲覧", en: "Exposures by voltage"), .voltage,
            query: "study=\(id)", where: isIn)
        let surfaces = counts.table(
            id: "exposures.\(id).surface", title: Phrase(ja: "画面・帳票別の閲覧", en: "Exposures by surface"), .surface,
            query: "study=\(id)", where: isIn)
        let months = counts.table(
            id: "exposures.\(id).month", title: Phrase(ja: "月別の閲覧", en: "Exposures by month"), .month,
            query: "study=\(id)", where: isIn)
        var blocks: [Block] = [
            .paragraph(period(of: study)),
            .table(surfaceTable(study, digests)),
            .table(contracts),
        ]
        if inquiries.answers[id] == nil { blocks.insert(.table(populationTable(study, digests)), at: 1) }
        blocks += [.table(voltage), .table(surfaces), .table(fieldsTable(study))]
        blocks.append(.table(months))
        if months.rows.count > 2 {
            blocks.append(
                .chart(
                    Chart(
                        .upright, of: months, columns: ["foldedViews"],
                        description: Phrase(ja: "月別の閲覧（再表示を除く）", en: "Exposures by month, repeats left out"))))
        }
        if let table = explanationTable(study, inputs) { blocks.append(.table(table)) }
        var section = Section(id: "study.\(id)", title: Phrase(study.entry.title))
        section.subsections = [
            Section(
                id: "study.\(id).views", title: Phrase(ja: "閲覧実績", en: "What the logs show"), blocks: blocks)
        ]
        section.subsections += questionnaireSections(study, inputs)
        return section
    }

    private func period(of study: Study) -> Phrase {
        let period = Wording.period(study.period)
        let company = registers.directory[study.side].name
        return Phrase(
            ja: "対象期間は\(period.ja)。\(company.ja)の社員、および同社が委託する会社の者による閲覧のうち、閲覧した日に他社の顧客であったものを数える。",
            en: "Period: \(period.en). Counted are views by employees of \(company.en), and by people of contractors "
                + "that it engages, of records that belonged to another company's customer on the day of the view.")
    }

    /// The files that a study's numbers come from.
    func files(of study: Study) -> [String] {
        [LoadedCase.fileName] + registers.files + ruleFiles + study.entry.surfaces.flatMap { logs.files[$0] ?? [] }
    }

    private func contractsTable(_ study: Study, _ counts: CountTables) -> Table {
        let id = study.entry.id
        let directory = registers.directory
        let byKind = lookBack.counts(found, by: [.kind]) { study.includes($0, directory) }
        let whole = lookBack.counts(found, by: []) { study.includes($0, directory) }[[]] ?? ExposureCounts()
        let columns: [(Heading, ExposureCounts, String)] = [
            (.employee, byKind[[0]] ?? ExposureCounts(), ",kind=employee"),
            (.contractor, byKind[[1]] ?? ExposureCounts(), ",kind=contractor"),
            (.total, whole, ""),
        ]
        let units = CountTables.units.filter { whole.terminals > 0 || $0.id != "terminals" }
        return Table(
            id: "study.\(id).contracts", title: Phrase(ja: "閲覧された契約など", en: "What was seen"),
            columns: columns.map(\.0),
            rows: units.map { unit in
                TableRow(
                    id: unit.id, label: unit.label,
                    cells: columns.map { _, numbers, suffix in
                        .count(
                            numbers[keyPath: unit.value], unit.unit,
                            Provenance(
                                query: "exposures[study=\(id)\(suffix)].\(unit.id)", inputs: counts.inputs))
                    })
            },
            notes: [
                Phrase(
                    ja: "社員・委託は閲覧した時点の区分。閲覧者・契約などは重複を除いた数で、両方に入るものがあるため、社員と委託の和は合計と一致しないことがある。",
                    en: "Employee or contractor at the time of the view. Viewers, contracts and the like are distinct; "
                        + "some fall into both columns, which then may not add up to the total.")
            ],
            checks: units.map { unit in
                let cells = columns.map {
                    CellReference(table: "study.\(id).contracts", row: unit.id, column: $0.0.id)
                }
                return CountTables.check(unit.id, cells.dropLast(), cells[cells.count - 1])
            })
    }

    /// The same exposures are counted in several tables, which must agree.
    func crossChecks(_ study: Study) -> [Check] {
        let id = study.entry.id
        func seen(_ unit: String) -> CellReference {
            CellReference(table: "study.\(id).contracts", row: unit, column: Heading.total.id)
        }
        let population = CellReference(table: "study.\(id).population", row: "population", column: Heading.total.id)
        let tables = ["voltage", "surface", "month"].map { "exposures.\(id).\($0)" }
        let units = CountTables.units.map(\.id).filter { $0 != "terminals" }
        return [.equal(cell: seen("viewers"), to: population)]
            + tables.flatMap { table in
                units.map { unit in
                    .equal(
                        cell: seen(unit), to: CellReference(table: table, row: Heading.total.id, column: unit))
                }
            }
    }

    private func populationTable(_ study: Study, _ digests: [InputDigest]) -> Table {
        let id = study.entry.id
        let columns: [(Heading, EmploymentKind?)] = [(.employee, .employee), (.contractor, .contractor), (.total, nil)]
        return Table(
            id: "study.\(id).population", title: Phrase(ja: "閲覧者", en: "Viewers"), columns: columns.map(\.0),
            rows: [
                TableRow(
                    id: "population", label: Phrase(ja: "閲覧者", en: "Viewers"),
                    cells: columns.map { heading, kind in
                        .count(
                            study.count(kind), .viewers,
                            Provenance(query: "population[study=\(id),kind=\(heading.id)].count", inputs: digests))
                    })
            ], checks: [.rowTotal(parts: ["employee", "contractor"], total: "total")])
    }

    private func surfaceTable(_ study: Study, _ digests: [InputDigest]) -> Table {
        let id = study.entry.id
        var seen: Set<SurfaceIndex> = []
        for exposure in found.exposures where study.includes(exposure, registers.directory) {
            seen.insert(exposure.surface)
        }
        let kinds = SurfaceKind.allCases.filter { kind in
            study.surfaces.contains { loaded.catalogue[$0].kind == kind }
        }
        let columns: [(id: String, label: Phrase, holds: (SurfaceIndex) -> Bool)] = [
            ("total", Phrase(ja: "閲覧可能であったもの", en: "Could be viewed"), { _ in true }),
            ("withViews", Phrase(ja: "閲覧実績あり", en: "With exposures"), { seen.contains($0) }),
            (
                "withoutViews", Phrase(ja: "閲覧実績なし", en: "Without exposures"),
                { !seen.contains($0) && loaded.catalogue[$0].keepsHistory }
            ),
            (
                "withoutHistory", Phrase(ja: "閲覧履歴なし", en: "Kept no history"),
                { !seen.contains($0) && !loaded.catalogue[$0].keepsHistory }
            ),
        ]
        return Table(
            id: "surfaces.\(id)", title: Phrase(ja: "調査した画面・帳票など", en: "Surfaces under investigation"),
            columns: columns.map { Heading($0.id, $0.label) },
            rows: kinds.map { kind in
                TableRow(
                    id: "\(id).\(kind.rawValue)", label: Wording.surfaceKind(kind),
                    cells: columns.map { column in
                        let count = study.surfaces.count { loaded.catalogue[$0].kind == kind && column.holds($0) }
                        return .count(
                            count, .surfaces,
                            Provenance(
                                query: "surfaces[study=\(id),kind=\(kind.rawValue),\(column.id)].count",
                                inputs: digests))
                    })
            },
            notes: [
                Phrase(
                    ja: "「閲覧履歴なし」は、閲覧の記録が残されていないことをいい、閲覧がなかったことを意味しない。",
                    en: "“Kept no history” means that nobody wrote down whether anybody looked; it does not mean that "
                        + "nobody did.")
            ],
            checks: [.rowTotal(parts: ["withViews", "withoutViews", "withoutHistory"], total: "total")])
    }

    private func fieldsTable(_ study: Study) -> Table {
        Table(
            id: "study.\(study.entry.id).fields", title: Phrase(ja: "閲覧可能であった項目", en: "What could be seen"),
            stub: Phrase(ja: "画面・帳票など", en: "Surface"),
            columns: [
                Heading("kind", Phrase(ja: "種別", en: "Kind")), Heading("fields", Phrase(ja: "項目", en: "Fields")),
            ],
            rows: study.surfaces.sorted().map { index in
                let surface = loaded.catalogue[index]
                return TableRow(
                    id: surface.id, label: Phrase(surface.title),
                    cells: [
                        .text(Wording.surfaceKind(surface.kind)),
                        .text(surface.fields.map(Wording.field).joined(by: Phrase(ja: "、", en: ", "))),
                    ])
            })
    }
}
