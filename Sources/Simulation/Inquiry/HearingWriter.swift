import Intake

/// Writes whom was spoken with, and what they were coded to have said.
struct HearingWriter {
    private let world: SimulatedWorld
    private let hearings: ScenarioFile.Hearings
    /// Codes by statement and theme.
    let codes: [[String: String]]

    init?(_ world: SimulatedWorld) {
        guard let hearings = world.scenario.file.hearings else { return nil }
        self.world = world
        self.hearings = hearings
        codes = Self.code(world, hearings)
    }

    private static func code(_ world: SimulatedWorld, _ hearings: ScenarioFile.Hearings) -> [[String: String]] {
        let statements = world.workforce.statements
        var generator = SeededGenerator(seed: world.scenario.seed, part: "hearings")
        var codes: [[String: String]] = statements.map { _ in [:] }
        for theme in hearings.themes {
            for role in hearings.roles where theme.roles?.contains(role.id) ?? true {
                let asked = generator.shuffled(
                    statements.indices.filter {
                        statements[$0].role == role.id && theme.groups?.contains(statements[$0].group) ?? true
                    })
                guard !asked.isEmpty else { continue }
                var next = 0
                for code in theme.codes ?? [] {
                    for _ in 0..<(code.counts[role.id] ?? 0) {
                        let place = asked[next % asked.count]
                        codes[place][theme.id] = codes[place][theme.id].map { "\($0);\(code.id)" } ?? code.id
                        next += 1
                    }
                }
                guard theme.codes == nil, let samples = theme.samples else { continue }
                for place in asked where generator.percent(30) { codes[place][theme.id] = generator.pick(samples) }
            }
        }
        return codes
    }

    func write<Failure: Error>(_ file: (String, [UInt8]) throws(Failure) -> Void) throws(Failure) {
        try file("hearings/codebook.yaml", codebook())
        try file("hearings/records.csv", records())
    }

    private func codebook() -> [UInt8] {
        func label(_ id: String, _ ja: String, _ en: String) -> String {
            "{ id: \(id), ja: \(YAMLText.quoted(ja)), en: \(YAMLText.quoted(en)) }"
        }
        var lines = ["roles:"]
        lines += hearings.roles.map { "  - \(label($0.id, $0.ja, $0.en))" }
        lines.append("groups:")
        for group in hearings.groups {
            lines += [
                "  - id: \(group.id)", "    ja: \(YAMLText.quoted(group.ja))", "    en: \(YAMLText.quoted(group.en))",
            ]
            guard let population = group.population else { continue }
            lines += [
                "    population:", "      study: \(population.study)", "      departments: [\(group.department)]",
                "      period: { from: \(population.period.from), to: \(population.period.to) }",
                "      kind: \(population.kind)",
            ]
        }
        lines.append("themes:")
        for theme in hearings.themes {
            lines += [
                "  - id: \(theme.id)", "    ja: \(YAMLText.quoted(theme.ja))", "    en: \(YAMLText.quoted(theme.en))",
                "    kind: \(theme.kind)",
            ]
            if let roles = theme.roles { lines.append("    roles: [\(roles.joined(separator: ", "))]") }
            if let groups = theme.groups { lines.append("    groups: [\(groups.joined(separator: ", "))]") }
            guard let codes = theme.codes else { continue }
            lines.append("    codes:")
            lines += codes.map { "      - \(label($0.id, $0.ja, $0.en))" }
        }
        return Array((lines.joined(separator: "\n") + "\n").utf8)
    }

    private func records() -> [UInt8] {
        var text = TextBuffer()
        text.append(
            (["record", "person", "group", "role", "position", "heardOn"] + hearings.themes.map(\.id))
                .joined(separator: ",") + "\n")
        let day = Days(world.scenario.period).upperBound
        for (place, statement) in world.workforce.statements.enumerated() {
            // Some were heard twice: the second record says nothing new.
            for round in 0...(place % 40 == 5 ? 1 : 0) {
                text.append("H")
                text.append(place * 2 + round, width: 5)
                text.append(",\(world.workforce.workers[statement.worker].id),\(statement.group),\(statement.role),")
                text.append(
                    statement.role == "viewer" ? (statement.isSupervisor ? "supervisor" : "staff") : statement.role)
                text.append(",")
                text.append(day: day + Int32(place % 30 + round))
                for theme in hearings.themes {
                    text.append(",")
                    if round == 0 { text.append(codes[place][theme.id] ?? "") }
                }
                text.append("\n")
            }
        }
        return text.bytes
    }
}

/// Writes the findings of the inspection, as the scenario has them.
enum FindingsYAML {
    static func write(_ findings: [ScenarioFile.Finding]) -> [UInt8] {
        var lines = [findings.isEmpty ? "findings: []" : "findings:"]
        for finding in findings {
            lines += [
                "  - id: \(finding.id)", "    item: \(YAMLText.text(finding.item))",
                "    cause: \(YAMLText.text(finding.cause))", "    salesUse: \(finding.salesUse)",
            ]
            let words = [
                ("surface", finding.surface.map(YAMLText.quoted)), ("surfaceKind", finding.surfaceKind),
                ("causeKind", finding.causeKind),
                ("records", finding.records), ("fields", finding.fields.map { "[\($0.joined(separator: ", "))]" }),
            ]
            for case (let key, let value?) in words { lines.append("    \(key): \(value)") }
            if let note = finding.fieldsNote { lines.append("    fieldsNote: \(YAMLText.text(note))") }
            if let corrected = finding.corrected { lines.append("    corrected: \(corrected)") }
            if let remark = finding.remark { lines.append("    remark: \(YAMLText.text(remark))") }
        }
        return Array((lines.joined(separator: "\n") + "\n").utf8)
    }
}
