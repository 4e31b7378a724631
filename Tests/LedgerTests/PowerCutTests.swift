import Foundation
import Testing

@testable import Ledger

/// A disk that takes what it was not told to keep: files vanish, are cut off, are empty, or are what they were before.
///
/// The database waits for the disk, and the published files do not: so they alone are hit. `SEKISHO_POWER_CUTS` tries more.
struct PowerCutTests {
    private static let count =
        ProcessInfo.processInfo.environment["SEKISHO_POWER_CUTS"].flatMap { Int($0) } ?? 60

    @Test func `whatever a power cut takes of what is published, the next start brings it back`() async throws {
        var repaired = 0
        for seed in 0..<Self.count {
            var dice = Dice(seed: UInt64(seed) &+ 77)
            let made = try await MadeLedger(seed: UInt64(seed))
            var writer = try await made.writer()
            var monitors = [made.monitor(0), made.monitor(1)]
            var promised: [Receipt] = []
            var versions: [[String: [UInt8]]] = [[:]]
            for _ in 0..<(1 + dice.below(4)) {
                for _ in 0..<dice.below(dice.below(6) == 0 ? 300 : 12) {
                    promised.append(try await writer.append(made.request(slot: UInt32(dice.below(2)))))
                }
                if dice.below(4) > 0 { try await writer.publisher.endEpoch() }
                versions.append(made.files.all)
            }
            let good = made.files.all
            for slot in monitors.indices where good[LogPaths.checkpoint] != nil {
                #expect(made.look(&monitors[slot]).alarms == [], "seed \(seed)")
            }
            await writer.close()
            made.files.all = cut(good, versions, &dice)
            if made.files.all != good { repaired += 1 }
            writer = try await made.writer()
            // What only a longer log has replaced may be gone; what is read is there again.
            for (path, bytes) in good where made.files.all[path] != nil || !path.contains(".p/") {
                #expect(made.files.all[path] == bytes || path.contains(".p/"), "seed \(seed): \(path)")
            }
            try await writer.publisher.endEpoch()
            for slot in monitors.indices {
                #expect(made.look(&monitors[slot]).alarms == [], "seed \(seed)")
                #expect(monitors[slot].entries == promised.count { $0.entry.slot == slot }, "seed \(seed)")
            }
            #expect(try await made.audit().problems == [], "seed \(seed)")
        }
        print("power cuts from seed 0: \(Self.count), \(repaired) of them took something")
        #expect(repaired * 2 > Self.count)
    }

    /// What is left of some files.
    private func cut(
        _ good: [String: [UInt8]], _ versions: [[String: [UInt8]]], _ dice: inout Dice
    ) -> [String: [UInt8]] {
        var left: [String: [UInt8]] = [:]
        let harm = 1 + dice.below(8)
        for (path, bytes) in good.sorted(by: { $0.key < $1.key }) {
            guard dice.below(8) < harm else {
                left[path] = bytes
                continue
            }
            switch dice.below(5) {
            case 0: break
            case 1: left[path] = []
            case 2: left[path] = Array(bytes.prefix(dice.below(max(1, bytes.count))))
            case 3: left[path] = bytes.map { dice.below(20) == 0 ? $0 ^ 0x55 : $0 }
            default: left[path] = versions[dice.below(versions.count)][path]
            }
        }
        return left
    }
}
