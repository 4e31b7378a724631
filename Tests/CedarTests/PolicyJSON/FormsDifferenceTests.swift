import Foundation
import Testing

@testable import Cedar

/// Cases that `Scripts/fuzz-forms` made, with what the reference says of them.
@Suite(
    .enabled(
        if: ProcessInfo.processInfo.environment["SEKISHO_FORMS_CASES"] != nil,
        "no cases at hand; Scripts/fuzz-forms makes them"))
struct FormsDifferenceTests {
    private struct Case: Decodable {
        var text: String?
        var json: String?
        var formatted: String?
        var est: String?
        var accepted: Bool?
    }

    /// Where we are stricter on purpose: the reference passes over members that it does not know, and takes an
    /// `__entity` that is none for a record, and a method without its value for a function. In a policy, what is passed over may be what its author meant.
    private static let strictness = [
        "an entity's name", "an entity's type", "an entity's id", "a slot", "slot `", "is no whole number",
        "give one of", "there is no function",
        "here, only `left`, `attr`", "needs a value to be called on",
    ]

    @Test func `texts and JSON are read as the reference reads them`() throws {
        let path = try #require(ProcessInfo.processInfo.environment["SEKISHO_FORMS_CASES"])
        var disagreements: [String] = []
        var made: [[String]] = []
        var counts = (texts: 0, accepted: 0, forms: 0, stricter: 0, sameLayout: 0)
        for line in try String(contentsOfFile: path, encoding: .utf8).split(separator: "\n") {
            let item = try JSONDecoder().decode(Case.self, from: Data(line.utf8))
            if let est = item.est {
                counts.forms += 1
                let set: PolicySet?
                var reason = ""
                do throws(ParseFaults) {
                    set = try PolicySet(json: est)
                } catch {
                    set = nil
                    reason = error.description
                }
                if set == nil, item.accepted == true, Self.strictness.contains(where: reason.contains) {
                    counts.stricter += 1
                } else if (set != nil) != (item.accepted == true) {
                    disagreements.append("JSON \(set == nil ? "refused" : "taken"): \(est)\n\(reason.prefix(400))")
                }
                continue
            }
            guard let text = item.text, let json = item.json, let formatted = item.formatted else { continue }
            counts.texts += 1
            do {
                let set = try PolicySet(parsing: text)
                if json.isEmpty {
                    disagreements.append("taken: \(text)")
                    continue
                }
                counts.accepted += 1
                let layout = try PolicyFormatter().format(text)
                if layout == formatted || layout + "\n" == formatted { counts.sameLayout += 1 }
                if try JSONValue(set.json) != JSONValue(json) {
                    disagreements.append("other JSON: \(text)\n\(set.json)\n\(json)")
                }
                let back = try PolicySet(json: set.json)
                if Set(NormalForm.flat(back)) != Set(NormalForm.flat(set)) {
                    disagreements.append("JSON read back as another: \(text)\n\(PolicyFormatter().text(of: back))")
                }
                made.append([json, layout, set.json, PolicyFormatter().text(of: set)])
            } catch let fault as ParseFaults {
                if !json.isEmpty { disagreements.append("refused: \(text)\n\(fault)") }
            } catch {
                disagreements.append("\(error): \(text)")
            }
        }
        if let output = ProcessInfo.processInfo.environment["SEKISHO_FORMS_MADE"] {
            try JSONEncoder().encode(made).write(to: URL(fileURLWithPath: output))
        }
        print(
            "\(counts.texts) texts, \(counts.accepted) accepted, \(counts.sameLayout) laid out as the reference does;"
                + " \(counts.forms) JSON forms, \(counts.stricter) of them refused for what the reference passes over;"
                + " \(disagreements.count) disagreements")
        for disagreement in disagreements.prefix(
            Int(ProcessInfo.processInfo.environment["SEKISHO_FORMS_SHOWN"] ?? "8") ?? 8)
        {
            print(disagreement + "\n")
        }
        #expect(disagreements.isEmpty)
    }
}
