import Foundation
import Testing

/// Runs that are killed at random moments: nothing is ever half-written, and the next run is none the worse.
@Suite("Killed at any moment", .serialized)
struct KilledFailureTests {
    /// What a folder holds, by path; nil where there is no such folder.
    private func tree(_ folder: URL) throws -> [String: Data]? {
        guard FileManager.default.fileExists(atPath: folder.path) else { return nil }
        var files: [String: Data] = [:]
        for path in try FileManager.default.subpathsOfDirectory(atPath: folder.path) {
            let file = folder.appending(path: path)
            if let data = try? Data(contentsOf: file) { files[path] = data }
        }
        return files
    }

    /// Runs the program, and sends it SIGKILL after a time, if it is not done by then.
    private func run(_ arguments: [String], in folder: URL, killedAfter moment: Double? = nil) async throws
        -> CommandRun
    {
        guard let moment else { return try await CommandRun.of(Built.program, arguments, in: folder) }
        // timeout(1) ends itself by the signal that it has sent.
        return try await CommandRun.of(
            URL(filePath: "/usr/bin/env"), ["timeout", "--signal=KILL", "\(moment)", Built.program.path] + arguments,
            in: folder)
    }

    /// - Parameters:
    ///   - name: the folder that is written.
    ///   - run: one of two runs with different outcomes, so that old and new can be told apart.
    private func kill(
        _ folder: URL, writes name: String, seed: UInt64, times: Int,
        _ run: (_ isOther: Bool, _ killedAfter: Double?) async throws -> CommandRun
    ) async throws {
        let written = folder.appending(path: name)
        let clock = ContinuousClock()
        var outcomes: [[String: Data]] = []
        var shortest = Duration.seconds(60)
        for isOther in [false, true, false, true] {
            let began = clock.now
            #expect(try await run(isOther, nil).status == 0)
            shortest = min(shortest, clock.now - began)
            outcomes.append(try #require(try tree(written)))
        }
        #expect(outcomes[0] != outcomes[1])
        #expect(outcomes[0] == outcomes[2] && outcomes[1] == outcomes[3], "the same input gave different bytes")
        var length = shortest / .seconds(1)
        var random = Dice(seed: seed)
        var killed = 0
        var isThere = true
        for attempt in 0..<times {
            // Now and then there is no former folder.
            if attempt % 7 == 0, isThere {
                try FileManager.default.removeItem(at: written)
                isThere = false
            }
            let moment = Double.random(in: 0.001...length, using: &random)
            let began = clock.now
            let ended = try await run(attempt.isMultiple(of: 2), moment)
            if ended.wasKilled {
                killed += 1
            } else {
                #expect(ended.status == 0, "\(ended.errors)")
                // The machine has less to do than when the length was taken: aim within what a run takes now.
                length = max(0.002, min(length, (clock.now - began) / .seconds(1)))
            }
            let found = try tree(written)
            let isWhole = found.map { outcomes.contains($0) } ?? !isThere
            #expect(isWhole, "seed \(seed), attempt \(attempt), \(moment) s: \(found?.keys.sorted() ?? ["gone"])")
            isThere = found != nil
        }
        #expect(killed > times / 8, "seed \(seed): only \(killed) of \(times) runs were killed in time")
        #expect(try await run(false, nil).status == 0)
        #expect(try tree(written) == outcomes[0])
        let leftovers = try FileManager.default.contentsOfDirectory(atPath: folder.path).filter {
            $0.contains(".partial-")
        }
        #expect(leftovers.isEmpty, "seed \(seed)")
    }

    @Test("investigate", arguments: [1, 2] as [UInt64])
    func investigate(seed: UInt64) async throws {
        try await withScratch { folder in
            let example = folder.appending(path: "case")
            try Built.copyExample(to: example)
            let file = example.appending(path: "case.yaml")
            let text = try String(contentsOf: file, encoding: .utf8)
            try await kill(example, writes: "results", seed: seed, times: 36) { isOther, moment in
                let window = isOther ? "refreshWindow: 60" : "refreshWindow: 5"
                try Data(text.replacing("refreshWindow: 5", with: window).utf8).write(to: file)
                return try await run(["investigate", "case"], in: folder, killedAfter: moment)
            }
        }
    }

    @Test("report", arguments: [3] as [UInt64])
    func report(seed: UInt64) async throws {
        try await withScratch { folder in
            let example = folder.appending(path: "case")
            try Built.copyExample(to: example)
            #expect(try await run(["investigate", "case"], in: folder).status == 0)
            try await kill(example, writes: "report", seed: seed, times: 36) { isOther, moment in
                let languages = isOther ? "ja,en" : "ja"
                let arguments = ["report", "case", "--format", "html,csv,json", "--language", languages]
                return try await run(arguments, in: folder, killedAfter: moment)
            }
        }
    }
}

/// A small generator of repeatable numbers (SplitMix64, Steele et al. 2014).
struct Dice: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}
