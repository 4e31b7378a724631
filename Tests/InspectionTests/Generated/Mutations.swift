import Conditions
import Intake
import Registry

@testable import Inspection

/// A surface with one thing changed, as people change it by mistake.
struct Mutation {
    /// What was changed into what, as SQL.
    var what: String
    var surface: SystemSurface

    /// Every mutation of a surface.
    static func all(of surface: SystemSurface, _ catalogue: SystemCatalogue) -> [Mutation] {
        let query = surface.query
        let variants = ExpressionVariants(query, codes: catalogue.codes.flatMap { $0 })
        var found: [Mutation] = []
        func add(_ what: String, _ change: (inout SystemSurface) -> Void) {
            var other = surface
            change(&other)
            other.sql = SQLPrinter(other.query).select()
            found.append(Mutation(what: what, surface: other))
        }
        if let condition = query.condition {
            add("no condition") { $0.query.condition = nil }
            for (what, other) in variants.all(of: condition) { add("WHERE: \(what)") { $0.query.condition = other } }
        }
        for (what, source) in sources(query.source, variants) { add("FROM: \(what)") { $0.query.source = source } }
        for (place, output) in query.outputs.enumerated() {
            for (what, other) in variants.all(of: output.value) where !isColumn(output.value) {
                add("\(output.name): \(what)") { $0.query.outputs[place].value = other }
            }
        }
        for (place, subquery) in query.subqueries.enumerated() {
            guard let condition = subquery.condition else { continue }
            for (what, other) in variants.all(of: condition) {
                add("EXISTS: \(what)") { $0.query.subqueries[place].condition = other }
            }
        }
        if case .byValue(let output, let codes, let otherwise) = surface.routing {
            for (code, company) in codes.sorted(by: { $0.key < $1.key }) {
                let next = CompanyIndex(rawValue: (company.rawValue + 1) % UInt16(catalogue.companies.count))
                var other = codes
                other[code] = next
                add("routing: \(code) goes to \(next)") {
                    $0.routing = .byValue(output: output, other, otherwise: otherwise)
                }
                other[code] = nil
                add("routing: no \(code)") { $0.routing = .byValue(output: output, other, otherwise: otherwise) }
            }
            for company in catalogue.companies.indices.map({ CompanyIndex(rawValue: UInt16($0)) })
            where company != otherwise {
                add("routing: otherwise \(company)") {
                    $0.routing = .byValue(output: output, codes, otherwise: company)
                }
            }
        }
        return found
    }

    private static func isColumn(_ expression: SQLExpression) -> Bool {
        if case .column = expression.form { true } else { false }
    }

    /// A join of the other kind, or on another condition.
    private static func sources(
        _ source: SQLQuery.Source, _ variants: ExpressionVariants
    ) -> [(String, SQLQuery.Source)] {
        switch source {
        case .relation: return []
        case .inner(let left, let right, let condition), .left(let left, let right, let condition):
            var isLeft = false
            if case .left = source { isLeft = true }
            func join(_ one: SQLQuery.Source, _ other: SQLQuery.Source, _ on: SQLExpression) -> SQLQuery.Source {
                isLeft ? .left(one, other, on: on) : .inner(one, other, on: on)
            }
            var found: [(String, SQLQuery.Source)] = []
            found.append(
                isLeft
                    ? ("JOIN for LEFT JOIN", .inner(left, right, on: condition))
                    : ("LEFT JOIN for JOIN", .left(left, right, on: condition)))
            found.append(("no join condition", join(left, right, .literal(.bool(true)))))
            found += variants.all(of: condition).map { ("ON: \($0)", join(left, right, $1)) }
            found += sources(left, variants).map { ($0, join($1, right, condition)) }
            found += sources(right, variants).map { ($0, join(left, $1, condition)) }
            return found
        }
    }
}

/// Expressions with one thing in them changed.
struct ExpressionVariants {
    private let query: SQLQuery
    private let codes: [Text]
    private let printer: SQLPrinter

    init(_ query: SQLQuery, codes: [Text]) {
        self.query = query
        self.codes = codes
        printer = SQLPrinter(query)
    }

    /// Every expression that is the same but for one thing, with what was changed.
    func all(of expression: SQLExpression) -> [(String, SQLExpression)] {
        var found = own(expression).map { ("\(printer.sql($0)) for \(printer.sql(expression))", $0) }
        let operands = expression.operands
        for (place, operand) in operands.enumerated() {
            for (what, other) in all(of: operand) {
                var changed = operands
                changed[place] = other
                found.append((what, Self.rebuilt(expression, changed)))
            }
        }
        return found
    }

    /// What could stand in an expression's stead.
    private func own(_ expression: SQLExpression) -> [SQLExpression] {
        func made(_ form: SQLExpression.Form) -> SQLExpression { SQLExpression(form, expression.type) }
        switch expression.form {
        case .and(let parts): return [made(.or(parts))] + Self.without(parts) { made(.and($0)) }
        case .or(let parts): return [made(.and(parts))] + Self.without(parts) { made(.or($0)) }
        case .not(let part): return [part]
        case .comparison(let comparison, let left, let right):
            let others: [SQLExpression.Comparison] =
                switch comparison {
                case .equal: left.type == .text ? [.notEqual] : [.notEqual, .lessOrEqual]
                case .notEqual: [.equal]
                case .less: [.lessOrEqual, .greater]
                case .lessOrEqual: [.less]
                case .greater: [.greaterOrEqual]
                case .greaterOrEqual: [.greater]
                }
            return others.filter { left.type != .bool || $0 == .equal || $0 == .notEqual }.map {
                made(.comparison($0, left, right))
            }
        case .isDistinct(let left, let right): return [made(.comparison(.notEqual, left, right))]
        case .isNull: return [.literal(.bool(false)), .literal(.bool(true))]
        case .isTruth(let part, let truth): return [made(.isNull(part)), made(.isTruth(part, truth.map { !$0 }))]
        case .isIn(let item, let items):
            var others =
                items.count > 1
                ? items.indices.map { place in items.enumerated().filter { $0.offset != place }.map(\.element) } : []
            if item.type == .text { others.append(items + [.literal(.text("MD02"))]) }
            return others.map { made(.isIn(item, $0)) }
        case .coalesce(let parts): return [parts[0]]
        case .nullIf(let left, _): return [left]
        case .choice(let branches, let otherwise):
            let rest = branches.dropFirst()
            let turned = SQLExpression.Branch(
                condition: SQLExpression(.not(branches[0].condition), .bool), value: branches[0].value)
            return [
                rest.isEmpty ? otherwise : made(.choice(Array(rest), otherwise: otherwise)), branches[0].value,
                made(.choice([turned] + rest, otherwise: otherwise)),
            ]
        case .arithmetic(.add, let left, let right)
        where left.type.isNumeric == right.type.isNumeric || left.type == .date:
            return [left].filter { $0.type == expression.type }
                + (right.type == .date ? [] : [made(.arithmetic(.subtract, left, right))])
        case .arithmetic(.subtract, let left, let right) where right.type != .date:
            return [made(.arithmetic(.add, left, right))]
        case .column(let column): return others(column, expression)
        case .literal(let datum): return datum.map { others($0, expression.type) } ?? []
        case .like(let part, let pattern, let escape):
            return [made(.like(part, pattern: Text(String(pattern.string.prefix(1)) + "%"), escape: escape))]
        default: return []
        }
    }

    private static func without(_ parts: [SQLExpression], _ make: ([SQLExpression]) -> SQLExpression) -> [SQLExpression]
    {
        parts.indices.map { place in
            let rest = parts.enumerated().filter { $0.offset != place }.map(\.element)
            return rest.count == 1 ? rest[0] : make(rest)
        }
    }

    /// Another column of the same type and relation, or of the same name and another relation.
    private func others(_ column: ColumnReference, _ expression: SQLExpression) -> [SQLExpression] {
        let columns = query.relations[column.relation].table.columns
        return columns.indices.filter { $0 != column.column && columns[$0].type == expression.type }.prefix(3).map {
            SQLExpression(.column(ColumnReference(relation: column.relation, column: $0)), expression.type)
        }
    }

    private func others(_ datum: Datum, _ type: ValueType) -> [SQLExpression] {
        let found: [Datum] =
            switch datum {
            case .bool(let truth): [.bool(!truth)]
            case .text(let text):
                codes.filter { $0 != text }.prefix(3).map { .text($0) } + [.text(Text(text.string + "x"))]
            case .number(let number):
                ([1, -1] as [Int128]).compactMap { step -> Datum? in
                    guard let units = number.units(at: number.scale) else { return nil }
                    return Number(units: units + step, scale: number.scale).map { .number($0) }
                }
            case .date(let moment)
            where moment.isFinite && moment < Datum.Moment(microseconds: 253_370_764_800_000_000):
                [1, -1].map { .day(moment.calendarDay.advanced(by: $0)) }
            case .timestamp(let moment) where moment.isFinite:
                [.timestamp(Datum.Moment(microseconds: moment.microseconds + 1))]
            case .interval(let span):
                [.interval(Datum.Span(months: span.months, days: span.days + 1, microseconds: span.microseconds))]
            default: []
            }
        return found.map { SQLExpression(.literal($0), type) }
    }

    /// The expression with other operands.
    private static func rebuilt(_ expression: SQLExpression, _ operands: [SQLExpression]) -> SQLExpression {
        let form: SQLExpression.Form =
            switch expression.form {
            case .literal, .column, .runTime, .exists: expression.form
            case .comparison(let comparison, _, _): .comparison(comparison, operands[0], operands[1])
            case .isDistinct: .isDistinct(operands[0], operands[1])
            case .nullIf: .nullIf(operands[0], operands[1])
            case .arithmetic(let operation, _, _): .arithmetic(operation, operands[0], operands[1])
            case .isIn: .isIn(operands[0], Array(operands.dropFirst()))
            case .and: .and(operands)
            case .or: .or(operands)
            case .coalesce: .coalesce(operands)
            case .call(let function, _): .call(function, operands)
            case .not: .not(operands[0])
            case .isNull: .isNull(operands[0])
            case .isTruth(_, let truth): .isTruth(operands[0], truth)
            case .like(_, let pattern, let escape): .like(operands[0], pattern: pattern, escape: escape)
            case .negation: .negation(operands[0])
            case .cast: .cast(operands[0])
            case .choice(let branches, _):
                .choice(
                    branches.indices.map {
                        SQLExpression.Branch(condition: operands[2 * $0], value: operands[2 * $0 + 1])
                    }, otherwise: operands[operands.count - 1])
            }
        return SQLExpression(form, expression.type)
    }
}
