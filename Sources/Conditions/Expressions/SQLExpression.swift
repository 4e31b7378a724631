/// An expression over one row of each relation, with its type, in the meaning that PostgreSQL gives it.
///
/// Made by ``QueryReader`` from SQL text; evaluated by ``Evaluator``; written as SQL by ``SQLPrinter``.
public struct SQLExpression: Hashable, Sendable {
    /// What the expression does.
    public let form: Form
    /// The type of its value.
    public let type: ValueType
    /// Where it stands in the text from which it was read, in bytes from 0; -1 where it stands nowhere.
    public let offset: Int

    /// An expression of the forms below.
    public init(_ form: Form, _ type: ValueType, at offset: Int = -1) {
        self.form = form
        self.type = type
        self.offset = offset
    }

    /// What an expression does. Where nothing else is said, NULL makes NULL.
    public indirect enum Form: Hashable, Sendable {
        /// A value that stands there; nil is NULL.
        case literal(Datum?)
        /// A column of a relation's row.
        case column(ColumnReference)
        /// `current_date`, or `now()` cut to the clock that columns show: when the query runs.
        case runTime
        /// `=`, `<>`, `<`, `<=`, `>`, `>=`.
        case comparison(Comparison, SQLExpression, SQLExpression)
        /// `IS DISTINCT FROM`: never NULL.
        case isDistinct(SQLExpression, SQLExpression)
        /// `IN` and `= ANY`: true where one of the items is equal, NULL where none is and one might be.
        case isIn(SQLExpression, [SQLExpression])
        /// `AND` of two or more.
        case and([SQLExpression])
        /// `OR` of two or more.
        case or([SQLExpression])
        /// `NOT`.
        case not(SQLExpression)
        /// `IS NULL`: never NULL.
        case isNull(SQLExpression)
        /// `IS TRUE`, `IS FALSE`; of nil `IS UNKNOWN`: never NULL.
        case isTruth(SQLExpression, Bool?)
        /// `LIKE`, with the pattern as it stands and what stands before a character that means itself.
        case like(SQLExpression, pattern: Text, escape: Unicode.Scalar?)
        /// `CASE WHEN … THEN … ELSE … END`.
        case choice([Branch], otherwise: SQLExpression)
        /// `COALESCE`: the first that is not NULL.
        case coalesce([SQLExpression])
        /// `NULLIF`: NULL where both are equal, and the first otherwise.
        case nullIf(SQLExpression, SQLExpression)
        /// `+`, `-`, `*`, `/`, `%` of numbers, days, points in time and lengths of time.
        case arithmetic(Arithmetic, SQLExpression, SQLExpression)
        /// `-`.
        case negation(SQLExpression)
        /// A function.
        case call(Function, [SQLExpression])
        /// `CAST` to the expression's type.
        case cast(SQLExpression)
        /// `EXISTS` of the query's subquery of that number: never NULL.
        case exists(Int)
    }

    /// `WHEN condition THEN value`.
    public struct Branch: Hashable, Sendable {
        /// The condition: the branch is taken where it is true.
        public var condition: SQLExpression
        /// The value.
        public var value: SQLExpression

        /// A branch.
        public init(condition: SQLExpression, value: SQLExpression) {
            self.condition = condition
            self.value = value
        }
    }

    /// How two values compare.
    public enum Comparison: String, Hashable, Sendable, CaseIterable {
        case equal = "="
        case notEqual = "<>"
        case less = "<"
        case lessOrEqual = "<="
        case greater = ">"
        case greaterOrEqual = ">="

        /// The comparison with its sides turned about.
        public var turned: Comparison {
            switch self {
            case .equal, .notEqual: self
            case .less: .greater
            case .lessOrEqual: .greaterOrEqual
            case .greater: .less
            case .greaterOrEqual: .lessOrEqual
            }
        }

        /// Whether it holds of two values that are in this order.
        public func holds<Value: Comparable>(_ left: Value, _ right: Value) -> Bool {
            switch self {
            case .equal: left == right
            case .notEqual: left != right
            case .less: left < right
            case .lessOrEqual: left <= right
            case .greater: left > right
            case .greaterOrEqual: left >= right
            }
        }
    }

    /// An operation with two operands.
    public enum Arithmetic: String, Hashable, Sendable, CaseIterable {
        case add = "+"
        case subtract = "-"
        case multiply = "*"
        case divide = "/"
        case remainder = "%"
    }

    /// A function that conditions know.
    public enum Function: String, Hashable, Sendable, CaseIterable {
        /// `lower(text)` under collation `C`: the letters of ASCII.
        case lower
        /// `upper(text)`.
        case upper
        /// `length(text)` in characters.
        case length
        /// `substring(text from n for m)`: n from 1.
        case substring
        /// `left(text, n)`; of a negative n all but the last -n characters.
        case left
        /// `right(text, n)`; of a negative n all but the first -n characters.
        case right
        /// `btrim(text, characters)`.
        case trim = "btrim"
        /// `ltrim(text, characters)`.
        case trimStart = "ltrim"
        /// `rtrim(text, characters)`.
        case trimEnd = "rtrim"
        /// `strpos(text, part)`: where the part stands first, from 1; 0 where it does not.
        case position = "strpos"
        /// `text || text`.
        case concatenate
        /// `replace(text, part, other)`.
        case replace
        /// `starts_with(text, part)`.
        case startsWith = "starts_with"
        /// `extract(year from date)`: a number, and of an infinity one.
        case year
        /// `extract(month from date)`.
        case month
        /// `extract(day from date)`.
        case dayOfMonth = "day"
        /// `date_trunc('year', …)`: a point in time.
        case startOfYear = "date_trunc year"
        /// `date_trunc('month', …)`.
        case startOfMonth = "date_trunc month"
        /// `date_trunc('day', …)`.
        case startOfDay = "date_trunc day"
        /// `to_char(date, 'YYYYMM')`, with a pattern of `YYYY`, `MM`, `DD` and signs; the pattern is a literal.
        case toChar = "to_char"
        /// `abs(number)`.
        case absolute = "abs"
        /// `greatest(…)`: NULLs are passed over.
        case greatest
        /// `least(…)`.
        case least
    }

    /// NULL.
    public static func null(_ type: ValueType) -> SQLExpression { SQLExpression(.literal(nil), type) }

    /// A value.
    public static func literal(_ datum: Datum) -> SQLExpression { SQLExpression(.literal(datum), datum.type) }

    /// The operands, in their order.
    public var operands: [SQLExpression] {
        switch form {
        case .literal, .column, .runTime, .exists: []
        case .comparison(_, let left, let right), .isDistinct(let left, let right), .nullIf(let left, let right),
            .arithmetic(_, let left, let right):
            [left, right]
        case .isIn(let item, let items): [item] + items
        case .and(let parts), .or(let parts), .coalesce(let parts), .call(_, let parts): parts
        case .not(let part), .isNull(let part), .isTruth(let part, _), .like(let part, _, _), .negation(let part),
            .cast(let part):
            [part]
        case .choice(let branches, let otherwise): branches.flatMap { [$0.condition, $0.value] } + [otherwise]
        }
    }

    /// Every column that the expression reads, those of subqueries not among them.
    public var columns: Set<ColumnReference> {
        var found: Set<ColumnReference> = []
        var open = [self]
        while let next = open.popLast() {
            if case .column(let column) = next.form { found.insert(column) }
            open += next.operands
        }
        return found
    }
}

/// A column of one of a query's relations.
public struct ColumnReference: Hashable, Comparable, Sendable {
    /// The relation's place in ``SQLQuery/relations``.
    public var relation: Int
    /// The column's place in its table.
    public var column: Int

    /// A column.
    public init(relation: Int, column: Int) {
        self.relation = relation
        self.column = column
    }

    /// By relation and column.
    public static func < (left: Self, right: Self) -> Bool {
        (left.relation, left.column) < (right.relation, right.column)
    }
}
