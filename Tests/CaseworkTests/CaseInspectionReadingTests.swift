import Foundation
import Intake
import Report
import Testing

@testable import Casework

/// What a case says of the surfaces that it inspects, held to the inspection; and what the survey says of it.
@Suite("Findings of an inspection, as they are read")
struct CaseInspectionReadingTests {
    @Test(arguments: [
        ("surfaceKind: report", "`purchase-feed` finds `feed` as `surfaceKind`, and `report` is written"),
        ("causeKind: wrongRouting", "finds `wrongCondition` as `causeKind`, and `wrongRouting` is written"),
        ("records: supply", "finds `purchase` as `records`, and `supply` is written"),
        ("byContractor: true", "finds `false` as `byContractor`, and `true` is written"),
        (
            "fields: [maximumOutput, usage]",
            "finds `supplyReceiptStart`, `maximumOutput`, `purchaseKind` as `fields`, and `maximumOutput`, `usage` is "
                + "written; mend one of the two, or leave `fields` out"
        ),
    ])
    func `what is typed and the inspection knows otherwise is refused with its place`(
        typed: String, said: String
    ) async throws {
        try await withScratch { scratch in
            let made = try InspectedCase(in: scratch)
            let line = InspectedCase.finding(1, "purchase-feed")
            try made.change("findings.yaml", line) { $0.replacing("salesUse: none", with: "salesUse: none, \(typed)") }
            let problems = try made.problems().investigation
            #expect(problems.count == 1 && problems[0].contains(said), "\(problems)")
            let column = try #require(line.firstRange(of: "salesUse")).lowerBound
            let value = typed.prefix { $0 != " " }.count + 1
            let place = line.distance(from: line.startIndex, to: column) + 1 + "salesUse: none, ".count + value
            #expect(problems[0].hasPrefix("findings.yaml:2:\(place): "), "\(problems)")
        }
    }

    @Test func `what is typed and agrees is taken, in the order in which it stands`() async throws {
        try await withScratch { scratch in
            let made = try InspectedCase(in: scratch)
            let typed =
                "salesUse: none, surfaceKind: feed, causeKind: wrongCondition, records: purchase, byContractor: false, "
                + "fields: [purchaseKind, maximumOutput, supplyReceiptStart]"
            try made.change("findings.yaml", InspectedCase.finding(1, "purchase-feed")) {
                $0.replacing("salesUse: none", with: typed)
            }
            let document = try made.document()
            #expect(DocumentChecks.run(document) == [])
            #expect(
                InspectedCase.texts("findings", "fields", document)[0]
                    == "purchase kind, maximum output, start of receipt")
        }
    }

    @Test func `the survey names the catalogues and their policies, and tells what is wrong with them`() async throws {
        try await withScratch { scratch in
            let made = try InspectedCase(in: scratch)
            let survey = CaseSurvey(try made.loaded())
            #expect(survey.problems == [])
            let files = Dictionary(survey.inputs.map { ($0.role, $0.files.map(\.path)) }) { $0 + $1 }
            #expect(files["inspection.before"] == ["inspection/before/catalogue.yaml"])
            #expect(files["inspection.before.policies"] == ["inspection/policies/barrier.cedar"])
            #expect(files["inspection.after"] == ["inspection/after/catalogue.yaml"])
            #expect(files["inspection.after.policies"] == ["inspection/policies/barrier.cedar"])
            try made.change("findings.yaml", "surface: usage-feed") { _ in "surface: usage-fed" }
            var said = try made.problems()
            #expect(said.survey == said.investigation && said.survey.count == 1)
            #expect(
                said.survey[0].contains("no surface `usage-fed` in the catalogue of `inspection.before`; did you mean"))
            try made.change("inspection/before/catalogue.yaml", "tells: usage}") { _ in "tells: usag}" }
            try FileManager.default.removeItem(at: made.folder.appending(path: "inspection/after/catalogue.yaml"))
            said = try made.problems()
            #expect(said.survey == said.investigation)
            #expect(said.survey.contains { $0.hasPrefix("inspection/before/catalogue.yaml:") && $0.contains("`usag`") })
            #expect(said.survey.contains { $0.contains("inspection/after/catalogue.yaml") })
            #expect(!said.survey.contains { $0.contains("usage-fed") })
        }
    }

    @Test func `to name a surface the case has to name a catalogue`() async throws {
        try await withScratch { scratch in
            let folder = scratch.appending(path: "case")
            try Built.copyExample(to: folder)
            try Data(InspectedCase.findings.utf8).write(to: folder.appending(path: "findings.yaml"))
            let problems = CaseSurvey(try LoadedCase(folder: InputFolder(path: folder.path))).problems.map(\.en)
            #expect(problems.count == 1)
            #expect(
                problems[0].hasSuffix(
                    "to name a surface, say in `inspection` of case.yaml which catalogue is inspected"))
        }
    }

    @Test func `a report is no longer current when a catalogue or its policies were changed`() async throws {
        try await withScratch { scratch in
            let made = try InspectedCase(in: scratch)
            let results = try OutputFolder(destination: made.folder.appending(path: "results").path, .results)
            try ResultWriter(Investigation(try made.loaded())).write(to: results)
            try results.commit()
            let input = InputFolder(path: made.folder.path)
            let report = try CaseReport(of: input)
            try report.requireCurrent(in: input, progress: SilentProgress())
            try made.change("inspection/after/catalogue.yaml", "schedule: 毎月 1 日") { _ in "schedule: 毎月 2 日" }
            try made.change("inspection/policies/barrier.cedar", "// The rule book") { "\n" + $0 }
            do throws(CaseworkError) {
                try report.requireCurrent(in: input, progress: SilentProgress())
                Issue.record("nobody noticed")
            } catch {
                #expect(
                    error.problems.map { $0.en.prefix { $0 != ":" } } == [
                        "inspection/after/catalogue.yaml", "inspection/policies/barrier.cedar",
                    ])
            }
        }
    }

    @Test(arguments: [
        ("policies/a.cedar", "catalogue.yaml", "policies/a.cedar"),
        ("../policies/a.cedar", "inspection/before/catalogue.yaml", "inspection/policies/a.cedar"),
        ("../../policies/./a.cedar", "inspection/before/catalogue.yaml", "policies/a.cedar"),
        ("../../a.cedar", "../other/catalogue.yaml", "../../a.cedar"),
        ("../../../a.cedar", "/one/catalogue.yaml", "/a.cedar"), ("/etc/a.cedar", "x/catalogue.yaml", "/etc/a.cedar"),
    ])
    func `policies are called as the case would name them`(written: String, file: String, path: String) {
        #expect(CaseCatalogues.Side.path(written, besides: file) == path)
    }
}
