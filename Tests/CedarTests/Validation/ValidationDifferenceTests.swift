import Foundation
import Testing

@testable import Cedar

/// Cases that `Scripts/fuzz-validation` made, with the reference's verdicts.
@Suite(
    .enabled(
        if: ProcessInfo.processInfo.environment["SEKISHO_VALIDATION_CASES"] != nil,
        "no cases at hand; Scripts/fuzz-validation makes them"))
struct ValidationDifferenceTests {
    @Test func `verdicts are the reference's`() throws {
        let path = try #require(ProcessInfo.processInfo.environment["SEKISHO_VALIDATION_CASES"])
        var schemas = 0
        var policies = 0
        var data = 0
        var disagreements: [String] = []
        var translations: [[String]] = []
        for line in try String(contentsOfFile: path, encoding: .utf8).split(separator: "\n") {
            let document = try JSONReader.read(String(line))
            var fields: [String: JSONNode] = [:]
            for member in try document.members(document.root, "a case") { fields[member.name] = member.value }
            let name = try document.text(fields["name"] ?? document.root, "a name")
            let text = try document.text(fields["schema"] ?? document.root, "a schema")
            schemas += 1
            let schema: Schema
            do throws(ParseFaults) {
                if case .bool(true)? = fields["json"]?.form {
                    schema = try Schema(json: text)
                } else {
                    schema = try Schema(parsing: text)
                }
            } catch {
                if fields["refused"] == nil { disagreements.append("\(name): schema refused: \(error)\n\(text)") }
                continue
            }
            if let refused = fields["refused"] {
                let reason = try document.text(refused, "a reason")
                disagreements.append("\(name): schema taken, and the reference says: \(reason)\n\(text)")
                continue
            }
            do throws(ParseFaults) {
                translations.append([name, try schema.text, schema.json])
            } catch {
                // An entity type that a common type hides has no words in Cedar's syntax.
                translations.append([name, "", schema.json])
            }
            for node in try document.items(fields["policies"] ?? document.root, "policies") {
                let members = try document.members(node, "a policy")
                let policy = try document.text(members[0].value, "a policy")
                let errors = try document.items(members[1].value, "errors").map { try document.text($0, "an error") }
                policies += 1
                do {
                    let report = try Validator(schema).validate(PolicySet(parsing: policy))
                    if report.isValid != errors.isEmpty {
                        disagreements.append("\(name): \(policy)\nfound \(report.errors)\nreference \(errors)\n\(text)")
                    }
                } catch {
                    disagreements.append("\(name): not read: \(policy)\n\(error)")
                }
            }
            for node in try document.items(fields["data"] ?? document.root, "data") {
                let members = try document.members(node, "entities and a request").map {
                    try document.text($0.value, "a text")
                }
                data += 1
                do {
                    let validator = Validator(schema)
                    let findings =
                        try validator.validate(Entities(json: members[0]))
                        + validator.validate(Request(json: members[1]))
                    if findings.isEmpty != members[2].isEmpty {
                        disagreements.append("\(name): \(members)\nfound \(findings)\n\(text)")
                    }
                } catch {
                    disagreements.append("\(name): not read: \(members)\n\(error)")
                }
            }
        }
        if let output = ProcessInfo.processInfo.environment["SEKISHO_VALIDATION_TRANSLATIONS"] {
            try JSONEncoder().encode(translations).write(to: URL(fileURLWithPath: output))
        }
        print(
            "\(schemas) schemas, \(policies) policies, \(data) sets of entities with a request; \(disagreements.count) disagreements"
        )
        for disagreement in disagreements.prefix(5) { print(disagreement + "\n") }
        #expect(disagreements.isEmpty)
    }
}
