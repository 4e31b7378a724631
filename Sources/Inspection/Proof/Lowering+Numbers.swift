import Conditions
import Intake

extension Lowering {
    /// A number, a day, a point or a length of time.
    struct Quantity {
        /// Where it is not NULL.
        var isKnown: Term
        /// Units of ten to the power of minus `scale`; days; microseconds.
        var value: Term
        var scale = 0
        /// Whether it is in days.
        var isDays = false
        /// Whether it may be an infinite number, which stands far beyond all others: the year of an infinite day is one.
        var isInfinite = false
    }

    func number(_ expression: SQLExpression) throws(Undecided) -> Quantity {
        let known = try isKnownWithoutValue(expression)
        let isDays = expression.type == .date
        switch expression.form {
        case .literal(let datum):
            guard let datum else { return Quantity(isKnown: solver.no, value: solver.number(0), isDays: isDays) }
            var scale = 0
            if case .number(let number) = datum {
                guard !number.isNaN else { return try undecided(expression, "NaN") }
                scale = number.scale
            }
            return Quantity(isKnown: known, value: model.number(of: datum, scale: scale), scale: scale, isDays: isDays)
        case .column(let column):
            return Quantity(
                isKnown: known, value: try cell(column, expression).value, scale: query.column(column).scale,
                isDays: isDays)
        case .runTime:
            let days = model.today
            if isDays { return Quantity(isKnown: solver.yes, value: days, isDays: true) }
            return try undecided(expression, "localtimestamp")
        case .negation(let part):
            var inner = try number(part)
            inner.value = solver.negative(inner.value)
            return inner
        case .arithmetic(let operation, let left, let right): return try arithmetic(expression, operation, left, right)
        case .cast(let part): return try cast(part, expression.type, known)
        case .choice(let branches, let otherwise):
            var result = try number(otherwise)
            for branch in branches.reversed() {
                result = chosen(try holds(branch.condition), try number(branch.value), result)
            }
            return result
        case .coalesce(let parts):
            guard let last = parts.last else { return try undecided(expression, "coalesce") }
            var result = try number(last)
            for part in parts.dropLast().reversed() {
                let quantity = try number(part)
                result = chosen(quantity.isKnown, quantity, result)
            }
            return result
        case .nullIf(let left, _):
            var result = try number(left)
            result.isKnown = try isKnown(expression)
            return result
        case .call(let function, let parts): return try called(expression, function, parts)
        default: return try undecided(expression, expression.type.sql)
        }
    }

    /// What is known of forms whose value does not say so itself.
    private func isKnownWithoutValue(_ expression: SQLExpression) throws(Undecided) -> Term {
        switch expression.form {
        case .literal, .column, .cast: try isKnown(expression)
        default: solver.yes
        }
    }

    private func chosen(_ condition: Term, _ one: Quantity, _ other: Quantity) -> Quantity {
        let (first, second) = aligned(one, other)
        return Quantity(
            isKnown: solver.choose(condition, one.isKnown, other.isKnown),
            value: solver.choose(condition, first, second),
            scale: max(one.scale, other.scale), isDays: one.isDays && other.isDays,
            isInfinite: one.isInfinite || other.isInfinite)
    }

    /// Two quantities in the same units.
    func aligned(_ one: Quantity, _ other: Quantity) -> (Term, Term) {
        if one.isDays != other.isDays {
            return one.isDays
                ? (scaled(one.value, RowModel.microsecondsOfDay), other.value)
                : (one.value, scaled(other.value, RowModel.microsecondsOfDay))
        }
        let scale = max(one.scale, other.scale)
        return (scaled(one.value, power(scale - one.scale)), scaled(other.value, power(scale - other.scale)))
    }

    func scaled(_ term: Term, _ factor: Int128) -> Term {
        factor == 1 ? term : solver.product(solver.number(factor), term)
    }

    func power(_ digits: Int) -> Int128 { (0..<digits).reduce(1) { power, _ in power * 10 } }

    // MARK: Operations

    private func arithmetic(
        _ expression: SQLExpression, _ operation: SQLExpression.Arithmetic, _ left: SQLExpression,
        _ right: SQLExpression
    ) throws(Undecided) -> Quantity {
        let known = try isKnown(expression)
        if [.date, .timestamp].contains(left.type) || [.date, .timestamp].contains(right.type) {
            return try times(expression, operation, left, right, known)
        }
        guard left.type.isNumeric, right.type.isNumeric else { return try undecided(expression, operation.rawValue) }
        let (one, other) = (try number(left), try number(right))
        let scale = max(one.scale, other.scale)
        let (first, second) = aligned(one, other)
        if one.isInfinite || other.isInfinite { return try infinite(expression, operation, one, other, known) }
        switch operation {
        case .add: return Quantity(isKnown: known, value: solver.sum(first, second), scale: scale)
        case .subtract: return Quantity(isKnown: known, value: solver.difference(first, second), scale: scale)
        case .multiply:
            // Of two unknowns nobody can say when they fulfil something.
            guard Self.isLiteral(left) || Self.isLiteral(right) else { return try undecided(expression, "*") }
            return Quantity(
                isKnown: known, value: solver.product(one.value, other.value), scale: one.scale + other.scale)
        case .divide, .remainder:
            guard case .literal(.number(let divisor)?) = right.form, let whole = divisor.whole else {
                return try undecided(expression, operation.rawValue)
            }
            // SQL cuts towards 0, the solver downwards: divide the sizes, and put the signs back.
            let zero = solver.number(0)
            let isNegative = solver.less(one.value, zero)
            let size = solver.choose(isNegative, solver.negative(one.value), one.value)
            let part = solver.quotient(size, Int128(whole).magnitude.asSigned)
            if operation == .divide {
                let negated = solver.negative(part)
                return Quantity(
                    isKnown: known,
                    value: whole > 0
                        ? solver.choose(isNegative, negated, part) : solver.choose(isNegative, part, negated))
            }
            let rest = solver.difference(size, scaled(part, Int128(whole).magnitude.asSigned))
            return Quantity(isKnown: known, value: solver.choose(isNegative, solver.negative(rest), rest))
        }
    }

    /// A number that may be infinite, more or less one that may not, or times a number that stands there.
    private func infinite(
        _ expression: SQLExpression, _ operation: SQLExpression.Arithmetic, _ one: Quantity, _ other: Quantity,
        _ known: Term
    ) throws(Undecided) -> Quantity {
        let scale = max(one.scale, other.scale)
        let (first, second) = aligned(one, other)
        func result(_ number: Quantity, _ value: Term, scale: Int, isTurned: Bool = false) -> Quantity {
            let (most, limit) = (infinity(scale), infinity(number.scale))
            let least = solver.negative(most)
            let isMost = solver.lessOrSame(limit, number.value)
            let isLeast = solver.lessOrSame(number.value, solver.negative(limit))
            return Quantity(
                isKnown: known,
                value: solver.choose(
                    isMost, isTurned ? least : most, solver.choose(isLeast, isTurned ? most : least, value)),
                scale: scale, isInfinite: true)
        }
        switch operation {
        case .add where !other.isInfinite: return result(one, solver.sum(first, second), scale: scale)
        case .add where !one.isInfinite: return result(other, solver.sum(first, second), scale: scale)
        case .subtract where !other.isInfinite: return result(one, solver.difference(first, second), scale: scale)
        case .subtract where !one.isInfinite:
            return result(other, solver.difference(first, second), scale: scale, isTurned: true)
        case .multiply:
            for (factor, number) in zip(expression.operands, [other, one]) {
                guard case .literal(.number(let times)?) = factor.form, times != Number(0) else { continue }
                return result(
                    number, solver.product(one.value, other.value), scale: one.scale + other.scale,
                    isTurned: times < Number(0))
            }
            return try undecided(expression, "*")
        default: return try undecided(expression, operation.rawValue)
        }
    }

    /// What stands for infinity among numbers, in units of a scale: conditions have no number of so many digits.
    private func infinity(_ scale: Int) -> Term { scaled(solver.number(power(Number.mostDigits)), power(scale)) }

    static func isLiteral(_ expression: SQLExpression) -> Bool {
        if case .literal = expression.form { true } else { false }
    }

    private func times(
        _ expression: SQLExpression, _ operation: SQLExpression.Arithmetic, _ left: SQLExpression,
        _ right: SQLExpression, _ known: Term
    ) throws(Undecided) -> Quantity {
        if left.type == .date, right.type == .date {
            return Quantity(isKnown: known, value: solver.difference(try number(left).value, try number(right).value))
        }
        let isTurned = [.integer, .interval].contains(left.type)
        let (moment, change) = isTurned ? (right, left) : (left, right)
        let start = try number(moment)
        func moved(_ value: Term, _ type: ValueType, _ change: Term) -> Term {
            let sum = operation == .subtract ? solver.difference(value, change) : solver.sum(value, change)
            return solver.choose(isFinite(value, type), sum, value)
        }
        if change.type == .integer {
            return Quantity(isKnown: known, value: moved(start.value, .date, try number(change).value), isDays: true)
        }
        guard case .literal(.interval(let span)?) = change.form else { return try undecided(expression, "interval") }
        var value = start.value
        if span.months != 0 {
            guard start.isDays else { return try undecided(expression, "timestamp + interval") }
            value = addingMonths(operation == .subtract ? -span.months : span.months, to: value)
        }
        let inMicroseconds = start.isDays ? scaled(value, RowModel.microsecondsOfDay) : value
        let rest = Int128(span.days) * RowModel.microsecondsOfDay + Int128(span.microseconds)
        return Quantity(
            isKnown: known,
            value: rest == 0 ? inMicroseconds : moved(inMicroseconds, .timestamp, solver.number(rest)))
    }

    private func cast(_ part: SQLExpression, _ type: ValueType, _ known: Term) throws(Undecided) -> Quantity {
        let inner = try number(part)
        switch (part.type, type) {
        case (.date, .timestamp):
            return Quantity(isKnown: known, value: scaled(inner.value, RowModel.microsecondsOfDay))
        case (.timestamp, .date):
            return Quantity(
                isKnown: known, value: solver.quotient(inner.value, RowModel.microsecondsOfDay), isDays: true)
        case (.integer, .number): return inner
        case (.number, .integer):
            // The nearest, of two the one further from 0; of an infinity it is an error.
            let (unit, zero) = (power(inner.scale), solver.number(0))
            let isNegative = solver.less(inner.value, zero)
            let size = solver.choose(isNegative, solver.negative(inner.value), inner.value)
            let whole = solver.quotient(
                solver.sum(solver.product(solver.number(2), size), solver.number(unit)), 2 * unit)
            return Quantity(isKnown: known, value: solver.choose(isNegative, solver.negative(whole), whole))
        default: return try undecided(part, "CAST")
        }
    }

    private func called(
        _ expression: SQLExpression, _ function: SQLExpression.Function, _ parts: [SQLExpression]
    ) throws(Undecided) -> Quantity {
        switch function {
        case .absolute:
            var inner = try number(parts[0])
            inner.value = solver.choose(
                solver.less(inner.value, solver.number(0)), solver.negative(inner.value), inner.value)
            return inner
        case .greatest, .least:
            var result = try number(parts[0])
            for part in parts.dropFirst() {
                let next = try number(part)
                let (one, other) = aligned(result, next)
                let isBetter = solver.and([
                    next.isKnown,
                    solver.or([
                        solver.not(result.isKnown),
                        function == .greatest ? solver.less(one, other) : solver.less(other, one),
                    ]),
                ])
                result = chosen(isBetter, next, result)
            }
            return result
        case .year, .month, .dayOfMonth:
            let moment = try number(parts[0])
            let days = moment.isDays ? moment.value : solver.quotient(moment.value, RowModel.microsecondsOfDay)
            let date = civil(days)
            let value = function == .year ? date.year : function == .month ? date.month : date.day
            guard function == .year else { return Quantity(isKnown: try isKnown(expression), value: value) }
            let beyond = solver.choose(
                solver.less(solver.number(0), days), infinity(0), solver.negative(infinity(0)))
            return Quantity(
                isKnown: try isKnown(expression), value: solver.choose(isFinite(days, .date), value, beyond),
                isInfinite: true)
        case .startOfYear, .startOfMonth, .startOfDay:
            let moment = try number(parts[0])
            let days = solver.quotient(moment.value, RowModel.microsecondsOfDay)
            let date = civil(days)
            let start =
                switch function {
                case .startOfDay: days
                case .startOfMonth: date.span.start
                default: date.startOfYear
                }
            return Quantity(
                isKnown: moment.isKnown,
                value: solver.choose(
                    isFinite(moment.value, .timestamp), scaled(start, RowModel.microsecondsOfDay), moment.value))
        default: return try undecided(expression, function.rawValue)
        }
    }
}

extension UInt128 {
    /// The same number with a sign; numbers of conditions are far smaller than the limit.
    fileprivate var asSigned: Int128 { Int128(clamping: self) }
}
