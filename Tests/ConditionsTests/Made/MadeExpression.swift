import Conditions

/// SQL expressions of every form that conditions know, as people write them, made from a seed.
struct MadeExpression {
    var dice: Dice
    /// The names of relations that can be read, of each query around; the innermost last.
    var scopes: [[String]]
    /// Whether nothing is made that could end in an error.
    var isCalm = false

    /// What stands for one relation named `h`.
    init(seed: UInt64, relations: [String] = ["h"]) {
        dice = Dice(seed: seed)
        scopes = [relations]
    }

    /// Types of columns.
    static let types: [ValueType] = [.bool, .integer, .number, .text, .date, .timestamp]
    private static let prefixes: [ValueType: String] = [
        .bool: "b", .integer: "n", .number: "x", .text: "t", .date: "d", .timestamp: "s",
    ]

    /// An expression of a type that nests at most so deep.
    mutating func value(_ type: ValueType, _ depth: Int) -> String {
        switch type {
        case .bool: bool(depth)
        case .integer: integer(depth)
        case .number: number(depth)
        case .date: date(depth)
        case .timestamp: timestamp(depth)
        default: text(depth)
        }
    }

    /// A column of a type.
    mutating func column(_ type: ValueType) -> String {
        let scope = dice.once(in: 3) ? dice.pick(scopes) : scopes[scopes.count - 1]
        let name = (Self.prefixes[type] ?? "t") + (dice.once(in: 3) ? "2" : "1")
        // A bare name means the innermost query's, where that has one relation.
        if scopes[scopes.count - 1].count == 1, scope == scopes[scopes.count - 1], dice.once(in: 4) { return name }
        let visible = scope.filter { alias in scopes.last { $0.contains(alias) } == scope }
        return (visible.isEmpty ? scopes[scopes.count - 1][0] : dice.pick(visible)) + "." + name
    }

    /// A value that stands there, with its type.
    mutating func literal(_ type: ValueType) -> String {
        switch type {
        case .bool: dice.pick(["TRUE", "FALSE", "NULL::boolean", "'t'::boolean"])
        case .integer:
            dice.pick([
                "0", "1", "2", "3", "-1", "7", "10", "31", "-100", "2023", "'5'::bigint", "NULL::bigint", "3000000000",
            ])
        case .number:
            dice.pick([
                "0.0", "1.5", "-1.5", "1.50", "0.01", "10.", ".5", "'7'::numeric", "NULL::numeric",
                "12345678901234567890",
            ])
        case .date:
            dice.once(in: 12) ? "NULL::date" : "DATE \(Self.quoted(dice.pick(MadeRows.days)))"
        case .timestamp:
            dice.once(in: 12) ? "NULL::timestamp" : "TIMESTAMP \(Self.quoted(dice.pick(MadeRows.moments)))"
        default: dice.once(in: 12) ? "NULL::text" : quotedText()
        }
    }

    mutating func quotedText() -> String {
        let text = MadeRows.text(&dice)
        if text.contains("\\"), dice.once(in: 4) { return "E" + Self.quoted(text.replacing("\\", with: "\\\\")) }
        return Self.quoted(text)
    }

    /// A value without its type, as it stands beside something that has one.
    mutating func bare(_ type: ValueType) -> String {
        if dice.once(in: 10) { return "NULL" }
        return switch type {
        case .bool: dice.pick(["'t'", "'false'"])
        case .integer: dice.pick(["'3'", "'-7'", "'0'"])
        case .number: dice.pick(["'1.5'", "'0'", "'NaN'"])
        case .date: Self.quoted(dice.pick(MadeRows.days))
        case .timestamp: Self.quoted(dice.pick(MadeRows.moments))
        default: quotedText()
        }
    }

    static func quoted(_ text: String) -> String {
        "'" + String(String.UnicodeScalarView(text.unicodeScalars.flatMap { $0 == "'" ? ["'", "'"] : [$0] })) + "'"
    }

    // MARK: What all types have

    /// `CASE`, `COALESCE`, `NULLIF`, `greatest`, `least`; of a type or of one that becomes it.
    mutating func alternative(_ type: ValueType, _ depth: Int) -> String {
        let second = kindred(type)
        func part(_ generator: inout Self, _ type: ValueType) -> String {
            generator.dice.once(in: 6) ? generator.bare(type) : generator.value(type, depth - 1)
        }
        // The first part has the type; others may have one that becomes it.
        switch dice.below(type == .bool ? 3 : 5) {
        case 0:
            let count = 1 + dice.below(2)
            var sql = "CASE"
            if dice.once(in: 3) {
                let subject = dice.pick(Self.types)
                sql += " " + value(subject, depth - 1)
                for _ in 0..<count { sql += " WHEN \(part(&self, subject)) THEN \(value(type, depth - 1))" }
            } else {
                for _ in 0..<count { sql += " WHEN \(bool(depth - 1)) THEN \(value(type, depth - 1))" }
            }
            return "\(sql)\(dice.once(in: 3) ? "" : " ELSE \(part(&self, second))") END"
        case 1: return "COALESCE(\(value(type, depth - 1)), \(part(&self, second)))"
        case 2:
            // NULLIF has the type of its first part.
            return "NULLIF(\(value(type, depth - 1)), \(part(&self, second)))"
        case 3: return "greatest(\(value(type, depth - 1)), \(part(&self, second)))"
        default: return "least(\(part(&self, second)), \(value(type, depth - 1)))"
        }
    }

    /// The type, or one that goes together with it and becomes it.
    private mutating func kindred(_ type: ValueType) -> ValueType {
        switch type {
        case .number: dice.once(in: 3) ? .integer : .number
        case .timestamp: dice.once(in: 3) ? .date : .timestamp
        default: type
        }
    }

    // MARK: Queries

    /// A subquery's `FROM` and `WHERE`, and what its names are; `select` is made among them.
    mutating func subquery(_ depth: Int, _ select: (inout Self) -> String) -> String {
        // Sometimes a name that hides one outside.
        let name = dice.once(in: 4) ? scopes[scopes.count - 1][0] : "q\(scopes.count)"
        var names = [name]
        var from = "other \(name)"
        if dice.once(in: 6) { names.append("r\(scopes.count)") }
        scopes.append(names)
        defer { scopes.removeLast() }
        if names.count == 2 {
            from += dice.once(in: 2) ? ", other \(names[1])" : " JOIN other \(names[1]) ON \(bool(1))"
        }
        let condition = dice.once(in: 5) ? "" : " WHERE \(bool(depth))"
        return "SELECT \(select(&self)) FROM \(from)\(condition)"
    }

    /// `FROM`: two or three relations of all kinds of joins, under the names `h`, `o` and `p`.
    mutating func joined() -> String {
        func join(_ generator: inout Self, _ left: String, _ right: String, _ names: [String]) -> String {
            generator.scopes = [names]
            let kind = generator.dice.pick(["JOIN", "LEFT JOIN", "LEFT JOIN", "RIGHT JOIN", "INNER JOIN", "CROSS JOIN"])
            if kind == "CROSS JOIN" { return "\(left) CROSS JOIN \(right)" }
            if generator.dice.once(in: 8) {
                return "\(left) \(kind) \(right) USING (\(generator.dice.pick(["b1", "d1", "t1"])))"
            }
            let one = generator.dice.pick(["b1", "b2", "n1", "t1", "d1"])
            let condition =
                generator.dice.once(in: 2) ? generator.bool(2) : "\(names[0]).\(one) = \(names[names.count - 1]).\(one)"
            return "\(left) \(kind) \(right) ON \(condition)"
        }
        let two = ["h", "o"]
        switch dice.below(4) {
        case 0, 1: return join(&self, "hostile h", "other o", two)
        case 2:
            let inner = join(&self, "other h", "other o", two)
            return join(&self, "(\(inner))", "other p", two + ["p"])
        default:
            let inner = join(&self, "other o", "other p", ["o", "p"])
            return join(&self, "other h", "(\(inner))", two + ["p"])
        }
    }
}
