import Barrier
import Conditions

/// What a surface shows of the record behind one of its relations.
struct Disclosure: Hashable, Sendable {
    /// The relation.
    var relation: Int
    /// Which kind of thing it tells.
    var fieldClass: FieldClass
    /// Whether it is masked.
    var isMasked: Bool
    /// On which rows: all of these must be true. Empty where on all.
    var path: [SQLExpression]
    /// The column; nil where that there is such a record is all it tells.
    var column: ColumnReference?
    /// The shown field's place; nil likewise.
    var shown: Int?
    /// The field that is worked out of several that are shown together; nil where it is shown itself.
    var inferred: RecordField?
}

/// Finds what a surface shows: which columns reach which field, and on which rows.
struct Disclosures {
    private(set) var all: [Disclosure] = []
    /// Shown columns of records of which the catalogue does not say what they tell.
    private(set) var unsaid: [ColumnReference] = []
    /// Shown columns that tell something of a customer, in tables that do not say of whose.
    private(set) var unowned: [ColumnReference] = []

    init(_ surface: SystemSurface, _ catalogue: SystemCatalogue) {
        var existing: Set<Int> = []
        var open: [Open] = []
        for (place, shown) in surface.shown.enumerated() where shown.mask != .withhold {
            for (column, path) in Self.columns(surface.query.outputs[shown.output].value, []) {
                guard let table = catalogue.tables[surface.query.relations[column.relation].table.name] else {
                    continue
                }
                if shown.mask == nil { open.append(Open(column: column, path: path, shown: place)) }
                switch table.tells[column.column] {
                case .nothing: continue
                case .unsaid:
                    if table.subject != nil { unsaid.append(column) }
                case .field(let field):
                    guard table.owner != nil else {
                        unowned.append(column)
                        continue
                    }
                    existing.insert(column.relation)
                    all.append(
                        Disclosure(
                            relation: column.relation, fieldClass: field.fieldClass, isMasked: shown.mask != nil,
                            path: path, column: column, shown: place))
                }
            }
        }
        for inference in catalogue.inferences { infer(inference, open, surface, catalogue) }
        if existing.isEmpty {
            // Whatever it shows, each row betrays a record.
            let first = surface.query.source.relations.first { relation in
                catalogue.tables[surface.query.relations[relation].table.name]?.owner != nil
            }
            if let first { existing.insert(first) }
        }
        for relation in existing.sorted() {
            all.append(
                Disclosure(
                    relation: relation, fieldClass: .existence, isMasked: false, path: [], column: nil, shown: nil))
        }
    }

    /// A column that is shown as it is.
    private struct Open {
        var column: ColumnReference
        var path: [SQLExpression]
        var shown: Int
    }

    /// How many ways to come by the same sources are told apart by their conditions.
    private static let mostWays = 64

    /// Adds what can be worked out of columns that are shown as they are.
    private mutating func infer(
        _ inference: Inference, _ open: [Open], _ surface: SystemSurface, _ catalogue: SystemCatalogue
    ) {
        var ways: [[Open]] = [[]]
        for source in inference.sources {
            let found = open.filter { item in
                let name = surface.query.relations[item.column.relation].table.name
                switch source {
                case .field(let field): return catalogue.tables[name]?.tells[item.column.column] == .field(field)
                case .column(let table, let column): return name == table && item.column.column == column
                }
            }
            ways = ways.flatMap { way in found.map { way + [$0] } }
            if ways.count > Self.mostWays {
                // Too many to tell apart: as if they were shown on every row.
                ways = [ways[0].map { Open(column: $0.column, path: [], shown: $0.shown) }]
            }
        }
        for way in ways {
            guard let first = way.first else { continue }
            // It is a record's own field, so it is told of each record that has a part in it.
            let relations = Set(way.map(\.column.relation)).filter { relation in
                catalogue.tables[surface.query.relations[relation].table.name]?.owner != nil
            }
            for relation in relations.sorted() {
                all.append(
                    Disclosure(
                        relation: relation, fieldClass: inference.gives.fieldClass, isMasked: false,
                        path: way.flatMap(\.path), column: nil, shown: first.shown, inferred: inference.gives))
            }
        }
    }

    /// The columns whose values an expression shows, with the conditions under which it does. What is only asked in a
    /// condition is not shown.
    private static func columns(
        _ expression: SQLExpression, _ path: [SQLExpression]
    ) -> [(ColumnReference, [SQLExpression])] {
        func isNot(_ condition: SQLExpression) -> SQLExpression {
            SQLExpression(.not(SQLExpression(.isTruth(condition, true), .bool)), .bool)
        }
        switch expression.form {
        case .column(let column): return [(column, path)]
        case .choice(let branches, let otherwise):
            var (found, before): ([(ColumnReference, [SQLExpression])], [SQLExpression]) = ([], path)
            for branch in branches {
                found += columns(branch.value, before + [branch.condition])
                before.append(isNot(branch.condition))
            }
            return found + columns(otherwise, before)
        case .coalesce(let parts):
            var (found, before): ([(ColumnReference, [SQLExpression])], [SQLExpression]) = ([], path)
            for part in parts {
                found += columns(part, before)
                before.append(SQLExpression(.isNull(part), .bool))
            }
            return found
        case .nullIf(let left, _): return columns(left, path)
        default: return expression.operands.flatMap { columns($0, path) }
        }
    }
}
