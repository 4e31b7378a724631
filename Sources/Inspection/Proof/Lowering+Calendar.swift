import Conditions
import Intake

/// The months of the solver's days.
///
/// The calendar is not linear, and solvers are poor at dividing. So a month is three numbers of which at first little is
/// said: how many months there were before it, its first day, and how many days it has. Where a model has them wrong, it
/// is told the truth about that one month, and asked again.
final class MonthVariables {
    typealias Term = Solver.Term

    /// A month.
    struct Month {
        /// Months since the year 0.
        var key: Term
        /// Its first day, in days since 1970-01-01.
        var start: Term
        /// How many days it has.
        var length: Term
    }

    private let solver: Solver
    private var months: [Month] = []
    /// What was made for a number of months, for a day, and of a month: the same term is asked for often.
    private var byKey: [Term: Month] = [:]
    private var byDay: [Term: Month] = [:]
    private var daysInOrder: [Term] = []
    private var years: [Term: (year: Term, month: Term)] = [:]
    private var told: Set<[Int128]> = []

    /// 1970-01.
    private static let origin: Int128 = 23_640

    init(_ solver: Solver) { self.solver = solver }

    /// The month of so many months since the year 0.
    func month(_ key: Term) -> Month {
        if let known = byKey[key] { return known }
        let month = Month(key: key, start: solver.newNumber(), length: solver.newNumber())
        months.append(month)
        byKey[key] = month
        solver.assert(within(month.length, 28, 31))
        // 400 years are 4,800 months and 146,097 days; no month begins more than three days off that line.
        let line = solver.difference(
            solver.product(solver.number(4800), month.start),
            solver.product(solver.number(146_097), solver.difference(key, solver.number(Self.origin))))
        solver.assert(within(line, -4800 * 4, 4800 * 4))
        return month
    }

    /// The month of a day; of an infinity any.
    func month(ofDay day: Term, isFinite: Term) -> Month {
        if let known = byDay[day] { return known }
        let month = month(solver.newNumber())
        solver.assert(
            solver.or([
                solver.not(isFinite),
                solver.and([
                    solver.lessOrSame(month.start, day), solver.less(day, solver.sum(month.start, month.length)),
                ]),
            ]))
        solver.assert(solver.or([isFinite, solver.same(month.key, solver.number(Self.origin))]))
        byDay[day] = month
        daysInOrder.append(day)
        return month
    }

    /// The year of a month, and which of the year's it is, from 1.
    func year(of month: Month) -> (year: Term, month: Term) {
        if let known = years[month.key] { return known }
        let parts = (year: solver.newNumber(), month: solver.newNumber())
        solver.assert(within(parts.month, 1, 12))
        solver.assert(
            solver.same(
                solver.sum(month.key, solver.number(1)),
                solver.sum(solver.product(solver.number(12), parts.year), parts.month)))
        years[month.key] = parts
        // Where it is asked which of the year's it is, the solver has to know how long it is, lest it try one year after
        // the other for a 30 February.
        let isSecond = solver.same(parts.month, solver.number(2))
        let isShort = solver.or([4, 6, 9, 11].map { solver.same(parts.month, solver.number($0)) })
        func has(_ days: Int128) -> Term { solver.same(month.length, solver.number(days)) }
        solver.assert(
            solver.choose(isSecond, solver.or([has(28), has(29)]), solver.choose(isShort, has(30), has(31))))
        let fourth = solver.product(solver.number(4), solver.newNumber())
        solver.assert(solver.or([solver.not(has(29)), solver.same(parts.year, fourth)]))
        return parts
    }

    private func within(_ term: Term, _ least: Int128, _ most: Int128) -> Term {
        solver.and([solver.lessOrSame(solver.number(least), term), solver.lessOrSame(term, solver.number(most))])
    }

    /// Tells the solver of each month that its last model has wrong.
    ///
    /// - Returns: whether there was one.
    func refine() -> Bool {
        var isWrong = false
        for (place, month) in months.enumerated() {
            guard let key = solver.number(month.key), let start = solver.number(month.start) else { continue }
            let truth = CalendarMonth(key: key)
            guard start != truth.start || solver.number(month.length) != truth.length else { continue }
            isWrong = true
            // The month of the day that it took for the first, too.
            for near in [truth, CalendarMonth(ofDay: start)] where told.insert([Int128(place), near.key]).inserted {
                tell(month, near.key, near.start, near.length)
            }
        }
        return isWrong
    }

    /// The days of the last model.
    func days() -> [Term] {
        daysInOrder.compactMap { day in solver.number(day).map { solver.same(day, solver.number($0)) } }
    }

    private func tell(_ month: Month, _ key: Int128, _ start: Int128, _ length: Int128) {
        let (number, first, count) = (solver.number(key), solver.number(start), solver.number(length))
        let isIt = solver.same(month.key, number)
        solver.assert(
            solver.or([
                solver.not(isIt), solver.and([solver.same(month.start, first), solver.same(month.length, count)]),
            ]))
        solver.assert(
            solver.or([
                solver.lessOrSame(number, month.key),
                solver.lessOrSame(solver.sum(month.start, month.length), first),
            ]))
        solver.assert(
            solver.or([
                solver.lessOrSame(month.key, number),
                solver.lessOrSame(solver.number(start + length), month.start),
            ]))
    }
}

extension Lowering {
    struct Civil {
        /// As PostgreSQL counts them: before 1 comes -1.
        var year: Term
        /// 1 to 12.
        var month: Term
        /// 1 to 31.
        var day: Term
        var span: MonthVariables.Month
        /// The first day of the year.
        var startOfYear: Term
    }

    /// Year, month and day of the month of a day; of an infinity anything.
    func civil(_ days: Term) -> Civil {
        let finite = isFinite(days, .date)
        let span = model.months.month(ofDay: days, isFinite: finite)
        let (year, month) = model.months.year(of: span)
        let day = solver.sum(solver.difference(days, span.start), solver.number(1))
        let isBefore = solver.less(year, solver.number(1))
        let counted = solver.choose(isBefore, solver.difference(year, solver.number(1)), year)
        return Civil(
            year: counted, month: month, day: day, span: span,
            startOfYear: model.months.month(solver.product(solver.number(12), year)).start)
    }

    /// The same day so many months later; where the month has no such day, its last.
    func addingMonths(_ count: Int, to days: Term) -> Term {
        let finite = isFinite(days, .date)
        let from = model.months.month(ofDay: days, isFinite: finite)
        let target = model.months.month(solver.sum(from.key, solver.number(Int128(count))))
        let offset = solver.difference(days, from.start)
        let last = solver.difference(target.length, solver.number(1))
        let sum = solver.sum(target.start, solver.choose(solver.less(last, offset), last, offset))
        return solver.choose(finite, sum, days)
    }
}
