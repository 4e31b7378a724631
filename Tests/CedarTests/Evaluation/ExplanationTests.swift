import Testing

@testable import Cedar

/// Which policies decided, and by which of their expressions.
struct ExplanationTests {
    private let text = """
        @ja("自社のお客さま") @en("own customers")
        permit(principal, action, resource) when { context has owner && (context.owner == "a" || context.b) };
        @ja("営業は不可") @en("not for sales")
        forbid(principal, action, resource) when { context.purpose == "sales" } unless { context.n > 1 };
        permit(principal == User::"nobody", action, resource);
        """

    private func explain(_ context: [String: Value]) throws -> (Explanation, [[String]]) {
        let policies = try PolicySet(parsing: text)
        let request = Request(
            principal: EntityUID(type: "User", id: "u"), action: EntityUID(type: "Action", id: "v"),
            resource: EntityUID(type: "R", id: "r"), context: context)
        let explanation = Authorizer(policies).explain(request, .none)
        let compiled = Decider(CompiledEntities(.none, for: CompiledPolicies(policies))).explain(request)
        #expect(compiled == explanation)
        return (
            explanation,
            explanation.deciding.map { entry in
                entry.findings.map { "\($0.text(in: text) ?? "?") is \($0.holds)" }
            }
        )
    }

    @Test func `an allowance tells what made its permit apply`() throws {
        let (explanation, findings) = try explain([
            "owner": .string("x"), "b": .bool(true), "purpose": .string("work"), "n": .long(0),
        ])
        #expect(explanation.english == "allowed: own customers" && explanation.japanese == "許可: 自社のお客さま")
        #expect(findings == [["context has owner is true", "context.b is true"]])
    }

    @Test func `a refusal tells what made its forbid apply, and which policies failed`() throws {
        let (explanation, findings) = try explain(["owner": .string("x"), "purpose": .string("sales"), "n": .long(0)])
        #expect(explanation.japanese == "拒否: 営業は不可")
        #expect(findings == [["context.purpose == \"sales\" is true", "context.n > 1 is false"]])
        #expect(explanation.failing.map(\.policy) == ["policy0"])
        #expect(explanation.failing.first?.error?.kind == .missingAttribute)
    }

    @Test func `where nothing applies the permits tell what they lack`() throws {
        let (explanation, findings) = try explain(["purpose": .string("work"), "n": .long(0)])
        #expect(explanation.english == "denied: no policy permits it")
        #expect(explanation.deciding.map(\.policy) == ["policy0", "policy2"])
        #expect(findings == [["context has owner is false"], []])
    }
}
