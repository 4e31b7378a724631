import ArgumentParser
import Casework
import Cedar
import Intake
import Terminal

struct PolicyCheckCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "check",
        abstract: said(
            ja: "規則を読み、スキーマがあれば型を検査する。", en: "Reads policies, and validates them against a schema if one is given."),
        discussion: said(
            ja: """
                例:
                  sekisho policy check policies/*.cedar --schema barrier.cedarschema --entities entities.json
                """,
            en: """
                Example:
                  sekisho policy check policies/*.cedar --schema barrier.cedarschema --entities entities.json
                """))

    @Argument(help: ArgumentHelp(said(ja: "規則のファイル。", en: "The files of policies."), valueName: "files"))
    var files: [String]

    @Option(
        help: ArgumentHelp(
            said(ja: "スキーマ（Cedar の構文、または .json）。", en: "The schema, in Cedar's syntax or as .json."), valueName: "file")
    )
    var schema: String?

    @Option(
        help: ArgumentHelp(
            said(ja: "スキーマに照らして検査するエンティティ（JSON）。", en: "Entities (JSON) to hold against the schema."), valueName: "file"
        ))
    var entities: String?

    @Option(
        help: ArgumentHelp(
            said(ja: "たどってよい参照の段数。", en: "How many steps from entity to entity a policy may take."), valueName: "steps")
    )
    var level: Int?

    @OptionGroup var screen: ScreenOptions
    @OptionGroup var language: LanguageOption

    struct Outcome: Encodable {
        struct Finding: Encodable {
            var file: String
            var line: Int?
            var column: Int?
            /// Absent where it is of the schema, or of an entity.
            var policy: String?
            var severity: String
            var kind: String
            var message: String

            var isError: Bool { severity == ValidationFinding.Severity.error.rawValue }
        }

        var policies: Int
        var templates: Int
        var isValidated: Bool
        var findings: [Finding]
    }

    func run() throws {
        let perform = Performance(command: "policy check", options: screen, language: language.language)
        try perform(words: words) { _ throws(CaseworkError) in try check() }
    }

    private func check() throws(CaseworkError) -> Done<Outcome> {
        let policies = try PolicyFiles.policies(files)
        var outcome = Outcome(
            policies: policies.set.policies.count, templates: policies.set.templates.count,
            isValidated: schema != nil, findings: [])
        guard let schema else {
            if entities != nil || level != nil {
                throw CaseworkError(
                    .badCommand, ja: "`--entities` と `--level` には `--schema` が要ります",
                    en: "`--entities` and `--level` need `--schema`")
            }
            return Done(outcome: outcome)
        }
        let validator = Validator(try PolicyFiles.schema(schema))
        outcome.findings = validator.schema.warnings.map { Outcome.Finding($0, in: schema) }
        var problems: [BilingualText] = []
        for finding in validator.validate(policies.set, level: level).findings {
            let told = Outcome.Finding(finding, policies)
            outcome.findings.append(told)
            guard told.isError else { continue }
            let excerpt = policies.source(of: finding.policy).map { "\n" + finding.excerpt(in: $0.text) } ?? ""
            problems.append(BilingualText(ja: told.sentence.ja + excerpt, en: told.sentence.en + excerpt))
        }
        if let entities {
            for finding in validator.validate(try PolicyFiles.entities(entities, validator.schema)) {
                outcome.findings.append(Outcome.Finding(finding, in: entities))
                problems.append(PolicyFiles.located(finding, entities))
            }
        }
        return Done(
            outcome: outcome, failure: problems.isEmpty ? nil : CaseworkError(.badInput, problems: problems))
    }

    private func words(_ outcome: Outcome) -> String {
        let language = language.language
        var lines = outcome.findings.filter { !$0.isError }.map { language.choose($0.sentence) }
        let errors = outcome.findings.count - lines.count
        let policies = outcome.policies - outcome.templates
        lines.append(
            outcome.isValidated
                ? language.choose(
                    ja: "規則 \(policies)、ひな形 \(outcome.templates)、誤り \(errors)、注意 \(outcome.findings.count - errors)",
                    en: "policies: \(policies), templates: \(outcome.templates), errors: \(errors), "
                        + "warnings: \(outcome.findings.count - errors)")
                : language.choose(
                    ja: "規則 \(policies)、ひな形 \(outcome.templates)。構文に誤りはありません（型の検査には --schema）",
                    en:
                        "policies: \(policies), templates: \(outcome.templates); the syntax is right (types need --schema)"
                ))
        return lines.joined(separator: "\n") + "\n"
    }
}

extension PolicyCheckCommand.Outcome.Finding {
    fileprivate init(_ finding: ValidationFinding, _ policies: PolicyFiles.Policies) {
        self.init(
            file: policies.source(of: finding.policy)?.file ?? "", line: finding.range.start.line,
            column: finding.range.start.column, policy: policies.name(of: finding.policy),
            severity: finding.severity.rawValue, kind: finding.kind.rawValue, message: finding.message)
    }

    /// A warning of a schema.
    fileprivate init(_ warning: ParseFault, in file: String) {
        self.init(
            file: file, line: warning.place.line, column: warning.place.column,
            severity: ValidationFinding.Severity.warning.rawValue, kind: "schema", message: warning.message)
    }

    fileprivate init(_ finding: DataFinding, in file: String) {
        self.init(
            file: file, severity: ValidationFinding.Severity.error.rawValue, kind: "entity",
            message: finding.description)
    }

    /// In words, with its place.
    fileprivate var sentence: BilingualText {
        let place = ([file] + [line, column].compactMap { $0.map(String.init) }).joined(separator: ":")
        return BilingualText(
            ja: "\(place): " + (isError ? "" : "注意: ") + (policy.map { "規則 `\($0)`: " } ?? "") + message,
            en: "\(place): " + (isError ? "" : "warning: ") + (policy.map { "policy `\($0)`: " } ?? "") + message)
    }
}
