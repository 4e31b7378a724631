import Intake
import Testing

@testable import Conditions

/// Expressions whose meaning is easily mistaken, with what PostgreSQL 15 makes of them.
struct MeaningTests {
    private let tables = ["t": TableShape("t", [.init("n", .integer), .init("x", .number), .init("d", .date)])]

    private func value(_ sql: String) throws -> Datum? {
        let query = try QueryReader(tables).query("SELECT \(sql) FROM t")
        return try SmallDatabase(["t": [[nil, nil, nil]]]).rows(of: query, runTime: .infinity)[0].outputs[0]
    }

    @Test(arguments: [
        // The year of a day is no integer: dividing it leaves decimals, which conditions do not know.
        ("extract(year from DATE '2023-05-01') * 1.5 = 3034.5", true),
        ("CAST(extract(year from DATE '2023-05-01') AS integer) / 2 = 1011", true), ("CAST(2.5 AS integer) = 3", true),
        ("CAST(-2.5 AS integer) = -3", true), ("CAST(2.4999 AS integer) = 2", true),
        ("extract(year from DATE 'infinity') > 999999999999999999999999999999999999.0", true),
        ("extract(year from DATE 'infinity') + 1 = extract(year from DATE 'infinity')", true),
        ("extract(year from DATE 'infinity') * 0 = 'NaN'", true),
        ("extract(year from DATE '-infinity') < -99999999999.0", true),
        ("extract(year from DATE 'infinity') - extract(year from DATE 'infinity') = 'NaN'", true),
        // Days and points in time among each other.
        ("COALESCE(DATE '2023-05-01', TIMESTAMP '2023-05-01 01:00') + INTERVAL '1 hour' = '2023-05-01 01:00'", true),
        ("NOT (2 IN ('1.5', 1.7))", true), ("1 = ANY (ARRAY['1.0', 7.5])", true), ("'2' IN (n + 2, 2, 7.5) ", true),
        ("mod(-9223372036854775807 - 1, -1) = 0", true),
        ("DATE '2023-01-31' + INTERVAL '-1 mon -31 days 00:00:00.5' = '2022-11-30 00:00:00.5'", true),
        ("INTERVAL '400 hours' > INTERVAL '16 days'", true), ("strpos('ab', '') = 1 AND strpos('', '') = 1", true),
        ("substring('abc' from 0 for 2) = 'a' AND substring('abc' from -5 for 2147483647) = 'abc'", true),
    ])
    func `the meaning is PostgreSQL's`(sql: String, truth: Bool) throws {
        #expect(try value(sql) == .bool(truth))
        let query = try QueryReader(tables).query("SELECT \(sql) FROM t")
        let again = try QueryReader(tables).query(SQLPrinter(query).select())
        #expect(
            try SmallDatabase(["t": [[nil, nil, nil]]]).rows(of: again, runTime: .infinity)[0].outputs == [.bool(truth)]
        )
    }

    @Test(arguments: [
        "-(-9223372036854775807 - 1)", "abs(-9223372036854775807 - 1)", "(-9223372036854775807 - 1) / -1",
        "9223372036854775807 + 1", "left('a', CAST(2147483648 AS integer))",
        "DATE 'infinity' + CAST(2147483648 AS integer)",
        "DATE '0001-01-01' - 2000000", "DATE '0001-01-01' - INTERVAL '2000000 days' + INTERVAL '2000000 days'",
        "CAST(extract(year from DATE 'infinity') AS integer)", "CAST('NaN'::numeric AS integer)",
    ])
    func `what ends with an error ends so`(sql: String) {
        #expect(throws: EvaluationFault.self) { try value(sql) }
    }

    @Test(arguments: [
        "extract(year from d) / 2 = 1", "extract(year from d) % 2 = 1", "NULLIF(n, 2.5) / 2 = 1", "n = '5.0'",
        "d + extract(day from d) = d", "to_char(d, '') = ''", "date_part('year', d) = 2023", "n IN (SELECT '1' FROM t)",
        "n IN ('1.5', x)", "'1.5' IN (n, x)", "n = ANY (ARRAY['1', '2'])", "CASE '1' WHEN n THEN TRUE END",
        "n IN (x, '1.5', n)",
        "d IN ('2023-04-01 10:00', d + INTERVAL '1 day')",
    ])
    func `what PostgreSQL refuses or understands otherwise is refused`(sql: String) {
        #expect(throws: ConditionError.self) { try QueryReader(tables).query("SELECT 1 FROM t WHERE \(sql)") }
    }

    @Test func `a name that hides another is written as a name of its own`() throws {
        let query = try QueryReader(tables).query(
            "SELECT t.n FROM t WHERE t.n IN (SELECT t.n FROM t, t AS t_2 WHERE t.x > t_2.x)")
        let again = try QueryReader(tables).query(SQLPrinter(query).select())
        #expect(SQLPrinter(again).select() == SQLPrinter(query).select())
        let database = SmallDatabase(["t": [[.integer(1), .integer(2), nil], [.integer(2), .integer(1), nil]]])
        for query in [query, again] {
            #expect(try database.rows(of: query, runTime: .infinity).map(\.outputs) == [[.integer(1)]])
        }
    }

    /// The minor releases of PostgreSQL 15 do not agree on it.
    @Test func `what releases of PostgreSQL answer differently ends with an error`() throws {
        #expect(throws: EvaluationFault.outOfRange) { try value("right('ab', -2147483648)") }
        #expect(try value("right('ab', -2147483647)") == .text(Text("")))
    }
}
