import Barrier
import Conditions
import Intake

/// What people usually get wrong, and what a surface should have before it goes live.
struct SurfaceChecks {
    let catalogue: SystemCatalogue
    let surface: SystemSurface
    let verdict: SurfaceVerdict

    /// The findings.
    ///
    /// - Parameter place: where a byte of the query stands in the catalogue.
    func findings(_ place: (Int) -> Place) -> [InspectionFinding] {
        disclosed() + conditions() + habits(place) + duties()
    }

    private func finding(
        _ kind: InspectionFinding.Kind, at place: Place?, shown: [String] = [], ja: String, en: String
    ) -> InspectionFinding {
        InspectionFinding(
            kind: kind, surface: surface.id, shown: shown, place: place, message: BilingualText(ja: ja, en: en))
    }

    // MARK: What is shown

    private func disclosed() -> [InspectionFinding] {
        let disclosures = Disclosures(surface, catalogue)
        var found: [InspectionFinding] = []
        for column in Set(disclosures.unsaid).sorted() {
            let name = surface.query.name(of: column)
            found.append(
                finding(
                    .unclassified, at: surface.entry.from.place,
                    ja: "列 `\(name)` が何を表すかカタログにないので、閉じていると証明できません。列に `tells: 項目名` か `tells: nothing` を書いてください",
                    en: "the catalogue does not say what the column `\(name)` tells, so nothing is proved of it; write "
                        + "`tells:` and a field's name, or `tells: nothing`"))
        }
        for relation in Set(disclosures.unowned.map(\.relation)).sorted() {
            let alias = surface.query.relations[relation]
            found.append(
                finding(
                    .noOwnerOfRecord, at: surface.entry.from.place,
                    ja: "表 `\(alias.table.name)` の行が誰のお客さまのものか、どの表からも分かりません。カタログの `record` に、所有者の列か、"
                        + "供給期間の表と結びつける列を書いてください",
                    en:
                        "nothing says whose customers the rows of `\(alias.table.name)` are about; say in its `record` which "
                        + "column has the owner, or by which columns a table of periods knows it"))
        }
        return found + undoneMasks(disclosures.all)
    }

    /// A masked column that another field shows as it is.
    private func undoneMasks(_ disclosures: [Disclosure]) -> [InspectionFinding] {
        var found: [InspectionFinding] = []
        for (place, shown) in surface.shown.enumerated() where shown.mask != nil {
            let masked = surface.query.outputs[shown.output].value.columns
            for other in disclosures {
                guard let column = other.column, masked.contains(column), !other.isMasked, let number = other.shown,
                    number != place
                else { continue }
                let name = surface.shown[number].name
                found.append(
                    finding(
                        .maskUndone, at: surface.shown[number].place, shown: [shown.name, name],
                        ja: "`\(shown.name)` では隠している列 `\(surface.query.name(of: column))` が、`\(name)` でそのまま見えます",
                        en:
                            "the column `\(surface.query.name(of: column))` is masked in `\(shown.name)`, and `\(name)` shows "
                            + "it as it is"))
            }
            found += inferred(place, Array(masked), disclosures)
        }
        return found
    }

    /// A masked field that several others tell together.
    private func inferred(
        _ place: Int, _ masked: [ColumnReference], _ disclosures: [Disclosure]
    ) -> [InspectionFinding] {
        var fields: Set<RecordField> = []
        for column in masked {
            let table = catalogue.tables[surface.query.relations[column.relation].table.name]
            if case .field(let field)? = table?.tells[column.column] { fields.insert(field) }
        }
        let told = Set(disclosures.compactMap(\.inferred)).intersection(fields)
        return told.sorted { $0.rawValue < $1.rawValue }.map { field in
            let because = catalogue.inferences.first { $0.gives == field }?.because
            return finding(
                .maskUndone, at: surface.shown[place].place, shown: [surface.shown[place].name],
                ja: "`\(surface.shown[place].name)` では `\(field.rawValue)` を隠していますが、ほかに見せている項目から割り出せます"
                    + (because.map { "（\($0.ja)）" } ?? ""),
                en:
                    "`\(field.rawValue)` is masked in `\(surface.shown[place].name)`, and can be worked out of what else is "
                    + "shown" + (because.map { " (\($0.en))" } ?? ""))
        }
    }

    // MARK: Conditions

    private func conditions() -> [InspectionFinding] {
        var found: [InspectionFinding] = []
        if verdict.isAlwaysEmpty == true {
            found.append(
                finding(
                    .alwaysEmpty, at: (surface.entry.where ?? surface.entry.from).place,
                    ja: "どのような行があっても、何も出力されません。条件が互いに矛盾しています",
                    en: "no row can ever come out: the conditions contradict each other"))
        }
        if verdict.isAlwaysTrue == true {
            found.append(
                finding(
                    .alwaysTrue, at: surface.entry.where?.place, ja: "条件はどの行にも成り立ち、何も絞り込みません",
                    en: "the condition is true of every row, and leaves none out"))
        }
        return found
    }

    private func habits(_ place: (Int) -> Place) -> [InspectionFinding] {
        var found: [InspectionFinding] = []
        var open = surface.query.expressions
        while let next = open.popLast() {
            open += next.operands
            if case .coalesce(let parts) = next.form, let first = parts.first, case .column(let column) = first.form,
                isOwner(column), parts.dropFirst().contains(where: isCompanyCode)
            {
                found.append(
                    finding(
                        .nullTrap, at: place(next.offset),
                        ja: "`\(surface.query.name(of: column))` が NULL の行を、特定の会社のお客さまとして扱っています。所有者が不明な行は誰にも渡してはなりません",
                        en:
                            "where `\(surface.query.name(of: column))` is NULL the row is taken for one company's customer; a row "
                            + "of which nobody knows the owner is nobody's to see"))
            }
            if case .comparison(let comparison, let left, let right) = next.form {
                let ends = [(left, comparison), (right, comparison.turned)]
                for (side, comparison) in ends where comparison == .greaterOrEqual {
                    guard let column = endColumn(side) else { continue }
                    found.append(
                        finding(
                            .closedEnd, at: place(next.offset),
                            ja:
                                "`\(surface.query.name(of: column))` は期間の最後の日の翌日なので、その日は期間に含まれません。`<=` や BETWEEN ではなく `<` で比べてください",
                            en:
                                "`\(surface.query.name(of: column))` is the day after a period's last, which is no day of it; compare "
                                + "with `<`, and not with `<=` or BETWEEN"))
                }
            }
        }
        return found.reversed()
    }

    private func isOwner(_ column: ColumnReference) -> Bool {
        let table = catalogue.tables[surface.query.relations[column.relation].table.name]
        if table?.periods?.owner == column.column { return true }
        return table?.owner == .column(column.column)
    }

    private func isCompanyCode(_ expression: SQLExpression) -> Bool {
        guard case .literal(.text(let code)?) = expression.form else { return false }
        return catalogue.codes.contains { $0.contains(code) }
    }

    /// The end of a period, bare or with something instead of NULL.
    private func endColumn(_ expression: SQLExpression) -> ColumnReference? {
        switch expression.form {
        case .column(let column):
            let table = catalogue.tables[surface.query.relations[column.relation].table.name]
            return table?.periods?.to == column.column ? column : nil
        case .coalesce(let parts): return parts.first.flatMap(endColumn)
        case .cast(let part): return endColumn(part)
        default: return nil
        }
    }

    // MARK: Duties

    private func duties() -> [InspectionFinding] {
        var found: [InspectionFinding] = []
        let place = surface.entry.id.place
        if surface.entry.owner == nil {
            found.append(
                finding(
                    .noResponsible, at: place, ja: "責任者が決まっていません。`owner` に書いてください",
                    en: "nobody answers for this surface; name them in `owner`"))
        }
        if surface.entry.test == nil {
            found.append(
                finding(
                    .noTest, at: place, ja: "試験がありません。`test` に書いてください",
                    en: "nothing tests this surface; name the test in `test`"))
        }
        if surface.entry.log == nil {
            found.append(
                finding(
                    .noLog, at: place, ja: "閲覧の記録先がありません。`log` に書いてください",
                    en: "views of this surface are not logged; say in `log` where they are"))
        }
        return found
    }
}
