import Foundation
import Ledger
import Recordkeeping
import Synchronization
import TransparencyLog

/// What the ledger takes, one figure a line: `name value`.
///
///     bench-ledger merkle COUNT            hashes of leaves a second, alone and into a tree
///     bench-ledger write FOLDER COUNT N    entries a second that N writers append to a ledger, and how long receipts take
///     bench-ledger verify FOLDER SLOT KEY  entries a second of a published slot, from the signature down
@main
struct Main {
    static func main() async throws {
        let words = CommandLine.arguments
        switch words.count > 1 ? words[1] : "" {
        case "merkle": merkle(Int(words[2]) ?? 1_000_000)
        case "write": try await write(words[2], Int(words[3]) ?? 10_000, Int(words[4]) ?? 64)
        case "verify": try verify(words[2], UInt32(words[3]) ?? 0, words[4])
        default: FileHandle.standardError.write(Data("bench-ledger merkle|write|verify …\n".utf8))
        }
    }

    /// What all writers share.
    private final class Shared: Sendable {
        let times = Mutex<[Double]>([])
        let next = Mutex(0)
    }

    private static func seconds(_ work: () throws -> Void) rethrows -> Double {
        let clock = ContinuousClock()
        let time = try clock.measure(work)
        return Double(time.components.seconds) + Double(time.components.attoseconds) / 1e18
    }

    private static func tell(_ name: String, _ value: Double) {
        print(name, String(format: "%.6g", locale: Locale(identifier: "en_US_POSIX"), value))
    }

    private static func merkle(_ count: Int) {
        let leaf = [UInt8](repeating: 0x5A, count: 200)
        var hash = TreeHash.empty
        let alone = seconds { for _ in 0..<count { hash = .leaf(leaf) } }
        var frontier = TreeFrontier()
        let tree = seconds { for _ in 0..<count { frontier.append(leaf) } }
        tell("leaf-hashes", Double(count) / alone)
        tell("appends", Double(count) / tree)
        // The results are used, so that nothing is left out.
        if hash == frontier.root { print("one leaf") }
    }

    /// One of 20,000 customers of eight companies, seen by one of 500 people.
    private static func request(_ number: Int) -> ViewRequest? {
        guard let view = ViewID(LedgerFolder.random(16)) else { return nil }
        return ViewRequest(
            slot: UInt32(number % 8), view: view, surface: 1, purpose: 1, schema: 1, shown: 1, rules: 1,
            payload: ViewPayload(actor: "E-\(number % 500)", subject: "06\(number % 20_000)"))
    }

    private static func write(_ path: String, _ count: Int, _ writers: Int) async throws {
        let folder = try LedgerFolder(path: path)
        let writer = try await folder.writer()
        let shared = Shared()
        let clock = ContinuousClock()
        // The keys are there already, as they are in a ledger that has run for a while.
        for first in stride(from: 0, to: 20_000, by: 2_000) {
            await withTaskGroup(of: Void.self) { group in
                for number in first..<first + 2_000 {
                    guard let request = request(number) else { continue }
                    group.addTask { _ = try? await writer.append(request) }
                }
            }
        }
        let start = clock.now
        await withTaskGroup(of: Void.self) { group in
            for _ in 0..<writers {
                group.addTask {
                    while true {
                        let number = shared.next.withLock { number -> Int in
                            number += 1
                            return number
                        }
                        guard number <= count else { return }
                        guard let request = request(number) else { return }
                        let one = clock.now
                        guard (try? await writer.append(request)) != nil else { return }
                        let took = clock.now - one
                        shared.times.withLock {
                            $0.append(
                                Double(took.components.seconds) * 1e3 + Double(took.components.attoseconds) / 1e15)
                        }
                    }
                }
            }
        }
        let all = clock.now - start
        let sorted = shared.times.withLock { $0.sorted() }
        let total = Double(all.components.seconds) + Double(all.components.attoseconds) / 1e18
        tell("entries", Double(sorted.count) / total)
        tell("p50-ms", sorted[sorted.count / 2])
        tell("p99-ms", sorted[sorted.count * 99 / 100])
        let epoch = clock.now
        _ = try await writer.publisher.endEpoch()
        tell(
            "publish-s",
            Double((clock.now - epoch).components.seconds) + Double((clock.now - epoch).components.attoseconds) / 1e18)
        await writer.close()
    }

    private static func verify(_ path: String, _ slot: UInt32, _ key: String) throws {
        let trust = try LogTrust(keys: [key], witnesses: [], quorum: 0, origin: nil)
        let files = PublishedFolder(path: path)
        var count = 0
        let time = try seconds {
            let view = try LogView(try trust.checkpoint(files), slot: slot, files)
            let size = view.proof.head.size
            for first in stride(from: UInt64(0), to: size, by: 256 * 64) {
                for bytes in try view.entries(first..<min(size, first + 256 * 64)) {
                    let entry = try LedgerEntry(bytes)
                    guard entry.slot == slot, entry.sequence == UInt64(count) else { throw EntryError.reserved }
                    count += 1
                }
            }
        }
        tell("verified", Double(count) / time)
    }
}
