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
        let report = try ConformanceRunner(engine: engine).run(root.appendingPathComponent("handwritten").path)
        print("handwritten, \(engine): \(report)")
        #expect(report.cases == 22)
        #expect(report.disagreements == [])
    }

    @Test(arguments: ConformanceRunner.Engine.allCases) func `the cases found by the makers' fuzzing`(
        engine: ConformanceRunner.Engine
    ) throws {
        let root = try #require(ConformanceFolder.cedar)
        let report = try ConformanceRunner(engine: engine)
            .run(root.appendingPathComponent("corpus-tests.tar.gz").path)
        print("corpus, \(engine): \(report)")
        #expect(report.cases == 7_809 && report.requests == 62_472)
        #expect(report.allowed > 1_000 && report.erring > 500)
        #expect(report.disagreements.prefix(10) == [])
    }

    @Test func `a disagreement is told, and a path that is not there`() throws {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("cases-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        for (name, text) in [
            ("p.cedar", "permit(principal, action, resource);"), ("e.json", "[]"),
            ("s.cedarschema", "entity T; action A appliesTo { principal: T, resource: T };"),
            (
                "case.json",
                """
                {"policies": "p.cedar", "entities": "e.json", "schema": "s.cedarschema", "shouldValidate": true,
                 "requests": [{"principal": {"type": "T", "id": "a"}, "action": {"type": "Action", "id": "A"},
                  "resource": {"type": "T", "id": "b"}, "context": {}, "decision": "deny", "reason": [],
                  "errors": []}]}
                """
            ),
        ] { try text.write(to: folder.appendingPathComponent(name), atomically: true, encoding: .utf8) }
        let report = try ConformanceRunner().run(folder.path)
        #expect(report.disagreements.map(\.subject) == [.decision, .reasons])
        #expect(report.disagreements.first?.file == "case.json" && report.disagreements.first?.request == 0)
        #expect(report.validations.agreeing == 1 && !report.agrees)
        #expect(throws: ConformanceRunner.Failure.unreadable("nowhere")) { try ConformanceRunner().run("nowhere") }
    }

    @Test(arguments: ConformanceRunner.Engine.allCases) func `policies in JSON, links of a template among them`(
        engine: ConformanceRunner.Engine
    ) throws {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("cases-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        for (name, text) in [
            (
                "p.json",
                """
                {"staticPolicies": {}, "templates": {"t": {"effect": "permit", "principal": {"op": "==", "slot":
                 "?principal"}, "action": {"op": "All"}, "resource": {"op": "All"}, "conditions": []}},
                 "templateLinks": [{"templateId": "t", "newId": "link",
                  "values": {"?principal": {"__entity": {"type": "T", "id": "a"}}}}]}
                """
            ), ("e.json", "[]"), ("s.cedarschema", "entity T; action A appliesTo { principal: T, resource: T };"),
            (
                "case.json",
                """
                {"policies": "p.json", "entities": "e.json", "schema": "s.cedarschema", "shouldValidate": true,
                 "requests": [{"principal": {"type": "T", "id": "a"}, "action": {"type": "Action", "id": "A"},
                  "resource": {"type": "T", "id": "b"}, "context": {}, "decision": "allow", "reason": ["link"],
                  "errors": []}]}
                """
            ),
        ] { try text.write(to: folder.appendingPathComponent(name), atomically: true, encoding: .utf8) }
        let report = try ConformanceRunner(engine: engine).run(folder.path)
        #expect(report.cases == 1 && report.disagreements == [])
    }
}
