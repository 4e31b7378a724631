import Conditions
import Intake

/// Says in the solver's terms what an expression is, by the same three-valued rules as ``Evaluator``.
///
/// A condition becomes two terms, one for where it is true and one for where it is false; where it is neither, it is
/// NULL. What cannot be said exactly is ``Undecided``.
struct Lowering {
    typealias Term = Solver.Term

    /// Which row each relation means, and whether it is there: of an outer join it may not be.
    struct Frame {
        /// The rows, by the relations' places; nil where a relation is out of sight.
        var rows: [Int?]
        /// Whether the relation's row is there, and not one of NULLs.
        var isThere: [Term]
    }

    let model: RowModel
    let query: SQLQuery
    var frame: Frame

    var solver: Solver { model.solver }

    // MARK: Truths

    /// Where a condition is true.
    func holds(_ condition: SQLExpression) throws(Undecided) -> Term { try truth(condition, true) }

    /// Where a condition is false.
    func fails(_ condition: SQLExpression) throws(Undecided) -> Term { try truth(condition, false) }

    private func truth(_ condition: SQLExpression, _ wanted: Bool) throws(Undecided) -> Term {
        switch condition.form {
        case .literal(let datum): return solver.truth(datum == .bool(wanted))
        case .column(let column):
            let cell = try cell(column, condition)
            return solver.and([try isThere(column), cell.isKnown, wanted ? cell.value : solver.not(cell.value)])
        case .and(let parts), .or(let parts):
            var terms: [Term] = []
            for part in parts { terms.append(try truth(part, wanted)) }
            if case .and = condition.form { return wanted ? solver.and(terms) : solver.or(terms) }
            return wanted ? solver.or(terms) : solver.and(terms)
        case .not(let part): return try truth(part, !wanted)
        case .isNull(let part):
            let known = try isKnown(part)
            return wanted ? solver.not(known) : known
        case .isTruth(let part, let truth):
            let term =
                if let truth { try self.truth(part, truth) } else { solver.not(try isKnown(part)) }
            return wanted ? term : solver.not(term)
        case .comparison(let comparison, let left, let right):
            return try compared(wanted ? comparison : comparison.opposite, left, right)
        case .isDistinct(let left, let right):
            let (one, other) = (try isKnown(left), try isKnown(right))
            let differ = solver.or([
                solver.and([one, solver.not(other)]), solver.and([solver.not(one), other]),
                try compared(.notEqual, left, right),
            ])
            return wanted ? differ : solver.not(differ)
        case .isIn(let item, let items): return try within(item, items, wanted)
        case .like(let part, let pattern, let escape):
            return try member(part, condition, wanted) { () throws(TextLanguageError) in
                try TextLanguage.like(pattern.string, escape: escape)
            }
        case .call(.startsWith, let parts):
            guard case .literal(.text(let start)?) = parts[1].form else {
                return try undecided(condition, "starts_with")
            }
            return try member(parts[0], condition, wanted) { () throws(TextLanguageError) in
                try TextLanguage.beginning(with: start.string)
            }
        case .choice(let branches, let otherwise):
            return try chosen(branches, otherwise, try truth(otherwise, wanted)) { part throws(Undecided) in
                try truth(part, wanted)
            }
        case .coalesce(let parts):
            var result = solver.no
            for part in parts.reversed() {
                result = solver.choose(try isKnown(part), try truth(part, wanted), result)
            }
            return result
        case .exists(let place):
            let term = try exists(place)
            return wanted ? term : solver.not(term)
        default: return try undecided(condition, "boolean")
        }
    }

    func chosen(
        _ branches: [SQLExpression.Branch], _ otherwise: SQLExpression, _ last: Term,
        _ make: (SQLExpression) throws(Undecided) -> Term
    ) throws(Undecided) -> Term {
        var result = last
        for branch in branches.reversed() {
            result = solver.choose(try holds(branch.condition), try make(branch.value), result)
        }
        return result
    }

    private func within(_ item: SQLExpression, _ items: [SQLExpression], _ wanted: Bool) throws(Undecided) -> Term {
        let literals = items.compactMap { item -> Datum?? in
            if case .literal(let datum) = item.form { datum } else { nil }
        }
        if item.type == .text, literals.count == items.count {
            // Among the items a NULL is never equal, and never surely different.
            if !wanted, literals.contains(nil) { return solver.no }
            return try member(item, item, wanted) { () throws(TextLanguageError) in
                try TextLanguage.oneOf(literals.compactMap { Self.text($0) })
            }
        }
        var terms: [Term] = []
        for other in items { terms.append(try compared(wanted ? .equal : .notEqual, item, other)) }
        return wanted ? solver.or(terms) : solver.and(terms)
    }

    static func text(_ datum: Datum??) -> String? {
        guard case .text(let text)?? = datum else { return nil }
        return text.string
    }

    // MARK: Comparisons

    /// Where a comparison is true, and with it that both sides are known.
    private func compared(
        _ comparison: SQLExpression.Comparison, _ left: SQLExpression, _ right: SQLExpression
    ) throws(Undecided) -> Term {
        switch left.type {
        case .text, .unknown: return try texts(comparison, left, right)
        case .bool:
            let same = solver.or([
                solver.and([try holds(left), try holds(right)]), solver.and([try fails(left), try fails(right)]),
            ])
            let known = solver.and([try isKnown(left), try isKnown(right)])
            return solver.and([known, comparison == .equal ? same : solver.not(same)])
        default:
            if let term = try textNumber(comparison, left, right) { return term }
            let (one, other) = (try number(left), try number(right))
            let (first, second) = aligned(one, other)
            return solver.and([one.isKnown, other.isKnown, ordered(comparison, first, second)])
        }
    }

    func ordered(_ comparison: SQLExpression.Comparison, _ left: Term, _ right: Term) -> Term {
        switch comparison {
        case .equal: solver.same(left, right)
        case .notEqual: solver.not(solver.same(left, right))
        case .less: solver.less(left, right)
        case .lessOrEqual: solver.lessOrSame(left, right)
        case .greater: solver.less(right, left)
        case .greaterOrEqual: solver.lessOrSame(right, left)
        }
    }

    // MARK: NULL

    /// Where an expression is not NULL.
    func isKnown(_ expression: SQLExpression) throws(Undecided) -> Term {
        switch expression.form {
        case .literal(let datum): return solver.truth(datum != nil)
        case .runTime, .isNull, .isTruth, .isDistinct, .exists: return solver.yes
        case .column(let column): return solver.and([try isThere(column), try cell(column, expression).isKnown])
        case .choice(let branches, let otherwise) where expression.type != .bool:
            return try chosen(branches, otherwise, try isKnown(otherwise), isKnown)
        case .coalesce(let parts), .call(.greatest, let parts), .call(.least, let parts):
            var terms: [Term] = []
            for part in parts { terms.append(try isKnown(part)) }
            return solver.or(terms)
        case .nullIf(let left, let right):
            return solver.and([try isKnown(left), solver.not(try compared(.equal, left, right))])
        case .call(.month, let parts), .call(.dayOfMonth, let parts), .call(.toChar, let parts):
            return solver.and([try isKnown(parts[0]), isFinite(try number(parts[0]).value, parts[0].type)])
        default:
            if expression.type == .bool { return solver.or([try holds(expression), try fails(expression)]) }
            if case .arithmetic(.subtract, let left, let right) = expression.form, left.type == .date,
                right.type == .date
            {
                return solver.and([
                    try isKnown(left), try isKnown(right), isFinite(try number(left).value, .date),
                    isFinite(try number(right).value, .date),
                ])
            }
            var terms: [Term] = []
            for part in expression.operands { terms.append(try isKnown(part)) }
            return solver.and(terms)
        }
    }

    func isFinite(_ value: Term, _ type: ValueType) -> Term {
        let most = RowModel.infiniteDays * (type == .date ? 1 : RowModel.microsecondsOfDay)
        return solver.and([solver.less(solver.number(-most), value), solver.less(value, solver.number(most))])
    }

    // MARK: Columns

    func cell(_ column: ColumnReference, _ expression: SQLExpression) throws(Undecided) -> RowModel.Cell {
        guard let row = frame.rows[column.relation] else { throw unseen(expression) }
        do throws(TextLanguageError) { return try model.cell(row, column.column) } catch {
            throw Undecided(expression, error)
        }
    }

    func isThere(_ column: ColumnReference) throws(Undecided) -> Term { frame.isThere[column.relation] }

    private func unseen(_ expression: SQLExpression) -> Undecided {
        Undecided(at: expression.offset, ja: "この列はここでは使えません", en: "this column is out of sight here")
    }

    func undecided<Value>(_ expression: SQLExpression, _ what: String) throws(Undecided) -> Value {
        throw Undecided(
            at: expression.offset, ja: "`\(what)` のこの使い方は証明で扱えません。別の書き方にしてください",
            en: "the proof cannot follow this use of `\(what)`; write it in another way")
    }
}

extension SQLExpression.Comparison {
    /// The comparison that holds where this one does not.
    var opposite: SQLExpression.Comparison {
        switch self {
        case .equal: .notEqual
        case .notEqual: .equal
        case .less: .greaterOrEqual
        case .lessOrEqual: .greater
        case .greater: .lessOrEqual
        case .greaterOrEqual: .less
        }
    }
}
