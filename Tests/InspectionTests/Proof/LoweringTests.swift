import Conditions
import Foundation
import Intake
import Testing

@testable import Inspection

/// Conditions in the solver's terms, on rows that are known, are what the evaluator says that they are.
struct LoweringTests {
    private static let environment = ProcessInfo.processInfo.environment
    private static let seed = environment["SEKISHO_FUZZ_SEED"].flatMap { UInt64($0) } ?? 1
    private static let count = environment["SEKISHO_FUZZ_COUNT"].flatMap { Int($0) } ?? 150

    /// Numbers have two digits behind the point, and are no `NaN`.
    private static let tables = Dictionary(
        uniqueKeysWithValues: ["hostile", "other"].map { name in
            var columns = MadeRows.columns
            for place in columns.indices where columns[place].type == .number { columns[place].scale = 2 }
            return (name, TableShape(name, columns))
        })

    private static func rows(_ seed: UInt64) -> [String: [[Datum?]]] {
        MadeRows(seed: seed, hostile: 6, other: 2).rows.mapValues { rows in
            rows.map { row in
                row.map { datum in
                    if case .number(let number)? = datum, number.units(at: 2) == nil { nil } else { datum }
                }
            }
        }
    }

    private static func table(_ shape: TableShape) -> SystemTable {
        SystemTable(
            shape: shape, title: nil, key: nil, subject: nil, owner: nil, voltage: nil, periods: nil,
            tells: shape.columns.map { _ in .nothing }, examples: shape.columns.map { _ in [] })
    }

    /// A row of the model, with the terms that say that it is one of some rows.
    private static func pins(
        _ model: RowModel, _ place: Int, _ shape: TableShape, _ row: [Datum?], _ columns: Set<Int>
    ) throws -> [Solver.Term] {
        var pins: [Solver.Term] = []
        for (column, datum) in row.enumerated() where columns.contains(column) {
            let cell = try model.cell(place, column)
            guard let datum else {
                pins.append(model.solver.not(cell.isKnown))
                continue
            }
            pins.append(cell.isKnown)
            if case .text(let text) = datum, let variable = cell.text {
                pins.append(model.texts.isIn(variable, try .exactly(text.string)))
            } else if case .bool(let truth) = datum {
                pins.append(truth ? cell.value : model.solver.not(cell.value))
            } else {
                pins.append(
                    model.solver.same(cell.value, model.number(of: datum, scale: shape.columns[column].scale)))
            }
        }
        return pins
    }

    /// What is compared of one condition: for each row what the evaluator says, and what the solver.
    private static func differences(
        _ sql: String, _ rows: [String: [[Datum?]]]
    ) throws -> (compared: Int, found: [String]) {
        let query = try QueryReader(tables).query("SELECT 1 FROM hostile h WHERE \(sql)")
        let condition = try #require(query.condition)
        let shape = try #require(tables["hostile"]), other = try #require(tables["other"])
        let solver = Solver(milliseconds: 5_000)
        let model = RowModel(solver)
        let first = model.add(table(shape), isPresent: solver.yes)
        let others = (rows["other"] ?? []).map { _ in model.add(table(other), isPresent: solver.yes) }
        let frame = Lowering.Frame(
            rows: query.relations.indices.map { $0 == 0 ? first : nil },
            isThere: query.relations.indices.map { $0 == 0 ? solver.yes : solver.no })
        let lowering = Lowering(model: model, query: query, frame: frame)
        let terms = [try lowering.holds(condition), try lowering.fails(condition), try lowering.isKnown(condition)]
        let used = Set((query.expressions.flatMap(\.columns)).map(\.column))
        for (place, row) in zip(others, rows["other"] ?? []) {
            for pin in try pins(model, place, other, row, used) { solver.assert(pin) }
        }
        solver.assert(
            solver.same(model.today, solver.number(Int128(MadeRows.runTime.calendarDay.daysSince1970))))
        let choices = try (rows["hostile"] ?? []).map { try pins(model, first, shape, $0, used) }
        try model.texts.settle()
        var (compared, found) = (0, [String]())
        for (row, pins) in zip(rows["hostile"] ?? [], choices) {
            var asked = query
            asked.condition = nil
            asked.outputs = [SQLQuery.Output(name: "v", value: condition)]
            let database = SmallDatabase(["hostile": [row], "other": rows["other"] ?? []])
            guard let output = try? database.rows(of: asked, runTime: MadeRows.runTime).first?.outputs.first else {
                continue
            }
            let wanted = [output == .bool(true), output == .bool(false), output != nil]
            let answers = terms.map { solver.check(pins + [$0]) }
            let isThere = solver.check(pins)
            if answers.contains(.unknown) || isThere == .unknown { continue }
            compared += 1
            if answers.map({ $0 == .model }) != wanted || isThere != .model {
                found.append("\(sql) is \(String(describing: output)) on \(row), but true, false, known: \(answers)")
            }
        }
        return (compared, found)
    }

    @Test func `terms of conditions are what the evaluator says`() throws {
        var (read, undecided, compared) = (0, 0, 0)
        var differences: [String] = []
        for number in 0..<Self.count {
            var maker = MadeExpression(seed: Self.seed &* 9_000_011 &+ UInt64(number))
            maker.isCalm = number % 3 != 0
            let sql = maker.bool(1 + maker.dice.below(3))
            do {
                let (count, found) = try Self.differences(sql, Self.rows(Self.seed &+ UInt64(number)))
                read += 1
                compared += count
                differences += found.prefix(1)
            } catch is ConditionError {
            } catch is Undecided {
                undecided += 1
            }
        }
        print("terms from seed \(Self.seed): \(read) conditions on \(compared) rows, \(undecided) undecided")
        #expect(differences.prefix(5) == [], "seed \(Self.seed): \(differences.count) differences")
        #expect(undecided < read * 2 && compared > read * 3)
    }
}
