public import Intake

/// A made world, drawn from a scenario: the same for the same file and seed, on any machine.
public struct SimulatedWorld: Sendable {
    /// What it was drawn from.
    package let scenario: Scenario
    package let market: Market
    package let workforce: Workforce
    package let supply: SupplyRegister
    /// One for each surface that kept a log, in the order of the scenario.
    package let logs: [SurfaceLog]
    /// The rows of each log, in the order in which they were written.
    package let views: [[LoggedView]]

    /// Draws a world.
    ///
    /// - Throws: where the scenario asks for what cannot be, such as more heard viewers than there are viewers.
    public init(_ scenario: Scenario) throws(IntakeError) {
        self.scenario = scenario
        let whole = Days(scenario.period)
        var generator = SeededGenerator(seed: scenario.seed, part: "logs")
        var logs: [SurfaceLog] = []
        for (number, study) in scenario.file.studies.enumerated() {
            for surface in study.surfaces {
                let log = SurfaceLog(
                    surface, study: number, studyDays: Days(Scenario.days(study.period)), whole: whole, &generator)
                if let log { logs.append(log) }
            }
        }
        market = Market(scenario.file)
        supply = SupplyRegister(scenario, market, cores: Self.cores(scenario, logs))
        workforce = try Workforce(scenario, market)
        let planner = try ViewPlanner(scenario, workforce, supply, logs)
        self.logs = logs
        views = planner.views.map { log in log.sorted { $0.writtenAt < $1.writtenAt } }
    }

    /// For each study the days that all of its logs with exposures cover, so that whatever begins or ends in them can
    /// be seen on either side.
    private static func cores(_ scenario: Scenario, _ logs: [SurfaceLog]) -> [Days] {
        scenario.file.studies.indices.map { study in
            let days = Days(Scenario.days(scenario.file.studies[study].period))
            let open = logs.filter { $0.study == study && ($0.surface.share ?? 0) > 0 }
            let core = open.reduce(Optional(days)) { $0?.common($1.period) }
            return core.flatMap { $0.count >= 30 ? $0 : nil } ?? days
        }
    }

    /// Where the catalogues of the systems as they were and as they are now lie in the case.
    static let catalogues = ["inspection/before/catalogue.yaml", "inspection/after/catalogue.yaml"]

    /// Writes the world as a case folder.
    ///
    /// - Parameters:
    ///   - policies: the rule book's files, by the last part of their names.
    ///   - catalogues: the files that ``Scenario/catalogues`` names, in its order; they are written as they are.
    ///   - file: takes each file's path, relative to the case folder, and its bytes.
    public func write<Failure: Error>(
        policies: [(name: String, bytes: [UInt8])], catalogues: [[UInt8]],
        _ file: (String, [UInt8]) throws(Failure) -> Void
    ) throws(Failure) {
        for (path, bytes) in zip(Self.catalogues, catalogues) { try file(path, bytes) }
        for policy in policies { try file("policies/\(policy.name)", policy.bytes) }
        try file("case.yaml", CaseYAML(world: self).write(policies: policies.map { "policies/\($0.name)" }))
        var registers = RegisterWriter(self)
        try registers.write(file)
        for (log, views) in zip(logs, views) { try LogWriter(log, workforce, supply).write(views, file) }
        for study in scenario.file.studies.indices { try AnswerWriter(self, study)?.write(file) }
        try HearingWriter(self)?.write(file)
        if let findings = scenario.file.findings { try file("findings.yaml", FindingsYAML.write(findings)) }
    }
}
