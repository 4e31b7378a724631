import Foundation
import Intake
import Testing

@testable import Simulation

/// The catalogues of the shipped scenario: they belong to its world, and are the examples' but for the companies.
@Suite struct ScenarioCatalogueTests {
    private static func text(_ path: String) throws -> String {
        try String(contentsOf: MadeCase.repository.appending(path: path), encoding: .utf8)
    }

    /// The companies of a catalogue: id, kind and names, one on each line.
    private func companies(_ text: String) -> [[String]] {
        text.split(separator: "\n").compactMap { line in
            guard
                let found = line.firstMatch(
                    of: /- \{id: (\S+), kind: (\w+),.* name: \{ja: (.+), en: (.+?)\}\}/)
            else { return nil }
            return [found.1, found.2, found.3, found.4].map(String.init)
        }
    }

    @Test(arguments: ["before", "after"])
    func theirCompaniesAreThoseOfTheWorld(_ side: String) throws {
        let market = Market(try MadeCase.scenario2023().file)
        let found = companies(try Self.text("Scenarios/inspection/\(side)/catalogue.yaml"))
        #expect(found.count == 5)
        for company in found {
            let known = try #require(market.companies.first { $0.id == company[0] }, "\(company)")
            #expect([known.id, known.kind, known.name.ja, known.name.en] == company)
        }
    }

    @Test(arguments: ["before", "after"])
    func theirTablesAndSurfacesAreThoseOfTheExamples(_ side: String) throws {
        let example = try Self.text("Examples/inspection/\(side)/catalogue.yaml")
        let shipped = try Self.text("Scenarios/inspection/\(side)/catalogue.yaml")
        // Codes and ids of the examples' companies, and those of the scenario's.
        var renamed = example
        for (old, new) in [
            ("system-works", "K01"), ("kita-power", "R001"), ("KP01", "R001"), ("MD02", "R002"), ("SK03", "R003"),
            ("NW00", "N01"),
        ] { renamed.replace(old, with: new) }
        func body(_ text: String) -> Substring {
            text[(text.firstRange(of: "\ntables:")?.lowerBound ?? text.endIndex)...]
        }
        #expect(body(shipped).count > 1000)
        #expect(body(shipped) == body(renamed))
    }

    @Test func theyUseTheRuleBookOfTheCase() throws {
        for side in ["before", "after"] {
            #expect(
                try Self.text("Scenarios/inspection/\(side)/catalogue.yaml")
                    .contains("\npolicies: [../../policies/barrier.cedar]\n"))
        }
        #expect(try MadeCase.scenario2023().policies == ["policies/barrier.cedar"])
        #expect(
            SimulatedWorld.catalogues == ["inspection/before/catalogue.yaml", "inspection/after/catalogue.yaml"])
    }
}
