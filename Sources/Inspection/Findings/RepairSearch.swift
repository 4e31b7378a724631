import Barrier
import Conditions
import Intake
import Registry

/// Looks for the smallest change of a leaking surface that closes it: first one place of its conditions written
/// otherwise, then one condition more.
struct RepairSearch {
    /// How many changes are tried at most.
    private static let most = 80

    let catalogue: SystemCatalogue
    let surface: SystemSurface
    var prover: Prover

    private struct Change {
        var query: SQLQuery
        var before: String
        var after: String
        var place: BilingualText
    }

    /// The first change with which the surface is proved closed and still gives rows out.
    mutating func find(_ example: Counterexample) -> Repair? {
        for change in edits().prefix(Self.most) where closes(change.query, example) {
            return Repair(
                message: BilingualText(
                    ja: "\(change.place.ja)の `\(change.before)` を `\(change.after)` に変えると閉じます",
                    en: "changing `\(change.before)` in \(change.place.en) to `\(change.after)` closes it"),
                before: change.before, after: change.after)
        }
        return addition(example)
    }

    private mutating func closes(_ query: SQLQuery, _ example: Counterexample) -> Bool {
        var changed = surface
        changed.query = query
        // A change after which the known rows still leak needs no proof.
        var oracle = LeakOracle(catalogue, prover.barrier)
        let still = try? oracle.leaks(of: changed, in: example.database, runTime: example.runTime)
        guard still?.isEmpty == true else { return false }
        let verdict = prover.verdict(of: changed)
        guard case .proved = verdict.outcome else { return false }
        return verdict.isAlwaysEmpty == false
    }

    /// What must be added to the condition, and no more.
    private mutating func addition(_ example: Counterexample) -> Repair? {
        var query = surface.query
        var parts = additions(&query)
        func with(_ parts: [SQLExpression]) -> SQLQuery {
            var whole = query
            let all = [query.condition].compactMap { $0 } + parts
            whole.condition = all.count == 1 ? all[0] : SQLExpression(.and(all), .bool)
            return whole
        }
        guard !parts.isEmpty, closes(with(parts), example) else { return nil }
        for part in parts.reversed() where parts.count > 1 {
            let fewer = parts.filter { $0 != part }
            if closes(with(fewer), example) { parts = fewer }
        }
        let whole = parts.count == 1 ? parts[0] : SQLExpression(.and(parts), .bool)
        let text = PlainSQL(query).text(whole)
        return Repair(
            message: BilingualText(
                ja: "条件に `\(text)` を加えると閉じます", en: "adding `\(text)` to the condition closes it"),
            before: "", after: text)
    }

    private func text(_ expression: SQLExpression) -> String { PlainSQL(surface.query).text(expression) }

    // MARK: One place written otherwise

    private func edits() -> [Change] {
        var changes: [Change] = []
        if let condition = surface.query.condition {
            for edit in ConditionEdits(condition).all {
                var query = surface.query
                query.condition = edit.whole
                changes.append(
                    Change(
                        query: query, before: text(edit.before), after: text(edit.after),
                        place: BilingualText(ja: "条件", en: "the condition")))
            }
        }
        for (source, edit) in Self.edits(of: surface.query.source) {
            var query = surface.query
            query.source = source
            changes.append(
                Change(
                    query: query, before: text(edit.before), after: text(edit.after),
                    place: BilingualText(ja: "結合条件", en: "the join's condition")))
        }
        return changes
    }

    private static func edits(of source: SQLQuery.Source) -> [(SQLQuery.Source, ConditionEdits.Edit)] {
        switch source {
        case .relation: return []
        case .inner(let left, let right, let condition):
            return ConditionEdits(condition).all.map { (.inner(left, right, on: $0.whole), $0) }
                + edits(of: left).map { (.inner($0.0, right, on: condition), $0.1) }
                + edits(of: right).map { (.inner(left, $0.0, on: condition), $0.1) }
        case .left(let left, let right, let condition):
            return ConditionEdits(condition).all.map { (.left(left, right, on: $0.whole), $0) }
                + edits(of: left).map { (.left($0.0, right, on: condition), $0.1) }
        }
    }

    // MARK: One condition more

    private func additions(_ query: inout SQLQuery) -> [SQLExpression] {
        var parts: [SQLExpression] = []
        var relations: [Int] = []
        for item in Disclosures(surface, catalogue).all where !relations.contains(item.relation) {
            relations.append(item.relation)
        }
        for relation in relations {
            switch surface.routing {
            case .everything(let viewers):
                guard let owners = allowed(viewers, relation) else { return [] }
                parts.append(isOwner(relation, owners, &query))
            case .byValue(let output, let codes, _):
                let value = surface.query.outputs[output].value
                for (company, pairs) in Dictionary(grouping: codes, by: \.value).sorted(by: { $0.key < $1.key }) {
                    let viewer = SystemSurface.Viewer(company: company, side: company)
                    guard let owners = allowed([viewer], relation) else { return [] }
                    let others = pairs.map(\.key).sorted().map { code in
                        SQLExpression(.isDistinct(value, .literal(.text(code))), .bool)
                    }
                    let goesElsewhere = others.count == 1 ? others[0] : SQLExpression(.and(others), .bool)
                    parts.append(SQLExpression(.or([goesElsewhere, isOwner(relation, owners, &query)]), .bool))
                }
            }
        }
        return parts
    }

    /// The owners whose customers all these viewers may see whole.
    private func allowed(_ viewers: [SystemSurface.Viewer], _ relation: Int) -> [CompanyIndex]? {
        guard let subject = catalogue.tables[surface.query.relations[relation].table.name]?.subject else { return nil }
        var barrier = prover.barrier
        return catalogue.companies.indices.map { CompanyIndex(rawValue: UInt16($0)) }.filter { owner in
            viewers.allSatisfy { barrier.permission($0, surface, subject, owner: owner, voltage: nil).view == .all }
        }
    }

    private func isAmong(_ item: SQLExpression, _ items: [SQLExpression]) -> SQLExpression {
        items.count == 1
            ? SQLExpression(.comparison(.equal, item, items[0]), .bool) : SQLExpression(.isIn(item, items), .bool)
    }

    /// That the owner of a relation's row is one of some companies.
    private func isOwner(_ relation: Int, _ owners: [CompanyIndex], _ query: inout SQLQuery) -> SQLExpression {
        let codes = owners.flatMap { catalogue.codes[Int($0.rawValue)] }.map { SQLExpression.literal(.text($0)) }
        guard !codes.isEmpty, let table = catalogue.tables[query.relations[relation].table.name] else {
            return .literal(.bool(false))
        }
        func column(_ relation: Int, _ column: Int, _ shape: TableShape) -> SQLExpression {
            SQLExpression(.column(ColumnReference(relation: relation, column: column)), shape.columns[column].type)
        }
        switch table.owner {
        case .column(let place)?: return isAmong(column(relation, place, table.shape), codes)
        case .periods(let name, let by, let day)?:
            guard let other = catalogue.tables[name], let periods = other.periods else { return .literal(.bool(false)) }
            query.relations.append(
                SQLQuery.Relation(alias: "owner\(query.relations.count)", table: other.shape, offset: -1))
            let inner = query.relations.count - 1
            let date = day.map { column(relation, $0, table.shape) } ?? SQLExpression(.runTime, .date)
            let end = column(inner, periods.to, other.shape)
            var parts = zip(by, periods.by).map { mine, theirs in
                SQLExpression(
                    .comparison(.equal, column(inner, theirs, other.shape), column(relation, mine, table.shape)), .bool)
            }
            parts.append(
                SQLExpression(.comparison(.lessOrEqual, column(inner, periods.from, other.shape), date), .bool))
            parts.append(
                SQLExpression(
                    .or([
                        SQLExpression(.isNull(end), .bool), SQLExpression(.comparison(.less, date, end), .bool),
                    ]), .bool))
            parts.append(isAmong(column(inner, periods.owner, other.shape), codes))
            query.subqueries.append(
                SQLQuery.Subquery(source: .relation(inner), condition: SQLExpression(.and(parts), .bool)))
            return SQLExpression(.exists(query.subqueries.count - 1), .bool)
        case nil: return .literal(.bool(false))
        }
    }
}
