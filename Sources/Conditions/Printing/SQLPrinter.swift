import Intake

/// Writes expressions as SQL that PostgreSQL 15 reads as what they are.
public struct SQLPrinter {
    let query: SQLQuery
    private let runTime: Datum.Moment?
    private let column: ((ColumnReference) -> String)?
    private let table: (String) -> String
    /// The relations' names, each once, so that none hides another.
    private let aliases: [String]

    /// A printer of a query's expressions.
    ///
    /// - Parameters:
    ///   - runTime: what stands for `current_date`; where it is nil, that stands itself.
    ///   - table: what a table is called instead of its name.
    ///   - column: how a column is written; by default with its relation's name.
    public init(
        _ query: SQLQuery, runTime: Datum.Moment? = nil, table: @escaping (String) -> String = { $0 },
        column: ((ColumnReference) -> String)? = nil
    ) {
        self.table = table
        self.query = query
        self.runTime = runTime
        self.column = column
        var aliases: [String] = []
        for relation in query.relations {
            var (alias, number) = (relation.alias, 1)
            while aliases.contains(alias) || (number > 1 && query.relations.contains { $0.alias == alias }) {
                number += 1
                alias = "\(relation.alias)_\(number)"
            }
            aliases.append(alias)
        }
        self.aliases = aliases
    }

    /// The whole query.
    public func select() -> String {
        let outputs = query.outputs.map { "\(sql($0.value)) AS \(Self.quoted($0.name))" }
        let condition = query.condition.map { " WHERE \(sql($0))" } ?? ""
        return "SELECT \(outputs.joined(separator: ", ")) FROM \(sql(query.source))\(condition)"
    }

    /// What stands after `FROM`.
    public func sql(_ source: SQLQuery.Source) -> String {
        switch source {
        case .relation(let place):
            let relation = query.relations[place]
            return "\(Self.table(table(relation.table.name))) AS \(Self.quoted(aliases[place]))"
        case .inner(let left, let right, let condition):
            return "(\(sql(left)) JOIN \(sql(right)) ON \(sql(condition)))"
        case .left(let left, let right, let condition):
            return "(\(sql(left)) LEFT JOIN \(sql(right)) ON \(sql(condition)))"
        }
    }

    /// An expression, in brackets wherever another could be beside it.
    public func sql(_ expression: SQLExpression) -> String {
        switch expression.form {
        case .literal(let datum): return Self.literal(datum, expression.type)
        case .column(let reference): return column?(reference) ?? name(reference)
        case .runTime:
            if let runTime {
                return Self.literal(
                    expression.type == .date ? .day(runTime.calendarDay) : .timestamp(runTime), expression.type)
            }
            return expression.type == .date ? "CURRENT_DATE" : "LOCALTIMESTAMP"
        case .comparison(let comparison, let left, let right):
            return "(\(sql(left)) \(comparison.rawValue) \(sql(right)))"
        case .isDistinct(let left, let right): return "(\(sql(left)) IS DISTINCT FROM \(sql(right)))"
        case .isIn(let item, let items): return "(\(sql(item)) IN (\(items.map(sql).joined(separator: ", "))))"
        case .and(let parts): return "(" + parts.map(sql).joined(separator: " AND ") + ")"
        case .or(let parts): return "(" + parts.map(sql).joined(separator: " OR ") + ")"
        case .not(let part): return "(NOT \(sql(part)))"
        case .isNull(let part): return "(\(sql(part)) IS NULL)"
        case .isTruth(let part, let truth):
            return "(\(sql(part)) IS \(truth.map { $0 ? "TRUE" : "FALSE" } ?? "UNKNOWN"))"
        case .like(let part, let pattern, let escape):
            let escape = escape.map { String(Character($0)) } ?? ""
            return "(\(sql(part)) LIKE \(Self.quotedText(pattern.string)) ESCAPE \(Self.quotedText(escape)))"
        case .choice(let branches, let otherwise):
            let parts = branches.map { "WHEN \(sql($0.condition)) THEN \(sql($0.value))" }
            return "(CASE \(parts.joined(separator: " ")) ELSE \(sql(otherwise)) END)"
        case .coalesce(let parts): return "COALESCE(\(parts.map(sql).joined(separator: ", ")))"
        case .nullIf(let left, let right): return "NULLIF(\(sql(left)), \(sql(right)))"
        case .arithmetic(let operation, let left, let right):
            // The server adds to a day only a number of 32 bits.
            func part(_ part: SQLExpression) -> String {
                expression.type == .date && part.type == .integer ? "CAST(\(sql(part)) AS integer)" : sql(part)
            }
            return "(\(part(left)) \(operation.rawValue) \(part(right)))"
        case .negation(let part): return "(- \(sql(part)))"
        case .call(let function, let parts): return call(function, parts.map(sql))
        case .cast(let part): return "CAST(\(sql(part)) AS \(expression.type.sql))"
        case .exists(let place):
            let subquery = query.subqueries[place]
            return
                "EXISTS (SELECT 1 FROM \(sql(subquery.source))\(subquery.condition.map { " WHERE \(sql($0))" } ?? ""))"
        }
    }

    private func name(_ reference: ColumnReference) -> String {
        "\(Self.quoted(aliases[reference.relation])).\(Self.quoted(query.column(reference).name))"
    }

    private func call(_ function: SQLExpression.Function, _ parts: [String]) -> String {
        switch function {
        case .concatenate: "(\(parts.joined(separator: " || ")))"
        case .year: "extract(year from \(parts[0]))"
        case .month: "extract(month from \(parts[0]))"
        case .dayOfMonth: "extract(day from \(parts[0]))"
        case .startOfYear: "date_trunc('year', \(parts[0]))"
        case .startOfMonth: "date_trunc('month', \(parts[0]))"
        case .startOfDay: "date_trunc('day', \(parts[0]))"
        // `left` and `right` are words of SQL, and take numbers of 32 bits.
        case .left, .right: "\(function.rawValue)(\(parts[0]), CAST(\(parts[1]) AS integer))"
        case .substring:
            "substring(\(parts[0]), " + parts.dropFirst().map { "CAST(\($0) AS integer)" }.joined(separator: ", ") + ")"
        default: "\(function.rawValue)(\(parts.joined(separator: ", ")))"
        }
    }

    /// A table's name, with its schema's.
    public static func table(_ name: String) -> String {
        name.split(separator: ".").map { quoted(String($0)) }.joined(separator: ".")
    }

    /// A name in double quotes.
    public static func quoted(_ name: String) -> String { doubling("\"", in: name) }

    /// A text in quotes, which a backslash does not change.
    public static func quotedText(_ text: String) -> String { doubling("'", in: text) }

    /// A text within quotes. Scalar by scalar: a quote with a combining mark after it is a quote to the server, and to
    /// Swift's characters it is not.
    private static func doubling(_ quote: Unicode.Scalar, in text: String) -> String {
        var result = String.UnicodeScalarView([quote])
        for scalar in text.unicodeScalars {
            result.append(scalar)
            if scalar == quote { result.append(quote) }
        }
        result.append(quote)
        return String(result)
    }

    /// A value with its type, so that the server takes it for nothing else.
    public static func literal(_ datum: Datum?, _ type: ValueType) -> String {
        guard let datum else { return "CAST(NULL AS \(type.sql))" }
        switch datum {
        case .bool(let truth): return truth ? "TRUE" : "FALSE"
        case .number(let number):
            if number.isNaN { return "CAST('NaN' AS numeric)" }
            return number < Number(0) || number.whole == nil || type == .number
                ? "CAST(\(quotedText(number.description)) AS \(type == .integer ? "bigint" : "numeric"))"
                : number.description
        default: return "CAST(\(quotedText(text(datum))) AS \(datum.type.sql))"
        }
    }

    /// A value as PostgreSQL writes it.
    public static func text(_ datum: Datum) -> String {
        switch datum {
        case .bool(let truth): return truth ? "t" : "f"
        case .number(let number): return number.description
        case .text(let text): return text.string
        case .date(let moment): return infinity(moment) ?? moment.calendarDay.iso
        case .timestamp(let moment):
            if let word = infinity(moment) { return word }
            return "\(moment.calendarDay.iso) \(clock(moment.timeOfDay.magnitude))"
        case .interval(let span):
            let sign = span.microseconds < 0 ? "-" : ""
            return "\(span.months) mons \(span.days) days \(sign)\(clock(span.microseconds.magnitude))"
        }
    }

    /// `hh:mm:ss`, with the digits of a second where there are any.
    private static func clock(_ microseconds: UInt64) -> String {
        func two(_ number: UInt64) -> String { number < 10 ? "0\(number)" : String(number) }
        let (seconds, micro) = microseconds.quotientAndRemainder(dividingBy: 1_000_000)
        var digits = String(1_000_000 + micro).dropFirst()
        while digits.last == "0" { digits.removeLast() }
        return "\(two(seconds / 3600)):\(two(seconds / 60 % 60)):\(two(seconds % 60))"
            + (digits.isEmpty ? "" : "." + digits)
    }

    private static func infinity(_ moment: Datum.Moment) -> String? {
        moment == .infinity ? "infinity" : moment == .minusInfinity ? "-infinity" : nil
    }
}
