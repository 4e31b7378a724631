import Conditions
import Testing

@testable import Inspection

struct PlainRowTests {
    @Test func `what leaves out the plain row leaves out a row by the solver's account, too`() throws {
        var (leftOut, kept) = (0, 0)
        for seed in UInt64(7_000)..<7_120 {
            let feed = MadeFeed(seed: seed)
            let catalogue = try feed.catalogue()
            let surface = try #require(catalogue.surfaces.first)
            guard let condition = surface.query.condition else { continue }
            guard PlainRow.isLeftOut(by: condition, of: surface, catalogue) else {
                kept += 1
                continue
            }
            leftOut += 1
            let solver = Solver(milliseconds: 5_000)
            do throws(Undecided) {
                let model = try SurfaceModel(surface, catalogue, solver)
                let rejected = solver.and([model.joined, solver.not(try model.lowering.holds(condition))])
                try model.assume()
                #expect(solver.check([rejected]) != .none, "feed \(seed): \(surface.sql)")
            } catch {
                // What the proof cannot follow, it says nothing of.
            }
        }
        #expect(leftOut >= 10 && kept >= 10, "\(leftOut) and \(kept)")
    }

    @Test(arguments: [
        ("c.facility_id IS NOT NULL OR c.purchaser_code IS NULL OR c.purchaser_code IS NOT NULL", false),
        ("c.purchaser_code = 'KP01'", true),
    ])
    func `a condition that is always true leaves out no plain row`(condition: String, isLeftOut: Bool) throws {
        var catalogue = try Shipped.catalogue("after")
        let place = try #require(catalogue.surfaces.firstIndex { $0.id == "purchase-feed" })
        let sql = "SELECT c.facility_id FROM purchase_contracts c WHERE \(condition)"
        catalogue.surfaces[place].query = try QueryReader(catalogue.tables.mapValues(\.shape)).query(sql)
        let surface = catalogue.surfaces[place]
        let read = try #require(surface.query.condition)
        #expect(PlainRow.isLeftOut(by: read, of: surface, catalogue) == isLeftOut)
    }
}
