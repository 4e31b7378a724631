/// A query over some relations: which rows come out, and what is shown of each.
public struct SQLQuery: Hashable, Sendable {
    /// One row's source: a table under a name of its own.
    public struct Relation: Hashable, Sendable {
        /// The name by which the query calls it.
        public var alias: String
        /// The table.
        public var table: TableShape
        /// Where it stands in the text, in bytes from 0.
        public var offset: Int

        /// A table under a name.
        public init(alias: String, table: TableShape, offset: Int = -1) {
            self.alias = alias
            self.table = table
            self.offset = offset
        }
    }

    /// How relations come together to rows.
    public indirect enum Source: Hashable, Sendable {
        /// The rows of one relation, by its place in ``SQLQuery/relations``.
        case relation(Int)
        /// Each row of the one with each of the other for which the condition is true.
        case inner(Source, Source, on: SQLExpression)
        /// The same; and each row of the left for which there is none, with NULLs on the right.
        case left(Source, Source, on: SQLExpression)

        /// The relations in it, in their order.
        public var relations: [Int] {
            switch self {
            case .relation(let place): [place]
            case .inner(let left, let right, _), .left(let left, let right, _): left.relations + right.relations
            }
        }

        /// The conditions of its joins.
        public var conditions: [SQLExpression] {
            switch self {
            case .relation: []
            case .inner(let left, let right, let condition), .left(let left, let right, let condition):
                left.conditions + right.conditions + [condition]
            }
        }
    }

    /// Something that the query shows.
    public struct Output: Hashable, Sendable {
        /// The name.
        public var name: String
        /// The value.
        public var value: SQLExpression

        /// Something that the query shows.
        public init(name: String, value: SQLExpression) {
            self.name = name
            self.value = value
        }
    }

    /// What stands in an `EXISTS`: a row of it may read the row outside.
    public struct Subquery: Hashable, Sendable {
        /// Its rows.
        public var source: Source
        /// Which of them count; nil where all do.
        public var condition: SQLExpression?

        /// What stands in an `EXISTS`.
        public init(source: Source, condition: SQLExpression?) {
            self.source = source
            self.condition = condition
        }
    }

    /// Every relation, those of subqueries included.
    public var relations: [Relation]
    /// The rows.
    public var source: Source
    /// Which of them come out: those of which it is true; nil where all do.
    public var condition: SQLExpression?
    /// What is shown.
    public var outputs: [Output]
    /// What stands in the `EXISTS` of the query, wherever.
    public var subqueries: [Subquery]

    /// Every expression in it that stands in no other.
    public var expressions: [SQLExpression] {
        source.conditions + [condition].compactMap { $0 } + outputs.map(\.value)
            + subqueries.flatMap { $0.source.conditions + [$0.condition].compactMap { $0 } }
    }

    /// The column that a reference means.
    public func column(_ reference: ColumnReference) -> TableShape.Column {
        relations[reference.relation].table.columns[reference.column]
    }

    /// A reference as SQL writes it: `alias.column`.
    public func name(of reference: ColumnReference) -> String {
        "\(relations[reference.relation].alias).\(column(reference).name)"
    }
}
