import Intake

extension QueryReader {
    /// Expressions of one type: a text in quotes takes the type of what it stands beside.
    func matched(_ parts: [SQLExpression], at place: Int) throws(ConditionError) -> [SQLExpression] {
        let types = Set(parts.map(\.type)).subtracting([.unknown])
        guard let first = parts.map(\.type).first(where: { $0 != .unknown }) else { return parts.map(settled) }
        guard goTogether(parts) else {
            let names = types.map { "`\($0.sql)`" }.sorted()
            throw ConditionError(
                at: place, ja: "型が合いません: \(names.joined(separator: "、"))。CAST で合わせてください",
                en: "the types \(names.joined(separator: " and ")) do not go together; use CAST")
        }
        let wanted: ValueType = types.contains(.timestamp) ? .timestamp : types.contains(.number) ? .number : first
        var result: [SQLExpression] = []
        for part in parts { result.append(part.type == .unknown ? try typed(part, as: wanted) : part) }
        return result
    }

    /// Whether there is one type for all.
    func goTogether(_ parts: [SQLExpression]) -> Bool {
        let types = Set(parts.map(\.type)).subtracting([.unknown])
        return types.count <= 1 || types.allSatisfy(\.isNumeric) || types.isSubset(of: [.date, .timestamp])
    }

    /// A text in quotes as a value of a type; anything else as it is.
    func typed(_ part: SQLExpression, as type: ValueType) throws(ConditionError) -> SQLExpression {
        guard part.type == .unknown, case .literal(let datum) = part.form else { return part }
        guard case .text(let text)? = datum else { return SQLExpression(.literal(nil), type, at: part.offset) }
        guard let value = LiteralText.datum(text.string, type) else {
            throw ConditionError(
                at: part.offset,
                ja: "`\(text)` は `\(type.sql)` の値として読めません" + (type == .date ? "。`2023-04-01` の形で書いてください" : ""),
                en: "`\(text)` is no value of type `\(type.sql)`"
                    + (type == .date ? "; write it like `2023-04-01`" : ""))
        }
        return SQLExpression(.literal(value), type, at: part.offset)
    }

    /// A text in quotes beside nothing is a text.
    func settled(_ part: SQLExpression) -> SQLExpression {
        part.type == .unknown ? SQLExpression(part.form, .text, at: part.offset) : part
    }

    func constant(_ body: ParseNode) throws(ConditionError) -> SQLExpression {
        let place = offset(body)
        if body["isnull"]?.bool == true { return SQLExpression(.literal(nil), .unknown, at: place) }
        if let value = body["ival"] {
            let whole = value["ival"]?.number.map { Int64($0) } ?? negative(at: place)
            return SQLExpression(.literal(.integer(whole)), .integer, at: place)
        }
        if let value = body["boolval"] {
            return SQLExpression(.literal(.bool(value["boolval"]?.bool ?? false)), .bool, at: place)
        }
        if let value = body["sval"] {
            return SQLExpression(.literal(.text(Text(value["sval"]?.text ?? ""))), .unknown, at: place)
        }
        let text = body["fval"]?["fval"]?.text ?? ""
        guard let number = Number(parsing: text) else { throw unknown(text, at: place) }
        // A whole number of more than 64 bits is a `numeric`.
        return SQLExpression(
            .literal(.number(number)), number.whole != nil && !text.contains(".") ? .integer : .number, at: place)
    }

    /// A number of which the parser's JSON has nothing: it is 0, or one with a minus sign, which the JSON leaves out.
    /// Between its place and its digits there are only signs, brackets, blanks and comments.
    private func negative(at place: Int) -> Int64 {
        var place = place
        func starts(_ text: String) -> Bool { source[min(place, source.count)...].starts(with: text.utf8) }
        while place < source.count, !(0x30...0x39).contains(source[place]) {
            if starts("--") {
                while place < source.count, source[place] != 0x0A, source[place] != 0x0D { place += 1 }
            } else if starts("/*") {
                // Comments may stand within comments.
                var depth = 0
                repeat {
                    let step = starts("/*") ? 1 : starts("*/") ? -1 : 0
                    depth += step
                    place += step == 0 ? 1 : 2
                } while depth > 0 && place < source.count
            } else {
                place += 1
            }
        }
        let digits = source[min(place, source.count)...].prefix { (0x30...0x39).contains($0) }
        return -digits.reduce(0) { $0 * 10 + Int64($1 - 0x30) }
    }

    /// - Returns: the type of a type's name as it stands in a cast.
    private func type(_ body: ParseNode?, at place: Int) throws(ConditionError) -> ValueType {
        let names = (body?["names"]?.list ?? []).compactMap { $0["String"]?["sval"]?.text }
        let name = names.last ?? "?"
        let isPlain = (body?["typmods"]?.list ?? []).isEmpty && body?["arrayBounds"] == nil
        switch name {
        case "bool": return .bool
        case "int2", "int4", "int8": return .integer
        case "numeric" where isPlain: return .number
        case "text" where isPlain, "varchar" where isPlain: return .text
        case "date": return .date
        case "timestamp" where isPlain: return .timestamp
        case "interval": return .interval
        default: throw unknown(isPlain ? name : "\(name)(…)", at: place)
        }
    }

    mutating func cast(_ body: ParseNode) throws(ConditionError) -> SQLExpression {
        let place = max(offset(body), offset(body["typeName"]))
        let type = try type(body["typeName"], at: place)
        let part = try expression(operand(body["arg"]))
        if part.type == .unknown {
            if type == .interval, case .literal(.text(let text)?) = part.form,
                let fields = body["typeName"]?["typmods"]?.list, !fields.isEmpty
            {
                // INTERVAL '3' MONTH: a bit mask says the unit, as the server's own header numbers them.
                let units = [2: "month", 4: "year", 8: "day", 1024: "hour", 2048: "minute", 4096: "second"]
                guard let mask = fields[0]["A_Const"]?["ival"]?["ival"]?.number, let unit = units[mask],
                    let value = LiteralText.datum("\(text) \(unit)", .interval)
                else { throw unknown("INTERVAL", at: place) }
                return SQLExpression(.literal(value), .interval, at: part.offset)
            }
            return try typed(part, as: type)
        }
        switch (part.type, type) {
        case (let old, let new) where old == new: return part
        case (.integer, .number), (.number, .integer), (.date, .timestamp), (.timestamp, .date), (.integer, .text),
            (.date, .text):
            return SQLExpression(.cast(part), type, at: place)
        default: throw unknown("CAST(\(part.type.sql) AS \(type.sql))", at: place)
        }
    }

    func arithmetic(
        _ operation: SQLExpression.Arithmetic, _ left: SQLExpression, _ right: SQLExpression, at place: Int
    ) throws(ConditionError) -> SQLExpression {
        var (left, right) = (left, right)
        // PostgreSQL takes a text beside a date for a length of time where it is added, and beside a number for a number.
        if left.type == .unknown, right.type.isNumeric { left = try typed(left, as: right.type) }
        if right.type == .unknown, left.type.isNumeric { right = try typed(right, as: left.type) }
        func result(_ type: ValueType) -> SQLExpression {
            SQLExpression(.arithmetic(operation, left, right), type, at: place)
        }
        switch (left.type, operation, right.type) {
        case (.integer, .add, .integer), (.integer, .subtract, .integer), (.integer, .multiply, .integer):
            return result(.integer)
        case (.integer, .divide, .integer), (.integer, .remainder, .integer):
            guard case .literal(.number(let number)?) = right.form, number != Number(0) else {
                throw ConditionError(
                    at: place, ja: "0 でない数を書いた割り算だけを扱えます",
                    en: "division is known only by a number that stands there and is not 0")
            }
            return result(.integer)
        case (let one, .add, let other), (let one, .subtract, let other), (let one, .multiply, let other):
            if one.isNumeric, other.isNumeric { return result(.number) }
        default: break
        }
        switch (left.type, operation, right.type) {
        case (.date, .add, .integer), (.date, .subtract, .integer), (.integer, .add, .date): return result(.date)
        case (.date, .subtract, .date): return result(.integer)
        case (.date, .add, .interval), (.date, .subtract, .interval), (.timestamp, .add, .interval),
            (.timestamp, .subtract, .interval), (.interval, .add, .date), (.interval, .add, .timestamp):
            return result(.timestamp)
        default: throw unknown("\(left.type.sql) \(operation.rawValue) \(right.type.sql)", at: place)
        }
    }
}
