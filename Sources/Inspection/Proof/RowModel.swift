import Conditions
import Intake

/// The few rows of which a counterexample is made: their cells are unknowns of the solver.
final class RowModel {
    /// A cell of a row.
    struct Cell {
        /// Whether it is not NULL.
        var isKnown: Solver.Term
        /// Its value: a truth, a number in units of its column's scale, days, or microseconds.
        var value: Solver.Term
        /// Its text, where it is one.
        var text: Int?
    }

    /// A row of a table, which may or may not be there.
    struct Row {
        var table: SystemTable
        var isPresent: Solver.Term
        fileprivate(set) var cells: [Int: Cell] = [:]

        fileprivate init(table: SystemTable, isPresent: Solver.Term) {
            self.table = table
            self.isPresent = isPresent
        }
    }

    let solver: Solver
    let texts: TextVariables
    let months: MonthVariables
    private(set) var rows: [Row] = []
    /// `current_date` in days, and as a point in time in microseconds.
    private(set) lazy var today: Solver.Term = newToday()
    private(set) var readsToday = false

    /// Beyond all days: what stands for infinity.
    static let infiniteDays: Int128 = 1_000_000_000_000
    static let microsecondsOfDay = Int128(Datum.Moment.day)
    private static let finiteDays = -719_162...2_932_896 as ClosedRange<Int128>

    init(_ solver: Solver) {
        self.solver = solver
        texts = TextVariables(solver)
        months = MonthVariables(solver)
        // Weakly: the months hold the solver.
        solver.refine = { [weak months] in months?.refine() ?? false }
        solver.kept = { [weak months] in months?.days() ?? [] }
    }

    /// A row that is there where a truth says so.
    func add(_ table: SystemTable, isPresent: Solver.Term) -> Int {
        rows.append(Row(table: table, isPresent: isPresent))
        return rows.count - 1
    }

    /// The rows of a table.
    func places(of table: String) -> [Int] { rows.indices.filter { rows[$0].table.shape.name == table } }

    /// A cell of a row.
    func cell(_ row: Int, _ column: Int) throws(TextLanguageError) -> Cell {
        if let known = rows[row].cells[column] { return known }
        let table = rows[row].table
        let shape = table.shape.columns[column]
        var cell = Cell(isKnown: shape.isNullable ? solver.newTruth() : solver.yes, value: solver.yes, text: nil)
        switch shape.type {
        case .bool: cell.value = solver.newTruth()
        case .text:
            cell.text = texts.new(in: try Self.domain(shape), examples: table.examples[column].compactMap(Self.text))
        default:
            cell.value = solver.newNumber()
            limit(cell.value, shape)
            // What a NULL would be matters to nobody: it is settled, lest the solver try one day after the other.
            if shape.isNullable, shape.values == nil {
                let plain = number(of: .number(Number(0)), scale: 0)
                let usual = shape.range.map { $0.contains(0) ? plain : solver.number($0.lowerBound) } ?? plain
                solver.assert(solver.or([cell.isKnown, solver.same(cell.value, usual)]))
            }
        }
        rows[row].cells[column] = cell
        return cell
    }

    private static func text(_ datum: Datum) -> String? {
        guard case .text(let text) = datum else { return nil }
        return text.string
    }

    private static func domain(_ column: TableShape.Column) throws(TextLanguageError) -> TextLanguage {
        if let values = column.values { return try TextLanguage.oneOf(values.compactMap(text)) }
        // Found texts are short; a limit beyond their length is never reached.
        guard let most = column.mostCharacters, most <= 40 else { return .all }
        return try TextLanguage.lengths(in: [0...most])
    }

    private func limit(_ value: Solver.Term, _ column: TableShape.Column) {
        if let values = column.values {
            solver.assert(solver.or(values.map { solver.same(value, number(of: $0, scale: column.scale)) }))
            return
        }
        switch column.type {
        case .date, .timestamp:
            let unit = column.type == .date ? 1 : Self.microsecondsOfDay
            let last = Self.finiteDays.upperBound * unit + unit - 1
            solver.assert(
                solver.or([
                    within(value, Self.finiteDays.lowerBound * unit...last),
                    solver.same(value, solver.number(Self.infiniteDays * unit)),
                    solver.same(value, solver.number(-Self.infiniteDays * unit)),
                ]))
        default:
            if let range = column.range { solver.assert(within(value, range)) }
        }
    }

    func within(_ value: Solver.Term, _ range: ClosedRange<Int128>) -> Solver.Term {
        solver.and([
            solver.lessOrSame(solver.number(range.lowerBound), value),
            solver.lessOrSame(value, solver.number(range.upperBound)),
        ])
    }

    private func newToday() -> Solver.Term {
        readsToday = true
        let term = solver.newNumber()
        solver.assert(within(term, Self.finiteDays))
        return term
    }

    /// A value as the solver's number: of a number in units of a scale, of a day in days, of a time in microseconds.
    func number(of datum: Datum, scale: Int) -> Solver.Term {
        switch datum {
        case .bool(let truth): solver.truth(truth)
        case .number(let number): solver.number(number.units(at: scale) ?? number.floor)
        case .date(let moment): solver.number(Self.days(moment))
        case .timestamp(let moment): solver.number(Self.microseconds(moment))
        case .interval(let span):
            solver.number(
                (Int128(span.months) * 30 + Int128(span.days)) * Self.microsecondsOfDay + Int128(span.microseconds))
        case .text: solver.no
        }
    }

    private static func days(_ moment: Datum.Moment) -> Int128 {
        moment == .infinity
            ? infiniteDays
            : moment == .minusInfinity
                ? -infiniteDays
                : Int128(moment.calendarDay.daysSince1970)
    }

    private static func microseconds(_ moment: Datum.Moment) -> Int128 {
        moment.isFinite ? Int128(moment.microseconds) : days(moment) * microsecondsOfDay
    }

    // MARK: What the model says

    /// The value of a cell in the solver's last model.
    func datum(_ row: Int, _ column: Int) -> Datum? {
        let table = rows[row].table
        let shape = table.shape.columns[column]
        guard let cell = rows[row].cells[column] else { return filler(table, column) }
        guard solver.isTrue(cell.isKnown) else { return nil }
        if let text = cell.text { return texts.text(text).map { .text(Text($0)) } }
        if shape.type == .bool { return .bool(solver.isTrue(cell.value)) }
        guard let number = solver.number(cell.value) else { return nil }
        switch shape.type {
        case .date: return .date(Self.moment(number * Self.microsecondsOfDay))
        case .timestamp: return .timestamp(Self.moment(number))
        default: return Number(units: number, scale: shape.scale).map { .number($0) }
        }
    }

    /// When the query runs, in the last model.
    var runTime: Datum.Moment {
        guard readsToday, let days = solver.number(today) else {
            return Datum.Moment(CalendarDay(daysSince1970: 19_448))
        }
        return Self.moment(days * Self.microsecondsOfDay)
    }

    private static func moment(_ microseconds: Int128) -> Datum.Moment {
        if microseconds >= infiniteDays * microsecondsOfDay { return .infinity }
        if microseconds <= -infiniteDays * microsecondsOfDay { return .minusInfinity }
        return Datum.Moment(microseconds: Int64(clamping: microseconds))
    }

    /// What stands in a cell that nobody asks for.
    private func filler(_ table: SystemTable, _ column: Int) -> Datum? {
        let shape = table.shape.columns[column]
        if let example = (shape.values ?? table.examples[column]).first { return example }
        switch shape.type {
        case .bool: return .bool(true)
        case .text, .unknown: return .text(Text(String("sample".prefix(shape.mostCharacters ?? 6))))
        case .date: return .day(CalendarDay(daysSince1970: 19_448))
        case .timestamp: return .timestamp(Datum.Moment(CalendarDay(daysSince1970: 19_448)))
        case .interval: return .interval(Datum.Span(days: 1))
        case .integer, .number:
            let range = shape.range ?? 0...0
            return Number(units: range.contains(0) ? 0 : range.lowerBound, scale: shape.scale).map { .number($0) }
        }
    }

    /// What is usual rather than merely possible: present values, days of our time, small numbers.
    func preferences() -> [Solver.Term] {
        var wishes: [Solver.Term] = []
        for row in rows {
            for (column, cell) in row.cells.sorted(by: { $0.key < $1.key }) {
                let shape = row.table.shape.columns[column]
                wishes.append(cell.isKnown)
                switch shape.type {
                case .date: wishes.append(within(cell.value, 18_262...20_453))
                case .timestamp:
                    wishes.append(within(cell.value, 18_262 * Self.microsecondsOfDay...20_453 * Self.microsecondsOfDay))
                case .integer, .number:
                    let unit = (0..<shape.scale).reduce(Int128(1)) { power, _ in power * 10 }
                    let least = min(unit, shape.range?.upperBound ?? unit)
                    wishes.append(within(cell.value, least...9999 * unit))
                default: break
                }
            }
        }
        if readsToday { wishes.append(within(today, 18_262...20_453)) }
        return wishes
    }
}
