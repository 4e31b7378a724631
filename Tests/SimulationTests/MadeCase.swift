import Casework
import Foundation
import Intake
import Report

@testable import Simulation

/// A world written to a folder of its own, and investigated as any case is.
struct MadeCase {
    let world: SimulatedWorld
    let report: ReportDocument
    /// The lines of `counts-STUDY.csv`, by study.
    let counts: [String: [String]]
    /// The rows of each file of the registers, headings left out.
    let registerRows: [String: Int]

    static let repository = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent()

    static func scenario2023() throws -> Scenario {
        let name = "Scenarios/report-2023.yaml"
        let bytes = try Data(contentsOf: repository.appending(path: name))
        return try Scenario(bytes: [UInt8](bytes), file: name)
    }

    init(_ scenario: Scenario) throws {
        world = try SimulatedWorld(scenario)
        let folder = FileManager.default.temporaryDirectory.appending(path: "sekisho-made-\(UUID().uuidString)")
        defer { try? FileManager.default.removeItem(at: folder) }
        let policy = try Data(contentsOf: Self.repository.appending(path: "Scenarios/policies/barrier.cedar"))
        var registerRows: [String: Int] = [:]
        let catalogues = try scenario.catalogues.map { path in
            [UInt8](try Data(contentsOf: Self.repository.appending(path: "Scenarios/\(path)")))
        }
        try world.write(policies: [(name: "barrier.cedar", bytes: [UInt8](policy))], catalogues: catalogues) {
            path, bytes in
            let file = folder.appending(path: path)
            try FileManager.default.createDirectory(
                at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
            try Data(bytes).write(to: file)
            if path.hasPrefix("registry/") { registerRows[path] = bytes.count { $0 == 0x0A } - 1 }
        }
        self.registerRows = registerRows
        let loaded = try LoadedCase(folder: InputFolder(path: folder.path(percentEncoded: false)))
        let investigation = try Investigation(loaded)
        report = investigation.report
        let results = try OutputFolder(
            destination: folder.appending(path: "results").path(percentEncoded: false), .results)
        try ResultWriter(investigation).write(to: results)
        try results.commit()
        var counts: [String: [String]] = [:]
        for study in scenario.file.studies {
            let file = folder.appending(path: "results/counts-\(study.id).csv")
            counts[study.id] = try String(contentsOf: file, encoding: .utf8).split(separator: "\n").map(String.init)
        }
        self.counts = counts
    }

    /// The number in a cell; nil where there is no such cell, or no number in it.
    func number(_ table: String, _ row: String, _ column: String) -> Int? {
        guard let cell = report[CellReference(table: table, row: row, column: column)] else { return nil }
        if case .count(let count, _) = cell.value { return count }
        return nil
    }

    /// Every cell whose number is not the expected one, or that nobody expects, told in a line each.
    func differences(_ expected: ExpectedCells) -> [String] {
        var differences: [String] = []
        var missing = Set(expected.cells.keys)
        for table in report.tables where !Self.checkedElsewhere(table.id) {
            for row in table.rows {
                for (column, cell) in zip(table.columns, row.cells) {
                    let key = ExpectedCells.key(table.id, row.id, column.id)
                    switch cell.value {
                    case .count(let count, _):
                        missing.remove(key)
                        let wanted =
                            table.id == "data.registers" ? registerCell(row, column.id) : expected.cells[key]
                        if count != wanted {
                            differences.append("\(key): \(count), not \(wanted.map(String.init) ?? "anything")")
                        }
                    case .rate(let rate):
                        let parts = ["respondents", "population"].map {
                            expected.cells[ExpectedCells.key(table.id, $0, column.id)]
                        }
                        if parts != [rate.numerator, rate.denominator] { differences.append("\(key): \(rate)") }
                    case .notObserved, .text, .day, .empty: break
                    }
                }
            }
        }
        return (differences + missing.map { "\($0) is not in the report" }).sorted()
    }

    /// What happened around the views has a twin of its own, in the tests of Casework.
    private static func checkedElsewhere(_ table: String) -> Bool { table.hasSuffix(".explanations") }

    /// Registers are clean, but for a few rows that stand twice.
    private func registerCell(_ row: TableRow, _ column: String) -> Int? {
        let rows = registerRows[row.label.en] ?? 0
        switch column {
        case "rowsIn": return rows
        case "rejected": return 0
        case "duplicates": return repeatedRows(row.label.en)
        default: return rows - repeatedRows(row.label.en)
        }
    }

    private func repeatedRows(_ file: String) -> Int {
        let facilities = file == "registry/purchase-contracts.csv"
        guard facilities || file == "registry/supply-periods.csv" else { return 0 }
        return (0..<Int32(world.supply.pointCount)).count {
            $0 % 50_021 == 11 && world.supply.isFacility($0) == facilities
        }
    }
}
