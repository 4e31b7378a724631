import Foundation
import Intake
import Report
import Testing

@testable import Casework

/// `Examples/case` with the catalogues of `Examples/inspection`: what the report says of the inspection, and when it
/// blocks itself.
@Suite("Findings of an inspection")
struct CaseInspectionTests {
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

    @Test func `what could be seen comes from the inspection, with row, mend and retest`() async throws {
        try await withScratch { scratch in
            let document = try InspectedCase(in: scratch).document()
            #expect(DocumentChecks.run(document) == [])
            let labels = Wording.fields
            #expect(
                InspectedCase.texts("findings", "fields", document)
                    == InspectedCase.errors.map { _, fields in
                        fields.map { labels[$0]?.en ?? $0 }.joined(separator: ", ")
                    })
            #expect(
                InspectedCase.texts("findings", "cause", document) == [
                    "wrong condition: a slip", "wrong condition: a slip", "wrong condition: a slip",
                    "wrong routing: a slip",
                ])
            #expect(
                InspectedCase.texts("findings.examples", "retest", document)
                    == Array(repeating: "proved closed", count: 4))
            #expect(
                InspectedCase.texts("findings.examples", "records", document) == [
                    "purchase contracts", "supply contracts", "purchase contracts, given to a contractor",
                    "purchase contracts",
                ])
            let rows = InspectedCase.texts("findings.examples", "example", document)
            #expect(rows[0].contains("customer of") && rows[0].contains("Kitahama Power is shown `receipt_start`"))
            #expect(
                rows[2].hasPrefix("nothing says whose customer this row is about, and Kitahama Systems (acting for"))
            #expect(
                InspectedCase.texts("findings.examples", "mend", document)[1]
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
            let made = try InspectedCase(in: scratch)
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
            let made = try InspectedCase(in: scratch)
            try made.change("findings.yaml", InspectedCase.finding(2, "usage-feed")) { _ in "" }
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
            let document = try InspectedCase(in: scratch, findings: nil).document()
            #expect(
                failures(document) == Set(InspectedCase.errors.map { "surface.\($0.0) unnamed" } + ["total unnamed"]))
            #expect(document.table("findings")?.rows.isEmpty == true)
        }
    }

    @Test func `a finding that does not leak blocks the report`() async throws {
        try await withScratch { scratch in
            let made = try InspectedCase(in: scratch)
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
            let made = try InspectedCase(in: scratch)
            let after = "inspection/after/catalogue.yaml"
            // One leaks still, of one nobody knows what it shows, and one is no longer in the catalogue.
            try made.change(after, "      s.supplier_code = 'KP01'") { _ in "      s.supplier_code <> 'KP01'" }
            try made.change(after, "tells: phone,") { _ in "" }
            try made.change(after, "id: expiry-extract") { _ in "id: extract-of-ends" }
            var document = try made.document()
            let open = ["usage-feed", "expiry-extract", "purchase-report"]
            #expect(failures(document) == Set(open.map { "surface.\($0) notClosed" } + ["total notClosed"]))
            #expect(
                InspectedCase.texts("findings.examples", "retest", document) == [
                    "proved closed", "leaks", "not in the catalogue of today", "not proved",
                ])
            #expect(
                document.table("findings.notProved")?.rows.map(\.id) == ["after.usage-feed", "after.purchase-report"])
            #expect(InspectedCase.texts("findings.notProved", "status", document) == ["leaks", "not proved"])
            #expect(InspectedCase.texts("findings.notProved", "why", document)[1].contains("`c.phone`"))
            // What nobody says to be corrected may be open.
            try made.write("findings.yaml", InspectedCase.findings.replacing(", corrected: 2022-10-14", with: ""))
            document = try made.document()
            #expect(DocumentChecks.run(document) == [])
            #expect(document.table("findings.notProved")?.rows.count == 2)
        }
    }

    @Test func `what cannot be proved of the systems as they were is listed, and is no leak`() async throws {
        try await withScratch { scratch in
            let made = try InspectedCase(in: scratch, after: false)
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
            let made = try InspectedCase(
                in: scratch, findings: "findings:\n" + InspectedCase.finding(1, "purchase-feed"), after: false)
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
            #expect(InspectedCase.texts("findings", "cause", document) == ["missing mask: a slip"])
            #expect(
                InspectedCase.texts("findings", "fields", document) == [
                    "start of receipt, maximum output, purchase kind"
                ])
        }
    }
}
