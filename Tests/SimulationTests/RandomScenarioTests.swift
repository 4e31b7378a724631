import Report
import Testing

@testable import Simulation

/// Nothing in the pipeline knows a scenario: whatever the margins, categories and surfaces are, they come out.
@Suite struct RandomScenarioTests {
    @Test(arguments: 1...24)
    func everyCellOfEveryTableEqualsTheScenario(_ number: Int) throws {
        let seed = UInt64(number) &* 7_919
        let made = try MadeCase(Scenario(bytes: RandomScenario.bytes(seed: seed), file: "random-\(seed).json"))
        let expected = ExpectedCells(made.world)
        let differences = made.differences(expected)
        #expect(expected.cells.count > 100, "seed \(seed)")
        #expect(
            differences.isEmpty,
            "seed \(seed): \(differences.count) differ\n\(differences.prefix(12).joined(separator: "\n"))")
        for (place, study) in made.world.scenario.file.studies.enumerated() {
            let lines = made.counts[study.id] ?? []
            #expect(lines.dropFirst().sorted() == expected.countLines(place).sorted(), "seed \(seed), \(study.id)")
        }
        let checks = DocumentChecks.result(of: made.report)
        #expect(checks.failures.isEmpty, "seed \(seed): \(checks.failures.prefix(3))")
    }

    @Test func theSameSeedMakesTheSameWorld() throws {
        let bytes = try RandomScenario.bytes(seed: 77)
        func files() throws -> [String: [UInt8]] {
            var files: [String: [UInt8]] = [:]
            try SimulatedWorld(Scenario(bytes: bytes, file: "random.json")).write(policies: [], catalogues: [[1], [2]])
            { files[$0] = $1 }
            return files
        }
        let (one, other) = (try files(), try files())
        #expect(one.count > 15)
        #expect(one == other)
    }

    @Test func theRandomScenariosHoldEveryKindOfTrap() throws {
        var reasons: Set<String> = []
        for number in 1...24 {
            let world = try SimulatedWorld(
                Scenario(bytes: RandomScenario.bytes(seed: UInt64(number) &* 7_919), file: "random.json"))
            let judge = NaiveJudge(world)
            reasons.formUnion(judge.undetermined.keys)
            reasons.formUnion(judge.rejects.keys)
            reasons.formUnion(judge.exposures.map(\.rule))
            if judge.exposures.contains(where: \.isRepeat) { reasons.insert("repeat") }
        }
        #expect(
            reasons.isSuperset(of: [
                "unknownViewer", "sharedAccount", "noEmployment", "overlappingEmployments", "notInRegister", "noneThen",
                "overlapping", "impossibleDate", "cutShort", "outsidePeriod", "affiliate-barrier",
                "last-resort-barrier",
                "no-network-data-for-sales", "repeat",
            ]), "\(reasons)")
    }
}
