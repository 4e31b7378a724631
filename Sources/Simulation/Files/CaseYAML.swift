import Intake

/// Writes the world's `case.yaml`, as a person would.
struct CaseYAML {
    let world: SimulatedWorld

    func write(policies: [String]) -> [UInt8] {
        var lines: [String] = []
        let file = world.scenario.file
        lines += [
            "# Written by `sekisho simulate` from a scenario. All companies, people and numbers are made up.",
            "sekisho: 1", "id: \(file.id)", "title: \(text(file.title))", "simulated: \(text(file.notice))",
            "timeZone: Asia/Tokyo", "period: \(days(file.period))",
            "investigated: \(world.market.companies[Market.investigated].id)", "refreshWindow: \(file.refreshWindow)",
            "registry:",
        ]
        let plain = [
            ("companies", "companies"), ("departments", "departments"), ("people", "people"), ("accounts", "accounts"),
            ("supplyPoints", "supply-points"), ("supplyPeriods", "supply-periods"), ("contracts", "contracts"),
            ("purchaseContracts", "purchase-contracts"), ("contacts", "contacts"), ("switches", "switches"),
        ]
        for (name, path) in plain { lines.append("  \(name): { file: registry/\(path).csv }") }
        let headings = RegisterWriter.employmentHeadings.map { "\($0.name): \(quoted($0.heading))" }
        lines += [
            "  employments:", "    file: registry/employments.csv", "    encoding: cp932", "    dates: japaneseEra",
            "    columns: { \(headings.joined(separator: ", ")) }",
            "policies: [\(policies.map(quoted).joined(separator: ", "))]", "surfaces:",
        ]
        for study in file.studies { for surface in study.surfaces { lines += self.surface(surface) } }
        lines.append(world.logs.isEmpty ? "sources: []" : "sources:")
        for log in world.logs { lines += source(log) }
        lines.append("studies:")
        for study in file.studies { lines += self.study(study) }
        if file.hearings != nil {
            lines += ["hearings:", "  records: hearings/records.csv", "  codebook: hearings/codebook.yaml"]
        }
        if let inspection = file.inspection {
            let after = inspection.after.map { _ in ", after: \(SimulatedWorld.catalogues[1])" } ?? ""
            lines.append("inspection: { before: \(SimulatedWorld.catalogues[0])\(after) }")
        }
        if file.findings != nil { lines.append("findings: findings.yaml") }
        return Array((lines.joined(separator: "\n") + "\n").utf8)
    }

    private func surface(_ surface: ScenarioFile.Surface) -> [String] {
        var lines = [
            "  - id: \(surface.id)", "    kind: \(surface.kind)", "    title: \(text(surface.title))",
            "    fields: [\(surface.fields.joined(separator: ", "))]",
        ]
        if let system = surface.system { lines.append("    system: \(text(system))") }
        if let subject = surface.subject { lines.append("    subject: \(subject)") }
        if surface.log == nil { lines.append("    history: none") }
        return lines
    }

    private func source(_ log: SurfaceLog) -> [String] {
        var lines = [
            "  - surface: \(log.surface.id)", "    files: \(quoted(log.log.files))", "    format: \(log.log.format)",
            "    period: \(days(log.period))",
        ]
        if let encoding = log.log.encoding { lines.append("    encoding: \(encoding.rawValue)") }
        if let dates = log.log.dates { lines.append("    dates: \(dates.rawValue)") }
        if let zone = log.log.timeZone { lines.append("    timeZone: \(quoted(zone))") }
        if let columns = log.log.columns {
            let entries = columns.sorted { $0.key < $1.key }.map { "\($0.key): \(quoted($0.value))" }
            lines.append("    columns: { \(entries.joined(separator: ", ")) }")
        }
        return lines
    }

    private func study(_ study: ScenarioFile.Study) -> [String] {
        var lines = [
            "  - id: \(study.id)", "    title: \(text(study.title))", "    period: \(days(study.period))",
            "    surfaces: [\(study.surfaces.map(\.id).joined(separator: ", "))]",
        ]
        guard let questionnaire = study.questionnaire else { return lines }
        lines += [
            "    questionnaire:", "      file: inquiry/\(study.id)/questionnaire.yaml", "      answers:",
            "        - { file: inquiry/\(study.id)/web.csv, mode: web }",
            "        - { file: inquiry/\(study.id)/interview.csv, mode: interview, encoding: cp932 }",
            "      fielded: [\(questionnaire.fielded.map(days).joined(separator: ", "))]",
        ]
        return lines
    }

    private func days(_ span: ScenarioFile.Days) -> String { "{ from: \(span.from), to: \(span.to) }" }

    private func days(_ span: Days) -> String {
        "{ from: \(CalendarDay(daysSince1970: span.lowerBound).iso), to: \(CalendarDay(daysSince1970: span.upperBound).iso) }"
    }

    private func text(_ text: BilingualText) -> String { YAMLText.text(text) }
    private func quoted(_ text: String) -> String { YAMLText.quoted(text) }
}

/// Pieces of YAML.
enum YAMLText {
    /// A text in both languages.
    static func text(_ text: BilingualText) -> String { "{ ja: \(quoted(text.ja)), en: \(quoted(text.en)) }" }

    /// A text between quotes.
    static func quoted(_ text: String) -> String {
        "\"" + text.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"").replacing("\n", with: "\\n") + "\""
    }
}
