import Foundation
import Intake
import Report
import Testing

@testable import Casework

/// `Examples/case` with the catalogues of `Examples/inspection`.
struct InspectedCase {
    /// The four errors, and the fields that the published report says could be seen.
    static let errors = [
        ("purchase-feed", ["supplyReceiptStart", "maximumOutput", "purchaseKind"]),
        ("usage-feed", ["contractHolder", "usage", "contractedPower", "powerFactor"]),
        ("expiry-extract", ["contractHolder", "facilityID", "purchaseKind", "purchaseEnd", "contactAddress"]),
        ("purchase-report", ["contractHolder", "contactAddress", "phone"]),
    ]

    static func finding(_ number: Int, _ surface: String, _ more: String = "corrected: 2022-10-14") -> String {
        "  - { id: F\(number), item: { ja: 事案, en: item }, surface: \(surface), cause: { ja: 誤り, en: a slip }, "
            + "salesUse: none, \(more) }\n"
    }

    static let findings =
        "findings:\n" + errors.enumerated().map { finding($0.offset + 1, $0.element.0) }.joined()

    let folder: URL

    init(in scratch: URL, findings: String? = InspectedCase.findings, after: Bool = true) throws {
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

    /// A column's texts in English, row by row.
    static func texts(_ table: String, _ column: String, _ document: ReportDocument) -> [String] {
        guard let table = document.table(table) else { return [] }
        return table.rows.map { table[$0.id, column]?.value.text(.en) ?? "none" }
    }
}
