import Casework
import Foundation
import Intake
import Registry
import Report
import Testing

/// `Examples/case`, whose figures were counted by hand from its files, row by row.
@Suite("The example case")
struct ExampleCaseFileTests {
    private static let example = InputFolder(path: Built.repository.appending(path: "Examples/case").path)

    private static func report() throws -> (InvestigationOutcome, ReportDocument) {
        let investigation = try Investigation(try LoadedCase(folder: example))
        return (InvestigationOutcome(investigation), investigation.report)
    }

    /// A table's numbers, row by row; nil where a cell holds none.
    private func numbers(_ table: String, _ document: ReportDocument) throws -> [String: [Int?]] {
        let table = try #require(document.table(table), "no table \(table)")
        return Dictionary(
            uniqueKeysWithValues: table.rows.map { row in (row.id, row.cells.map { $0.value.asCount?.number }) })
    }

    @Test("rows, and what became of them")
    func rows() throws {
        let (outcome, document) = try Self.report()
        #expect(outcome.rows == RowAccount(rowsIn: 37, used: 30, rejected: 4, duplicates: 3))
        #expect(outcome.surfaces.map(\.exposures) == [10, 9, 0])
        #expect(outcome.surfaces.map(\.otherExposures) == [0, 0, 0])
        #expect(outcome.surfaces.map(\.undetermined) == [5, 0, 0])
        #expect(outcome.surfaces.map(\.lawful) == [6, 3, 0])
        let days = outcome.surfaces.map { [$0.days.views, $0.days.noViews, $0.days.noLog] }
        #expect(days == [[19, 103, 61], [9, 145, 29], [0, 0, 183]])
        #expect(outcome.surfaces.map(\.keepsHistory) == [true, true, false])
        #expect(outcome.registers.map(\.rows.rejected).reduce(0, +) == 0)
        #expect(outcome.registers.map(\.table.rawValue).contains("contacts"))
        #expect(outcome.checks.failures == [])
        #expect(
            try numbers("data.undetermined", document) == [
                "unknownViewer": [1], "sharedAccount": [1], "noEmployment": [0], "overlappingEmployments": [0],
                "notInRegister": [1], "noneThen": [1], "overlapping": [1], "total": [5],
            ])
        #expect(
            try numbers("data.rejects", document) == [
                "impossibleDate": [1], "cutShort": [1], "outsidePeriod": [1], "emptyIdentifier": [1], "total": [4],
            ])
        // Used, rejected (a draft, a late one, one from outside), duplicates, rows in.
        #expect(
            try numbers("data.inquiries", document) == ["answers.enquiry": [5, 3, 1, 9], "hearings": [5, 0, 0, 5]])
        #expect(try numbers("rules", document)["affiliate-barrier"] == [nil, nil, 18, 0])
        #expect(try numbers("rules", document)["last-resort-barrier"] == [nil, nil, 1, 0])
        // A chapter of rules says of each whether it permits or forbids.
        let rules = try #require(document.table("rules"))
        #expect(rules["own-customers", "effect"]?.value == .text(Phrase(ja: "許可", en: "permits")))
        #expect(rules["affiliate-barrier", "effect"]?.value == .text(Phrase(ja: "禁止", en: "forbids")))
    }

    @Test("exposures, and whose")
    func exposures() throws {
        let (_, document) = try Self.report()
        #expect(
            try numbers("study.enquiry.contracts", document) == [
                "views": [13, 6, 19], "foldedViews": [10, 6, 16], "viewers": [5, 2, 6], "contracts": [4, 4, 6],
                "supplyPoints": [4, 4, 6], "terminals": [5, 2, 6], "retailers": [3, 2, 3],
            ])
        // Views, folded, viewers, contracts, supply points, terminals, retailers.
        #expect(
            try numbers("exposures.enquiry.voltage", document) == [
                "extraHigh": [1, 1, 1, 1, 1, 1, 1], "high": [4, 3, 2, 2, 2, 2, 2], "low": [14, 12, 6, 3, 3, 6, 2],
                "total": [19, 16, 6, 6, 6, 6, 3],
            ])
        let months = try numbers("exposures.enquiry.month", document).mapValues { Array($0.prefix(3)) }
        #expect(
            months == [
                "2022-04": [5, 4, 3], "2022-05": [5, 5, 4], "2022-06": [3, 3, 3], "2022-07": [3, 1, 1],
                "2022-08": [2, 2, 2], "2022-09": [1, 1, 1], "total": [19, 16, 6],
            ])
        #expect(
            try numbers("surfaces.enquiry", document) == [
                "enquiry.screen": [2, 2, 0, 0], "enquiry.report": [1, 0, 0, 1],
            ])
    }

    @Test("what happened around the views")
    func explanations() throws {
        let (_, document) = try Self.report()
        #expect(
            try numbers("study.enquiry.explanations", document) == [
                "contact": [9, 4, 3], "noContact": [10, 6, 6], "switch": [4, 2, 2], "noSwitch": [15, 6, 4],
                "switchOnly": [2, 2, 2], "total": [19, 6, 6],
            ])
    }

    @Test("answers: employees, contractors, total")
    func answers() throws {
        let (_, document) = try Self.report()
        #expect(
            try numbers("study.enquiry.population", document) == [
                "population": [5, 1, 6], "respondents": [4, 1, 5], "rate": [nil, nil, nil],
            ])
        let rates = document.table("study.enquiry.population")?.row("rate")?.cells.map { $0.value.text(.en) }
        #expect(rates == ["80.0%", "100.0%", "83.3%"])
        #expect(
            try numbers("study.enquiry.modes", document) == [
                "web": [3, 1, 4], "interview": [1, 0, 1], "total": [4, 1, 5],
            ])
        #expect(
            try numbers("study.enquiry.q.purpose", document) == [
                "request": [3, 1, 4], "sales": [1, 0, 1], "total": [4, 1, 5],
            ])
        #expect(
            try numbers("study.enquiry.q.aware", document) == [
                "knew": [3, 0, 3], "didNotKnow": [1, 1, 2], "total": [4, 1, 5],
            ])
        #expect(
            try numbers("study.enquiry.q.route", document) == [
                "colleague": [1, 0, 1], "supervisor": [0, 0, 0], "self": [1, 0, 1], "noAnswer": [1, 0, 1],
                "total": [3, 0, 3],
            ])
        #expect(
            try numbers("study.enquiry.q.reasons", document) == [
                "kind": [1, 0, 1], "efficient": [2, 0, 2], "allowed": [1, 0, 1], "base": [3, 0, 3],
            ])
        #expect(
            try numbers("study.enquiry.setAside", document) == [
                "draft": [1], "double": [1], "early": [0], "late": [1], "outsidePopulation": [1], "notAsked": [1],
                "unanswered": [1], "rejected": [0],
            ])
        #expect(document.table("study.enquiry.q.comment") == nil)
    }

    @Test("hearings and findings")
    func hearings() throws {
        let (_, document) = try Self.report()
        #expect(
            try numbers("hearings.heard", document) == [
                "corporate.viewer": [3, 1, 3], "corporate.supervisor": [2, 2, nil], "total": [4, 2, nil],
            ])
        #expect(
            try numbers("hearings.beliefs", document) == [
                "systemRight": [2, 2], "habit": [1, 1], "notForSales": [1, 1], "base": [3, 3],
            ])
        #expect(
            try numbers("hearings.knewOf", document) == [
                "didNotKnow": [1, 1], "thoughtFine": [1, 1], "base": [2, 2],
            ])
        #expect(document.table("findings")?.rows.map(\.id) == ["F1", "F2"])
    }

    @Test("every number says which files it came from, and the files are as they were read")
    func provenance() throws {
        let (_, document) = try Self.report()
        let known = Dictionary(uniqueKeysWithValues: document.inputs.map { ($0.name, $0.sha256) })
        var cited: Set<String> = []
        for table in document.tables {
            for cell in table.rows.flatMap(\.cells) where cell.value.isNumber {
                let provenance = try #require(cell.provenance, "a number of \(table.id) was born nowhere")
                #expect(!provenance.inputs.isEmpty)
                for input in provenance.inputs {
                    #expect(known[input.name] == input.sha256)
                    cited.insert(input.name)
                }
            }
        }
        // Of the whole case only the findings, a table of words, are behind no number.
        #expect(Set(known.keys).subtracting(cited) == ["findings.yaml"])
        for (name, digest) in known {
            let bytes = try Data(contentsOf: Built.repository.appending(path: "Examples/case/\(name)"))
            #expect(Digests.sha256([UInt8](bytes)) == digest, "\(name)")
        }
    }

    @Test("its rule book is the one that is shipped")
    func ruleBook() throws {
        let name = "policies/barrier.cedar"
        let copy = try Data(contentsOf: Built.repository.appending(path: "Examples/case/\(name)"))
        #expect(try Data(contentsOf: Built.repository.appending(path: "Scenarios/\(name)")) == copy)
    }
}
