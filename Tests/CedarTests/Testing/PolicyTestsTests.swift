import Cedar
import Testing

@Suite("Cases for policies")
struct PolicyTestsTests {
    private let files = [
        "p.cedar": """
        @id("own") permit (principal, action, resource) when { resource.owner == principal && context.hour > 6 };
        @id("never") forbid (principal, action == Action::"delete", resource);
        permit (principal in Group::"g", action, resource) unless { context.hour == 12 || context.hour == 13 };
        """,
        "e.json": """
        [{"uid": {"type": "User", "id": "A"}, "parents": [{"type": "Group", "id": "g"}]},
         {"uid": {"type": "Photo", "id": "p"}, "attrs": {"owner": {"__entity": {"type": "User", "id": "B"}}}}]
        """,
    ]

    private func tests(_ cases: String) throws -> PolicyTests {
        try PolicyTests(json: #"{"policies": ["p.cedar"], "entities": "e.json", "cases": [\#(cases)]}"#) { files[$0] }
    }

    private func one(_ user: String, hour: Int, action: String = "view", _ expected: String) -> String {
        """
        {"principal": {"type": "User", "id": "\(user)"}, "action": {"type": "Action", "id": "\(action)"},
         "resource": {"type": "Photo", "id": "p"}, "context": {"hour": \(hour)}, \(expected)}
        """
    }

    @Test("a case passes only if decision, reasons and errors are as it says")
    func passing() throws {
        let report = try tests(
            [
                one("B", hour: 9, #""decision": "allow", "reasons": ["own"]"#),
                one("A", hour: 9, #""decision": "allow", "reasons": ["policy2"]"#),
                one("A", hour: 12, #""decision": "deny", "reasons": []"#),
                one("A", hour: 9, action: "delete", #""decision": "deny", "reasons": ["never"]"#),
            ].joined(separator: ",")
        ).run()
        #expect(report.cases == 4 && report.failures == [])
        #expect(report.untouched == [])
        #expect(report.coverage.map(\.applied) == [1, 1, 2])
        // `owner == principal` was true once and false thrice; `hour > 6` was never false; 13 was never the hour.
        #expect(report.coverage[0].branches.map { [$0.holding, $0.failing] } == [[1, 3], [4, 0]])
        #expect(report.coverage[2].branches.map { [$0.holding, $0.failing] } == [[1, 2], [0, 3]])
        #expect(report.sides.seen == 6 && report.sides.all == 8)
    }

    @Test("what differs is told with the case's name and place")
    func failing() throws {
        let report = try tests(
            [
                one("B", hour: 9, #""decision": "deny", "name": "wrong""#),
                one("A", hour: 9, #""decision": "allow", "reasons": ["own", "never"]"#),
            ].joined(separator: ",\n")
        ).run()
        #expect(report.failures.map(\.subject) == ["decision", "reasons"])
        #expect(report.failures.map(\.name) == ["wrong", "case 2"])
        #expect(report.failures.map(\.expected) == ["deny", "never, own"])
        #expect(report.failures.map(\.found) == ["allow", "policy2"])
        #expect(report.failures[1].line == 3)
        #expect(report.untouched == ["never"])
    }

    @Test("an error that no case expects fails it")
    func erring() throws {
        let text = one("B", hour: 9, #""decision": "deny""#).replacingOccurrences("\"p\"", "\"unknown\"")
        let report = try tests(text).run()
        #expect(report.failures.map(\.subject) == ["errors"])
        #expect(report.failures.map(\.found) == ["own"])
    }

    @Test(
        "cases that cannot be read say why, and where",
        arguments: [
            (#"{"decision": "maybe"}"#, "a decision is `allow` or `deny`, not `maybe`"),
            (#"{"decison": "allow"}"#, "a case has no `decison`"), (#"{}"#, "a case needs `decision`"),
            ("3", "expected"),
        ])
    func unreadable(text: String, message: String) throws {
        do {
            _ = try tests(text)
            Issue.record("read `\(text)`")
        } catch PolicyTests.Failure.faults(let file, let faults) {
            #expect(file == "" && faults.description.contains(message), "\(faults)")
        }
        #expect(throws: PolicyTests.Failure.self) {
            try PolicyTests(json: #"{"policies": ["none.cedar"], "cases": []}"#) { files[$0] }
        }
    }
}

extension String {
    fileprivate func replacingOccurrences(_ one: String, _ other: String) -> String {
        split(separator: one, omittingEmptySubsequences: false).joined(separator: other)
    }
}
