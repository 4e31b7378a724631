import Casework
import Foundation
import Intake
import Report
import Simulation

/// The steps that commands are made of.
enum Steps {
    /// An investigation that was done and written down.
    struct Investigated {
        var loaded: LoadedCase
        var outcome: InvestigationOutcome
        var document: ReportDocument
        /// Where the results are.
        var results: String
    }

    static func investigate(
        _ caseFolder: String, _ progress: any ProgressSink
    ) throws(CaseworkError) -> Investigated {
        let input = InputFolder(path: caseFolder)
        let loaded = try LoadedCase(folder: input)
        let results = "\(input.path)/\(ResultWriter.folder)"
        let folder = try OutputFolder(destination: results, .results)
        let investigation = try Investigation(loaded, progress: progress)
        try ResultWriter(investigation).write(to: folder)
        try folder.commit()
        return Investigated(
            loaded: loaded, outcome: InvestigationOutcome(investigation), document: investigation.report,
            results: results)
    }

    /// A report that was written.
    struct Reported: Encodable {
        struct Checks: Encodable {
            var performed: Int
            var failures: [CheckFailure]
        }

        /// The folder.
        var report: String
        /// The files in it.
        var files: [String]
        var checks: Checks
        /// Whether it was published although checks fail.
        var isOverridden: Bool
    }

    /// - Parameters:
    ///   - destination: the folder to write; `report` in the case's folder where nil.
    ///   - override: why to publish although checks fail.
    static func report(
        _ caseFolder: String, to destination: String?, formats: [CaseReport.Format], languages: [Language],
        override: String? = nil, _ progress: any ProgressSink
    ) throws(CaseworkError) -> Reported {
        let input = InputFolder(path: caseFolder)
        try CaseReport.verify(input)
        let destination = destination ?? "\(input.path)/\(CaseReport.folder)"
        // First: that nothing can be written there should not come out after the work.
        let folder = try OutputFolder(destination: destination, .report)
        var report = try CaseReport(of: input)
        try report.requireCurrent(in: input, progress: progress)
        if let override { report.override(reason: override) }
        let files = try report.write(to: folder, formats: formats, languages: languages)
        try folder.commit()
        let checks = report.checks
        return Reported(
            report: destination, files: files,
            checks: Reported.Checks(performed: checks.performed, failures: checks.failures),
            isOverridden: !checks.failures.isEmpty)
    }

    /// A world that was drawn and written as a case.
    struct Simulated: Encodable {
        /// The case's folder.
        var caseFolder: String
        /// How many files there are in it.
        var files: Int

        private enum CodingKeys: String, CodingKey {
            case caseFolder = "case", files
        }
    }

    static func simulate(
        _ scenarioPath: String, to destination: String, _ progress: any ProgressSink
    ) throws(CaseworkError) -> Simulated {
        guard !scenarioPath.allSatisfy(\.isWhitespace) else {
            throw CaseworkError(
                .badCommand, ja: "シナリオの名前が空です。ファイルを指定してください", en: "the scenario's name is empty; name a file")
        }
        let url = URL(filePath: scenarioPath)
        let inputs = InputFolder(path: url.deletingLastPathComponent().path(percentEncoded: false))
        let folder = try OutputFolder(destination: destination, .caseFolder)
        let world: SimulatedWorld
        let scenario: Scenario
        let bytes = try inputs.read(url.lastPathComponent, as: scenarioPath)
        progress.update(BilingualText(ja: "世界を作っています", en: "drawing the world"), fraction: nil)
        do throws(IntakeError) {
            scenario = try Scenario(bytes: bytes, file: scenarioPath)
            world = try SimulatedWorld(scenario)
        } catch {
            throw CaseworkError(.badInput, problems: [error.located])
        }
        var policies: [(name: String, bytes: [UInt8])] = []
        for path in scenario.policies {
            policies.append((URL(filePath: path).lastPathComponent, try inputs.read(path)))
        }
        var catalogues: [[UInt8]] = []
        for path in scenario.catalogues { catalogues.append(try inputs.read(path)) }
        progress.update(BilingualText(ja: "ケースを書いています", en: "writing the case"), fraction: nil)
        var files = 0
        try world.write(policies: policies, catalogues: catalogues) {
            (path: String, bytes: [UInt8]) throws(CaseworkError) in
            try folder.write(path, bytes)
            files += 1
        }
        try folder.commit()
        return Simulated(caseFolder: destination, files: files)
    }
}
