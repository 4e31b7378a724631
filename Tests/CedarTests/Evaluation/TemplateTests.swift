import Testing

@testable import Cedar

/// Templates, and the policies that links make of them.
struct TemplateTests {
    private let alice = EntityUID(type: "User", id: "alice")
    private let photo = EntityUID(type: "Photo", id: "p")

    private func request() -> Request {
        Request(principal: alice, action: EntityUID(type: "Action", id: "view"), resource: photo)
    }

    @Test func `a template decides through its links alone`() throws {
        var policies = try PolicySet(
            parsing:
                "permit(principal == ?principal, action, resource in ?resource); permit(principal, action, resource) when { 1 };"
        )
        #expect(Authorizer(policies).decide(request(), .none).decision == .deny)
        try policies.link(TemplateLink(id: "link", template: "policy0", principal: alice, resource: photo))
        let response = Authorizer(policies).decide(request(), .none)
        #expect(response.decision == .allow && response.reasons == ["link"])
        #expect(response.errors.map(\.policy) == ["policy1"])
    }

    @Test func `ids are unique and slots are filled exactly`() throws {
        var policies = try PolicySet(parsing: "permit(principal == ?principal, action, resource);")
        try policies.link(TemplateLink(id: "a", template: "policy0", principal: alice))
        #expect(throws: PolicySetError.duplicate("a")) {
            try policies.link(TemplateLink(id: "a", template: "policy0", principal: alice))
        }
        #expect(throws: PolicySetError.duplicate("policy0")) {
            try policies.add(try #require(policies["policy0"]))
        }
        #expect(throws: PolicySetError.noTemplate("b")) { try policies.link(TemplateLink(id: "c", template: "b")) }
        #expect(throws: PolicySetError.unfilled(slot: .principal, template: "policy0")) {
            try policies.link(TemplateLink(id: "c", template: "policy0"))
        }
        #expect(throws: PolicySetError.noSlot(slot: .resource, template: "policy0")) {
            try policies.link(TemplateLink(id: "c", template: "policy0", principal: alice, resource: photo))
        }
        #expect(policies.links.count == 1)
    }
}
