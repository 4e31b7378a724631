import Barrier
import Conditions
import Intake
import Testing

@testable import Inspection

/// Closed surfaces with one thing changed: a change that leaks is never missed.
struct MutationTests {
    /// What came of some mutations.
    private struct Tally: CustomStringConvertible {
        var (leaky, harmless, undecided) = (0, 0, 0)
        /// Of those that leak, the ones that the search finds too.
        var (found, searched) = (0, 0)
        var complaints: [String] = [] {
            didSet { print("missed:", complaints.last ?? "") }
        }

        var description: String {
            "\(leaky) leak (of \(searched) the search finds \(found) itself), \(harmless) change nothing, \(undecided) undecided, "
                + "\(complaints.count) missed"
        }

        mutating func examine(
            _ mutation: Mutation, _ prover: inout Prover, _ barrier: BarrierTable, rows: Int, seed: UInt64
        ) {
            let surface = mutation.surface
            let verdict = prover.verdict(of: surface)
            if case .leaks = verdict.outcome {
                leaky += 1
                // How much the search is worth.
                guard leaky % 3 == 0 else { return }
                searched += 1
            }
            var search = BruteForce(
                surface, prover.catalogue, barrier, seed: seed, near: prover.shown(surface))
            let findings = search.search(rows: rows, untilLeak: true)
            func complain(_ what: String) { complaints.append("\(mutation.what) \(what)\n\(surface.sql)") }
            switch verdict.outcome {
            case .leaks: found += findings.example == nil ? 0 : 1
            case .proved:
                harmless += 1
                if let example = findings.example { complain("is proved, and leaks on \(example)") }
            case .undecided(let reason):
                // Where something is named that a proof cannot follow, nobody is misled.
                undecided += 1
                if reason.offset == -2 { complain("is judged in two ways") }
                if reason.offset < 0, let example = findings.example {
                    complain("leaks on \(example): \(reason.message.en)")
                }
            }
        }
    }

    @Test func `no change of the corrected examples that leaks is missed`() throws {
        let catalogue = try Shipped.catalogue("after")
        let barrier = try Shipped.barrier(catalogue)
        var prover = Prover(catalogue, barrier)
        var tally = Tally()
        let most = GeneratedFeedTests.number("SEKISHO_FUZZ_MUTATIONS", 20)
        let rows = GeneratedFeedTests.number("SEKISHO_FUZZ_ROWS", 200)
        for surface in catalogue.surfaces {
            var dice = Dice(seed: UInt64(GeneratedFeedTests.number("SEKISHO_FUZZ_SEED", 1)))
            for mutation in Mutation.all(of: surface, catalogue).shuffled(using: &dice).prefix(most) {
                tally.examine(mutation, &prover, barrier, rows: rows, seed: dice.next())
            }
        }
        print("mutations of the corrected examples: \(tally)")
        #expect(tally.complaints.prefix(3) == [])
        #expect(tally.leaky > most && tally.harmless > 0 && tally.found * 2 > tally.searched)
    }

    @Test func `no change of a closed surface that leaks is missed`() throws {
        let first = UInt64(GeneratedFeedTests.number("SEKISHO_FUZZ_SEED", 1))
        let most = GeneratedFeedTests.number("SEKISHO_FUZZ_MUTATIONS", 6)
        let rows = GeneratedFeedTests.number("SEKISHO_FUZZ_ROWS", 200)
        let feeds = GeneratedFeedTests.number("SEKISHO_FUZZ_FEEDS", 30) / 2
        var tally = Tally()
        var closed = 0
        for number in 0..<UInt64(feeds) {
            let feed = MadeFeed(seed: first &* 100_000 &+ 50_000 &+ number)
            let catalogue = try feed.catalogue()
            let barrier = try feed.barrier(catalogue)
            var prover = Prover(catalogue, barrier)
            let surface = try #require(catalogue.surfaces.first)
            let verdict = prover.verdict(of: surface)
            guard case .proved = verdict.outcome, verdict.isAlwaysEmpty == false else { continue }
            closed += 1
            var dice = Dice(seed: number)
            for mutation in Mutation.all(of: surface, catalogue).shuffled(using: &dice).prefix(most) {
                tally.examine(mutation, &prover, barrier, rows: rows, seed: dice.next())
            }
        }
        print("mutations of \(closed) closed surfaces: \(tally)")
        #expect(tally.complaints.prefix(3) == [])
        #expect(closed > feeds / 5 && tally.leaky > closed / 2 && tally.harmless > closed / 2)
    }
}
