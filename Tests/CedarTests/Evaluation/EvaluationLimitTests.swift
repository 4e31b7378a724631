import Testing

@testable import Cedar

/// Depth is an error and never the end of the stack.
struct EvaluationLimitTests {
    private let request = Request(
        principal: EntityUID(type: "T", id: "a"), action: EntityUID(type: "Action", id: "x"),
        resource: EntityUID(type: "T", id: "a"))

    private func policy(nested count: Int) throws -> Policy {
        var policy = try #require(
            try PolicySet(parsing: "permit(principal, action, resource) when { true };")["policy0"])
        let range = policy.range
        for _ in 0..<count {
            let inner = policy.conditions[0].body
            policy.conditions[0].body = Expression(
                form: .not(Expression(form: .not(inner), range: range)), range: range)
        }
        return policy
    }

    @Test func `conditions as deep as is borne are evaluated, and deeper ones are an error`() throws {
        var policies = PolicySet()
        try policies.add(try policy(nested: 255))
        #expect(Authorizer(policies).decide(request, .none).decision == .allow)
        policies = PolicySet()
        try policies.add(try policy(nested: 256))
        let response = Authorizer(policies).decide(request, .none)
        #expect(response.errors.map(\.error.kind) == [.tooDeep])
    }

    @Test func `a long chain of attributes costs no stack`() throws {
        let chain = String(repeating: ".a", count: 50_000)
        let policies = try PolicySet(parsing: "permit(principal, action, resource) when { principal\(chain) };")
        #expect(Authorizer(policies).decide(request, .none).errors.map(\.error.kind) == [.missingEntity])
    }

    @Test func `entities that nest too deep are refused`() throws {
        let deep = String(repeating: "[", count: 100_000) + String(repeating: "]", count: 100_000)
        let fault = #expect(throws: ParseFault.self) {
            try Entities(json: "[{\"uid\": {\"type\": \"T\", \"id\": \"a\"}, \"attrs\": {\"x\": \(deep)}}]")
        }
        #expect(fault?.message.contains("deeper") == true)
    }

    @Test func `a long chain of parents is no trouble, and a circle of them an error`() throws {
        var list = (0..<2_000).map { number in
            Entity(EntityUID(type: "T", id: "\(number)"), parents: [EntityUID(type: "T", id: "\(number + 1)")])
        }
        let facts = try Entities(list)
        #expect(facts.isIn(list[0].uid, EntityUID(type: "T", id: "2000")))
        list.append(Entity(EntityUID(type: "T", id: "2000"), parents: [list[0].uid]))
        #expect(throws: EntitiesError.self) { try Entities(list) }
        list.append(Entity(list[0].uid))
        #expect(throws: EntitiesError.duplicate(list[0].uid)) { try Entities(list) }
    }
}
