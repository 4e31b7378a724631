import Barrier
import Conditions
import Foundation
import Intake
import Testing

@testable import Inspection

/// The catalogues that are shipped as examples.
enum Shipped {
    static func file(_ name: String) -> URL {
        URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../../Examples/inspection/\(name)")
            .standardized
    }

    static func text(_ name: String) throws -> String {
        try String(contentsOf: file("\(name)/catalogue.yaml"), encoding: .utf8)
    }

    static func catalogue(_ name: String) throws -> SystemCatalogue {
        let text = try text(name)
        let file = try CatalogueDocument.file(Array(text.utf8), named: "catalogue.yaml")
        let reading = CatalogueReading(file, text: text)
        try #require(reading.problems == [])
        return reading.catalogue
    }

    static func barrier(_ catalogue: SystemCatalogue) throws -> BarrierTable {
        let text = try String(contentsOf: file("policies/barrier.cedar"), encoding: .utf8)
        return try BarrierTable([PolicyText(file: "barrier.cedar", text: text)], catalogue)
    }

    static func report(_ name: String) throws -> InspectionReport {
        let catalogue = try catalogue(name)
        return Inspector(catalogue, try barrier(catalogue), text: try text(name)).report()
    }
}

struct ExampleTests {
    /// What the published report says of each of the four.
    @Test(arguments: [
        (
            "purchase-feed", [RecordField.supplyReceiptStart, .maximumOutput, .purchaseKind],
            "changing `c.purchaser_code = 'KP01' AND c.purchase_kind = '1' OR c.purchase_kind = '2' AND c.status = '1'` in "
                + "the condition to `c.purchaser_code = 'KP01' AND (c.purchase_kind = '1' OR c.purchase_kind = '2' AND "
                + "c.status = '1')` closes it"
        ),
        (
            "usage-feed", [.contractHolder, .usage, .contractedPower, .powerFactor],
            "adding `s.supplier_code = 'KP01'` to the condition closes it"
        ),
        (
            "expiry-extract", [.contractHolder, .facilityID, .purchaseKind, .purchaseEnd, .contactAddress],
            "changing `COALESCE(c.purchaser_code, 'KP01') = 'KP01'` in the condition to `c.purchaser_code = 'KP01'` closes it"
        ),
        (
            "purchase-report", [.contractHolder, .contactAddress, .phone],
            "adding `"
        ),
    ])
    func `the four errors of the published report are found with their fields, and how to mend them`(
        surface: String, fields: [RecordField], repair: String
    ) throws {
        let report = try Shipped.report("before")
        #expect(report.count(.leaks) == 4 && !report.isClean)
        let finding = try #require(report.findings.first { $0.kind == .leak && $0.surface == surface })
        #expect(finding.fields == fields)
        #expect(finding.repair?.message.en.hasPrefix(repair) == true, "\(String(describing: finding.repair))")
        let example = try #require(finding.example)
        print(surface, example.tables, example.output, example.sentence.ja, finding.repair?.message.ja ?? "-")
        #expect(
            !example.tables.isEmpty
                && example.output.count == 3 + (surface == "usage-feed" ? 2 : surface == "expiry-extract" ? 2 : 0))
    }

    @Test func `once corrected they are proved closed`() throws {
        let report = try Shipped.report("after")
        #expect(report.isClean && report.count(.proved) == 4)
        #expect(report.findings.isEmpty, "\(report.findings)")
    }
}
