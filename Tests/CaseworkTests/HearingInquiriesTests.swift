import Foundation
import Intake
import Registry
import Report
import Testing
import Trace

@testable import Casework

@Suite("Populations of the hearings")
struct HearingInquiriesTests {
    private func codebook(_ population: String) -> String {
        """
        roles: [{ id: viewer, ja: 閲覧者, en: viewer }]
        groups: [{ id: corporate, ja: 部, en: group, population: \(population) }]
        themes:
          - { id: beliefs, ja: 認識, en: beliefs, kind: single, codes: [{ id: none, ja: なし, en: none }] }

        """
    }

    private func investigate(_ folder: URL, _ population: String) throws -> Investigation {
        try Data(codebook(population).utf8).write(to: folder.appending(path: "hearings/codebook.yaml"))
        try Data(
            "record,person,group,role,position,heardOn,beliefs\nH1,P01,corporate,viewer,staff,2022-11-14,none\n".utf8
        )
        .write(to: folder.appending(path: "hearings/records.csv"))
        return try Investigation(try LoadedCase(folder: InputFolder(path: folder.path)))
    }

    @Test("the same as counting the exposures one by one", arguments: 1...20 as ClosedRange<UInt64>)
    func twin(seed: UInt64) async throws {
        try await withScratch { folder in
            try Built.copyExample(to: folder)
            var random = Dice(seed: seed)
            let departments = ["D1", "D2", "D3", "D9"].filter { _ in Bool.random(using: &random) }
            let kind = ["employee", "contractor", nil].randomElement(using: &random) ?? nil
            let (from, to) = (Int.random(in: 1...6, using: &random), Int.random(in: 7...9, using: &random))
            let hasPeriod = Bool.random(using: &random)
            var population = "study: enquiry"
            if !departments.isEmpty { population += ", departments: [\(departments.joined(separator: ", "))]" }
            if let kind { population += ", kind: \(kind)" }
            if hasPeriod { population += ", period: { from: 2022-0\(from)-01, to: 2022-0\(to)-01 }" }
            let investigation = try investigate(folder, "{ \(population) }")
            let directory = investigation.registers.directory
            var people: Set<String> = []
            for exposure in investigation.found.exposures {
                let employment = directory[exposure.employment]
                let month = exposure.instant.day(in: .japan).month
                if !departments.isEmpty {
                    guard let department = employment.department, departments.contains(directory[department].id)
                    else { continue }
                }
                if let kind, employment.kind.rawValue != kind { continue }
                if hasPeriod, !(from..<to).contains(month) { continue }
                people.insert(directory[employment.person].id)
            }
            let table = try #require(investigation.report.table("hearings.heard"))
            let cell = try #require(table["corporate.viewer", "population"])
            #expect(cell.value.asCount?.number == people.count, "seed \(seed): \(population)")
            #expect(investigation.inquiries.heardPopulations["corporate"] == people, "seed \(seed): \(population)")
        }
    }

    @Test(
        "a population of what is not there is refused, with its place",
        arguments: [
            (
                "{ study: survey }",
                "hearings/codebook.yaml:2:66: there is no study `survey` in case.yaml, only `enquiry`"
            ),
            (
                "{ study: enquiry, departments: [D1, D7] }",
                "hearings/codebook.yaml:2:93: department `D7` is not in the register of departments; mend the id"
            ),
            (
                "{ study: enquiry, period: { from: 2022-05-01, to: 2022-05-01 } }",
                "hearings/codebook.yaml:2:83: `2022-05-01` to `2022-05-01` is no period: `to` is the day after the last"
            ),
        ])
    func refused(_ population: String, _ message: String) async throws {
        try await withScratch { folder in
            try Built.copyExample(to: folder)
            let error = #expect(throws: CaseworkError.self) { try investigate(folder, population) }
            #expect(error?.problems.map(\.en) == [message])
        }
    }

    @Test("answers that do not add up with the respondents block the report")
    func crossChecks() async throws {
        try await withScratch { folder in
            try Built.copyExample(to: folder)
            let investigation = try Investigation(try LoadedCase(folder: InputFolder(path: folder.path)))
            var report = investigation.report
            #expect(DocumentChecks.run(report).isEmpty)
            // One respondent too many, in a table that adds up within itself.
            let forged = try JSONRenderer.read(
                JSONRenderer.store(report).replacing(
                    #""to":{"column":"total","row":"respondents","table":"study.enquiry.population"}"#,
                    with: #""to":{"column":"total","row":"population","table":"study.enquiry.population"}"#))
            report.checks = forged.checks
            #expect(DocumentChecks.run(report).map(\.kind) == [.equality, .equality])
        }
    }
}
