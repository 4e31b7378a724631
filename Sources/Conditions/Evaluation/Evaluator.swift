/// What an expression is on one row of each relation, by PostgreSQL's rules.
///
/// The plainest of the engines, to which the others are held.
public struct Evaluator {
    /// When the query runs: `current_date`.
    public var runTime: Datum.Moment
    /// Whether a subquery has a row, by its place among the query's.
    private let exists: (Int) throws(EvaluationFault) -> Bool
    /// The relations' rows; nil is a row of NULLs.
    private let rows: [[Datum?]?]

    /// An evaluator of one row of each relation.
    ///
    /// - Parameters:
    ///   - rows: the rows, by the relations' places; nil is a row of NULLs, as an outer join makes it.
    ///   - runTime: when the query runs.
    ///   - exists: whether a subquery has a row.
    public init(
        _ rows: [[Datum?]?], runTime: Datum.Moment, exists: @escaping (Int) throws(EvaluationFault) -> Bool
    ) {
        self.rows = rows
        self.runTime = runTime
        self.exists = exists
    }

    /// An evaluator where there are no subqueries.
    public init(_ rows: [[Datum?]?], runTime: Datum.Moment) {
        self.init(rows, runTime: runTime) { _ in false }
    }

    /// Whether a condition is true; false and NULL are both no.
    public func isTrue(_ condition: SQLExpression) throws(EvaluationFault) -> Bool {
        try truth(condition) == true
    }

    /// A condition's truth; nil is unknown.
    public func truth(_ condition: SQLExpression) throws(EvaluationFault) -> Bool? {
        guard case .bool(let truth)? = try value(condition) else { return nil }
        return truth
    }

    /// An expression's value; nil is NULL.
    public func value(_ expression: SQLExpression) throws(EvaluationFault) -> Datum? {
        switch expression.form {
        case .literal(let datum): return datum
        case .column(let column): return rows[column.relation].flatMap { $0[column.column] }
        case .runTime:
            guard expression.type == .date, runTime.isFinite else { return .timestamp(runTime) }
            return .day(runTime.calendarDay)
        case .comparison(let comparison, let left, let right):
            guard let one = try value(left), let other = try value(right) else { return nil }
            return .bool(Self.holds(comparison, one, other))
        case .isDistinct(let left, let right):
            let (one, other) = (try value(left), try value(right))
            guard let one, let other else { return .bool((one == nil) != (other == nil)) }
            return .bool(Self.holds(.notEqual, one, other))
        case .isIn(let item, let items):
            guard let one = try value(item) else { return nil }
            var isUnknown = false
            for item in items {
                guard let other = try value(item) else {
                    isUnknown = true
                    continue
                }
                if Self.holds(.equal, one, other) { return .bool(true) }
            }
            return isUnknown ? nil : .bool(false)
        case .and(let parts): return try junction(parts, deciding: false)
        case .or(let parts): return try junction(parts, deciding: true)
        case .not(let part): return try truth(part).map { .bool(!$0) }
        case .isNull(let part): return .bool(try value(part) == nil)
        case .isTruth(let part, let wanted): return .bool(try truth(part) == wanted)
        case .like(let part, let pattern, let escape):
            guard case .text(let text)? = try value(part) else { return nil }
            return .bool(LikeMatcher(pattern, escape: escape).matches(text.scalars[...]))
        case .choice(let branches, let otherwise):
            for branch in branches where try isTrue(branch.condition) {
                return Self.taken(try value(branch.value), as: expression.type)
            }
            return Self.taken(try value(otherwise), as: expression.type)
        case .coalesce(let parts):
            for part in parts { if let found = try value(part) { return Self.taken(found, as: expression.type) } }
            return nil
        case .nullIf(let left, let right):
            guard let one = try value(left) else { return nil }
            if let other = try value(right), Self.holds(.equal, one, other) { return nil }
            return one
        case .arithmetic(let operation, let left, let right):
            guard let one = try value(left), let other = try value(right) else { return nil }
            return try Calculation.result(operation, one, other, expression.type)
        case .negation(let part):
            guard case .number(let number)? = try value(part) else { return nil }
            return .number(try Calculation.negated(number, expression.type))
        case .call(let function, let parts): return try called(function, parts, expression.type)
        case .cast(let part):
            guard let found = try value(part) else { return nil }
            return try Calculation.cast(found, expression.type)
        case .exists(let place): return .bool(try exists(place))
        }
    }

    private func junction(_ parts: [SQLExpression], deciding: Bool) throws(EvaluationFault) -> Datum? {
        var isUnknown = false
        for part in parts {
            switch try truth(part) {
            case deciding: return .bool(deciding)
            case nil: isUnknown = true
            default: break
            }
        }
        return isUnknown ? nil : .bool(!deciding)
    }

    /// Of several alternatives one; a day among points in time is its beginning.
    private static func taken(_ datum: Datum?, as type: ValueType) -> Datum? {
        if case .date(let moment)? = datum, type == .timestamp { .timestamp(moment) } else { datum }
    }

    private func called(
        _ function: SQLExpression.Function, _ parts: [SQLExpression], _ type: ValueType
    ) throws(EvaluationFault) -> Datum? {
        var values: [Datum?] = []
        for part in parts { values.append(try value(part)) }
        if function == .greatest || function == .least {
            let known = values.compactMap { $0 }
            let best = known.dropFirst().reduce(known.first) { best, next in
                guard let best else { return next }
                return Self.holds(function == .greatest ? .greater : .less, next, best) ? next : best
            }
            return Self.taken(best, as: type)
        }
        var known: [Datum] = []
        for value in values {
            guard let value else { return nil }
            known.append(value)
        }
        return try Calculation.call(function, known, type)
    }

    /// Whether a comparison holds of two values of one type.
    public static func holds(_ comparison: SQLExpression.Comparison, _ left: Datum, _ right: Datum) -> Bool {
        switch (left, right) {
        case (.bool(let one), .bool(let other)): comparison.holds(one ? 1 : 0, other ? 1 : 0)
        case (.number(let one), .number(let other)): comparison.holds(one, other)
        case (.text(let one), .text(let other)): comparison.holds(one, other)
        case (.date(let one), .date(let other)), (.timestamp(let one), .timestamp(let other)),
            (.date(let one), .timestamp(let other)), (.timestamp(let one), .date(let other)):
            comparison.holds(one, other)
        case (.interval(let one), .interval(let other)): comparison.holds(one.size, other.size)
        default: false
        }
    }
}

extension Datum.Span {
    /// In microseconds, a month of 30 days: so PostgreSQL compares lengths of time.
    var size: Int128 {
        (Int128(months) * 30 + Int128(days)) * Int128(Datum.Moment.day) + Int128(microseconds)
    }
}
