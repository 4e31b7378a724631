import Intake

extension QueryReader {
    /// An expression that must be true or false.
    mutating func condition(_ node: ParseNode) throws(ConditionError) -> SQLExpression {
        let found = try typed(expression(node), as: .bool)
        guard found.type == .bool else {
            throw ConditionError(
                at: found.offset, ja: "条件ではなく `\(found.type.sql)` の値です。比較の形にしてください",
                en: "this is a value of type `\(found.type.sql)` and no condition; compare it with something")
        }
        return found
    }

    mutating func expression(_ node: ParseNode) throws(ConditionError) -> SQLExpression {
        guard let (kind, body) = node.kind else { throw unknown("?", at: 0) }
        let place = offset(body)
        switch kind {
        case "A_Const": return try constant(body)
        case "ColumnRef": return try column(body)
        case "BoolExpr": return try junction(body)
        case "NullTest":
            let test = SQLExpression(.isNull(try operand(body["arg"])), .bool, at: place)
            return body["nulltesttype"]?.text == "IS_NULL" ? test : SQLExpression(.not(test), .bool, at: place)
        case "BooleanTest": return try truthTest(body)
        case "A_Expr": return try operation(body)
        case "CoalesceExpr":
            return try alternatives(body["args"]?.list ?? [], at: place) { .coalesce($0) }
        case "MinMaxExpr":
            let function: SQLExpression.Function = body["op"]?.text == "IS_LEAST" ? .least : .greatest
            return try alternatives(body["args"]?.list ?? [], at: place) { .call(function, $0) }
        case "CaseExpr": return try choice(body)
        case "TypeCast": return try cast(body)
        case "SQLValueFunction":
            switch body["op"]?.text {
            case "SVFOP_CURRENT_DATE": return SQLExpression(.runTime, .date, at: place)
            case "SVFOP_LOCALTIMESTAMP": return SQLExpression(.runTime, .timestamp, at: place)
            default: throw unknown("current_timestamp", at: place)
            }
        case "FuncCall": return try call(body)
        case "SubLink": return try subLink(body)
        case "CollateClause": throw unknown("COLLATE", at: place)
        case "ParamRef": throw unknown("$1", at: place)
        default: throw unknown(kind, at: place)
        }
    }

    func operand(_ node: ParseNode?) throws(ConditionError) -> ParseNode {
        guard let node else { throw unknown("?", at: 0) }
        return node
    }

    private mutating func operand(_ node: ParseNode?) throws(ConditionError) -> SQLExpression {
        try expression(operand(node))
    }

    private mutating func junction(_ body: ParseNode) throws(ConditionError) -> SQLExpression {
        var parts: [SQLExpression] = []
        for node in body["args"]?.list ?? [] { parts.append(try condition(node)) }
        let place = offset(body)
        switch body["boolop"]?.text {
        case "AND_EXPR": return SQLExpression(.and(parts), .bool, at: place)
        case "OR_EXPR": return SQLExpression(.or(parts), .bool, at: place)
        default: return SQLExpression(.not(parts[0]), .bool, at: place)
        }
    }

    private mutating func truthTest(_ body: ParseNode) throws(ConditionError) -> SQLExpression {
        let part = try condition(operand(body["arg"]))
        let place = offset(body)
        let tests: [String: (Bool?, Bool)] = [
            "IS_TRUE": (true, true), "IS_FALSE": (false, true), "IS_UNKNOWN": (nil, true), "IS_NOT_TRUE": (true, false),
            "IS_NOT_FALSE": (false, false), "IS_NOT_UNKNOWN": (nil, false),
        ]
        guard let (truth, isPositive) = tests[body["booltesttype"]?.text ?? ""] else { throw unknown("IS", at: place) }
        let test = SQLExpression(.isTruth(part, truth), .bool, at: place)
        return isPositive ? test : SQLExpression(.not(test), .bool, at: place)
    }

    // MARK: Operators

    private mutating func operation(_ body: ParseNode) throws(ConditionError) -> SQLExpression {
        let place = offset(body)
        let name = body["name"]?.list.last?["String"]?["sval"]?.text ?? ""
        switch body["kind"]?.text {
        case "AEXPR_OP":
            guard let node = body["lexpr"] else { return try signed(name, operand(body["rexpr"]), at: place) }
            return try binary(name, expression(node), operand(body["rexpr"]), at: place)
        case "AEXPR_IN":
            let items = try items(operand(body["rexpr"]))
            return try within(operand(body["lexpr"]), items, isNegated: name == "<>", at: place)
        case "AEXPR_OP_ANY", "AEXPR_OP_ALL": return try quantified(body, name, at: place)
        case "AEXPR_DISTINCT", "AEXPR_NOT_DISTINCT":
            let sides = try matched([operand(body["lexpr"]), operand(body["rexpr"])], at: place)
            let test = SQLExpression(.isDistinct(sides[0], sides[1]), .bool, at: place)
            return body["kind"]?.text == "AEXPR_DISTINCT" ? test : SQLExpression(.not(test), .bool, at: place)
        case "AEXPR_NULLIF":
            let sides = try matched([operand(body["lexpr"]), operand(body["rexpr"])], at: place)
            // Two numbers are compared as ones of one type, and that is the type; a day stays a day.
            let type = sides[0].type == .integer ? common(sides) : sides[0].type
            return SQLExpression(.nullIf(sides[0], sides[1]), type, at: place)
        case "AEXPR_LIKE": return try like(body, isNegated: name == "!~~", at: place)
        case "AEXPR_BETWEEN", "AEXPR_NOT_BETWEEN":
            let item: SQLExpression = try operand(body["lexpr"])
            let bounds = body["rexpr"]?["List"]?["items"]?.list ?? []
            guard bounds.count == 2 else { throw unknown("BETWEEN", at: place) }
            let test = SQLExpression(
                .and([
                    try compared(.greaterOrEqual, item, expression(bounds[0]), at: place),
                    try compared(.lessOrEqual, item, expression(bounds[1]), at: place),
                ]), .bool, at: place)
            return body["kind"]?.text == "AEXPR_BETWEEN" ? test : SQLExpression(.not(test), .bool, at: place)
        case "AEXPR_ILIKE": throw unknown("ILIKE", at: place)
        case "AEXPR_SIMILAR": throw unknown("SIMILAR TO", at: place)
        case "AEXPR_BETWEEN_SYM", "AEXPR_NOT_BETWEEN_SYM": throw unknown("BETWEEN SYMMETRIC", at: place)
        default: throw unknown(name, at: place)
        }
    }

    private mutating func like(_ body: ParseNode, isNegated: Bool, at place: Int) throws(ConditionError)
        -> SQLExpression
    {
        var pattern: SQLExpression
        var escape: Unicode.Scalar? = "\\"
        if let function = body["rexpr"]?["FuncCall"],
            function["funcname"]?.list.last?["String"]?["sval"]?.text == "like_escape"
        {
            let parts = function["args"]?.list ?? []
            guard parts.count == 2 else { throw unknown("ESCAPE", at: place) }
            pattern = try expression(parts[0])
            guard case .literal(.text(let text)?) = try typed(expression(parts[1]), as: .text).form,
                text.scalars.count <= 1
            else { throw unknown("ESCAPE", at: offset(function)) }
            escape = text.scalars.first
        } else {
            pattern = try operand(body["rexpr"])
        }
        pattern = try typed(pattern, as: .text)
        let item = try typed(operand(body["lexpr"]), as: .text)
        guard item.type == .text, case .literal(let datum) = pattern.form else {
            throw ConditionError(
                at: place, ja: "LIKE は文字列と、引用符で書いたパターンだけを扱えます",
                en: "LIKE is known of texts only, with a pattern in quotes")
        }
        guard case .text(let text)? = datum else { return .null(.bool) }
        var isEscaped = false
        for scalar in text.scalars { isEscaped = !isEscaped && scalar == escape }
        guard !isEscaped else {
            throw ConditionError(
                at: place, ja: "LIKE のパターンがエスケープ文字で終わっています", en: "the pattern of LIKE ends with its escape character")
        }
        let test = SQLExpression(.like(item, pattern: text, escape: escape), .bool, at: place)
        return isNegated ? SQLExpression(.not(test), .bool, at: place) : test
    }

    func compared(
        _ comparison: SQLExpression.Comparison, _ left: SQLExpression, _ right: SQLExpression, at place: Int
    ) throws(ConditionError) -> SQLExpression {
        let sides = try matched([left, right], at: place)
        if sides[0].type == .bool, comparison != .equal, comparison != .notEqual {
            throw unknown("boolean \(comparison.rawValue) boolean", at: place)
        }
        return SQLExpression(.comparison(comparison, sides[0], sides[1]), .bool, at: place)
    }

    private func signed(_ name: String, _ part: SQLExpression, at place: Int) throws(ConditionError) -> SQLExpression {
        guard part.type.isNumeric else { throw unknown("\(name)\(part.type.sql)", at: place) }
        if name == "+" { return part }
        guard name == "-" else { throw unknown(name, at: place) }
        if case .literal(.number(let number)?) = part.form {
            return SQLExpression(.literal(.number(number.negated)), part.type, at: place)
        }
        return SQLExpression(.negation(part), part.type, at: place)
    }

    private mutating func binary(_ name: String, _ left: SQLExpression, _ right: SQLExpression, at place: Int)
        throws(ConditionError) -> SQLExpression
    {
        if let comparison = SQLExpression.Comparison(rawValue: name) {
            return try compared(comparison, left, right, at: place)
        }
        if name == "||" {
            let parts = [try typed(left, as: .text), try typed(right, as: .text)]
            guard parts.allSatisfy({ $0.type == .text }) else {
                throw unknown("\(left.type.sql) || \(right.type.sql)", at: place)
            }
            return SQLExpression(.call(.concatenate, parts), .text, at: place)
        }
        guard let operation = SQLExpression.Arithmetic(rawValue: name) else { throw unknown(name, at: place) }
        return try arithmetic(operation, left, right, at: place)
    }

    // MARK: Alternatives

    private mutating func alternatives(
        _ nodes: [ParseNode], at place: Int, _ make: ([SQLExpression]) -> SQLExpression.Form
    ) throws(ConditionError) -> SQLExpression {
        var parts: [SQLExpression] = []
        for node in nodes { parts.append(try expression(node)) }
        parts = try matched(parts, at: place)
        return SQLExpression(make(parts), common(parts), at: place)
    }

    private func common(_ parts: [SQLExpression]) -> ValueType {
        parts.contains { $0.type == .number }
            ? .number : parts.contains { $0.type == .timestamp } ? .timestamp : parts[0].type
    }

    private mutating func choice(_ body: ParseNode) throws(ConditionError) -> SQLExpression {
        let place = offset(body)
        let subject = try body["arg"].map { node throws(ConditionError) in settled(try self.expression(node)) }
        var conditions: [SQLExpression] = []
        var values: [SQLExpression] = []
        for node in body["args"]?.list ?? [] {
            guard let when = node["CaseWhen"], let test = when["expr"], let result = when["result"] else { continue }
            if let subject {
                conditions.append(try compared(.equal, subject, expression(test), at: offset(when)))
            } else {
                conditions.append(try condition(test))
            }
            values.append(try expression(result))
        }
        if let node = body["defresult"] {
            values.append(try expression(node))
        } else {
            values.append(.null(.unknown))
        }
        values = try matched(values, at: place)
        let branches = zip(conditions, values).map { SQLExpression.Branch(condition: $0, value: $1) }
        return SQLExpression(.choice(branches, otherwise: values[values.count - 1]), common(values), at: place)
    }

    private mutating func subLink(_ body: ParseNode) throws(ConditionError) -> SQLExpression {
        let place = offset(body)
        guard let select = body["subselect"]?["SelectStmt"] else { throw unknown("SELECT", at: place) }
        switch body["subLinkType"]?.text {
        case "EXISTS_SUBLINK": return try subquery(select) { _ in nil }
        case "ANY_SUBLINK" where body["operName"] == nil:
            // `x IN (SELECT y …)` is true where some row's y is equal, and NULL where none is but one might be.
            let item: SQLExpression = try operand(body["testexpr"])
            let reader = self
            let isEqual = try subquery(select) { value throws(ConditionError) in
                try reader.compared(.equal, item, value, at: place)
            }
            let mightBe = try subquery(select) { value throws(ConditionError) in
                SQLExpression(.isTruth(try reader.compared(.equal, item, value, at: place), nil), .bool, at: place)
            }
            return SQLExpression(
                .choice(
                    [
                        SQLExpression.Branch(condition: isEqual, value: .literal(.bool(true))),
                        SQLExpression.Branch(condition: mightBe, value: .null(.bool)),
                    ], otherwise: .literal(.bool(false))), .bool, at: place)
        default: throw unknown("(SELECT …)", at: place)
        }
    }
}
