import Cedar
import Foundation

/// What is done once and not for each request: how long it takes, and how much memory the process needs at the most.
enum Load: String {
    case parse
    case validate
    case entities

    /// Does it with the files of a folder, and writes milliseconds and kilobytes as a line of JSON.
    func run(_ folder: URL) throws {
        func text(_ name: String) throws -> String {
            try String(contentsOf: folder.appendingPathComponent(name), encoding: .utf8)
        }
        let clock = ContinuousClock()
        let time: Duration
        let count: Int
        switch self {
        case .parse:
            let policies = try text("policies.cedar")
            var set = PolicySet()
            time = try clock.measure { set = try PolicySet(parsing: policies) }
            count = set.policies.count
        case .validate:
            let (schema, policies) = (try text("schema.cedarschema"), try text("policies.cedar"))
            var findings = 0
            time = try clock.measure {
                findings = try Validator(Schema(parsing: schema)).validate(PolicySet(parsing: policies)).errors.count
            }
            count = findings
        case .entities:
            let json = try text("entities.json")
            var entities = Entities.none
            time = try clock.measure { entities = try Entities(json: json) }
            count = entities.all.count
        }
        let milliseconds = Double(time.components.seconds) * 1e3 + Double(time.components.attoseconds) / 1e15
        let status = try String(contentsOfFile: "/proc/self/status", encoding: .utf8)
        let peak = status.split(separator: "\n").first { $0.hasPrefix("VmHWM:") }?.split(separator: " ").dropFirst()
            .first
        print("{\"milliseconds\": \(milliseconds), \"kilobytes\": \(peak ?? "0"), \"count\": \(count)}")
    }
}
