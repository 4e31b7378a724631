import Foundation
import Intake
import Testing

/// The readers against logs that nginx and PostgreSQL wrote themselves, and what their users know that they asked for.
@Suite("Logs of real servers")
struct RealServerTests {
    /// The kept run, or the one that `SEKISHO_SERVER_RUN` names.
    static var run: ServerRun {
        ProcessInfo.processInfo.environment["SEKISHO_SERVER_RUN"].map { ServerRun(folder: URL(filePath: $0)) } ?? .kept
    }

    @Test(
        "every view that users made is in the logs, and nothing else is",
        arguments: ["nginx", "nginxJSON", "postgresql"])
    func views(_ channel: String) throws {
        let asked = try Self.run.truth().filter { $0.channel == channel }
        let items = try Self.run.items(channel)
        var views: [ServerLogView] = []
        var unattributable: [UnattributableRead] = []
        for item in items {
            switch item {
            case .view(let view): views.append(view)
            case .unattributable(let read): unattributable.append(read)
            case .other: break
            case .reject(let reject): Issue.record("line \(reject.line): \(reject.reason) \(reject.excerpt)")
            }
        }
        // Who, whose and from where: as bags, since many requests are made more than once.
        func counted<T: Hashable>(_ values: [T]) -> [T: Int] { Dictionary(grouping: values) { $0 }.mapValues(\.count) }
        let wanted = asked.filter { $0.kind == "view" }
        #expect(!wanted.isEmpty)
        let isWeb = channel != "postgresql"
        let found = counted(views.map { [$0.viewer, $0.subject, isWeb ? $0.terminal ?? "" : ""] })
        let expected = counted(wanted.map { [$0.account, $0.point, isWeb ? $0.address : ""] })
        for (key, count) in expected where found[key] != count {
            Issue.record("\(key): \(count) asked, \(found[key] ?? 0) found")
        }
        for (key, count) in found where expected[key] == nil { Issue.record("\(key): \(count) found, none asked") }
        let vague = asked.filter { $0.kind == "unattributable" }
        #expect(counted(unattributable.map(\.viewer)) == counted(vague.map(\.account)))

        // When: in the order of their times, each lies within its request, to the second that the log keeps.
        let pairs = Dictionary(grouping: wanted) { [$0.account, $0.point] }
        for (key, group) in Dictionary(grouping: views, by: { [$0.viewer, $0.subject] }) {
            let moments = group.map(\.instant.secondsSince1970).sorted()
            for (moment, request) in zip(moments, (pairs[key] ?? []).sorted { $0.to < $1.to }) {
                #expect(Double(moment) >= request.from.rounded(.down) - 1 && Double(moment) <= request.to, "\(request)")
            }
        }
    }

    @Test("no line is passed over", arguments: ["nginx", "nginxJSON"])
    func lines(_ channel: String) throws {
        let name = channel == "nginx" ? "access.log" : "contracts.json.log"
        let count = try Self.run.bytes("logs/nginx/\(name)").count { $0 == 0x0A }
        #expect(try Self.run.items(channel).map(\.line) == Array(1...count))
    }

    @Test("a parameter's number finds what a pattern finds, where all statements have it")
    func parameterNumber() throws {
        var byNumber = try ServerRun.database()
        byNumber.subject = .parameter(1)
        for file in try Self.run.files("logs/postgresql", suffix: ".csv") {
            let bytes = try Self.run.bytes(file)
            var one = PostgresLogReader(bytes: bytes, file: file, format: try ServerRun.database())
            var other = PostgresLogReader(bytes: bytes, file: file, format: byNumber)
            while let item = try one.next(), let same = try other.next() {
                if case .view(let view) = item, case .view(let also) = same, also.subject != "06" {
                    #expect(view == also)
                }
            }
        }
    }

    @Test(
        "no mutation of a log makes a reader fall over, and every line is accounted for",
        arguments: [1, 2, 3] as [UInt64])
    func fuzz(seed: UInt64) throws {
        var random = Mutations(seed: seed)
        let access = Array(try Self.run.bytes("logs/nginx/access.log").prefix(4_000))
        let json = Array(try Self.run.bytes("logs/nginx/contracts.json.log").prefix(4_000))
        let postgres = Array(try Self.run.bytes(try Self.run.files("logs/postgresql", suffix: ".csv")[0]).prefix(8_000))
        let combined = WebLogFormat(lines: .combined, urlPattern: try URLPattern(parsing: "/api/customers/{subject}"))
        let objects = WebLogFormat(
            lines: .json(ServerRun.webFields), urlPattern: try URLPattern(parsing: "/api/contracts/{subject}"))
        for _ in 0..<60 {
            for (bytes, format) in [(random.mutate(access), combined), (random.mutate(json), objects)] {
                let items = Array(WebLogReader(bytes: bytes, file: "f", format: format))
                let filled = bytes.split(separator: 0x0A).count { $0 != [0x0D] }
                #expect(items.count == filled, "seed \(seed)")
            }
            var reader = PostgresLogReader(bytes: random.mutate(postgres), file: "f", format: try ServerRun.database())
            var last = 0
            do throws(IntakeError) {
                while let item = try reader.next() {
                    #expect(item.line > last, "seed \(seed)")
                    last = item.line
                }
            } catch {
                #expect(error.place?.file == "f", "seed \(seed)")
            }
        }
    }
}
