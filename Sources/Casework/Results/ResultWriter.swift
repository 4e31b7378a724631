import Barrier
import Intake
import Registry
import Report
import Trace

/// What an investigation leaves behind: tables of every exposure, reject and view that could not be judged, and the
/// report's document.
public struct ResultWriter {
    /// The folder of the results, beside `case.yaml`.
    public static let folder = "results"
    /// The report's document, from which `sekisho report` renders.
    public static let reportFile = "report.json"

    private let investigation: Investigation

    /// A writer of one investigation.
    public init(_ investigation: Investigation) {
        self.investigation = investigation
    }

    /// Writes everything below a folder.
    ///
    /// - Throws: `cannotWrite`.
    public func write(to folder: OutputFolder) throws(CaseworkError) {
        try writeExposures(folder)
        try writeUndetermined(folder)
        try writeRejects(folder)
        try writeCoverage(folder)
        try writePopulations(folder)
        try writeCounts(folder)
        try writeWarnings(folder)
        for (name, rows) in investigation.inquiries.lists { try table(folder, name, rows) }
        try folder.write(Self.reportFile, Array(JSONRenderer.store(investigation.report).utf8))
    }

    private var directory: Directory { investigation.registers.directory }

    private func writeExposures(_ folder: OutputFolder) throws(CaseworkError) {
        let found = investigation.found
        let supplyPoints = investigation.registers.supply.numbers()
        let explanations = investigation.registers.explanations
        let facilities = investigation.registers.purchases.numbers()
        let file = try folder.file("exposures.csv")
        var table = TableWriter()
        try append(
            [
                "at", "surface", "person", "company", "side", "kind", "department", "subject", "contract", "owner",
                "voltage", "terminal", "policies", "isRepeat", "contact", "contactDay", "switchApplied", "file", "line",
            ], to: &table)
        for (index, exposure) in found.exposures.enumerated() {
            let surface = investigation.loaded.catalogue[exposure.surface]
            let isFacility = surface.subject == .facility
            let ownership = isFacility ? investigation.registers.purchases : investigation.registers.supply
            let number = (isFacility ? facilities : supplyPoints)[exposure.subject.rawValue] ?? ""
            let period = ownership.period(exposure.period)
            let employment = directory[exposure.employment]
            let around = isFacility ? nil : explanations?.explain(exposure, side: employment.side)
            let contact = around?.contact.flatMap { explanations?.events.contacts[$0] }
            try append(
                [
                    exposure.instant.iso(in: .japan), surface.id, directory[employment.person].id,
                    directory[employment.company].id, directory[employment.side].id, employment.kind.rawValue,
                    employment.department.map { directory[$0].id } ?? "", number,
                    ownership.contractID(period.contract), directory[period.owner].id,
                    period.voltage?.rawValue ?? "",
                    exposure.terminal == 0 ? "" : found.terminals[Int(exposure.terminal) - 1],
                    found.verdicts[Int(exposure.verdict)].reasonIDs(for: surface).joined(separator: ";"),
                    exposure.isRepeat ? "yes" : "", contact?.id ?? "", contact?.at.day(in: .japan).iso ?? "",
                    around?.applied?.iso ?? "", found.files[Int(exposure.file)], String(exposure.line),
                ], to: &table)
            if index.isMultiple(of: 4096) { try file.append(table.drain()) }
        }
        try file.append(table.drain())
        try file.close()
    }

    private func writeUndetermined(_ folder: OutputFolder) throws(CaseworkError) {
        let found = investigation.found
        try table(
            folder, "undetermined.csv",
            [["at", "surface", "viewer", "subject", "reason", "file", "line"]]
                + found.undetermined.map { view in
                    [
                        view.instant.iso(in: .japan), investigation.loaded.catalogue[view.surface].id, view.viewer,
                        view.subject, view.reason.rawValue, found.files[Int(view.file)], String(view.line),
                    ]
                }
                + investigation.logs.servers.flatMap { server in
                    server.unattributable.map { read in
                        [
                            read.instant.iso(in: .japan), server.surface, read.viewer, "", "unattributable",
                            server.file, String(read.line),
                        ]
                    }
                })
    }

    private func writeRejects(_ folder: OutputFolder) throws(CaseworkError) {
        try table(
            folder, "rejects.csv",
            [
                [
                    "file", "line", "column", "heading", "reason", "sentence", "sentenceJa", "mend", "mendJa",
                    "excerpt",
                ]
            ]
                + investigation.allRejects.map { reject in
                    [
                        reject.file, String(reject.line), reject.column > 0 ? String(reject.column) : "",
                        reject.columnName ?? "", reject.reason.rawValue, reject.reason.sentence.en,
                        reject.reason.sentence.ja, reject.reason.mend.en, reject.reason.mend.ja, reject.excerpt,
                    ]
                })
    }

    private func writeCoverage(_ folder: OutputFolder) throws(CaseworkError) {
        let coverage = investigation.found.coverage
        let file = try folder.file("coverage.csv")
        var table = TableWriter()
        try append(["surface", "day", "observed", "views"], to: &table)
        for (surface, days) in zip(investigation.loaded.catalogue.surfaces, coverage.days) {
            for (offset, day) in days.enumerated() {
                let date = coverage.firstDay.advanced(by: offset).iso
                switch day {
                case .views(let count): try append([surface.id, date, "views", String(count)], to: &table)
                case .noViews: try append([surface.id, date, "noViews", "0"], to: &table)
                case .noLog: try append([surface.id, date, "noLog", ""], to: &table)
                case .outside: break
                }
            }
        }
        try file.append(table.drain())
        try file.close()
    }

    private func writePopulations(_ folder: OutputFolder) throws(CaseworkError) {
        for study in investigation.studies {
            try table(
                folder, "population-\(study.entry.id).csv",
                [["person", "kind", "exposures", "first", "last"]]
                    + study.members.map { member in
                        [
                            directory[member.person].id, member.kind.rawValue, String(member.exposures),
                            member.first.iso(in: .japan), member.last.iso(in: .japan),
                        ]
                    })
        }
    }

    private func writeCounts(_ folder: OutputFolder) throws(CaseworkError) {
        for study in investigation.studies {
            let counts = CountTables(lookBack: investigation.lookBack, found: investigation.found, inputs: [])
            let directory = directory
            let cube = CountCube(counts: counts) { study.includes($0, directory) }
            try table(folder, "counts-\(study.entry.id).csv", cube.rows)
        }
    }

    private func writeWarnings(_ folder: OutputFolder) throws(CaseworkError) {
        guard !investigation.registers.warnings.isEmpty else { return }
        try table(
            folder, "warnings.csv",
            [["file", "line", "kind", "sentence", "sentenceJa"]]
                + investigation.registers.warnings.map { warning in
                    [
                        warning.file, String(warning.line), warning.kind.rawValue, warning.message.en,
                        warning.message.ja,
                    ]
                })
    }

    private func table(_ folder: OutputFolder, _ name: String, _ rows: [[String]]) throws(CaseworkError) {
        var table = TableWriter()
        for row in rows { try append(row, to: &table) }
        try folder.write(name, table.bytes)
    }

    private func append(_ row: [String], to table: inout TableWriter) throws(CaseworkError) {
        do throws(IntakeError) {
            try table.append(row)
        } catch {
            throw CaseworkError(.cannotWrite, problems: [error.located])
        }
    }
}
