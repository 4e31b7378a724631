import Conditions
import Intake

/// Two surfaces over the same tables, side by side: which rows one gives out and the other does not.
///
/// Both are put into one query that gives out just those rows, so that all the rest of the proof serves for it.
struct RowDifference {
    /// The query of the rows; nil where the surfaces do not read the same tables by the same names, or by outer joins.
    let query: SQLQuery?

    /// - Parameters:
    ///   - one: the surface whose rows are asked for.
    ///   - other: the surface that does not give them out.
    init(of one: SQLQuery, without other: SQLQuery) {
        query = Self.merged(one, other)
    }

    private static func merged(_ one: SQLQuery, _ other: SQLQuery) -> SQLQuery? {
        guard let first = innerConditions(one.source), let second = innerConditions(other.source) else { return nil }
        let outer = one.source.relations
        guard outer.count == other.source.relations.count else { return nil }
        var query = one
        var places = Array(repeating: 0, count: other.relations.count)
        for place in other.source.relations {
            let relation = other.relations[place]
            guard
                let same = outer.first(where: {
                    one.relations[$0].alias == relation.alias && one.relations[$0].table.name == relation.table.name
                })
            else { return nil }
            places[place] = same
        }
        for place in other.relations.indices where !other.source.relations.contains(place) {
            places[place] = query.relations.count
            query.relations.append(other.relations[place])
        }
        let renaming = Renaming(relations: places, firstSubquery: one.subqueries.count)
        query.subqueries += other.subqueries.map { subquery in
            SQLQuery.Subquery(
                source: renaming.source(subquery.source), condition: subquery.condition.map(renaming.expression))
        }
        let wanted = first + [one.condition].compactMap { $0 }
        let unwanted = (second + [other.condition].compactMap { $0 }).map(renaming.expression)
        let isOther = SQLExpression(.isTruth(all(unwanted), true), .bool)
        query.source = outer.dropFirst().reduce(.relation(outer[0])) {
            .inner($0, .relation($1), on: .literal(.bool(true)))
        }
        query.condition = all(wanted + [SQLExpression(.not(isOther), .bool)])
        return query
    }

    private static func all(_ parts: [SQLExpression]) -> SQLExpression {
        let real = parts.filter { $0.form != .literal(.bool(true)) }
        return real.isEmpty ? .literal(.bool(true)) : real.count == 1 ? real[0] : SQLExpression(.and(real), .bool)
    }

    private static func innerConditions(_ source: SQLQuery.Source) -> [SQLExpression]? {
        switch source {
        case .relation: return []
        case .left: return nil
        case .inner(let left, let right, let condition):
            guard let one = innerConditions(left), let other = innerConditions(right) else { return nil }
            return one + other + [condition]
        }
    }
}

/// The same expressions over relations and subqueries with other numbers.
private struct Renaming {
    let relations: [Int]
    let firstSubquery: Int

    func source(_ source: SQLQuery.Source) -> SQLQuery.Source {
        switch source {
        case .relation(let place): .relation(relations[place])
        case .inner(let left, let right, let condition):
            .inner(self.source(left), self.source(right), on: expression(condition))
        case .left(let left, let right, let condition):
            .left(self.source(left), self.source(right), on: expression(condition))
        }
    }

    func expression(_ expression: SQLExpression) -> SQLExpression {
        SQLExpression(form(expression.form), expression.type, at: expression.offset)
    }

    private func form(_ form: SQLExpression.Form) -> SQLExpression.Form {
        switch form {
        case .literal, .runTime: form
        case .column(let column):
            .column(ColumnReference(relation: relations[column.relation], column: column.column))
        case .comparison(let comparison, let left, let right):
            .comparison(comparison, expression(left), expression(right))
        case .isDistinct(let left, let right): .isDistinct(expression(left), expression(right))
        case .isIn(let item, let items): .isIn(expression(item), items.map(expression))
        case .and(let parts): .and(parts.map(expression))
        case .or(let parts): .or(parts.map(expression))
        case .not(let part): .not(expression(part))
        case .isNull(let part): .isNull(expression(part))
        case .isTruth(let part, let truth): .isTruth(expression(part), truth)
        case .like(let part, let pattern, let escape): .like(expression(part), pattern: pattern, escape: escape)
        case .choice(let branches, let otherwise):
            .choice(
                branches.map {
                    SQLExpression.Branch(condition: expression($0.condition), value: expression($0.value))
                }, otherwise: expression(otherwise))
        case .coalesce(let parts): .coalesce(parts.map(expression))
        case .nullIf(let left, let right): .nullIf(expression(left), expression(right))
        case .arithmetic(let operation, let left, let right):
            .arithmetic(operation, expression(left), expression(right))
        case .negation(let part): .negation(expression(part))
        case .call(let function, let parts): .call(function, parts.map(expression))
        case .cast(let part): .cast(expression(part))
        case .exists(let place): .exists(firstSubquery + place)
        }
    }
}
