import Barrier
import Conditions
import Foundation
import Intake
import Registry
import Testing

@testable import Inspection

/// Made-up surfaces: proofs are tried out on many rows, and counterexamples by PostgreSQL. `Scripts/fuzz-inspection`
/// makes more.
struct GeneratedFeedTests {
    private static let environment = ProcessInfo.processInfo.environment

    static func number(_ name: String, _ usual: Int) -> Int { environment[name].flatMap { Int($0) } ?? usual }

    /// What came of some feeds.
    struct Tally {
        var (proved, leaky, undecided) = (0, 0, 0)
        var (rows, shown) = (0, 0)
        /// Proved ones of which some row is shown, by all that the search found.
        var alive = 0
        var complaints: [String] = []
        var reasons: [String: Int] = [:]
        var proving = Duration.zero
        var slowest = Duration.zero
        var searching = Duration.zero

        static func + (one: Tally, other: Tally) -> Tally {
            Tally(
                proved: one.proved + other.proved, leaky: one.leaky + other.leaky,
                undecided: one.undecided + other.undecided,
                rows: one.rows + other.rows, shown: one.shown + other.shown, alive: one.alive + other.alive,
                complaints: one.complaints + other.complaints,
                reasons: one.reasons.merging(other.reasons, uniquingKeysWith: +),
                proving: one.proving + other.proving, slowest: max(one.slowest, other.slowest),
                searching: one.searching + other.searching)
        }
    }

    /// A counterexample to be tried by PostgreSQL.
    struct Replay: Sendable {
        var name: String
        var surface: SystemSurface
        var catalogue: SystemCatalogue
        var types: [String: [String]]
        var example: Counterexample
    }

    /// The verdict on one feed, held to the search.
    static func examine(seed: UInt64, rows: Int) throws -> (Tally, Replay?) {
        var tally = Tally()
        let feed = MadeFeed(seed: seed)
        let catalogue = try feed.catalogue()
        let barrier = try feed.barrier(catalogue)
        var prover = Prover(catalogue, barrier)
        let surface = try #require(catalogue.surfaces.first)
        let clock = ContinuousClock()
        let start = clock.now
        let verdict = prover.verdict(of: surface)
        tally.proving = clock.now - start
        tally.slowest = tally.proving
        func complain(_ what: String) { tally.complaints.append("feed \(seed): \(what)\n\(surface.sql)") }

        var search = BruteForce(surface, catalogue, barrier, seed: seed &+ 5, near: prover.shown(surface))
        let found = search.search(rows: rows)
        tally.searching = clock.now - start - tally.proving
        tally.rows = found.rows
        tally.shown = found.shown
        if verdict.isAlwaysEmpty == true, found.shown > 0 {
            complain("is said to show nothing, and shows \(found.shown) rows")
        }
        if verdict.isAlwaysTrue == true, found.isHeldBack { complain("is said to hold no row back, and does") }
        switch verdict.outcome {
        case .proved:
            tally.proved = 1
            tally.alive = found.shown > 0 ? 1 : 0
            if let example = found.example { complain("is proved, and leaks on \(example)") }
        case .leaks(let example):
            tally.leaky = 1
            var oracle = LeakOracle(catalogue, barrier)
            let leaks = try oracle.leaks(of: surface, in: example.database, runTime: example.runTime)
            if leaks != example.leaks || leaks.isEmpty { complain("is said to leak on \(example)") }
            if !found.classes.subtracting(verdict.classes).classes.isEmpty {
                complain("leaks \(found.classes.classes), and only \(verdict.classes.classes) are said to")
            }
            let types = try CatalogueDocument.file(Array(feed.yaml.utf8), named: "").tables.map {
                ($0.name.value, $0.columns.map(\.type.value))
            }
            return (
                tally,
                Replay(
                    name: "feed \(seed)", surface: surface, catalogue: catalogue,
                    types: Dictionary(uniqueKeysWithValues: types), example: example)
            )
        case .undecided(let reason):
            tally.undecided = 1
            tally.reasons[reason.message.en, default: 0] += 1
            if reason.offset == -2 { complain("the proof and the evaluation differ") }
        }
        return (tally, nil)
    }

    @Test func `what is proved leaks on no row, and what leaks does so in PostgreSQL`() async throws {
        let first = UInt64(Self.number("SEKISHO_FUZZ_SEED", 1))
        let count = Self.number("SEKISHO_FUZZ_FEEDS", 40)
        let rows = Self.number("SEKISHO_FUZZ_ROWS", 400)
        let jobs = Self.number("SEKISHO_FUZZ_JOBS", 2)
        var tally = Tally()
        var replays: [Replay] = []
        try await withThrowingTaskGroup(of: (Tally, [Replay]).self) { group in
            for job in 0..<jobs {
                group.addTask {
                    var (tally, replays) = (Tally(), [Replay]())
                    for number in stride(from: job, to: count, by: jobs) {
                        let (one, replay) = try Self.examine(seed: first &* 100_000 &+ UInt64(number), rows: rows)
                        tally = tally + one
                        if let replay { replays.append(replay) }
                        for complaint in one.complaints { print("complaint:", complaint) }
                    }
                    return (tally, replays)
                }
            }
            for try await (one, more) in group {
                tally = tally + one
                replays += more
            }
        }
        var postgres = PostgresReplay()
        for replay in replays {
            try postgres.add(
                replay.name, replay.surface, replay.surface.sql, replay.catalogue, replay.types,
                replay.example.database,
                replay.example.runTime)
        }
        let differences = try await postgres.differences(replays.map { $0.surface.query.outputs.map(\.value.type) })
        print(
            "feeds from seed \(first): \(tally.proved) proved (\(tally.alive) of them seen to show rows), \(tally.leaky) leak, "
                + "\(tally.undecided) undecided; proving took \(tally.proving), at most \(tally.slowest); \(tally.rows) rows, "
                + "\(tally.shown) of them shown, took \(tally.searching); \(replays.count) counterexamples by PostgreSQL, "
                + "\(differences.count + tally.complaints.count) disagreements")
        for (reason, count) in tally.reasons.sorted(by: { $0.value > $1.value }) { print("undecided", count, reason) }
        #expect(tally.complaints.prefix(3) == [])
        #expect(differences.prefix(3) == [])
        #expect(tally.proved * 5 > count && tally.leaky * 5 > count && tally.undecided * 5 < count)
    }
}
