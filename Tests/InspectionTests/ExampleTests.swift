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

    static func catalogue(_ name: String) throws -> SystemCatalogue {
        let text = try String(contentsOf: file("\(name)/catalogue.yaml"), encoding: .utf8)
        let file = try CatalogueDocument.file(Array(text.utf8), named: "catalogue.yaml")
        let reading = CatalogueReading(file, text: text)
        try #require(reading.problems == [])
        return reading.catalogue
    }

    static func barrier(_ catalogue: SystemCatalogue) throws -> BarrierTable {
        let text = try String(contentsOf: file("policies/barrier.cedar"), encoding: .utf8)
        return try BarrierTable([PolicyText(file: "barrier.cedar", text: text)], catalogue)
    }
}

struct ExampleTests {
    @Test func `the four errors of the published report are found`() throws {
        let catalogue = try Shipped.catalogue("before")
        var prover = Prover(catalogue, try Shipped.barrier(catalogue))
        for surface in catalogue.surfaces {
            let verdict = prover.verdict(of: surface)
            guard case .leaks(let example) = verdict.outcome else {
                Issue.record("\(surface.id): \(verdict.outcome)")
                continue
            }
            print(
                surface.id, verdict.classes.classes, example.database,
                example.leaks.map { "\($0.viewer) \($0.fieldClass) \(String(describing: $0.owner)) \($0.policies)" })
        }
    }

    @Test func `once corrected they are proved closed`() throws {
        let catalogue = try Shipped.catalogue("after")
        var prover = Prover(catalogue, try Shipped.barrier(catalogue))
        for surface in catalogue.surfaces {
            let clock = ContinuousClock()
            let start = clock.now
            let verdict = prover.verdict(of: surface)
            guard case .proved = verdict.outcome else {
                Issue.record("\(surface.id): \(verdict.outcome)")
                continue
            }
            #expect(verdict.isAlwaysEmpty == false && verdict.isAlwaysTrue != true)
            print(surface.id, clock.now - start)
        }
    }
}
