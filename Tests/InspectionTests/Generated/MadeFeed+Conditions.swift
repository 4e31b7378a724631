import Conditions

/// Conditions as people write them.
extension MadeFeed {
    /// A relation that conditions can read.
    struct Source {
        var alias: String
        var columns: [Column]
    }

    private static let signs = ["=", "<>", "<", "<=", ">", ">="]

    /// So many comparisons, put together at random.
    mutating func tree(_ count: Int, _ sources: [Source]) -> String {
        guard count > 1 else { return comparison(sources) }
        if dice.once(in: 12) { return "NOT (\(tree(count, sources)))" }
        let left = 1 + dice.below(count - 1)
        let word = dice.once(in: 2) ? "OR" : "AND"
        return "(\(tree(left, sources)) \(word) \(tree(count - left, sources)))"
    }

    mutating func column(_ sources: [Source], _ isFit: (Column) -> Bool) -> (sql: String, column: Column)? {
        let found = sources.flatMap { source in source.columns.filter(isFit).map { ("\(source.alias).\($0.name)", $0) }
        }
        return found.isEmpty ? nil : dice.pick(found)
    }

    mutating func literal(_ column: Column) -> String {
        let value = dice.pick(column.values)
        return switch column.type {
        case .text: MadeExpression.quoted(value)
        case .date: dice.once(in: 2) ? "'\(value)'" : "DATE '\(value)'"
        case .timestamp: "TIMESTAMP '\(value)'"
        default: value
        }
    }

    /// One comparison of some column of one of the tables.
    mutating func comparison(_ sources: [Source]) -> String {
        guard let (sql, column) = column(sources, { _ in true }) else { return "TRUE" }
        func value() -> String { literal(column) }
        switch dice.below(12) {
        case 0: return "\(sql) IS \(dice.once(in: 2) ? "NOT " : "")NULL"
        case 1:
            let items = (0..<1 + dice.below(3)).map { _ in dice.once(in: 12) ? "NULL" : value() }
            return "\(sql) \(dice.once(in: 4) ? "NOT IN" : "IN") (\(items.joined(separator: ", ")))"
        case 2: return "\(sql) IS \(dice.once(in: 2) ? "NOT " : "")DISTINCT FROM \(dice.once(in: 5) ? "NULL" : value())"
        case 3: return "COALESCE(\(sql), \(value())) \(column.type == .bool ? "=" : dice.pick(Self.signs)) \(value())"
        case 4 where column.type != .bool:
            return "\(sql) \(dice.once(in: 3) ? "NOT BETWEEN" : "BETWEEN") \(value()) AND \(value())"
        case 5:
            let other = self.column(sources) { $0.type == column.type && $0.name != column.name }
            if let other, column.type != .bool {
                return "\(sql) \(dice.pick(column.type == .text ? ["=", "<>"] : Self.signs)) \(other.sql)"
            }
            return "CASE WHEN \(sql) = \(value()) THEN TRUE ELSE FALSE END"
        case 6: return "CASE WHEN \(simple(sources)) THEN \(simple(sources)) ELSE \(sql) = \(value()) END"
        default: return special(sql, column)
        }
    }

    /// A plain comparison.
    mutating func simple(_ sources: [Source]) -> String {
        guard let (sql, column) = column(sources, { _ in true }) else { return "TRUE" }
        return "\(sql) \(column.type == .bool ? "=" : dice.pick(Self.signs)) \(literal(column))"
    }

    /// What only columns of one type have.
    private mutating func special(_ sql: String, _ column: Column) -> String {
        switch column.type {
        case .bool:
            return "\(dice.once(in: 3) ? "NOT " : "")\(sql)"
                + (dice.once(in: 2) ? "" : " IS \(dice.pick(["TRUE", "NOT TRUE", "FALSE", "NOT FALSE", "UNKNOWN"]))")
        case .text:
            return switch dice.below(8) {
            case 0: "\(sql) LIKE \(dice.pick(["'K%'", "'%1'", "'_P0_'", "'a\\%%'", "'06-%'", "'%'", "''"]))"
            case 1: "left(\(sql), 2) = \(dice.pick(["'KP'", "'MD'", "'A1'", "''"]))"
            case 2:
                "substring(\(sql) from \(dice.pick(["1", "3", "0"])) for 2) \(dice.pick(["=", "<>"])) \(dice.pick(["'01'", "'KP'"]))"
            case 3: "length(\(sql)) \(dice.pick(Self.signs)) \(dice.pick(["0", "1", "2", "4"]))"
            case 4: "upper(\(sql)) = \(dice.pick(["'KP01'", "'X'", "'AOKI'"]))"
            case 5: "trim(\(sql)) IN (\(literal(column)), 'x')"
            case 6: "\(sql) || 'x' = \(dice.pick(["'KP01x'", "'x'", "'1x'"]))"
            default: "\(sql) \(dice.pick(Self.signs)) \(literal(column))"
            }
        case .date:
            return switch dice.below(7) {
            case 0: "extract(year from \(sql)) \(dice.pick(Self.signs)) 2023"
            case 1: "extract(month from \(sql)) IN (3, 4)"
            case 2: "to_char(\(sql), 'YYYYMM') \(dice.pick(["=", "<>"])) \(dice.pick(["'202304'", "'202303'"]))"
            case 3:
                "\(sql) \(dice.pick(Self.signs)) current_date \(dice.pick(["", "- 1", "+ interval '6 months'", "- interval '1 month'"]))"
            case 4: "\(sql) + interval '1 month' \(dice.pick(Self.signs)) \(literal(column))"
            case 5: "\(sql) - 1 \(dice.pick(Self.signs)) \(literal(column))"
            default: "\(sql) \(dice.pick(Self.signs)) \(literal(column))"
            }
        case .timestamp:
            return switch dice.below(4) {
            case 0: "date_trunc('month', \(sql)) = TIMESTAMP '2023-04-01'"
            case 1: "CAST(\(sql) AS date) \(dice.pick(Self.signs)) DATE '2023-04-01'"
            case 2: "\(sql) - interval '1 hour' \(dice.pick(Self.signs)) \(literal(column))"
            default: "\(sql) \(dice.pick(Self.signs)) \(literal(column))"
            }
        default:
            return switch dice.below(6) {
            case 0: "\(sql) * 2 + 1 \(dice.pick(Self.signs)) \(literal(column))"
            case 1: "abs(\(sql)) \(dice.pick(Self.signs)) \(literal(column))"
            case 2: "\(sql) - \(literal(column)) \(dice.pick(Self.signs)) 0"
            case 3 where column.type == .integer: "\(sql) % 7 = \(dice.pick(["1", "0", "-2"]))"
            default: "\(sql) \(dice.pick(Self.signs)) \(literal(column))"
            }
        }
    }

    /// Something that never is, written so that one has to think.
    mutating func contradiction(_ alias: String, _ isReally: Bool) -> String {
        isReally
            ? dice.pick([
                "\(alias).amount > 10 AND \(alias).amount < 10.01", "\(alias).kind NOT IN ('1', '2', '3')",
                "\(alias).end_day < \(alias).start_day AND \(alias).end_day > \(alias).start_day - 1",
                "\(alias).slot > 47 AND \(alias).slot < 48", "length(\(alias).office) = 3",
                "\(alias).note LIKE 'KP%' AND left(\(alias).note, 1) = 'M'",
                "\(alias).status = '0' AND \(alias).status > '0'",
                "extract(month from \(alias).start_day) = 2 AND extract(day from \(alias).start_day) = 30",
                "\(alias).is_open IS NULL AND NOT (\(alias).is_open IS UNKNOWN)", "\(alias).times % 3 = 5",
                "to_char(\(alias).start_day, 'YYYYMM') = '202313'",
            ])
            : dice.pick([
                "\(alias).amount > 10 AND \(alias).amount < 10.02", "\(alias).kind NOT IN ('1', '2')",
                "\(alias).end_day < \(alias).start_day AND \(alias).end_day > \(alias).start_day - 2",
                "\(alias).slot >= 47 AND \(alias).slot < 48", "length(\(alias).note) = 30",
                "\(alias).note LIKE 'KP%' AND substring(\(alias).note from 3 for 1) = 'M'",
                "\(alias).status = '0' AND \(alias).status >= '0'",
                "extract(month from \(alias).start_day) = 2 AND extract(day from \(alias).start_day) = 29",
                "\(alias).is_open IS NULL AND \(alias).amount IS NULL",
                "\(alias).times % 3 = -2 AND \(alias).slot % 7 = 6",
                "to_char(\(alias).start_day, 'YYYYMM') = '202312'",
            ])
    }
}
