import Intake

/// What operators and functions make of values that are not NULL.
enum Calculation {
    static func result(
        _ operation: SQLExpression.Arithmetic, _ left: Datum, _ right: Datum, _ type: ValueType
    ) throws(EvaluationFault) -> Datum {
        switch (left, right) {
        case (.number(let one), .number(let other)): return .number(try number(operation, one, other, type))
        case (.date(let day), .number(let number)):
            return .date(try moved(day, days: operation == .subtract ? number.negated : number))
        case (.number(let number), .date(let day)): return .date(try moved(day, days: number))
        case (.date(let one), .date(let other)):
            guard one.isFinite, other.isFinite else { throw .infinite }
            return .integer((one.microseconds - other.microseconds) / Datum.Moment.day)
        case (.date(let moment), .interval(let span)), (.timestamp(let moment), .interval(let span)):
            return .timestamp(try moved(moment, operation == .subtract ? span.negated : span))
        case (.interval(let span), .date(let moment)), (.interval(let span), .timestamp(let moment)):
            return .timestamp(try moved(moment, span))
        default: throw .outOfRange
        }
    }

    private static func number(
        _ operation: SQLExpression.Arithmetic, _ left: Number, _ right: Number, _ type: ValueType
    ) throws(EvaluationFault) -> Number {
        let result: Number?
        switch operation {
        case .add: result = left.adding(right)
        case .subtract: result = left.subtracting(right)
        case .multiply: result = left.multiplied(by: right)
        case .divide: result = whole(left, right) { $0 == .min && $1 == -1 ? nil : $0 / $1 }
        case .remainder: result = whole(left, right) { $1 == -1 ? 0 : $0 % $1 }
        }
        guard let result, type != .integer || result.whole != nil else { throw .outOfRange }
        return result
    }

    private static func whole(_ left: Number, _ right: Number, _ make: (Int64, Int64) -> Int64?) -> Number? {
        guard let one = left.whole, let other = right.whole, other != 0 else { return nil }
        return make(one, other).map { Number($0) }
    }

    private static func moved(_ day: Datum.Moment, days: Number) throws(EvaluationFault) -> Datum.Moment {
        // Days are counted with 32 bits, those after an infinity, too.
        guard let count = days.whole.flatMap({ Int32(exactly: $0) }) else { throw .outOfRange }
        guard day.isFinite else { return day }
        return try moment(Int128(day.microseconds) + Int128(count) * Int128(Datum.Moment.day))
    }

    private static func moment(_ microseconds: Int128) throws(EvaluationFault) -> Datum.Moment {
        guard Datum.Moment.possible.contains(microseconds) else { throw .outOfRange }
        return Datum.Moment(microseconds: Int64(clamping: microseconds))
    }

    /// Months first, then days, then the clock; a day that a month has not becomes its last.
    static func moved(_ moment: Datum.Moment, _ span: Datum.Span) throws(EvaluationFault) -> Datum.Moment {
        guard moment.isFinite else { return moment }
        var day = moment.calendarDay
        if span.months != 0 {
            let date = day.date
            let months = date.year * 12 + date.month - 1 + span.months
            guard (12..<120_000).contains(months) else { throw .outOfRange }
            let (year, month) = (months / 12, months % 12 + 1)
            guard
                let target = CalendarDay(
                    year: year, month: month, day: min(date.day, CalendarDay.length(ofMonth: month, year: year)))
            else { throw .outOfRange }
            day = target
        }
        let whole = Int128(day.daysSince1970) + Int128(span.days)
        // PostgreSQL looks at each step, the last after the days.
        _ = try self.moment(whole * Int128(Datum.Moment.day) + Int128(moment.timeOfDay))
        let sum = whole * Int128(Datum.Moment.day) + Int128(moment.timeOfDay) + Int128(span.microseconds)
        return try self.moment(sum)
    }

    static func cast(_ datum: Datum, _ type: ValueType) throws(EvaluationFault) -> Datum {
        switch (datum, type) {
        case (.date(let moment), .timestamp): return .timestamp(moment)
        case (.timestamp(let moment), .date): return moment.isFinite ? .day(moment.calendarDay) : .date(moment)
        case (.number(let number), .integer):
            guard let whole = number.rounded else { throw .outOfRange }
            return .integer(whole)
        case (.number(let number), .text): return .text(Text(number.description))
        case (.date(let moment), .text):
            try checkYear(moment)
            return .text(Text(SQLPrinter.text(.date(moment))))
        default: return datum
        }
    }

    static func negated(_ number: Number, _ type: ValueType) throws(EvaluationFault) -> Number {
        guard type != .integer || number != Number(.min) else { throw .outOfRange }
        return number.negated
    }

    /// Years are written with four digits, and none lies before Christ.
    private static func checkYear(_ moment: Datum.Moment) throws(EvaluationFault) {
        guard !moment.isFinite || Datum.Moment.finite.contains(moment.microseconds) else { throw .outOfRange }
    }

    /// Nil is NULL.
    static func call(
        _ function: SQLExpression.Function, _ values: [Datum], _ type: ValueType
    ) throws(EvaluationFault) -> Datum? {
        switch (function, values.first) {
        case (.absolute, .number(let number)?):
            return .number(number < Number(0) ? try negated(number, type) : number)
        case (_, .date(let moment)?), (_, .timestamp(let moment)?):
            try checkYear(moment)
            return call(function, moment, values)
        case (_, .text(let text)?): return try TextCalculation.call(function, text, Array(values.dropFirst()))
        default: return nil
        }
    }

    private static func call(_ function: SQLExpression.Function, _ moment: Datum.Moment, _ values: [Datum]) -> Datum? {
        guard moment.isFinite else {
            switch function {
            case .year: return .number(moment == .infinity ? .infinity : .minusInfinity)
            case .startOfYear, .startOfMonth, .startOfDay: return .timestamp(moment)
            default: return nil
            }
        }
        let date = moment.calendarDay.date
        func start(month: Int, day: Int) -> Datum? {
            CalendarDay(year: date.year, month: month, day: day).map { .timestamp(Datum.Moment($0)) }
        }
        switch function {
        case .year: return .integer(Int64(date.year))
        case .month: return .integer(Int64(date.month))
        case .dayOfMonth: return .integer(Int64(date.day))
        case .startOfYear: return start(month: 1, day: 1)
        case .startOfMonth: return start(month: date.month, day: 1)
        case .startOfDay: return .timestamp(Datum.Moment(moment.calendarDay))
        case .toChar:
            guard case .text(let pattern)? = values.last else { return nil }
            return DateFormat(pattern.string).map { .text(Text($0.text(moment.calendarDay))) }
        default: return nil
        }
    }
}
