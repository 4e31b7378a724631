/// Lists of values: `IN`, `ANY` and `ALL`.
extension QueryReader {
    mutating func items(_ node: ParseNode) throws(ConditionError) -> [SQLExpression] {
        var items: [SQLExpression] = []
        for item in node["List"]?["items"]?.list ?? [] { items.append(try expression(item)) }
        return items
    }

    /// `IN` of a list. A text in quotes takes the type that PostgreSQL gives it: where there are two items or more that
    /// read no row of this query, the type in which all of these and the left side meet; else that of the left side.
    func within(
        _ item: SQLExpression, _ items: [SQLExpression], isNegated: Bool, at place: Int
    ) throws(ConditionError) -> SQLExpression {
        let own = Set(scopes.last ?? [])
        let isFixed = items.map { $0.columns.allSatisfy { !own.contains($0.relation) } }
        let fixed = zip(items, isFixed).filter(\.1).map(\.0)
        var (item, items) = (item, items)
        if fixed.count > 1, goTogether([item] + fixed) {
            let all = try matched([item] + fixed, at: place)
            item = all[0]
            var rest = all.dropFirst()
            for place in items.indices where isFixed[place] { items[place] = rest.removeFirst() }
        } else if item.type != .unknown {
            for place in items.indices where items[place].type == .unknown {
                items[place] = try typed(items[place], as: item.type)
            }
        }
        var test: SQLExpression
        if item.type == .unknown {
            // It has the type of each item in its turn.
            var parts: [SQLExpression] = []
            for other in items { parts.append(try compared(.equal, item, other, at: place)) }
            test = parts.count == 1 ? parts[0] : SQLExpression(.or(parts), .bool, at: place)
        } else {
            for other in items { _ = try matched([item, other], at: place) }
            test = SQLExpression(.isIn(item, items), .bool, at: place)
        }
        return isNegated ? SQLExpression(.not(test), .bool, at: place) : test
    }

    /// `= ANY (ARRAY[…])`, `<> ALL (…)`, and so on.
    mutating func quantified(_ body: ParseNode, _ name: String, at place: Int) throws(ConditionError)
        -> SQLExpression
    {
        guard let array = body["rexpr"]?["A_ArrayExpr"] else { throw unknown("\(name) ANY", at: place) }
        var items: [SQLExpression] = []
        for item in array["elements"]?.list ?? [] { items.append(try expression(item)) }
        let item = try expression(operand(body["lexpr"]))
        let isAny = body["kind"]?.text == "AEXPR_OP_ANY"
        guard !items.isEmpty else { return SQLExpression(.literal(.bool(!isAny)), .bool, at: place) }
        // The items are of one type among themselves, and only then meet the left side.
        items = try matched(items, at: place)
        if name == (isAny ? "=" : "<>") {
            let all = try matched([item] + items, at: place)
            let test = SQLExpression(.isIn(all[0], Array(all.dropFirst())), .bool, at: place)
            return isAny ? test : SQLExpression(.not(test), .bool, at: place)
        }
        guard let comparison = SQLExpression.Comparison(rawValue: name) else { throw unknown(name, at: place) }
        var parts: [SQLExpression] = []
        for other in items { parts.append(try compared(comparison, item, other, at: place)) }
        if parts.count == 1 { return parts[0] }
        return SQLExpression(isAny ? .or(parts) : .and(parts), .bool, at: place)
    }
}
