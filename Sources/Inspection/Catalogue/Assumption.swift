import Conditions
public import Intake

/// Something that the proofs take for granted because the catalogue says so, and that a database can be asked.
public struct Assumption: Hashable, Sendable {
    /// What is taken for granted.
    public var words: BilingualText
    /// A query of one number: how many rows are against it.
    public var countSQL: String

    /// Everything that is taken for granted of a table.
    public static func all(of table: SystemTable) -> [Assumption] {
        let name = SQLPrinter.table(table.shape.name)
        var all: [Assumption] = []
        func add(_ ja: String, _ en: String, _ sql: String) {
            all.append(Assumption(words: BilingualText(ja: ja, en: en), countSQL: sql))
        }
        for column in table.shape.columns {
            let quoted = SQLPrinter.quoted(column.name)
            let called = "\(table.shape.name).\(column.name)"
            if !column.isNullable {
                add(
                    "`\(called)` は NULL にならない", "`\(called)` is never NULL",
                    "SELECT count(*) FROM \(name) WHERE \(quoted) IS NULL")
            }
            if let values = column.values {
                let list = values.map { SQLPrinter.literal($0, column.type) }.joined(separator: ", ")
                add(
                    "`\(called)` の値は一覧のとおりである", "`\(called)` has none but the values listed",
                    "SELECT count(*) FROM \(name) WHERE \(quoted) NOT IN (\(list))")
            }
            if let range = column.range, let least = Number(units: range.lowerBound, scale: column.scale),
                let most = Number(units: range.upperBound, scale: column.scale)
            {
                add(
                    "`\(called)` は \(least) 以上 \(most) 以下である", "`\(called)` lies between \(least) and \(most)",
                    "SELECT count(*) FROM \(name) WHERE NOT (\(quoted) BETWEEN \(literal(least)) AND \(literal(most)))")
            }
            if column.type == .date || column.type == .timestamp {
                add(
                    "`\(called)` は西暦 1 年から 9999 年まで（又は infinity）である",
                    "`\(called)` lies in the years 1 to 9999, or is an infinity",
                    "SELECT count(*) FROM \(name) WHERE isfinite(\(quoted)) AND NOT (\(quoted) >= '0001-01-01' AND "
                        + "\(quoted) < '10000-01-01')")
            }
        }
        if let key = table.key {
            let columns = key.map { SQLPrinter.quoted(table.shape.columns[$0].name) }
            let none = columns.map { "\($0) IS NOT NULL" }.joined(separator: " AND ")
            let names = key.map { "`\(table.shape.columns[$0].name)`" }.joined(separator: ", ")
            add(
                "`\(table.shape.name)` の \(names) は行ごとに違う",
                "no two rows of `\(table.shape.name)` have the same \(names)",
                "SELECT count(*) FROM (SELECT 1 FROM \(name) WHERE \(none) GROUP BY \(columns.joined(separator: ", ")) "
                    + "HAVING count(*) > 1) twice")
        }
        if let periods = table.periods, periods.neverOverlap { all.append(overlap(table, periods, name)) }
        return all
    }

    private static func literal(_ number: Number) -> String { SQLPrinter.literal(.number(number), .number) }

    /// Two periods of one point with a day in common. Two equal rows count too.
    private static func overlap(_ table: SystemTable, _ periods: SystemTable.Periods, _ name: String) -> Assumption {
        func column(_ place: Int) -> String { SQLPrinter.quoted(table.shape.columns[place].name) }
        let by = periods.by.map { column($0) }.joined(separator: ", ")
        let (from, to) = (column(periods.from), column(periods.to))
        // Sorted by their first day, periods overlap somewhere if one begins before all those ahead of it have ended.
        return Assumption(
            words: BilingualText(
                ja: "`\(table.shape.name)` の期間は重ならない", en: "periods in `\(table.shape.name)` never overlap"),
            countSQL: """
                SELECT count(*) FROM (
                  SELECT \(from) AS begins,
                         max(coalesce(\(to), 'infinity')) OVER (PARTITION BY \(by) ORDER BY \(from)
                                                                ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING) AS ended
                  FROM \(name) WHERE \(from) IS NOT NULL AND coalesce(\(to), 'infinity') > \(from)
                ) p WHERE begins < ended
                """)
    }
}
