import Barrier
import Conditions
import Intake
import Registry

/// One surface in the solver's terms: the rows behind one row that it gives out, and what must hold of them.
final class SurfaceModel {
    typealias Term = Solver.Term

    let surface: SystemSurface
    let catalogue: SystemCatalogue
    let solver: Solver
    let model: RowModel
    let lowering: Lowering
    /// That the rows come together and the condition lets them through.
    private(set) var passes: Term
    /// That the rows come together.
    private(set) var joined: Term

    /// What must hold of some relations where they are there.
    private struct Requirement {
        var there: Term
        var condition: SQLExpression
        /// The relations for which there must be no row instead.
        var absent: SQLQuery.Source?
    }

    init(_ surface: SystemSurface, _ catalogue: SystemCatalogue, _ solver: Solver) throws(Undecided) {
        self.surface = surface
        self.catalogue = catalogue
        self.solver = solver
        model = RowModel(solver)
        let query = surface.query
        var isThere = Array(repeating: solver.no, count: query.relations.count)
        var requirements: [Requirement] = []
        Self.require(query.source, solver.yes, &isThere, &requirements, solver)
        for subquery in query.subqueries {
            for relation in subquery.source.relations { isThere[relation] = solver.newTruth() }
        }
        var rows: [Int?] = []
        for (place, relation) in query.relations.enumerated() {
            guard let table = catalogue.tables[relation.table.name] else { throw Self.unknown(relation) }
            rows.append(model.add(table, isPresent: isThere[place]))
        }
        // Whose customer a row is may stand in a period of which the query knows nothing.
        for relation in query.source.relations {
            guard case .periods(let name, _, _)? = catalogue.tables[query.relations[relation].table.name]?.owner,
                let periods = catalogue.tables[name]
            else { continue }
            _ = model.add(periods, isPresent: solver.newTruth())
        }
        let outer = Set(query.source.relations)
        let frame = Lowering.Frame(
            rows: rows.enumerated().map { outer.contains($0) ? $1 : nil },
            isThere: isThere.enumerated().map { outer.contains($0) ? $1 : solver.no })
        lowering = Lowering(model: model, query: query, frame: frame)
        (joined, passes) = (solver.yes, solver.yes)
        var terms: [Term] = []
        for requirement in requirements { terms.append(try term(requirement)) }
        joined = solver.and(terms)
        if let condition = query.condition { terms.append(try lowering.holds(condition)) }
        passes = solver.and(terms)
    }

    private static func unknown(_ relation: SQLQuery.Relation) -> Undecided {
        Undecided(at: relation.offset, ja: "表がカタログにありません", en: "the table is not in the catalogue")
    }

    private static func require(
        _ source: SQLQuery.Source, _ there: Term, _ isThere: inout [Term], _ requirements: inout [Requirement],
        _ solver: Solver
    ) {
        switch source {
        case .relation(let place): isThere[place] = there
        case .inner(let left, let right, let condition):
            require(left, there, &isThere, &requirements, solver)
            require(right, there, &isThere, &requirements, solver)
            requirements.append(Requirement(there: there, condition: condition))
        case .left(let left, let right, let condition):
            require(left, there, &isThere, &requirements, solver)
            let isMatched = solver.newTruth()
            let both = solver.and([there, isMatched])
            require(right, both, &isThere, &requirements, solver)
            requirements.append(Requirement(there: both, condition: condition))
            requirements.append(
                Requirement(
                    there: solver.and([there, solver.not(isMatched)]), condition: condition, absent: right))
        }
    }

    private func term(_ requirement: Requirement) throws(Undecided) -> Term {
        guard let absent = requirement.absent else {
            return solver.or([solver.not(requirement.there), try lowering.holds(requirement.condition)])
        }
        // Where the outer join found nothing, no row that is there for another reason may match.
        guard case .relation(let place) = absent else { return solver.yes }
        let name = surface.query.relations[place].table.name
        var terms: [Term] = []
        for row in model.places(of: name) where row != lowering.frame.rows[place] {
            var other = lowering
            other.frame.rows[place] = row
            other.frame.isThere[place] = model.rows[row].isPresent
            let matches = solver.and([model.rows[row].isPresent, try other.holds(requirement.condition)])
            terms.append(solver.or([solver.not(requirement.there), solver.not(matches)]))
        }
        return solver.and(terms)
    }

    // MARK: Owners

    /// Where the owner of a relation's row is known, and is called by one of some codes.
    func isOwner(of relation: Int, among codes: TextLanguage) throws(Undecided) -> Term {
        guard let row = lowering.frame.rows[relation] else { return solver.no }
        let table = model.rows[row].table
        do throws(TextLanguageError) {
            switch table.owner {
            case nil: return solver.no
            case .column(let column)?:
                let cell = try model.cell(row, column)
                guard let text = cell.text else { return solver.no }
                return solver.and([cell.isKnown, model.texts.isIn(text, codes)])
            case .periods(let name, let by, let day)?:
                return try isOwner(row, name, by, day, codes)
            }
        } catch {
            throw Undecided(SQLExpression(.literal(nil), .text, at: surface.query.relations[relation].offset), error)
        }
    }

    private func isOwner(
        _ row: Int, _ name: String, _ by: [Int], _ day: Int?, _ codes: TextLanguage
    ) throws(TextLanguageError) -> Term {
        guard let periods = catalogue.tables[name]?.periods else { return solver.no }
        var isKnown = solver.yes
        var date = day == nil ? model.today : solver.number(0)
        if let day {
            let cell = try model.cell(row, day)
            isKnown = cell.isKnown
            let isTime = model.rows[row].table.shape.columns[day].type == .timestamp
            date = isTime ? solver.quotient(cell.value, RowModel.microsecondsOfDay) : cell.value
        }
        var covering: [(covers: Term, owner: RowModel.Cell)] = []
        for place in model.places(of: name) {
            var terms = [isKnown, model.rows[place].isPresent]
            for (mine, theirs) in zip(by, periods.by) {
                terms.append(try areSame(row, mine, place, theirs))
            }
            terms.append(try covers(place, periods, date))
            covering.append((solver.and(terms), try model.cell(place, periods.owner)))
        }
        var terms = [solver.or(covering.map(\.covers))]
        for (position, one) in covering.enumerated() {
            guard let text = one.owner.text else { continue }
            let isRight = solver.and([one.owner.isKnown, model.texts.isIn(text, codes)])
            terms.append(solver.or([solver.not(one.covers), isRight]))
            for other in covering.dropFirst(position + 1) {
                guard let second = other.owner.text else { continue }
                // Of two owners on one day nobody knows which.
                terms.append(
                    solver.or([solver.not(one.covers), solver.not(other.covers), model.texts.areSame(text, second)]))
            }
        }
        return solver.and(terms)
    }

    /// Whether a period contains a day; one whose first day is not known contains none.
    private func covers(_ row: Int, _ periods: SystemTable.Periods, _ day: Term) throws(TextLanguageError) -> Term {
        let (from, to) = (try self.day(row, periods.from), try self.day(row, periods.to))
        return solver.and([
            from.isKnown, solver.lessOrSame(from.value, day),
            solver.or([solver.not(to.isKnown), solver.less(day, to.value)]),
        ])
    }

    private func day(_ row: Int, _ column: Int) throws(TextLanguageError) -> (isKnown: Term, value: Term) {
        let cell = try model.cell(row, column)
        let isTime = model.rows[row].table.shape.columns[column].type == .timestamp
        return (cell.isKnown, isTime ? solver.quotient(cell.value, RowModel.microsecondsOfDay) : cell.value)
    }

    /// Where two cells are known and the same.
    private func areSame(_ row: Int, _ column: Int, _ other: Int, _ second: Int) throws(TextLanguageError) -> Term {
        let (one, two) = (try model.cell(row, column), try model.cell(other, second))
        if let text = one.text, let word = two.text {
            return solver.and([one.isKnown, two.isKnown, model.texts.areSame(text, word)])
        }
        return solver.and([one.isKnown, two.isKnown, solver.same(one.value, two.value)])
    }

    /// Where the voltage of a relation's row is this one; of nil, where it is not known.
    func isVoltage(_ voltage: Voltage?, of relation: Int) throws(Undecided) -> Term {
        guard let row = lowering.frame.rows[relation], let stated = model.rows[row].table.voltage else {
            return solver.truth(voltage == nil)
        }
        let words = stated.meanings.filter { voltage == nil || $0.value == voltage }.map(\.key.string)
        do throws(TextLanguageError) {
            let cell = try model.cell(row, stated.column)
            guard let text = cell.text else { return solver.truth(voltage == nil) }
            let isStated = solver.and([cell.isKnown, model.texts.isIn(text, try .oneOf(words))])
            return voltage == nil ? solver.not(isStated) : isStated
        } catch {
            throw Undecided(SQLExpression(.literal(nil), .text), error)
        }
    }

    // MARK: What is taken for granted

    /// Asserts what the catalogue says of rows of one table. To be called once, when all cells are there.
    func assume() throws(Undecided) {
        do throws(TextLanguageError) {
            for (name, table) in catalogue.tables.sorted(by: { $0.key < $1.key }) {
                let places = model.places(of: name)
                for (position, one) in places.enumerated() {
                    for other in places.dropFirst(position + 1) { try assume(table, one, other) }
                }
            }
            try model.texts.settle()
        } catch {
            throw Undecided(SQLExpression(.literal(nil), .text), error)
        }
    }

    private func assume(_ table: SystemTable, _ one: Int, _ other: Int) throws(TextLanguageError) {
        let both = solver.and([model.rows[one].isPresent, model.rows[other].isPresent])
        var reasons: [Term] = []
        if let key = table.key {
            var terms = [both]
            for column in key { terms.append(try areSame(one, column, other, column)) }
            reasons.append(solver.and(terms))
        }
        if let periods = table.periods, periods.neverOverlap {
            var terms = [both]
            for column in periods.by { terms.append(try areSame(one, column, other, column)) }
            let (first, second) = (try span(one, periods), try span(other, periods))
            terms += [
                first.isKnown, second.isKnown, before(first.from, second), before(second.from, first),
                before(first.from, first), before(second.from, second),
            ]
            reasons.append(solver.and(terms))
        }
        guard !reasons.isEmpty else { return }
        // They are the same row.
        var same: [Term] = []
        for column in Set(model.rows[one].cells.keys).union(model.rows[other].cells.keys).sorted() {
            let (cell, second) = (try model.cell(one, column), try model.cell(other, column))
            let isNull = solver.and([solver.not(cell.isKnown), solver.not(second.isKnown)])
            same.append(solver.or([isNull, try areSame(one, column, other, column)]))
        }
        solver.assert(solver.or([solver.not(solver.or(reasons)), solver.and(same)]))
    }

    private struct Days {
        var isKnown: Term
        var from: Term
        var isOpen: Term
        var to: Term
    }

    private func span(_ row: Int, _ periods: SystemTable.Periods) throws(TextLanguageError) -> Days {
        let (from, to) = (try day(row, periods.from), try day(row, periods.to))
        return Days(isKnown: from.isKnown, from: from.value, isOpen: solver.not(to.isKnown), to: to.value)
    }

    private func before(_ day: Term, _ span: Days) -> Term { solver.or([span.isOpen, solver.less(day, span.to)]) }

    /// What is usual of periods: that they last a while.
    func usualPeriods() -> [Term] {
        var wishes: [Term] = []
        for place in model.rows.indices {
            guard let periods = model.rows[place].table.periods, let from = try? day(place, periods.from),
                let to = try? day(place, periods.to)
            else { continue }
            wishes.append(solver.lessOrSame(solver.sum(from.value, solver.number(30)), to.value))
        }
        return wishes
    }

    /// The rows of the solver's last model.
    func database() -> SmallDatabase {
        var tables: [String: [[Datum?]]] = [:]
        for name in catalogue.tables.keys { tables[name] = [] }
        for (place, row) in model.rows.enumerated() where solver.isTrue(row.isPresent) {
            let cells = row.table.shape.columns.indices.map { model.datum(place, $0) }
            // What two names find may be one row.
            if tables[row.table.shape.name]?.contains(cells) != true {
                tables[row.table.shape.name, default: []].append(cells)
            }
        }
        return SmallDatabase(tables.filter { !$0.value.isEmpty })
    }
}
