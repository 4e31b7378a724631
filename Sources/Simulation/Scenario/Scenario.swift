public import Intake

/// A world to be made: its size, the margins of every table that an investigation of it must yield, and the traps in
/// its data. Read from a scenario file, which `scenario.schema.json` describes.
public struct Scenario: Sendable {
    /// What the file says.
    package var file: ScenarioFile
    /// The days of the world, half-open.
    package let period: DayPeriod

    /// Reads a scenario.
    ///
    /// - Parameters:
    ///   - bytes: the file, YAML in UTF-8.
    ///   - name: its name, for messages.
    /// - Throws: the first thing that the schema does not allow, or that contradicts itself, with its place.
    public init(bytes: [UInt8], file name: String) throws(IntakeError) {
        let document = try LocatedYAML(parsing: bytes, file: name)
        let schema = try JSONSchema(parsing: PackageResources.scenario_schema_json, file: "scenario.schema.json")
        if let fault = schema.validate(document).first { throw fault }
        let file = try document.decode(ScenarioFile.self)
        try ScenarioChecks(document: document, file: file).check()
        self.file = file
        period = Self.days(file.period)
    }

    /// The files of the rule book, relative to the scenario file.
    public var policies: [String] { file.policies }

    /// The catalogues of the systems as they were and as they are now, relative to the scenario file; empty where it
    /// names none.
    public var catalogues: [String] {
        file.inspection.map { [$0.before] + [$0.after].compactMap(\.self) } ?? []
    }

    /// The seed from which everything is drawn.
    public var seed: UInt64 { UInt64(bitPattern: Int64(file.seed)) }

    /// Fewer lawful views for each barred one than the file says: for tests that have little time.
    package mutating func lighten(lawfulPerExposure: Int) { file.lawfulPerExposure = lawfulPerExposure }

    /// Days that the checks have seen to be days.
    package static func days(_ span: ScenarioFile.Days) -> DayPeriod {
        DayPeriod(
            from: CalendarDay(iso: span.from) ?? CalendarDay(daysSince1970: 0),
            to: CalendarDay(iso: span.to) ?? CalendarDay(daysSince1970: 0))
    }
}
