/// Writes conditions as people write them: with brackets only where they change the meaning, and without what the server
/// understands by itself.
public struct PlainSQL {
    private let query: SQLQuery

    /// How closely an expression holds together: what binds less closely than what it stands in needs brackets.
    private enum Binding: Int, Comparable {
        case or, and, not, comparison, sum, product, atom

        static func < (left: Binding, right: Binding) -> Bool { left.rawValue < right.rawValue }
    }

    /// A writer of a query's conditions.
    public init(_ query: SQLQuery) { self.query = query }

    /// A condition, or a part of one.
    public func text(_ expression: SQLExpression) -> String { written(expression).text }

    private func text(_ expression: SQLExpression, within binding: Binding) -> String {
        let (text, own) = written(expression)
        return own < binding ? "(\(text))" : text
    }

    private func written(_ expression: SQLExpression) -> (text: String, binding: Binding) {
        func side(_ part: SQLExpression) -> String { text(part, within: .sum) }
        switch expression.form {
        case .or(let parts): return (parts.map { text($0, within: .and) }.joined(separator: " OR "), .or)
        case .and(let parts): return (parts.map { text($0, within: .not) }.joined(separator: " AND "), .and)
        case .not(let part): return negated(part)
        case .comparison(let comparison, let left, let right):
            return ("\(side(left)) \(comparison.rawValue) \(side(right))", .comparison)
        case .isDistinct(let left, let right): return ("\(side(left)) IS DISTINCT FROM \(side(right))", .comparison)
        case .isIn(let item, let items):
            return ("\(side(item)) IN (\(items.map { text($0) }.joined(separator: ", ")))", .comparison)
        case .isNull(let part): return ("\(side(part)) IS NULL", .comparison)
        case .isTruth(let part, let truth):
            return ("\(text(part, within: .atom)) IS \(truth.map { $0 ? "TRUE" : "FALSE" } ?? "UNKNOWN")", .comparison)
        case .like(let part, let pattern, let escape):
            let end =
                escape == "\\" ? "" : " ESCAPE \(SQLPrinter.quotedText(escape.map { String(Character($0)) } ?? ""))"
            return ("\(side(part)) LIKE \(SQLPrinter.quotedText(pattern.string))\(end)", .comparison)
        case .literal(let datum): return (literal(datum), .atom)
        case .column(let column): return (query.name(of: column), .atom)
        case .arithmetic(let operation, let left, let right):
            let binding: Binding = operation == .add || operation == .subtract ? .sum : .product
            let second = Binding(rawValue: binding.rawValue + 1) ?? .atom
            return ("\(text(left, within: binding)) \(operation.rawValue) \(text(right, within: second))", binding)
        case .coalesce(let parts): return ("COALESCE(\(parts.map { text($0) }.joined(separator: ", ")))", .atom)
        case .choice(let branches, let otherwise):
            let parts = branches.map { "WHEN \(text($0.condition)) THEN \(text($0.value))" }
            return ("CASE \(parts.joined(separator: " ")) ELSE \(text(otherwise)) END", .atom)
        case .exists(let place):
            let subquery = query.subqueries[place]
            let tables = subquery.source.relations.map { relation in
                "\(query.relations[relation].table.name) \(query.relations[relation].alias)"
            }
            let conditions = subquery.source.conditions + [subquery.condition].compactMap { $0 }
            let wanted = conditions.filter { $0.form != .literal(.bool(true)) }.map { text($0, within: .not) }
            let end =
                wanted.isEmpty
                ? ""
                : " WHERE \(wanted.count == 1 ? text(conditions[conditions.count - 1]) : wanted.joined(separator: " AND "))"
            return ("EXISTS (SELECT 1 FROM \(tables.joined(separator: ", "))\(end))", .atom)
        default:
            return (SQLPrinter(query, column: { query.name(of: $0) }).sql(expression), .atom)
        }
    }

    private func negated(_ part: SQLExpression) -> (text: String, binding: Binding) {
        switch part.form {
        case .isNull(let inner): return ("\(text(inner, within: .sum)) IS NOT NULL", .comparison)
        case .isIn(let item, let items):
            return (
                "\(text(item, within: .sum)) NOT IN (\(items.map { text($0) }.joined(separator: ", ")))", .comparison
            )
        case .isDistinct(let left, let right):
            return ("\(text(left, within: .sum)) IS NOT DISTINCT FROM \(text(right, within: .sum))", .comparison)
        case .exists: return ("NOT \(text(part))", .not)
        default: return ("NOT \(text(part, within: .atom))", .not)
        }
    }

    private func literal(_ datum: Datum?) -> String {
        switch datum {
        case nil: return "NULL"
        case .bool(let truth)?: return truth ? "TRUE" : "FALSE"
        case .number(let number)?: return number.description
        case .text(let text)?: return SQLPrinter.quotedText(text.string)
        case .date(let moment)?: return "DATE \(SQLPrinter.quotedText(SQLPrinter.text(.date(moment))))"
        case .timestamp(let moment)?: return "TIMESTAMP \(SQLPrinter.quotedText(SQLPrinter.text(.timestamp(moment))))"
        case .interval(let span)?: return "INTERVAL \(SQLPrinter.quotedText(SQLPrinter.text(.interval(span))))"
        }
    }
}
