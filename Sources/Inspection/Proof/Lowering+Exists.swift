import Conditions

extension Lowering {
    /// Where a subquery has a row. Of all the rows that there could be, those of the model are enough: one for each
    /// `EXISTS` that is true, and one for each name of the query outside; any further row could be left out.
    func exists(_ place: Int) throws(Undecided) -> Term {
        let subquery = query.subqueries[place]
        guard let conditions = Self.innerConditions(subquery.source) else {
            throw Undecided(
                at: -1, ja: "EXISTS の中の LEFT JOIN は証明で扱えません", en: "the proof cannot follow a LEFT JOIN within EXISTS")
        }
        var frames = [frame]
        for relation in subquery.source.relations {
            let rows = model.places(of: query.relations[relation].table.name)
            guard frames.count * rows.count <= 400 else {
                throw Undecided(at: -1, ja: "EXISTS の表の数が多すぎます", en: "there are too many tables within EXISTS")
            }
            frames = frames.flatMap { frame in
                rows.map { row in
                    var filled = frame
                    filled.rows[relation] = row
                    filled.isThere[relation] = model.rows[row].isPresent
                    return filled
                }
            }
        }
        var terms: [Term] = []
        for filled in frames {
            var inner = self
            inner.frame = filled
            var parts = subquery.source.relations.map { filled.isThere[$0] }
            for condition in conditions + [subquery.condition].compactMap({ $0 }) {
                parts.append(try inner.holds(condition))
            }
            terms.append(solver.and(parts))
        }
        return solver.or(terms)
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
