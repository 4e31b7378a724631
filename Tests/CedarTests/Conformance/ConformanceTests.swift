import Cedar
import Foundation
import Testing

/// The reference's answers, as Cedar's makers publish them.
@Suite(.enabled(if: ConformanceFolder.cedar != nil, "no conformance folder beside the repository: nothing to compare"))
struct ConformanceTests {
    @Test(arguments: ConformanceRunner.Engine.allCases) func `the cases written by hand`(
        engine: ConformanceRunner.Engine
    ) throws {
        let root = try #require(ConformanceFolder.cedar)
        let report = try ConformanceFolder.run(
            ConformanceRunner(engine: engine), root.appendingPathComponent("handwritten"))
        print("handwritten, \(engine): \(report)")
        #expect(report.cases == 22)
        #expect(report.disagreements == [])
    }

    @Test(arguments: ConformanceRunner.Engine.allCases) func `the cases found by the makers' fuzzing`(
        engine: ConformanceRunner.Engine
    ) throws {
        let root = try #require(ConformanceFolder.cedar)
        let corpus = try ConformanceFolder.unpack(root.appendingPathComponent("corpus-tests.tar.gz"))
        defer { try? FileManager.default.removeItem(at: corpus) }
        let report = try ConformanceFolder.run(ConformanceRunner(engine: engine), corpus)
        print("corpus, \(engine): \(report)")
        #expect(report.cases == 7_809 && report.requests == 62_472)
        #expect(report.allowed > 1_000 && report.erring > 500)
        #expect(report.disagreements.prefix(10) == [])
    }

    private static let schema = "entity T; action A appliesTo { principal: T, resource: T };"

    /// A case of one request that is answered so.
    private static func example(policies: String, _ decision: String, _ reasons: String) -> String {
        """
        {"policies": "\(policies)", "entities": "e.json", "schema": "s.cedarschema", "shouldValidate": true,
         "requests": [{"principal": {"type": "T", "id": "a"}, "action": {"type": "Action", "id": "A"},
          "resource": {"type": "T", "id": "b"}, "context": {}, "decision": "\(decision)", "reason": [\(reasons)],
          "errors": []}]}
        """
    }

    @Test func `a disagreement is told, and a file that is not there`() {
        let files = [
            "p.cedar": "permit(principal, action, resource);", "e.json": "[]", "s.cedarschema": Self.schema,
            "case.json": Self.example(policies: "p.cedar", "deny", ""),
            "lost.json": Self.example(policies: "nowhere.cedar", "deny", ""), "broken.json": "{",
        ]
        let report = ConformanceRunner().run(files.keys.filter { $0.hasSuffix(".json") } + ["gone.json"]) { files[$0] }
        #expect(report.disagreements.map(\.subject) == [.reading, .decision, .reasons, .reading, .reading])
        #expect(
            report.disagreements.map(\.file) == ["broken.json", "case.json", "case.json", "gone.json", "lost.json"])
        #expect(report.disagreements[1].request == 0)
        #expect(report.disagreements[4].found.contains("`nowhere.cedar`"))
        #expect(report.cases == 2 && report.validations.agreeing == 1 && !report.agrees)
    }

    @Test func `files are looked for beside the case, from its folder on, and from those above it`() {
        let files = [
            "a/b/case.json": Self.example(policies: "some/where/p.cedar", "allow", "\"policy0\""),
            "a/some/where/p.cedar": "permit(principal, action, resource);", "a/b/e.json": "[]",
            "s.cedarschema": Self.schema,
        ]
        let report = ConformanceRunner().run(["a/b/case.json"]) { files[$0] }
        #expect(report.cases == 1 && report.disagreements == [])
    }

    @Test(arguments: ConformanceRunner.Engine.allCases) func `policies in JSON, links of a template among them`(
        engine: ConformanceRunner.Engine
    ) {
        let files = [
            "p.json": """
            {"staticPolicies": {}, "templates": {"t": {"effect": "permit", "principal": {"op": "==", "slot":
             "?principal"}, "action": {"op": "All"}, "resource": {"op": "All"}, "conditions": []}},
             "templateLinks": [{"templateId": "t", "newId": "link",
              "values": {"?principal": {"__entity": {"type": "T", "id": "a"}}}}]}
            """,
            "e.json": "[]", "s.cedarschema": Self.schema,
            "case.json": Self.example(policies: "p.json", "allow", "\"link\""),
        ]
        let report = ConformanceRunner(engine: engine).run(["case.json"]) { files[$0] }
        #expect(report.cases == 1 && report.disagreements == [])
    }
}
