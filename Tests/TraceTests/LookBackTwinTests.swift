import Barrier
import Intake
import Registry
import Testing
import Trace

@Suite("the look-back against its brute-force twin")
struct LookBackTwinTests {
    static let seeds = Array(UInt64(1)...24)

    static func world(_ seed: UInt64) throws -> (world: World, logs: MadeLogs) {
        var dice = Dice(seed: seed)
        let world = World(&dice)
        return (world, try MadeLogs(of: world, &dice))
    }

    @Test("views, verdicts, rejects, accounts and coverage are those of the nested loops", arguments: seeds)
    func agrees(seed: UInt64) throws {
        let (world, logs) = try Self.world(seed)
        let twin = Twin(world, logs)
        var lookBack = try world.lookBack()
        lookBack.threads = 1
        let result = try lookBack.run(logs.sources)
        let plain = Plain(result, lookBack)
        expectSame(plain.exposures, twin.exposures, "exposures, seed \(seed)")
        expectSame(plain.undetermined, twin.undetermined, "undetermined, seed \(seed)")
        expectSame(plain.rejects, twin.rejects, "rejects, seed \(seed)")
        for (surface, known) in World.surfaces.enumerated() {
            let comment: Comment = "\(known.id), seed \(seed)"
            #expect(result.accounts[surface] == twin.account(surface), comment)
            #expect(result.accounts[surface].balances, comment)
            #expect(result.lawfulRepeats[surface] == twin.lawfulRepeats(surface), comment)
            #expect(
                result.lawful[surface]
                    == World.companies.map { company in
                        twin.lawful.count { $0.surface == surface && $0.side == company.id }
                    }, comment)
            expectSame(result.coverage.days[surface], twin.coverage(surface), comment)
        }
        // However the files are cut, and whoever reads the pieces: the same, to the letter.
        let cuts = [(1, 97), (2, 301), (2, 64), (2, 4 << 20)]
        for (threads, stride) in [cuts[Int(seed % 4)]] {
            (lookBack.threads, lookBack.stride) = (threads, stride)
            let again = try lookBack.run(logs.sources)
            let comment: Comment = "\(threads) threads, pieces of \(stride) bytes, seed \(seed)"
            expectSame(again.exposures, result.exposures, comment)
            expectSame(again.undetermined, result.undetermined, comment)
            expectSame(again.rejects, result.rejects, comment)
            #expect(again.accounts == result.accounts, comment)
            #expect(again.lawful == result.lawful, comment)
            #expect(again.lawfulRepeats == result.lawfulRepeats, comment)
            #expect(again.coverage.days == result.coverage.days, comment)
            #expect(again.terminals == result.terminals, comment)
            #expect(again.verdicts == result.verdicts, comment)
            #expect(again.files == result.files, comment)
        }
    }

    @Test("every kind of thing happens in these worlds, so that agreement means something")
    func notDegenerate() throws {
        var seen: [String: Int] = [:]
        func note(_ what: String, _ count: Int = 1) { seen[what, default: 0] += count }
        for seed in Self.seeds {
            let (world, logs) = try Self.world(seed)
            let twin = Twin(world, logs)
            for exposure in twin.exposures {
                note(exposure.isRepeat ? "repeated exposure" : "exposure")
                for reason in exposure.reasons { note(reason) }
                note("exposure by \(exposure.viewer.kind) of \(exposure.viewer.company) for \(exposure.viewer.side)")
                let day = World.dayInJapan(exposure.second)
                if exposure.period.from == day { note("exposure on the day of a switch") }
                if exposure.period.to == day + 1 { note("exposure on the day before a switch") }
                if exposure.viewer.from == day { note("exposure on the day of a transfer") }
                note("exposure on \(World.surfaces[exposure.surface].id)")
            }
            for view in twin.lawful {
                let day = World.dayInJapan(view.second)
                let periods = world.supply.filter { $0.number == view.subject }
                if periods.contains(where: { $0.from == day }) { note("lawful on the day of a switch") }
                if periods.contains(where: { $0.to == day + 1 }) { note("lawful on the day before a switch") }
            }
            for surface in World.surfaces.indices { note("lawful repeat", twin.lawfulRepeats(surface)) }
            for view in twin.undetermined { note(view.reason.rawValue) }
            for reject in twin.rejects { note("\(reject.reason.rawValue) \(reject.heading == nil ? "row" : "field")") }
            for surface in World.surfaces.indices {
                for day in twin.coverage(surface) {
                    if case .views = day { note("day with views") } else { note("day \(day)") }
                }
            }
            for dialect in logs.dialects { note("\(dialect.dates)"); note("\(dialect.encoding)") }
        }
        let wanted =
            UndeterminedView.Reason.allCases.map(\.rawValue) + DateDialect.allCases.map { "\($0)" }
            + TextEncoding.allCases.map { "\($0)" } + Rule.all.filter(\.isForbid).map(\.id)
            + [
                "default-deny", "exposure", "repeated exposure", "lawful repeat", "exposure on the day of a switch",
                "exposure on the day before a switch", "exposure on the day of a transfer", "exposure on purchases",
                "lawful on the day of a switch", "lawful on the day before a switch",
                "exposure by contractor of K1 for R1", "exposure by contractor of K1 for N1",
                "exposure by employee of R1 for R1", "tooFewColumns row", "tooManyColumns row", "cutShort row",
                "unterminatedQuote row", "unreadableDate field", "impossibleDate field", "outsidePeriod field",
                "emptyIdentifier field", "unreadableIdentifier field", "undecodable field", "day with views",
                "day noViews", "day noLog", "day outside",
            ]
        for what in wanted {
            #expect(seen[what, default: 0] >= 3, "\(what): \(seen[what, default: 0]) in seeds \(Self.seeds)")
        }
    }
}

/// Compares lists, and shows where they part.
func expectSame<Element: Equatable>(
    _ found: [Element], _ expected: [Element], _ comment: Comment, sourceLocation: SourceLocation = #_sourceLocation
) {
    guard found != expected else { return }
    let place = zip(found, expected).enumerated().first { $1.0 != $1.1 }?.offset ?? min(found.count, expected.count)
    let one = found.indices.contains(place) ? "\(found[place])" : "the end"
    let other = expected.indices.contains(place) ? "\(expected[place])" : "the end"
    Issue.record(
        "\(comment): \(found.count) found, \(expected.count) expected; at \(place)\n  found    \(one)\n  expected \(other)",
        sourceLocation: sourceLocation)
}
