import Foundation
import Intake
import Testing

@testable import Simulation

@Suite struct ScenarioReadingTests {
    private static let text = try? String(
        contentsOf: MadeCase.repository.appending(path: "Scenarios/report-2023.yaml"), encoding: .utf8)

    @Test func thePublishedSchemaIsTheOneThatIsUsed() throws {
        for path in ["Sources/Simulation/Schemas", "Documentation/formats/schemas"] {
            let bytes = try Data(contentsOf: MadeCase.repository.appending(path: "\(path)/scenario.schema.json"))
            #expect([UInt8](bytes) == PackageResources.scenario_schema_json)
        }
    }

    /// Each contradiction is refused with its place, before anything is drawn.
    @Test(arguments: [
        ("employee: 18, contractor: 28", "employee: 19, contractor: 28", "`aware`"),
        ("viewers: { employee: 464", "viewers: { employee: 400", "more respondents than viewers"),
        ("views: 13200", "views: 13", "too few"),
        ("askedIf: { question: aware, in: [yes] }", "askedIf: { question: awre, in: [yes] }", "`askedIf`"),
        ("department: D12", "department: D99", "`D99`"),
        ("study: low, period", "study: lower, period", "`lower`"),
        ("role: supervisor, count: 38", "role: boss, count: 38", "`boss`"),
        ("counts: { supervisor: 35 }", "counts: { supervisor: 36 }", "`supervisor`"),
        ("id: lv-screen-01", "id: lv-screen-02", "twice"),
        ("period: { from: 2019-11-01, to: 2023-02-01 }", "period: { from: 2023-11-01, to: 2023-02-01 }", "no period"),
        ("retailers: 60", "retailers: many", "retailers"),
        ("lawfulPerExposure: 21", "lawfulPerExposures: 21", "lawfulPerExposures"),
        ("    surface: purchase-feed\n", "", "`surfaceKind` is missing"),
        (
            "\ninspection: { before: inspection/before/catalogue.yaml, after: inspection/after/catalogue.yaml }\n",
            "\n",
            "to name a surface"
        ),
    ])
    func aScenarioThatContradictsItselfIsRefused(_ right: String, _ wrong: String, _ said: String) throws {
        let text = try #require(Self.text)
        let place = try #require(text.range(of: right))
        let broken = text.replacingCharacters(in: place, with: wrong)
        do throws(IntakeError) {
            _ = try Scenario(bytes: Array(broken.utf8), file: "scenario.yaml")
            Issue.record("`\(wrong)` was taken")
        } catch {
            #expect(error.description.hasPrefix("scenario.yaml:"), "\(error)")
            #expect(error.message.en.contains(said), "\(error)")
            #expect((error.place?.line ?? 0) > 1 && (error.place?.column ?? 0) > 0, "\(error)")
            #expect(error.message.ja != error.message.en)
        }
    }
}
