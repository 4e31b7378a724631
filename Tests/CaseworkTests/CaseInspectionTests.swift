import Foundation
import Intake
import Report
import Testing

@testable import Casework

/// `Examples/case` with the catalogues of `Examples/inspection`: what the report says of the inspection, and when it
/// blocks itself.
@Suite("Findings of an inspection")
struct CaseInspectionTests {
    /// The four errors, and the fields that the published report says could be seen.
    private static let errors = [
        ("purchase-feed", ["supplyReceiptStart", "maximumOutput", "purchaseKind"]),
        ("usage-feed", ["contractHolder", "usage", "contractedPower", "powerFactor"]),
        ("expiry-extract", ["contractHolder", "facilityID", "purchaseKind", "purchaseEnd", "contactAddress"]),
        ("purchase-report", ["contractHolder", "contactAddress", "phone"]),
    ]

    private static func finding(_ number: Int, _ surface: String, _ more: String = "corrected: 2022-10-14") -> String {
        "  - { id: F\(number), item: { ja: 事案, en: item }, surface: \(surface), cause: { ja: 誤り, en: a slip }, "
            + "salesUse: none, \(more) }\n"
    }

    private static let findings =
        "findings:\n" + errors.enumerated().map { finding($0.offset + 1, $0.element.0) }.joined()

    /// A case that inspects its systems.
    private struct Made {
        let folder: URL

        init(in scratch: URL, findings: String? = CaseInspectionTests.findings, after: Bool = true) throws {
            folder = scratch.appending(path: "case")
            try Built.copyExample(to: folder)
            try FileManager.default.copyItem(
                at: Built.repository.appending(path: "Examples/inspection"), to: folder.appending(path: "inspection"))
            let second = after ? ", after: inspection/after/catalogue.yaml" : ""
            try change("case.yaml", "findings: findings.yaml") { line in
                (findings == nil ? "" : line + "\n")
                    + "inspection: { before: inspection/before/catalogue.yaml\(second) }"
            }
            if let findings { try write("findings.yaml", findings) }
        }

        func write(_ name: String, _ text: String) throws {
            try Data(text.utf8).write(to: folder.appending(path: name))
        }

        func change(_ name: String, _ old: String, _ new: (String) -> String) throws {
            let text = try String(contentsOf: folder.appending(path: name), encoding: .utf8)
            try #require(text.contains(old), "\(name) has no `\(old)`")
            try write(name, text.replacing(old, with: new(old)))
        }

        func loaded() throws -> LoadedCase { try LoadedCase(folder: InputFolder(path: folder.path)) }
        func document() throws -> ReportDocument { try Investigation(try loaded()).report }

        /// What is wrong with it, by the survey and by the investigation.
        func problems() throws -> (survey: [String], investigation: [String]) {
            let loaded = try loaded()
            let survey = CaseSurvey(loaded).problems.map(\.en)
            do throws(CaseworkError) {
                _ = try Investigation(loaded)
                return (survey, [])
            } catch {
                return (survey, error.problems.map(\.en))
            }
        }
    }

    /// The columns of a row in which something is not zero although it must be.
    private func failures(_ document: ReportDocument) -> Set<String> {
        guard let table = document.table("findings.agreement") else { return ["no table"] }
        let failures = DocumentChecks.run(document)
        return Set(
            table.rows.flatMap { row in
                table.columns.compactMap { column in
                    let name = "“\(row.label.en)”, “\(column.label.en)”"
                    return failures.contains { $0.sentence.en.contains(name) } ? "\(row.id) \(column.id)" : nil
                }
            })
    }

    private func texts(_ table: String, _ column: String, _ document: ReportDocument) -> [String] {
        guard let table = document.table(table) else { return [] }
        return table.rows.map { table[$0.id, column]?.value.text(.en) ?? "none" }
    }

    @Test func `what could be seen comes from the inspection, with row, mend and retest`() async throws {
        try await withScratch { scratch in
            let document = try Made(in: scratch).document()
            #expect(DocumentChecks.run(document) == [])
            let labels = Wording.fields
            #expect(
                texts("findings", "fields", document)
                    == Self.errors.map { _, fields in fields.map { labels[$0]?.en ?? $0 }.joined(separator: ", ") })
            #expect(
                texts("findings", "cause", document) == [
                    "wrong condition: a slip", "wrong condition: a slip", "wrong condition: a slip",
                    "wrong routing: a slip",
                ])
            #expect(texts("findings.examples", "retest", document) == Array(repeating: "proved closed", count: 4))
            #expect(
                texts("findings.examples", "records", document) == [
                    "purchase contracts", "supply contracts", "purchase contracts, given to a contractor",
                    "purchase contracts",
                ])
            let rows = texts("findings.examples", "example", document)
            #expect(rows[0].contains("customer of") && rows[0].contains("Kitahama Power is shown `receipt_start`"))
            #expect(
                rows[2].hasPrefix("nothing says whose customer this row is about, and Kitahama Systems (acting for"))
            #expect(
                texts("findings.examples", "mend", document)[1]
                    == "adding `s.supplier_code = 'KP01'` to the condition closes it")
            #expect(document.table("findings.notProved") == nil)
            let counts = try #require(document.table("findings.surfaces"))
            #expect(counts.rows.map { $0.cells.map { $0.value.asCount?.number } } == [[0, 4, 0, 4], [4, 0, 0, 4]])
            let total = document.table("findings.agreement")?.row("total")?.cells.map { $0.value.asCount?.number }
            #expect(total == [4, 4, 0, 0, 0])
        }
    }

    @Test func `each cell names its query, and the catalogues and policies that it comes from`() async throws {
        try await withScratch { scratch in
            let made = try Made(in: scratch)
            let document = try made.document()
            let known = Dictionary(uniqueKeysWithValues: document.inputs.map { ($0.name, $0.sha256) })
            let policy = "inspection/policies/barrier.cedar"
            for name in ["inspection/before/catalogue.yaml", "inspection/after/catalogue.yaml", policy] {
                let bytes = try Data(contentsOf: made.folder.appending(path: name))
                #expect(known[name] == Digests.sha256([UInt8](bytes)))
            }
            for id in ["findings", "findings.examples", "findings.agreement", "findings.surfaces"] {
                let table = try #require(document.table(id))
                for cell in table.rows.flatMap(\.cells) where cell.value != .empty {
                    let provenance = try #require(cell.provenance, "\(id): \(cell.value)")
                    #expect(!provenance.query.isEmpty && !provenance.inputs.isEmpty)
                    #expect(provenance.inputs.allSatisfy { known[$0.name] == $0.sha256 })
                }
            }
            func inputs(_ table: String, _ column: String) -> Set<String> {
                Set(document.table(table)?["F1", column]?.provenance?.inputs.map(\.name) ?? [])
            }
            #expect(inputs("findings", "item") == ["findings.yaml"])
            let before: Set = ["case.yaml", "findings.yaml", "inspection/before/catalogue.yaml", policy]
            #expect(inputs("findings", "fields") == before && inputs("findings.examples", "mend") == before)
            #expect(
                inputs("findings.examples", "retest")
                    == ["case.yaml", "findings.yaml", "inspection/after/catalogue.yaml", policy])
        }
    }

    @Test func `a leak that no finding names blocks the report`() async throws {
        try await withScratch { scratch in
            let made = try Made(in: scratch)
            try made.change("findings.yaml", Self.finding(2, "usage-feed")) { _ in "" }
            let investigation = try Investigation(try made.loaded())
            #expect(failures(investigation.report) == ["surface.usage-feed unnamed", "total unnamed"])
            let said = DocumentChecks.run(investigation.report).map(\.sentence.en)
            #expect(said.contains { $0.contains("Monthly feed of usage (usage-feed)") && $0.hasSuffix("says 1 item") })
            let results = try OutputFolder(destination: made.folder.appending(path: "results").path, .results)
            try ResultWriter(investigation).write(to: results)
            try results.commit()
            let report = try CaseReport(of: InputFolder(path: made.folder.path))
            let output = try OutputFolder(destination: made.folder.appending(path: "report").path, .report)
            do throws(CaseworkError) {
                _ = try report.write(to: output, formats: [.html], languages: [.en])
                Issue.record("it was published")
            } catch {
                #expect(error.kind == .blocked)
            }
        }
    }

    @Test func `without findings every leak is one that no finding names`() async throws {
        try await withScratch { scratch in
            let document = try Made(in: scratch, findings: nil).document()
            #expect(
                failures(document) == Set(Self.errors.map { "surface.\($0.0) unnamed" } + ["total unnamed"]))
            #expect(document.table("findings")?.rows.isEmpty == true)
        }
    }

    @Test func `a finding that does not leak blocks the report`() async throws {
        try await withScratch { scratch in
            let made = try Made(in: scratch)
            try made.change("inspection/before/catalogue.yaml", "COALESCE(c.purchaser_code, 'KP01')") { _ in
                "c.purchaser_code"
            }
            let document = try made.document()
            #expect(failures(document) == ["surface.expiry-extract unfounded", "total unfounded"])
            #expect(document.table("findings")?["F3", "fields"]?.value == .empty)
            #expect(document.table("findings.examples")?["F3", "example"]?.value == .empty)
        }
    }

    @Test func `a correction without a proof blocks the report, and the surface is listed`() async throws {
        try await withScratch { scratch in
            let made = try Made(in: scratch)
            let after = "inspection/after/catalogue.yaml"
            // One leaks still, of one nobody knows what it shows, and one is no longer in the catalogue.
            try made.change(after, "      s.supplier_code = 'KP01'") { _ in "      s.supplier_code <> 'KP01'" }
            try made.change(after, "tells: phone,") { _ in "" }
            try made.change(after, "id: expiry-extract") { _ in "id: extract-of-ends" }
            var document = try made.document()
            let open = ["usage-feed", "expiry-extract", "purchase-report"]
            #expect(failures(document) == Set(open.map { "surface.\($0) notClosed" } + ["total notClosed"]))
            #expect(
                texts("findings.examples", "retest", document) == [
                    "proved closed", "leaks", "not in the catalogue of today", "not proved",
                ])
            #expect(
                document.table("findings.notProved")?.rows.map(\.id) == ["after.usage-feed", "after.purchase-report"])
            #expect(texts("findings.notProved", "status", document) == ["leaks", "not proved"])
            #expect(texts("findings.notProved", "why", document)[1].contains("`c.phone`"))
            // What nobody says to be corrected may be open.
            try made.write("findings.yaml", Self.findings.replacing(", corrected: 2022-10-14", with: ""))
            document = try made.document()
            #expect(DocumentChecks.run(document) == [])
            #expect(document.table("findings.notProved")?.rows.count == 2)
        }
    }

    @Test func `what cannot be proved of the systems as they were is listed, and is no leak`() async throws {
        try await withScratch { scratch in
            let made = try Made(in: scratch, after: false)
            try made.change("inspection/before/catalogue.yaml", "      by: r.destination\n") { _ in
                "      by: CASE WHEN c.purchaser_code IS NOT NULL THEN 'NW00' END\n"
            }
            try made.change("inspection/before/catalogue.yaml", "tells: phone,") { _ in "" }
            let document = try made.document()
            #expect(failures(document) == ["surface.purchase-report unfounded", "total unfounded"])
            #expect(document.table("findings.notProved")?.rows.map(\.id) == ["before.purchase-report"])
            #expect(document.table("findings.examples")?.column("retest") == nil)
            #expect(document.table("findings.agreement")?.column("notClosed") == nil)
        }
    }

    @Test func `a surface that masking would have closed lacks a mask`() async throws {
        try await withScratch { scratch in
            let made = try Made(in: scratch, findings: "findings:\n" + Self.finding(1, "purchase-feed"), after: false)
            // That there is such a record anybody may know; and nobody more of another's.
            try made.write(
                "inspection/policies/barrier.cedar",
                """
                @id("existence") @ja("記録があることは見てよい。") @en("anybody may know that there is a record")
                permit (principal, action == Action::"view.existence", resource);
                @id("own-customers") @ja("自社のお客さまは見てよい。") @en("a company may see its own customers")
                permit (principal, action, resource)
                when { resource has owner && resource.owner == principal.side };
                """)
            let document = try made.document()
            #expect(texts("findings", "cause", document) == ["missing mask: a slip"])
            #expect(texts("findings", "fields", document) == ["start of receipt, maximum output, purchase kind"])
        }
    }

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
            let made = try Made(in: scratch)
            let line = Self.finding(1, "purchase-feed")
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
            let made = try Made(in: scratch)
            let typed =
                "salesUse: none, surfaceKind: feed, causeKind: wrongCondition, records: purchase, byContractor: false, "
                + "fields: [purchaseKind, maximumOutput, supplyReceiptStart]"
            try made.change("findings.yaml", Self.finding(1, "purchase-feed")) {
                $0.replacing("salesUse: none", with: typed)
            }
            let document = try made.document()
            #expect(DocumentChecks.run(document) == [])
            #expect(texts("findings", "fields", document)[0] == "purchase kind, maximum output, start of receipt")
        }
    }

    @Test func `the survey names the catalogues and their policies, and tells what is wrong with them`() async throws {
        try await withScratch { scratch in
            let made = try Made(in: scratch)
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
            try Data(Self.findings.utf8).write(to: folder.appending(path: "findings.yaml"))
            let problems = CaseSurvey(try LoadedCase(folder: InputFolder(path: folder.path))).problems.map(\.en)
            #expect(problems.count == 1)
            #expect(
                problems[0].hasSuffix(
                    "to name a surface, say in `inspection` of case.yaml which catalogue is inspected"))
        }
    }

    @Test func `a report is no longer current when a catalogue or its policies were changed`() async throws {
        try await withScratch { scratch in
            let made = try Made(in: scratch)
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
