import Intake

extension QueryReader {
    mutating func call(_ body: ParseNode) throws(ConditionError) -> SQLExpression {
        let place = offset(body)
        let name = body["funcname"]?.list.last?["String"]?["sval"]?.text ?? "?"
        for clause in ["agg_order", "agg_filter", "over"] where body[clause] != nil { throw unknown(name, at: place) }
        guard body["agg_star"]?.bool != true, body["agg_distinct"]?.bool != true else { throw unknown(name, at: place) }
        var parts: [SQLExpression] = []
        for node in body["args"]?.list ?? [] { parts.append(try expression(node)) }
        guard let found = try function(name, parts, at: place) else {
            let near = Suggestion(for: name, among: Self.names)
            throw ConditionError(
                at: place, ja: "関数 `\(name)`（引数 \(parts.count) 個）は条件として扱えません\(near.ja)",
                en: "the function `\(name)` with \(parts.count) arguments is not known in conditions\(near.en)")
        }
        return found
    }

    private static let names = [
        "lower", "upper", "length", "char_length", "substring", "substr", "left", "right", "btrim", "trim", "ltrim",
        "rtrim", "position", "strpos", "concat", "replace", "starts_with", "extract", "date_trunc",
        "to_char", "abs", "mod", "now",
    ]

    private func function(_ name: String, _ parts: [SQLExpression], at place: Int) throws(ConditionError)
        -> SQLExpression?
    {
        switch (name, parts.count) {
        case ("lower", 1): return try made(.lower, [.text], parts, .text, at: place)
        case ("upper", 1): return try made(.upper, [.text], parts, .text, at: place)
        case ("length", 1), ("char_length", 1), ("character_length", 1):
            return try made(.length, [.text], parts, .integer, at: place)
        case ("substring", 2), ("substr", 2): return try made(.substring, [.text, .integer], parts, .text, at: place)
        case ("substring", 3), ("substr", 3):
            if case .literal(.number(let count)?) = parts[2].form, count < Number(0) {
                throw ConditionError(
                    at: place, ja: "substring の長さが負です", en: "the length of substring is below 0")
            }
            guard case .literal = parts[2].form else {
                throw unknown("substring(… for \(parts[2].type.sql))", at: place)
            }
            return try made(.substring, [.text, .integer, .integer], parts, .text, at: place)
        case ("left", 2): return try made(.left, [.text, .integer], parts, .text, at: place)
        case ("right", 2): return try made(.right, [.text, .integer], parts, .text, at: place)
        case ("btrim", 1), ("btrim", 2): return try made(.trim, [.text, .text], parts, .text, at: place)
        case ("ltrim", 1), ("ltrim", 2): return try made(.trimStart, [.text, .text], parts, .text, at: place)
        case ("rtrim", 1), ("rtrim", 2): return try made(.trimEnd, [.text, .text], parts, .text, at: place)
        case ("position", 2), ("strpos", 2): return try made(.position, [.text, .text], parts, .integer, at: place)
        case ("replace", 3): return try made(.replace, [.text, .text, .text], parts, .text, at: place)
        case ("starts_with", 2): return try made(.startsWith, [.text, .text], parts, .bool, at: place)
        case ("abs", 1) where parts[0].type.isNumeric:
            return SQLExpression(.call(.absolute, parts), parts[0].type, at: place)
        case ("mod", 2): return try arithmetic(.remainder, parts[0], parts[1], at: place)
        case ("extract", 2): return try extract(parts, at: place)
        case ("date_trunc", 2): return try truncated(parts, at: place)
        case ("to_char", 2): return try formatted(parts, at: place)
        default: return nil
        }
    }

    /// A call whose arguments are of these types; those behind the last are left out.
    private func made(
        _ function: SQLExpression.Function, _ types: [ValueType], _ parts: [SQLExpression], _ result: ValueType,
        at place: Int
    ) throws(ConditionError) -> SQLExpression {
        var arguments: [SQLExpression] = []
        for (part, type) in zip(parts, types) {
            let argument = try typed(part, as: type)
            guard argument.type == type else {
                throw ConditionError(
                    at: place, ja: "`\(function.rawValue)` に `\(argument.type.sql)` の値は使えません。`\(type.sql)` が必要です",
                    en: "`\(function.rawValue)` takes a `\(type.sql)` and no `\(argument.type.sql)`")
            }
            arguments.append(argument)
        }
        return SQLExpression(.call(function, arguments), result, at: place)
    }

    private func word(_ part: SQLExpression) -> String? {
        guard case .literal(.text(let text)?) = part.form else { return nil }
        return text.string.lowercased()
    }

    private func extract(_ parts: [SQLExpression], at place: Int) throws(ConditionError) -> SQLExpression? {
        let functions: [String: SQLExpression.Function] = ["year": .year, "month": .month, "day": .dayOfMonth]
        guard let function = word(parts[0]).flatMap({ functions[$0] }), [.date, .timestamp].contains(parts[1].type)
        else { throw unknown("extract(\(word(parts[0]) ?? "?"))", at: place) }
        // Not an integer, which matters where it is divided.
        return SQLExpression(.call(function, [parts[1]]), .number, at: place)
    }

    private func truncated(_ parts: [SQLExpression], at place: Int) throws(ConditionError) -> SQLExpression? {
        let functions: [String: SQLExpression.Function] = [
            "year": .startOfYear, "month": .startOfMonth, "day": .startOfDay,
        ]
        // Of a date it makes a point in time with a zone, whose clock is the session's.
        guard let function = word(parts[0]).flatMap({ functions[$0] }), parts[1].type == .timestamp else {
            throw unknown("date_trunc('\(word(parts[0]) ?? "?")', \(parts[1].type.sql))", at: place)
        }
        return SQLExpression(.call(function, [parts[1]]), .timestamp, at: place)
    }

    private func formatted(_ parts: [SQLExpression], at place: Int) throws(ConditionError) -> SQLExpression? {
        guard case .literal(.text(let pattern)?) = parts[1].form, [.date, .timestamp].contains(parts[0].type),
            DateFormat(pattern.string) != nil
        else { throw unknown("to_char", at: place) }
        return SQLExpression(
            .call(.toChar, [parts[0], SQLExpression(parts[1].form, .text, at: parts[1].offset)]), .text, at: place)
    }
}
