import Foundation
import Intake
import Registry
import Testing

@testable import Casework

/// The example's files, broken one line at a time: whatever is wrong, the message says where.
@Suite("Broken cases")
struct CaseFileMutationTests {
    /// What is wrong with the case, or nothing.
    private func problems(_ folder: URL) throws -> [BilingualText] {
        do throws(CaseworkError) {
            return CaseSurvey(try LoadedCase(folder: InputFolder(path: folder.path))).problems
        } catch {
            return error.problems
        }
    }

    @Test(
        "without one line, or with one changed, each problem names a file",
        arguments: [
            "case.yaml", "questionnaire/enquiry.yaml", "hearings/codebook.yaml", "findings.yaml",
            "policies/barrier.cedar",
        ])
    func lines(_ name: String) async throws {
        let seed: UInt64 = 20_221_001
        try await withScratch { folder in
            try Built.copyExample(to: folder)
            let file = folder.appending(path: name)
            let lines = try String(contentsOf: file, encoding: .utf8).split(
                separator: "\n", omittingEmptySubsequences: false)
            var faulty = 0
            var random = Dice(seed: seed)
            for number in lines.indices {
                let change = Int.random(in: 0..<4, using: &random)
                var changed = lines.map(String.init)
                switch change {
                case 0: changed.remove(at: number)
                case 1: changed[number] = " " + changed[number]
                case 2: changed[number] = changed[number].replacing(":", with: "", maxReplacements: 1)
                default: changed[number] = String(changed[number].reversed())
                }
                try Data(changed.joined(separator: "\n").utf8).write(to: file)
                let found = try problems(folder)
                if !found.isEmpty { faulty += 1 }
                for problem in found {
                    let isPlaced = [
                        "case.yaml:", "questionnaire/", "hearings/", "findings.yaml:", "policies/", "logs/",
                        "registry/",
                    ].contains { problem.en.hasPrefix($0) && problem.ja.hasPrefix($0) }
                    #expect(isPlaced, "seed \(seed), line \(number + 1), change \(change): \(problem)")
                }
            }
            #expect(faulty > lines.count / 4, "seed \(seed): the changes broke hardly anything")
        }
    }

    @Test("a survey finds nothing wrong with the example, and an investigation neither")
    func sound() async throws {
        try await withScratch { folder in
            try Built.copyExample(to: folder)
            #expect(try problems(folder).isEmpty)
        }
    }

    @Test("what a survey passes, an investigation can do", arguments: 0..<40)
    func agreement(_ number: Int) async throws {
        // Lines of tables that go missing: the survey looks at headings only, so the investigation must cope.
        try await withScratch { folder in
            try Built.copyExample(to: folder)
            var random = Dice(seed: UInt64(number))
            let names = [
                "registry/companies.csv", "registry/departments.csv", "registry/people.csv", "registry/accounts.csv",
                "registry/employments.csv", "registry/supply-periods.csv", "questionnaire/answers-web.csv",
                "hearings/records.csv", "registry/contacts.csv", "logs/customer-screen/views.tsv",
            ]
            for name in names {
                let file = folder.appending(path: name)
                let lines = try String(contentsOf: file, encoding: .utf8).split(separator: "\n")
                let kept = lines.enumerated().filter { $0.offset == 0 || Int.random(in: 0..<4, using: &random) > 0 }
                try Data((kept.map { String($0.element) }.joined(separator: "\n") + "\n").utf8).write(to: file)
            }
            let loaded = try LoadedCase(folder: InputFolder(path: folder.path))
            let survey = CaseSurvey(loaded)
            do throws(CaseworkError) {
                let outcome = InvestigationOutcome(try Investigation(loaded))
                #expect(survey.problems.isEmpty, "seed \(number): \(survey.problems)")
                #expect(outcome.rows.balances, "seed \(number)")
                #expect(outcome.registers.allSatisfy { $0.rows.balances }, "seed \(number)")
                #expect(outcome.checks.failures.isEmpty, "seed \(number): \(outcome.checks.failures)")
            } catch {
                #expect(error.problems == survey.problems, "seed \(number)")
            }
        }
    }
}
