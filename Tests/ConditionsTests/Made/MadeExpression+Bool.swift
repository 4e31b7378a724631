import Conditions

extension MadeExpression {
    private static let comparisons = ["=", "<>", "<", "<=", ">", ">=", "!="]

    mutating func bool(_ depth: Int) -> String {
        guard depth > 0 else {
            switch dice.below(5) {
            case 0: return column(.bool)
            case 1: return dice.once(in: 3) ? literal(.bool) : "(\(column(dice.pick(Self.types))) IS NOT NULL)"
            default:
                let type = dice.pick(Self.types)
                return "(\(column(type)) \(sign(type)) \(dice.once(in: 2) ? bare(type) : column(type)))"
            }
        }
        return "(\(condition(depth)))"
    }

    private mutating func sign(_ type: ValueType) -> String {
        type == .bool ? dice.pick(["=", "<>"]) : dice.pick(Self.comparisons)
    }

    /// Two types that can be compared.
    private mutating func pair() -> (ValueType, ValueType) {
        let type = dice.pick(Self.types)
        guard dice.once(in: 4) else { return (type, type) }
        return switch type {
        case .integer: (.integer, .number)
        case .number: (.number, .integer)
        case .date: (.date, .timestamp)
        case .timestamp: (.timestamp, .date)
        default: (type, type)
        }
    }

    private mutating func side(_ type: ValueType, _ depth: Int) -> String {
        dice.once(in: 4) ? bare(type) : value(type, depth - 1)
    }

    private mutating func condition(_ depth: Int) -> String {
        switch dice.below(20) {
        case 0, 1:
            let (one, other) = pair()
            return "\(value(one, depth - 1)) \(sign(one)) \(side(other, depth))"
        case 2, 3:
            let sign = dice.once(in: 2) ? " AND " : " OR "
            let parts = (0..<2 + dice.below(2)).map { _ in dice.once(in: 12) ? "NULL" : bool(depth - 1) }
            return parts.joined(separator: sign)
        case 4: return "NOT \(bool(depth - 1))"
        case 5, 6:
            let (one, other) = pair()
            let items = (0..<1 + dice.below(3)).map { _ in side(dice.once(in: 2) ? one : other, depth) }
            return "\(value(one, depth - 1)) \(dice.once(in: 3) ? "NOT IN" : "IN") (\(items.joined(separator: ", ")))"
        case 7:
            var (one, other) = pair()
            if one == .bool { (one, other) = (.integer, .integer) }
            let word = dice.once(in: 3) ? "NOT BETWEEN" : "BETWEEN"
            return "\(value(one, depth - 1)) \(word) \(side(other, depth)) AND \(side(one, depth))"
        case 8, 9: return like(depth)
        case 10: return "\(value(dice.pick(Self.types), depth - 1)) IS \(dice.once(in: 2) ? "NOT " : "")NULL"
        case 11:
            let word = dice.pick(["TRUE", "FALSE", "UNKNOWN"])
            return "\(bool(depth - 1)) IS \(dice.once(in: 2) ? "NOT " : "")\(word)"
        case 12:
            let (one, other) = pair()
            return "\(value(one, depth - 1)) IS \(dice.once(in: 2) ? "NOT " : "")DISTINCT FROM \(side(other, depth))"
        case 13: return alternative(.bool, depth)
        case 14:
            var type = dice.pick(Self.types)
            let sign = sign(type)
            if type == .bool, !["=", "<>"].contains(sign) { type = .date }
            let items = (0..<1 + dice.below(3)).map { $0 == 0 ? value(type, depth - 1) : side(type, depth) }
            let word = dice.once(in: 2) ? "ANY" : "ALL"
            return "\(value(type, depth - 1)) \(sign) \(word) (ARRAY[\(items.joined(separator: ", "))])"
        case 15: return "starts_with(\(text(depth - 1)), \(text(depth - 1)))"
        case 16:
            return
                "\(dice.once(in: 3) ? "NOT " : "")EXISTS (\(subquery(depth - 1) { $0.dice.once(in: 2) ? "*" : "1" }))"
        case 17:
            let (one, other) = pair()
            let item = value(one, depth - 1)
            let rows = subquery(depth - 1) { $0.dice.once(in: 4) ? $0.bare(one) : $0.column(other) }
            return "\(item) \(dice.once(in: 3) ? "NOT IN" : "IN") (\(rows))"
        default:
            let (one, other) = pair()
            return "\(value(one, depth - 1)) \(sign(one)) \(value(other, depth - 1))"
        }
    }

    private mutating func like(_ depth: Int) -> String {
        let item = dice.once(in: 3) ? text(depth - 1) : column(.text)
        let word = dice.once(in: 3) ? "NOT LIKE" : "LIKE"
        var pattern = (0..<1 + dice.below(4)).map { _ in
            dice.pick(["%", "_", "%", "a", "b", "é", "😀", "\\%", "\\_", "\\\\", "\\a", "e", "\u{301}", "'", "A"])
        }.joined()
        switch dice.below(5) {
        case 0: return "\(item) \(word) \(Self.quoted(pattern)) ESCAPE ''"
        case 1:
            let escape = dice.pick(["!", "%", "_", "é", "😀", "\\", "a"])
            if dice.once(in: 2) { pattern += escape + dice.pick(["%", "_", escape, "b"]) }
            return "\(item) \(word) \(Self.quoted(pattern)) ESCAPE \(Self.quoted(escape))"
        case 2 where dice.once(in: 3): return "\(item) \(word) NULL"
        default: return "\(item) \(word) \(Self.quoted(pattern))"
        }
    }
}
