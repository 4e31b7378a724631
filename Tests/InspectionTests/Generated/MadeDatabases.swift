import Conditions

@testable import Inspection

/// Small databases for a surface, which keep what the catalogue says of its tables.
struct MadeDatabases {
    let surface: SystemSurface
    let catalogue: SystemCatalogue
    let pools: CellPools
    var dice: Dice
    /// Whether each row stands for itself: there is one relation, and nothing else is asked.
    let isSingle: Bool
    /// Columns that meet in a join or in periods, with the values that both can have.
    private let meetings: [(left: Column, right: Column, values: [Datum?])]

    private struct Column: Hashable {
        var table: String
        var column: Int
    }

    init(_ surface: SystemSurface, _ catalogue: SystemCatalogue, seed: UInt64) {
        self.surface = surface
        self.catalogue = catalogue
        dice = Dice(seed: seed)
        let pools = CellPools(surface, catalogue)
        self.pools = pools
        let query = surface.query
        isSingle = query.relations.count == 1 && query.subqueries.isEmpty && pools.tables.count == 1
        var pairs: [(Column, Column)] = []
        func column(_ reference: ColumnReference) -> Column {
            Column(table: query.relations[reference.relation].table.name, column: reference.column)
        }
        var open =
            query.source.conditions + query.subqueries.compactMap(\.condition)
            + query.subqueries.flatMap(\.source.conditions)
        while let next = open.popLast() {
            if case .comparison(.equal, let left, let right) = next.form, case .column(let one) = left.form,
                case .column(let other) = right.form
            {
                pairs.append((column(one), column(other)))
            }
            open += next.operands
        }
        for name in pools.tables {
            guard case .periods(let periods, let by, _)? = catalogue.tables[name]?.owner,
                let theirs = catalogue.tables[periods]?.periods?.by
            else { continue }
            for (mine, other) in zip(by, theirs) {
                pairs.append((Column(table: name, column: mine), Column(table: periods, column: other)))
            }
        }
        meetings = pairs.map { left, right in
            let one = pools.pool(left.table, left.column), other = Set(pools.pool(right.table, right.column))
            return (left, right, one.filter { $0 != nil && other.contains($0) })
        }
    }

    // MARK: Rows

    /// What most rows of one database share.
    private struct Focus {
        var days: [Datum.Moment]
        var values: [[Datum?]]
    }

    private mutating func focus() -> Focus {
        let days = pools.days.isEmpty ? [] : (0..<3).map { _ in dice.pick(pools.days) }
        var values: [[Datum?]] = []
        for meeting in meetings {
            values.append(meeting.values.isEmpty ? [] : (0..<2).map { _ in dice.pick(meeting.values) })
        }
        return Focus(days: days, values: values)
    }

    private mutating func row(_ table: String, _ focus: Focus) -> [Datum?] {
        var row = pools.row(table, focus.days, &dice)
        for (meeting, values) in zip(meetings, focus.values) where !values.isEmpty && dice.below(5) > 0 {
            let value = dice.below(4) > 0 ? values[0] : values[1]
            if meeting.left.table == table { row[meeting.left.column] = value }
            if meeting.right.table == table { row[meeting.right.column] = value }
        }
        return row
    }

    /// The row with one to three of its cells drawn anew.
    private mutating func altered(_ row: [Datum?], _ table: String, _ focus: Focus) -> [Datum?] {
        var row = row
        let other = self.row(table, focus)
        for _ in 0..<1 + dice.below(3) {
            let column = dice.below(row.count)
            row[column] = other[column]
        }
        return row
    }

    // MARK: Databases

    /// Some rows of each table, made anew or of rows that are near to interesting ones.
    mutating func database(near seeds: [SmallDatabase], rows: Int) -> SmallDatabase {
        let focus = focus()
        if isSingle, let table = pools.tables.first {
            let near = seeds.flatMap { $0.tables[table] ?? [] }
            return SmallDatabase([
                table: (0..<rows).map { _ in
                    near.isEmpty || dice.once(in: 3) ? row(table, focus) : altered(dice.pick(near), table, focus)
                }
            ])
        }
        var tables: [String: [[Datum?]]] = [:]
        let seed = seeds.isEmpty || dice.once(in: 4) ? nil : dice.pick(seeds)
        for table in pools.tables {
            var rows = seed?.tables[table] ?? []
            if dice.once(in: 2), !rows.isEmpty {
                let place = dice.below(rows.count)
                rows[place] = altered(rows[place], table, focus)
            }
            if dice.once(in: 5), !rows.isEmpty { rows.remove(at: dice.below(rows.count)) }
            let more = seed == nil ? 1 + dice.below(4) : dice.below(2)
            for _ in 0..<more where rows.count < 6 { rows.append(row(table, focus)) }
            tables[table] = legal(rows, table)
        }
        return SmallDatabase(tables)
    }

    /// Those rows that may stand beside the ones before them.
    private func legal(_ rows: [[Datum?]], _ name: String) -> [[Datum?]] {
        guard let table = catalogue.tables[name] else { return rows }
        var kept: [[Datum?]] = []
        for row in rows where !kept.contains(where: { Self.excludes(table, $0, row) }) { kept.append(row) }
        return kept
    }

    /// Whether two rows cannot both be there.
    private static func excludes(_ table: SystemTable, _ one: [Datum?], _ other: [Datum?]) -> Bool {
        func isSame(_ columns: [Int]) -> Bool { columns.allSatisfy { one[$0] != nil && one[$0] == other[$0] } }
        if let key = table.key, isSame(key) { return true }
        guard let periods = table.periods, periods.neverOverlap, isSame(periods.by) else { return false }
        func moment(_ datum: Datum?) -> Datum.Moment? {
            if case .date(let moment)? = datum { moment } else { nil }
        }
        guard let first = moment(one[periods.from]), let second = moment(other[periods.from]) else { return false }
        let (end, last) = (moment(one[periods.to]), moment(other[periods.to]))
        func isBefore(_ day: Datum.Moment, _ end: Datum.Moment?) -> Bool { end.map { day < $0 } ?? true }
        let start = max(first, second)
        return isBefore(start, end) && isBefore(start, last)
    }

    /// A day on which the query could run.
    mutating func runTime() -> Datum.Moment {
        let finite = pools.days.filter(\.isFinite)
        return finite.isEmpty ? Datum.Moment(microseconds: 0) : dice.pick(finite)
    }
}
