public import Inspection
import Intake

/// Findings as SARIF 2.1.0 (OASIS), which code review tools show beside the lines.
public struct SarifLog: Encodable, Sendable {
    private let report: InspectionReport
    private let language: Words

    /// In which language the messages are.
    public enum Words: Sendable {
        /// Japanese.
        case japanese
        /// English.
        case english
    }

    /// The log of a report.
    public init(_ report: InspectionReport, in language: Words) {
        self.report = report
        self.language = language
    }

    private struct Message: Encodable { var text: String }
    private struct Rule: Encodable {
        var id: String
        var shortDescription: Message
        var defaultConfiguration: [String: String]
    }
    private struct Result: Encodable {
        struct Location: Encodable {
            struct Physical: Encodable {
                struct Artifact: Encodable { var uri: String }
                struct Region: Encodable {
                    var startLine: Int
                    var startColumn: Int?
                }
                var artifactLocation: Artifact
                var region: Region
            }
            struct Logical: Encodable {
                var name: String
                var kind: String
            }
            var physicalLocation: Physical?
            var logicalLocations: [Logical]?
        }
        var ruleId: String
        var level: String
        var message: Message
        var locations: [Location]
    }
    private enum Key: String, CodingKey {
        case schema = "$schema"
        case version, runs, tool, driver, name, informationUri, rules, results, columnKind
    }

    /// Writes the log.
    public func encode(to encoder: any Encoder) throws {
        var log = encoder.container(keyedBy: Key.self)
        try log.encode("https://json.schemastore.org/sarif-2.1.0.json", forKey: .schema)
        try log.encode("2.1.0", forKey: .version)
        var runs = log.nestedUnkeyedContainer(forKey: .runs)
        var run = runs.nestedContainer(keyedBy: Key.self)
        var tool = run.nestedContainer(keyedBy: Key.self, forKey: .tool)
        var driver = tool.nestedContainer(keyedBy: Key.self, forKey: .driver)
        try driver.encode("sekisho", forKey: .name)
        try driver.encode(Program.version, forKey: .version)
        let kinds = InspectionFinding.Kind.allCases
        try driver.encode(
            kinds.map { kind in
                Rule(
                    id: kind.rawValue, shortDescription: Message(text: choose(kind.words)),
                    defaultConfiguration: ["level": Self.level(kind.severity)])
            }, forKey: .rules)
        try run.encode("unicodeCodePoints", forKey: .columnKind)
        try run.encode(report.findings.map(result), forKey: .results)
    }

    private func choose(_ text: BilingualText) -> String { language == .japanese ? text.ja : text.en }

    private static func level(_ severity: InspectionFinding.Severity) -> String { severity.rawValue }

    private func result(_ finding: InspectionFinding) -> Result {
        var location = Result.Location()
        if let place = finding.place {
            location.physicalLocation = Result.Location.Physical(
                artifactLocation: Result.Location.Physical.Artifact(uri: Self.uri(place.file)),
                region: Result.Location.Physical.Region(
                    startLine: max(1, place.line), startColumn: place.column > 0 ? place.column : nil))
        }
        if let surface = finding.surface {
            location.logicalLocations = [Result.Location.Logical(name: surface, kind: "resource")]
        }
        let more =
            finding.exposure.sentences.map { "\n" + choose($0) }.joined()
            + (finding.repair.map { "\n" + choose($0.message) } ?? "")
        return Result(
            ruleId: finding.kind.rawValue, level: Self.level(finding.severity),
            message: Message(text: choose(finding.message) + more), locations: [location])
    }

    /// A path as a relative reference (RFC 3986).
    private static func uri(_ path: String) -> String {
        let plain = Set("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~/".utf8)
        return path.utf8.map { byte in
            if plain.contains(byte) { return String(Unicode.Scalar(byte)) }
            let digits = String(byte, radix: 16, uppercase: true)
            return "%" + (digits.count == 1 ? "0" : "") + digits
        }.joined()
    }
}
