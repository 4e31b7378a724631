/// A few rows of some tables, and what a query makes of them: by trying every row with every other.
public struct SmallDatabase: Hashable, Sendable {
    /// A row that a query gives out.
    public struct Row: Hashable, Sendable {
        /// The rows of the query's relations from which it came, by the relations' places, those of subqueries not among
        /// them; nil is a row of NULLs.
        public var sources: [[Datum?]?]
        /// What is shown.
        public var outputs: [Datum?]
    }

    /// The rows, by the tables' names.
    public var tables: [String: [[Datum?]]]

    /// A database of some rows.
    public init(_ tables: [String: [[Datum?]]]) { self.tables = tables }

    /// The rows that a query gives out.
    public func rows(of query: SQLQuery, runTime: Datum.Moment) throws(EvaluationFault) -> [Row] {
        var found: [Row] = []
        for row in try self.rows(of: query.source, query, Array(repeating: nil, count: query.relations.count), runTime)
        {
            let evaluator = evaluator(query, row, runTime)
            if let condition = query.condition, try !evaluator.isTrue(condition) { continue }
            var outputs: [Datum?] = []
            for output in query.outputs { outputs.append(try evaluator.value(output.value)) }
            found.append(Row(sources: row, outputs: outputs))
        }
        return found
    }

    private func evaluator(_ query: SQLQuery, _ row: [[Datum?]?], _ runTime: Datum.Moment) -> Evaluator {
        Evaluator(row, runTime: runTime) { place throws(EvaluationFault) in
            let subquery = query.subqueries[place]
            for inner in try rows(of: subquery.source, query, row, runTime) {
                guard let condition = subquery.condition else { return true }
                if try evaluator(query, inner, runTime).isTrue(condition) { return true }
            }
            return false
        }
    }

    /// Every way to fill a source's relations, beside what is filled already.
    private func rows(
        of source: SQLQuery.Source, _ query: SQLQuery, _ base: [[Datum?]?], _ runTime: Datum.Moment
    ) throws(EvaluationFault) -> [[[Datum?]?]] {
        switch source {
        case .relation(let place):
            return (tables[query.relations[place].table.name] ?? []).map { row in
                var filled = base
                filled[place] = row
                return filled
            }
        case .inner(let left, let right, let condition), .left(let left, let right, let condition):
            var found: [[[Datum?]?]] = []
            for one in try rows(of: left, query, base, runTime) {
                var isMatched = false
                for both in try rows(of: right, query, one, runTime)
                where try evaluator(query, both, runTime).isTrue(condition) {
                    found.append(both)
                    isMatched = true
                }
                if case .left = source, !isMatched { found.append(one) }
            }
            return found
        }
    }
}
