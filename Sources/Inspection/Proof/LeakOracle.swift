public import Barrier
public import Conditions
public import Registry

/// Something that somebody is shown and may not see.
public struct Leak: Hashable, Sendable {
    /// Who is shown it.
    public var viewer: SystemSurface.Viewer
    /// The field, by its place among what the surface shows; nil where the row itself is the leak.
    public var shown: Int?
    /// The kind of thing that is told.
    public var fieldClass: FieldClass
    /// The field that is worked out of several that are shown together; nil where it is shown itself.
    public var inferred: RecordField?
    /// Whose customer it is; nil where nobody knows.
    public var owner: CompanyIndex?
    /// The rule book's reasons: the policies' ids.
    public var policies: [String]
    /// The whole row, as the query gives it out.
    public var row: SmallDatabase.Row
}

/// Says what a surface shows of a few rows, by looking at each: the plainest form of the inspection, to which proofs and
/// counterexamples are held.
public struct LeakOracle {
    private let catalogue: SystemCatalogue
    private var barrier: BarrierTable

    /// An oracle over a catalogue and a rule book.
    public init(_ catalogue: SystemCatalogue, _ barrier: BarrierTable) {
        self.catalogue = catalogue
        self.barrier = barrier
    }

    /// Everything that a surface shows of a database to people who may not see it.
    public mutating func leaks(
        of surface: SystemSurface, in database: SmallDatabase, runTime: Datum.Moment
    ) throws(EvaluationFault) -> [Leak] {
        let disclosures = Disclosures(surface, catalogue).all
        var leaks: [Leak] = []
        for row in try database.rows(of: surface.query, runTime: runTime) {
            for viewer in recipients(of: row, surface) {
                for item in disclosures {
                    guard let cells = row.sources[item.relation],
                        let table = catalogue.tables[surface.query.relations[item.relation].table.name],
                        let subject = table.subject, try isShown(item, row, runTime)
                    else { continue }
                    let owner = owner(of: cells, table, database, runTime)
                    let voltage = voltage(of: cells, table)
                    let permission = barrier.permission(viewer, surface, subject, owner: owner, voltage: voltage)
                    guard !permission.allows(item.fieldClass, masked: item.isMasked) else { continue }
                    let verdicts = barrier.verdicts(viewer, surface, subject, owner: owner, voltage: voltage)
                    leaks.append(
                        Leak(
                            viewer: viewer, shown: item.shown, fieldClass: item.fieldClass, inferred: item.inferred,
                            owner: owner,
                            policies: verdicts.first { !$0.allowedView.contains(item.fieldClass) }?
                                .ruling(item.fieldClass, .view).policies ?? [],
                            row: row))
                }
            }
        }
        return leaks
    }

    private func isShown(
        _ item: Disclosure, _ row: SmallDatabase.Row, _ runTime: Datum.Moment
    ) throws(EvaluationFault) -> Bool {
        let evaluator = Evaluator(row.sources, runTime: runTime)
        for condition in item.path where try !evaluator.isTrue(condition) { return false }
        return true
    }

    private func recipients(of row: SmallDatabase.Row, _ surface: SystemSurface) -> [SystemSurface.Viewer] {
        switch surface.routing {
        case .everything(let viewers): return viewers
        case .byValue(let output, let codes, let otherwise):
            var company = otherwise
            if case .text(let code)? = row.outputs[output], let named = codes[code] { company = named }
            return company.map { [SystemSurface.Viewer(company: $0, side: $0)] } ?? []
        }
    }

    private func company(_ datum: Datum?) -> CompanyIndex? {
        guard case .text(let code)? = datum, let place = catalogue.codes.firstIndex(where: { $0.contains(code) }) else {
            return nil
        }
        return CompanyIndex(rawValue: UInt16(place))
    }

    private func voltage(of cells: [Datum?], _ table: SystemTable) -> Voltage? {
        guard let stated = table.voltage, case .text(let word)? = cells[stated.column] else { return nil }
        return stated.meanings[word]
    }

    /// Whose customer a row is about; nil where nothing says so, or two things do.
    public func owner(
        of cells: [Datum?], _ table: SystemTable, _ database: SmallDatabase, _ runTime: Datum.Moment
    ) -> CompanyIndex? {
        switch table.owner {
        case nil: return nil
        case .column(let column)?: return company(cells[column])
        case .periods(let name, let by, let day)?:
            guard let periods = catalogue.tables[name]?.periods else { return nil }
            let date: CalendarMoment
            if let day {
                guard let moment = Self.moment(cells[day]) else { return nil }
                date = moment
            } else {
                date = runTime
            }
            var found: Set<Datum?> = []
            for period in database.tables[name] ?? [] {
                let isPoint = zip(by, periods.by).allSatisfy { cells[$0] != nil && cells[$0] == period[$1] }
                guard isPoint, let from = Self.moment(period[periods.from]), Self.day(from) <= Self.day(date) else {
                    continue
                }
                if let to = Self.moment(period[periods.to]), Self.day(to) <= Self.day(date) { continue }
                found.insert(period[periods.owner])
            }
            guard found.count == 1, let only = found.first else { return nil }
            return company(only)
        }
    }

    private typealias CalendarMoment = Datum.Moment

    private static func moment(_ datum: Datum?) -> Datum.Moment? {
        switch datum {
        case .date(let moment)?, .timestamp(let moment)?: moment
        default: nil
        }
    }

    /// The beginning of the day.
    private static func day(_ moment: Datum.Moment) -> Datum.Moment {
        moment.isFinite ? Datum.Moment(moment.calendarDay) : moment
    }
}
