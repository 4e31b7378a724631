import Cedar
import Foundation

/// Decides the requests of a folder whenever a line comes in, and writes times and decisions as a line of JSON.
@main
struct Main {
    static func main() throws {
        let folder = URL(fileURLWithPath: CommandLine.arguments[1])
        if let load = CommandLine.arguments.dropFirst(2).first.flatMap(Load.init) { return try load.run(folder) }
        func text(_ name: String) throws -> String {
            try String(contentsOf: folder.appendingPathComponent(name), encoding: .utf8)
        }
        let policies = try PolicySet(parsing: text("policies.cedar"))
        let entities = try Entities(json: text("entities.json"))
        let requests = try text("requests.jsonl").split(separator: "\n").map { try Request(json: String($0)) }
        var decider = Decider(CompiledEntities(entities, for: CompiledPolicies(policies)))
        let authorizer = Authorizer(policies)
        let prepared = requests.map { decider.prepare($0) }
        var actions: [EntityUID] = []
        for request in requests where !actions.contains(request.action) { actions.append(request.action) }
        let fields = decider.prepare(actions: actions)

        while let command = readLine() {
            let clock = ContinuousClock()
            var allowed = [Bool](repeating: false, count: requests.count)
            var count = requests.count
            let time: Duration
            switch command {
            case "decide":
                let turns = 50
                count *= turns
                time = clock.measure {
                    for _ in 0..<turns {
                        for index in prepared.indices { allowed[index] = decider.decide(prepared[index]) == .allow }
                    }
                }
            case "records":
                // One record in every group of requests that differ in their action alone.
                let turns = 50
                count = turns * (prepared.count / actions.count)
                time = clock.measure {
                    for _ in 0..<turns {
                        var index = 0
                        while index < prepared.count {
                            let mask = decider.decide(prepared[index], each: fields)
                            for bit in 0..<actions.count { allowed[index + bit] = mask >> bit & 1 == 1 }
                            index += actions.count
                        }
                    }
                }
            case "whole":
                time = clock.measure {
                    for index in requests.indices { allowed[index] = decider.decide(requests[index]) == .allow }
                }
            case "respond":
                time = clock.measure {
                    for index in requests.indices {
                        allowed[index] = decider.respond(to: requests[index]).decision == .allow
                    }
                }
            case "interpret":
                time = clock.measure {
                    for index in requests.indices {
                        allowed[index] = authorizer.decide(requests[index], entities).decision == .allow
                    }
                }
            default: return
            }
            let nanoseconds = Double(time.components.seconds) * 1e9 + Double(time.components.attoseconds) / 1e9
            let bits = String(decoding: allowed.map { $0 ? UInt8(ascii: "1") : UInt8(ascii: "0") }, as: UTF8.self)
            print("{\"nanoseconds\": \(nanoseconds / Double(count)), \"allowed\": \"\(bits)\"}")
            fflush(nil)
        }
    }
}
