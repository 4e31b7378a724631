import Intake
import Testing

@testable import Conditions

let usageTables: [String: TableShape] = [
    "usage": TableShape(
        "usage",
        [
            .init("point", .text, isNullable: false), .init("day", .date), .init("kwh", .number, scale: 1),
            .init("slot", .integer), .init("at", .timestamp), .init("ok", .bool),
        ]),
    "periods": TableShape(
        "periods",
        [
            .init("point", .text, isNullable: false), .init("supplier", .text), .init("from_day", .date),
            .init("to_day", .date),
        ]),
]

struct QueryReaderTests {
    private func query(_ condition: String) throws -> SQLQuery {
        try QueryReader(usageTables).query("SELECT u.kwh FROM usage u WHERE " + condition)
    }

    @Test(arguments: [
        "u.kwh > 10.5 AND NOT u.slot IN (1, 2, NULL)", "day BETWEEN '2023-04-01' AND DATE '2023-04-30'",
        "u.day + interval '1 month' < u.at", "u.point LIKE '06\\_%' OR u.point NOT LIKE '!%%' ESCAPE '!'",
        "COALESCE(u.kwh, 0) <> 0 AND ok IS NOT FALSE", "substring(u.point from 1 for 2) = ANY (ARRAY['06', '07'])",
        "CASE WHEN u.ok THEN 1 WHEN u.kwh > 3 THEN 2 END = 1", "u.kwh IS DISTINCT FROM 3.50",
        "EXISTS (SELECT 1 FROM periods p WHERE p.point = u.point AND p.from_day <= u.day)",
        "u.point IN (SELECT point FROM periods WHERE supplier = 'A') IS UNKNOWN", "extract(year from u.day) = 2023",
        "to_char(u.day, 'YYYYMM') = '202304'", "upper(left(u.point, -1)) || 'x' = 'Ax'", "u.day - 3 = current_date",
        "(u.slot + 1) * 2 % 7 = -3 AND abs(u.slot) / 2 = 1", "greatest(u.day, DATE '2023-01-01') = 'infinity'",
    ])
    func `what is read is written again as the same`(condition: String) throws {
        let first = try query(condition)
        let again = try QueryReader(usageTables).query(SQLPrinter(first).select())
        let third = try QueryReader(usageTables).query(SQLPrinter(again).select())
        #expect(SQLPrinter(first).select() == SQLPrinter(again).select())
        #expect(SQLPrinter(third).select() == SQLPrinter(again).select())
    }

    @Test(
        arguments: [
            ("-5", -5), ("- 5", -5), ("-0", 0), ("0", 0), ("- -5", 5), ("-(-(-17))", -17), ("-/* 1 /* 2 */ 3 */5", -5),
            ("(- -- 7\n (12))", -12), ("-2147483647", -2_147_483_647), ("-2147483648", -2_147_483_648), ("3 - -4", 7),
        ] as [(String, Int64)])
    func `a number with a minus sign is read as that`(sql: String, value: Int64) throws {
        let query = try QueryReader(usageTables).query("SELECT \(sql) FROM usage /* 'é' */ WHERE slot > \(sql)")
        let found = try Evaluator([], runTime: .infinity).value(query.outputs[0].value)
        #expect(found == .integer(value))
        #expect(
            try query.condition.map { $0.operands[1] }.flatMap { try Evaluator([], runTime: .infinity).value($0) }
                == found)
    }

    @Test(arguments: ["it's", "'\u{301}", "''", "\\'", "'\u{200D}'"])
    func `a quote within a text is written twice, whatever comes after it`(text: String) throws {
        let query = try QueryReader(usageTables).query(
            "SELECT kwh FROM usage WHERE point = \(SQLPrinter.quotedText(text))")
        #expect(query.condition?.operands[1].form == .literal(.text(Text(text))))
        #expect(
            SQLPrinter.quotedText(text).utf8.count == text.utf8.count + 2 + text.utf8.count { $0 == UInt8(ascii: "'") })
    }

    @Test(arguments: [
        ("u.kwh > 'x'", "no value of type `numeric`", 8), ("u.kwk > 1", "no column `kwk`; did you mean `kwh`?", 0),
        ("v.kwh > 1", "no table `v` in FROM", 0), ("u.kwh", "and no condition", 0),
        ("u.day = 3", "do not go together", 6),
        ("u.kwh ~ 'x'", "`~` is not known", 6), ("sum(u.kwh) > 1", "the function `sum` with 1 arguments", 0),
        ("u.kwh >", "this is no SQL", 7), ("u.point ILIKE 'x'", "`ILIKE` is not known", 8),
        ("u.point LIKE 'x\\'", "ends with its escape", 8), ("u.slot / u.slot = 1", "division is known only", 7),
        ("u.at > now()", "the function `now` with 0", 7), ("lowre(u.point) = 'a'", "did you mean `lower`?", 0),
    ])
    func `what is wrong or not known is refused with its place`(condition: String, message: String, column: Int) throws
    {
        let prefix = "SELECT u.kwh FROM usage u WHERE "
        let error = #expect(throws: ConditionError.self) { try QueryReader(usageTables).query(prefix + condition) }
        #expect(error?.message.en.contains(message) == true, "\(String(describing: error))")
        #expect((error?.offset ?? -1) - prefix.utf8.count == column)
    }

    @Test(arguments: [
        "SELECT 1", "SELECT kwh FROM usage GROUP BY kwh", "SELECT kwh FROM usage LIMIT 1",
        "SELECT kwh FROM (SELECT 1) x",
        "SELECT kwh FROM usage UNION SELECT 1", "SELECT * FROM usage", "SELECT kwh FROM nowhere", "DELETE FROM usage",
        "SELECT kwh FROM usage; SELECT 1", "SELECT point FROM usage, periods",
        "WITH x AS (SELECT 1) SELECT kwh FROM usage",
        "SELECT kwh FROM usage FULL JOIN periods USING (point)", "SELECT kwh FROM usage, usage",
    ])
    func `what is no plain query is refused`(sql: String) {
        #expect(throws: ConditionError.self) { try QueryReader(usageTables).query(sql) }
    }
}
