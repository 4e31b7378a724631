import Foundation
import Intake
import Testing

@testable import Conditions

/// Random conditions on hostile rows, as PostgreSQL itself understands them. `Scripts/fuzz-conditions` makes more.
struct PostgresDifferenceTests {
    private static let environment = ProcessInfo.processInfo.environment
    private static let seed = environment["SEKISHO_FUZZ_SEED"].flatMap { UInt64($0) } ?? 1
    private static let count = environment["SEKISHO_FUZZ_COUNT"].flatMap { Int($0) } ?? 2_000

    /// An expression that was made, as it was read and as it was read again after it was printed.
    private struct Read {
        var sql: String
        var printed: String
        var queries: [SQLQuery]

        /// As it stands, with the time for the names of the time.
        var asked: String { PostgresDifferenceTests.fixed(sql) }
    }

    /// The text with `MadeRows.runTime` for the names of the time.
    private static func fixed(_ sql: String) -> String {
        sql.replacing("current_date", with: SQLPrinter.literal(.day(MadeRows.runTime.calendarDay), .date))
            .replacing("localtimestamp", with: SQLPrinter.literal(.timestamp(MadeRows.runTime), .timestamp))
    }

    private static func read(_ select: String, _ print: (SQLPrinter) -> String) throws -> Read {
        let query = try QueryReader(MadeRows.tables).query(select)
        let printed = SQLPrinter(query, runTime: MadeRows.runTime).select()
        return Read(
            sql: select, printed: print(SQLPrinter(query, runTime: MadeRows.runTime)),
            queries: [query, try QueryReader(MadeRows.tables).query(printed)])
    }

    // MARK: Expressions

    @Test func `expressions are on every row what they are in PostgreSQL`() async throws {
        let rows = MadeRows(seed: Self.seed, hostile: 20, other: 5)
        var made: [Read] = []
        var refusals: [String: Int] = [:]
        for number in 0..<Self.count {
            var maker = MadeExpression(seed: Self.seed &* 1_000_003 &+ UInt64(number))
            let type = maker.dice.pick(MadeExpression.types)
            let sql = maker.value(type, 1 + maker.dice.below(3))
            do {
                let read = try Self.read("SELECT \(sql) AS v FROM hostile h") {
                    $0.sql($0.query.outputs[0].value)
                }
                made.append(Read(sql: sql, printed: read.printed, queries: read.queries))
            } catch let error as ConditionError {
                refusals["\(error.message.en.prefix(60)): \(sql.prefix(2000))", default: 0] += 1
            }
        }
        let answers = try await PostgresAnswers.expressions(made.flatMap { [$0.asked, $0.printed] }, rows)
        try #require(answers.count == made.count * 2)
        var tally = Tally()
        for (place, read) in made.enumerated() {
            for (row, cells) in (rows.rows["hostile"] ?? []).enumerated() {
                let database = SmallDatabase(["hostile": [cells], "other": rows.rows["other"] ?? []])
                for (form, sql) in [read.asked, read.printed].enumerated() {
                    tally.compare(
                        read.queries[form], database, answers[place * 2 + form][row], sql, row: row)
                }
            }
        }
        print("conditions from seed \(Self.seed): \(made.count) expressions, \(refusals.count) refused; \(tally)")
        for (refusal, _) in refusals.prefix(Self.environment["SEKISHO_FUZZ_SHOWN"] == nil ? 0 : 40) {
            print("refused", refusal)
        }
        #expect(tally.differences.prefix(8) == [], "seed \(Self.seed): \(tally.differences.count) differences")
        #expect(refusals.count * 10 < made.count && tally.faults * 5 < tally.equal && tally.nulls * 2 < tally.equal)
    }

    /// How the comparisons came out.
    private struct Tally: CustomStringConvertible {
        var equal = 0
        var nulls = 0
        /// Where we end with an error, and PostgreSQL does not.
        var faults = 0
        var errors = 0
        /// Where PostgreSQL ends with an error in a part that it need not have looked at, or of 32 bits.
        var excused = 0
        private(set) var differences: [String] = []
        private var last = ""

        var description: String {
            "\(equal) values are equal (\(nulls) of them NULL), \(errors) errors, \(faults) errors of ours alone, "
                + "\(excused) of PostgreSQL alone, \(differences.count) differences"
        }

        mutating func compare(
            _ query: SQLQuery, _ database: SmallDatabase, _ answer: PostgresAnswers.Answer, _ sql: String, row: Int
        ) {
            func differ(_ own: Datum?, _ other: String) {
                // One row of an expression is enough.
                if last != sql {
                    differences.append("\(sql), row \(row): \(String(describing: own)), but PostgreSQL: \(other)")
                }
                last = sql
            }
            let type = query.outputs[0].value.type
            do throws(EvaluationFault) {
                let found = try database.rows(of: query, runTime: MadeRows.runTime).first?.outputs.first ?? nil
                switch answer {
                case .error(let error):
                    if Self.isExcused(error, query, database) { excused += 1 } else { differ(found, error) }
                case .value(let text):
                    if found.map({ $0.isWritten(text, type) }) ?? (text == nil) {
                        equal += 1
                        nulls += text == nil ? 1 : 0
                    } else {
                        differ(found, text ?? "NULL")
                    }
                }
            } catch {
                if case .error = answer { errors += 1 } else { faults += 1 }
            }
        }

        /// Whether PostgreSQL may end with this error although we need not: because a number is one of 32 bits, or because
        /// it looks at parts that do not matter.
        private static func isExcused(_ error: String, _ query: SQLQuery, _ database: SmallDatabase) -> Bool {
            if error == "22003 integer out of range" { return true }
            return query.expressions.contains { PostgresDifferenceTests.faults($0, query, database) }
        }
    }

    /// Whether some part of an expression ends with an error on some rows.
    private static func faults(_ expression: SQLExpression, _ query: SQLQuery, _ database: SmallDatabase) -> Bool {
        var open = [expression]
        while let next = open.popLast() {
            var part = query
            part.outputs = [SQLQuery.Output(name: "v", value: next)]
            do throws(EvaluationFault) {
                _ = try database.rows(of: part, runTime: MadeRows.runTime)
            } catch {
                return true
            }
            open += next.operands
        }
        return false
    }

    // MARK: Joins

    @Test func `joined rows are those of PostgreSQL`() async throws {
        let rows = MadeRows(seed: Self.seed &+ 77, hostile: 8, other: 5)
        var made: [Read] = []
        var refused = 0
        for number in 0..<max(60, Self.count / 8) {
            var maker = MadeExpression(seed: Self.seed &* 7_000_003 &+ UInt64(number), relations: [])
            maker.isCalm = true
            let from = maker.joined()
            let names = maker.scopes[0]
            let type = maker.dice.pick(MadeExpression.types)
            let condition = maker.dice.once(in: 3) ? "" : " WHERE \(maker.bool(2))"
            let value = maker.value(type, 1)
            let (one, last) = (names[0], names[names.count - 1])
            do {
                made.append(
                    try Self.read("SELECT \(one).id AS a, \(last).id AS b, \(value) AS v FROM \(from)\(condition)") {
                        $0.select()
                    })
            } catch is ConditionError {
                refused += 1
            }
        }
        let answers = try await PostgresAnswers.queries(made.flatMap { [$0.asked, $0.printed] }, rows)
        try #require(answers.count == made.count * 2)
        let database = SmallDatabase(rows.rows)
        var (equal, found, errors) = (0, 0, 0)
        var differences: [String] = []
        for (place, read) in made.enumerated() {
            for (form, sql) in [read.asked, read.printed].enumerated() {
                guard case .success(let wanted) = answers[place * 2 + form],
                    let own = try? database.rows(of: read.queries[form], runTime: MadeRows.runTime)
                else {
                    errors += 1
                    continue
                }
                let type = read.queries[form].outputs[2].value.type
                if Self.areSame(own.map(\.outputs), wanted, type) {
                    equal += 1
                    found += wanted.count
                } else {
                    let rows = own.map { $0.outputs.map { $0?.postgresText(type) ?? "NULL" }.joined(separator: "|") }
                    let others = wanted.map { $0.map { $0 ?? "NULL" }.joined(separator: "|") }
                    let extra = (
                        rows.filter { !others.contains($0) }.prefix(3), others.filter { !rows.contains($0) }.prefix(3)
                    )
                    differences.append("\(sql): \(rows.count) rows and \(others.count), \(extra)")
                }
            }
        }
        print(
            "joins from seed \(Self.seed): \(equal) queries with \(found) rows are equal, \(errors) end with errors, \(refused) refused"
        )
        #expect(differences.prefix(3) == [], "seed \(Self.seed): \(differences.count) differences")
        #expect(errors * 5 < equal && refused * 4 < made.count && found > equal)
    }

    /// Whether the same rows are there, each as often.
    private static func areSame(_ own: [[Datum?]], _ wanted: [[String?]], _ type: ValueType) -> Bool {
        guard own.count == wanted.count else { return false }
        var open = wanted
        for row in own {
            let place = open.firstIndex { texts in
                zip(zip(row, texts), [.integer, .integer, type]).allSatisfy { cell, type in
                    cell.0.map { $0.isWritten(cell.1, type) } ?? (cell.1 == nil)
                }
            }
            guard let place else { return false }
            open.remove(at: place)
        }
        return true
    }
}
