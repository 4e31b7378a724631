import Barrier
import Conditions
import Intake
import Registry

/// Puts a counterexample into words for somebody who has never heard of a solver.
struct Explanation {
    let catalogue: SystemCatalogue
    let surface: SystemSurface
    /// What each policy means, by its id.
    let sentences: [String: BilingualText]

    func example(_ found: Counterexample) -> WorkedExample? {
        // The plainest leak: of a known owner, and of a field rather than of the row.
        func rank(_ leak: Leak) -> (Int, Int, Int) {
            (leak.owner == nil ? 1 : 0, leak.inferred == nil ? 0 : 1, leak.shown ?? .max)
        }
        let ranked = found.leaks.sorted { rank($0) < rank($1) }
        guard let leak = ranked.first else { return nil }
        var example = example(leak.row, found.database, found.runTime)
        example.recipient = catalogue.companies[Int(leak.viewer.company.rawValue)].id
        example.owner = leak.owner.map { catalogue.companies[Int($0.rawValue)].id }
        example.rules = leak.policies
        example.sentence = sentence(leak)
        return example
    }

    /// Some rows and what comes of them, without anybody who gets it.
    func example(_ row: SmallDatabase.Row, _ database: SmallDatabase, _ runTime: Datum.Moment) -> WorkedExample {
        let used = usedColumns()
        var tables: [WorkedExample.TableRows] = []
        for name in database.tables.keys.sorted() {
            guard let table = catalogue.tables[name], let rows = database.tables[name] else { continue }
            let columns = table.shape.columns.indices.filter { used[name]?.contains($0) ?? false }
            tables.append(
                WorkedExample.TableRows(
                    table: name, columns: columns.map { table.shape.columns[$0].name },
                    rows: rows.map { row in columns.map { row[$0].map(SQLPrinter.text) } }))
        }
        let output = surface.shown.map { shown in
            WorkedExample.Output(name: shown.name, value: row.outputs[shown.output].map(SQLPrinter.text))
        }
        return WorkedExample(
            tables: tables, today: readsToday ? SQLPrinter.text(.date(runTime)) : nil, output: output, recipient: nil,
            owner: nil, rules: [], sentence: BilingualText(ja: "", en: ""), database: database, runTime: runTime)
    }

    private var readsToday: Bool {
        var open = surface.query.expressions
        while let next = open.popLast() {
            if case .runTime = next.form { return true }
            open += next.operands
        }
        return false
    }

    /// The columns that the query or the barrier looks at.
    private func usedColumns() -> [String: Set<Int>] {
        var used: [String: Set<Int>] = [:]
        for expression in surface.query.expressions {
            for column in expression.columns {
                used[surface.query.relations[column.relation].table.name, default: []].insert(column.column)
            }
        }
        for relation in surface.query.relations {
            guard let table = catalogue.tables[relation.table.name] else { continue }
            var columns = Set(table.key ?? [])
            switch table.owner {
            case .column(let column)?: columns.insert(column)
            case .periods(let name, let by, let day)?:
                columns.formUnion(by)
                if let day { columns.insert(day) }
                if let periods = catalogue.tables[name]?.periods {
                    used[name, default: []].formUnion(periods.by + [periods.from, periods.to, periods.owner])
                }
            case nil: break
            }
            used[relation.table.name, default: []].formUnion(columns)
        }
        return used
    }

    /// What is told, in words.
    private func what(_ leak: Leak) -> BilingualText {
        if let field = leak.inferred {
            let reasons = catalogue.inferences.filter { $0.gives == field }.compactMap(\.because)
            let because = reasons.first.map { BilingualText(ja: "（\($0.ja)）", en: " (\($0.en))") }
            return BilingualText(
                ja: "`\(field.rawValue)` を割り出せる項目の組\(because?.ja ?? "")",
                en: "fields from which `\(field.rawValue)` can be worked out\(because?.en ?? "")")
        }
        let name = leak.shown.map { "`\(surface.shown[$0].name)`" }
        return BilingualText(ja: name ?? "行があること", en: name ?? "that there is such a row")
    }

    private func sentence(_ leak: Leak) -> BilingualText {
        let viewer = catalogue.companies[Int(leak.viewer.company.rawValue)].name
        let side = catalogue.companies[Int(leak.viewer.side.rawValue)].name
        let isOther = leak.viewer.company != leak.viewer.side
        let who = BilingualText(
            ja: isOther ? "\(viewer.ja)（\(side.ja) のために働く）" : viewer.ja,
            en: isOther ? "\(viewer.en) (acting for \(side.en))" : viewer.en)
        let what = what(leak)
        let rules = leak.policies.compactMap { sentences[$0] }
        let because = BilingualText(
            ja: rules.isEmpty ? "どの規則も許していません。" : rules.map(\.ja).joined(separator: ""),
            en: rules.isEmpty ? "no rule allows it" : rules.map(\.en).joined(separator: "; "))
        guard let owner = leak.owner else {
            return BilingualText(
                ja: "この行がどの会社のお客さまのものかは分かりませんが、\(who.ja) に \(what.ja) が渡ります。\(because.ja)",
                en: "nothing says whose customer this row is about, and \(who.en) is shown \(what.en): \(because.en)")
        }
        let name = catalogue.companies[Int(owner.rawValue)].name
        return BilingualText(
            ja: "この行は \(name.ja) のお客さまのものですが、\(who.ja) に \(what.ja) が渡ります。\(because.ja)",
            en: "this row is about a customer of \(name.en), and \(who.en) is shown \(what.en): \(because.en)")
    }
}
