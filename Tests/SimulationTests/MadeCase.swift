import Casework
import Foundation
import Intake
import Report

@testable import Simulation

/// A world written to a folder of its own, and investigated as any case is.
struct MadeCase {
    let world: SimulatedWorld
    let report: ReportDocument

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
        try world.write(policies: [(name: "barrier.cedar", bytes: [UInt8](policy))]) { path, bytes in
            let file = folder.appending(path: path)
            try FileManager.default.createDirectory(
                at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
            try Data(bytes).write(to: file)
        }
        let loaded = try LoadedCase(folder: InputFolder(path: folder.path(percentEncoded: false)))
        report = try Investigation(loaded).report
    }

    /// The number in a cell; nil where there is no such cell, or no number in it.
    func number(_ table: String, _ row: String, _ column: String) -> Int? {
        guard let cell = report[CellReference(table: table, row: row, column: column)] else { return nil }
        if case .count(let count, _) = cell.value { return count }
        return nil
    }
}
