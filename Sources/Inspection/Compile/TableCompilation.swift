import Barrier
import Conditions
import Intake

/// Sorts the catalogue's tables: which can be guarded, which have to be closed, and which hold no records.
struct TableCompilation {
    /// What came of each table, by name.
    private(set) var tables: [CompiledTable] = []
    /// Those that are guarded.
    private(set) var guarded: [GuardedTable] = []
    /// Those that are closed, with schema and name.
    private(set) var closed: [(schema: String, relation: String)] = []
    /// The tables of periods that somebody asks, with the names of their views, in their order.
    private(set) var periods: [(name: String, table: PeriodsTable)] = []

    private let catalogue: SystemCatalogue
    private let decisions: DecisionTable
    private let options: CompileOptions
    private let readsVoltage: Bool
    private let names: InternalNames
    private var relations: NamePool
    private var functions = NamePool(taken: InternalNames.functions)
    private var periodsByName: [String: PeriodsTable] = [:]

    init(
        _ catalogue: SystemCatalogue, _ decisions: DecisionTable, _ options: CompileOptions, readsVoltage: Bool
    ) {
        self.catalogue = catalogue
        self.decisions = decisions
        self.options = options
        self.readsVoltage = readsVoltage
        names = InternalNames(schema: options.schema)
        relations = NamePool(taken: InternalNames.relations)
        for name in catalogue.tables.keys.sorted() {
            guard let table = catalogue.tables[name] else { continue }
            take(name, table)
        }
    }

    /// A table's schema and name in the database.
    static func place(_ name: String, _ options: CompileOptions) -> (schema: String, relation: String) {
        guard let dot = name.firstIndex(of: ".") else { return (options.tableSchema, name) }
        return (String(name[..<dot]), String(name[name.index(after: dot)...]))
    }

    private mutating func take(_ name: String, _ table: SystemTable) {
        let place = Self.place(name, options)
        let tells = table.tells.contains { if case .field = $0 { true } else { false } }
        guard table.owner != nil || table.subject != nil || tells else {
            let reason = BilingualText(
                ja: "お客さまの記録がない表です", en: "no column of it tells anything of a customer")
            tables.append(
                CompiledTable(name: name, outcome: .untouched(reason), view: nil, feed: nil, columns: []))
            return
        }
        do throws(IntakeError) {
            try refuseTwins(name)
            var guardedTable = try owned(name, table, place)
            let columns = forms(name, table)
            guardedTable.columns = columns.map(\.column).enumerated().map { position, column in
                (column.name, columns[position].sql)
            }
            guardedTable.view = relations.take(place.relation)
            guardedTable.feed = relations.take(place.relation + "_feed")
            guardedTable.visibility = functions.take("sees_" + place.relation)
            guarded.append(guardedTable)
            tables.append(
                CompiledTable(
                    name: name, outcome: .guarded, view: names.relation(guardedTable.view),
                    feed: names.relation(guardedTable.feed), columns: columns.map(\.column)))
        } catch {
            closed.append(place)
            tables.append(
                CompiledTable(name: name, outcome: .closed(error.message), view: nil, feed: nil, columns: []))
        }
    }

    /// Two entries for one table could say different things of it.
    private func refuseTwins(_ name: String) throws(IntakeError) {
        let place = Self.place(name, options)
        let twin = catalogue.tables.keys.sorted().first { $0 != name && Self.place($0, options) == place }
        guard let twin else { return }
        throw IntakeError(
            ja: "カタログの `\(twin)` と同じ表です。1 つにまとめてください",
            en: "the catalogue's `\(twin)` is the same table; make one entry of them")
    }

    // MARK: Owners

    private mutating func owned(
        _ name: String, _ table: SystemTable, _ place: (schema: String, relation: String)
    ) throws(IntakeError) -> GuardedTable {
        guard let owner = table.owner, let subject = table.subject else {
            throw IntakeError(
                ja: "どの会社のお客さまの記録かをカタログが示していません。`record` を書いてください",
                en: "the catalogue does not say whose customers its rows are about; write a `record`")
        }
        var names: Set<String> = []
        if let twice = table.shape.columns.first(where: { !names.insert($0.name).inserted }) {
            throw IntakeError(
                ja: "列 `\(twice.name)` が 2 回あります", en: "there are two columns `\(twice.name)`; keep one")
        }
        var voltage: GuardedTable.StatedVoltage?
        if readsVoltage, let stated = table.voltage {
            try require(.text, table, stated.column)
            voltage = GuardedTable.StatedVoltage(
                column: table.shape.columns[stated.column].name,
                meanings: stated.meanings.sorted { $0.key < $1.key }.map { ($0.key.string, $0.value) })
        }
        return GuardedTable(
            name: name, schema: place.schema, relation: place.relation, subject: subject,
            owner: try self.owner(owner, table), voltage: voltage, readsVoltage: readsVoltage)
    }

    private mutating func owner(
        _ owner: SystemTable.Owner, _ table: SystemTable
    ) throws(IntakeError) -> GuardedTable.Owner {
        switch owner {
        case .column(let column):
            try require(.text, table, column)
            return .column(table.shape.columns[column].name)
        case .periods(let name, let by, let day):
            guard let target = catalogue.tables[name], let periods = target.periods else {
                throw IntakeError(
                    ja: "表 `\(name)` に `periods` がありません。期間の表として書いてください",
                    en: "the table `\(name)` says nothing of periods; write its `periods`")
            }
            guard !by.isEmpty, by.count == periods.by.count else {
                throw IntakeError(
                    ja: "`by` の列の数（\(by.count)）を、表 `\(name)` の `by`（\(periods.by.count)）に合わせてください",
                    en: "`by` has \(by.count) columns, and that of `\(name)` has \(periods.by.count); make them agree")
            }
            for (mine, theirs) in zip(by, periods.by) {
                let (one, other) = (table.shape.columns[mine], target.shape.columns[theirs])
                guard one.type == other.type || (one.type.isNumeric && other.type.isNumeric) else {
                    throw IntakeError(
                        ja: "列 `\(one.name)`（\(one.type.sql)）と `\(name)` の列 `\(other.name)`（\(other.type.sql)）は型が違います",
                        en: "the column `\(one.name)` is of type \(one.type.sql), and `\(other.name)` of `\(name)` of "
                            + "type \(other.type.sql); they cannot be the same")
                }
            }
            try require(.text, target, periods.owner)
            try require(.date, target, periods.from)
            try require(.date, target, periods.to)
            var date = GuardedTable.Day.today(zone: options.timeZone)
            if let day {
                try require(.date, table, day)
                date = .column(table.shape.columns[day].name, table.shape.columns[day].type)
            }
            return .periods(
                self.periods(name, target, periods), by: by.map { table.shape.columns[$0].name }, day: date)
        }
    }

    /// The type of a column on which everything depends; a time does for a date.
    private func require(_ type: ValueType, _ table: SystemTable, _ column: Int) throws(IntakeError) {
        let found = table.shape.columns[column]
        guard found.type == type || (type == .date && found.type == .timestamp) else {
            throw IntakeError(
                ja: "表 `\(table.shape.name)` の列 `\(found.name)` の型は \(found.type.sql) です。\(type.sql) が必要です",
                en:
                    "the column `\(found.name)` of `\(table.shape.name)` is of type \(found.type.sql); \(type.sql) is needed"
            )
        }
    }

    private mutating func periods(
        _ name: String, _ table: SystemTable, _ periods: SystemTable.Periods
    ) -> PeriodsTable {
        if let known = periodsByName[name] { return known }
        let place = Self.place(name, options)
        let view = relations.take(place.relation + "_segments")
        let made = PeriodsTable(
            base: SQLText.name(place.schema, place.relation), segments: names.relation(view), table, periods)
        periodsByName[name] = made
        self.periods.append((view, made))
        return made
    }

    // MARK: Columns

    private func forms(_ name: String, _ table: SystemTable) -> [(column: CompiledTable.Column, sql: String)] {
        table.shape.columns.enumerated().map { position, column in
            let (form, sql) = form(name, table, position)
            return (CompiledTable.Column(name: column.name, form: form), sql)
        }
    }

    private func form(
        _ name: String, _ table: SystemTable, _ position: Int
    ) -> (CompiledTable.ColumnForm, String) {
        let column = table.shape.columns[position]
        let value = Self.value(column)
        let field: RecordField
        switch table.tells[position] {
        case .nothing: return (.shown, value)
        case .unsaid:
            let reason = BilingualText(
                ja: "何を表す列かをカタログが示していません。`tells` を書いてください",
                en: "the catalogue does not say what it tells; write `tells`")
            return (.withheld(reason), "CAST(NULL AS \(column.type.sql))")
        case .field(let told): field = told
        }
        guard let subject = table.subject else { return (.shown, value) }
        let bit = FieldClassSet(field.fieldClass).rawValue
        let viewed = "WHEN (p.view_bits & \(bit)) <> 0 THEN \(value)"
        let reach = decisions.reach(subject, field.fieldClass)
        if reach == .always { return (.shown, value) }
        let mask = ColumnMask(
            mask: options.masks[name]?[column.name] ?? ColumnMask.usual(field, column.type),
            bandWidth: max(1, options.bandWidths[name]?[column.name] ?? options.bandWidth))
        guard reach == .masked, mask.misfit(column.type) == nil,
            let masked = mask.sql(value, column.type, key: names.hashKey)
        else { return (.whereViewed, "CASE \(viewed) END") }
        return (.masked(mask.mask), "CASE \(viewed) WHEN (p.mask_bits & \(bit)) <> 0 THEN \(masked) END")
    }

    /// A column's value. Without the limits of its type, which an expression that masks it would not have: so that the
    /// views' types stay the same when the rule book changes. It costs nothing, and lets indexes be used.
    private static func value(_ column: TableShape.Column) -> String {
        let value = GuardedTable.column(column.name)
        return column.type == .text || column.type == .number ? "CAST(\(value) AS \(column.type.sql))" : value
    }
}
