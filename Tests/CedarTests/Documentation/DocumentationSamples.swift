import Cedar
import Foundation
import Testing

// The code of Documentation/cedar, as it stands there. `DocumentationTests` holds the two together.
struct DocumentationSamples {
    @Test func `the README's sample says what it says it says`() throws {
        let policies = try PolicySet(parsing: "permit (principal in Group::\"staff\", action, resource);")
        let entities = try Entities(
            json: """
                [{"uid": {"type": "User", "id": "ann"}, "parents": [{"type": "Group", "id": "staff"}]}]
                """)
        let request = Request(
            principal: EntityUID(type: "User", id: "ann"), action: EntityUID(type: "Action", id: "read"),
            resource: EntityUID(type: "Book", id: "moby-dick"))
        let response = Authorizer(policies).decide(request, entities)
        print(response.decision, response.reasons)  // allow ["policy0"]
        #expect(response.decision == .allow && response.reasons == ["policy0"])
    }

    @Test func `the tutorial's samples say what it says they say`() throws {
        let text = """
            permit (
              principal in Group::"members",
              action == Action::"borrow",
              resource is Book
            )
            when { context.hour >= 9 && context.hour < 18 };

            @reason("rare books stay in the house")
            forbid (principal, action == Action::"borrow", resource)
            when { resource.rare };
            """
        let policies = try PolicySet(parsing: text)
        print(policies.policies.map(\.id))  // ["policy0", "policy1"]
        #expect(policies.policies.map(\.id) == ["policy0", "policy1"])

        do {
            _ = try PolicySet(parsing: "permit (principal, action, resource) when { context.hour = 9 };")
        } catch {
            print(error)
        }
        #expect(
            Tutorial.isShown(
                #expect(throws: ParseFaults.self) {
                    try PolicySet(parsing: "permit (principal, action, resource) when { context.hour = 9 };")
                }?.description))

        let entities = try Entities(
            json: """
                [
                  {"uid": {"type": "User", "id": "ann"}, "parents": [{"type": "Group", "id": "members"}]},
                  {"uid": {"type": "User", "id": "bob"}},
                  {"uid": {"type": "Book", "id": "moby-dick"}, "attrs": {"rare": false}},
                  {"uid": {"type": "Book", "id": "first-folio"}, "attrs": {"rare": true}},
                  {"uid": {"type": "Book", "id": "unbound"}}
                ]
                """)

        let authorizer = Authorizer(policies)

        func ask(_ user: String, _ book: String) -> Response {
            authorizer.decide(
                Request(
                    principal: EntityUID(type: "User", id: user), action: EntityUID(type: "Action", id: "borrow"),
                    resource: EntityUID(type: "Book", id: book), context: ["hour": .long(10)]),
                entities)
        }

        let yes = ask("ann", "moby-dick")
        print(yes.decision, yes.reasons)  // allow ["policy0"]
        let stranger = ask("bob", "moby-dick")
        print(stranger.decision, stranger.reasons)  // deny []
        let rare = ask("ann", "first-folio")
        print(rare.decision, rare.reasons)  // deny ["policy1"]
        print(policies[rare.reasons[0]]?.annotations["reason"] ?? "")  // rare books stay in the house
        #expect(yes.decision == .allow && yes.reasons == ["policy0"])
        #expect(stranger.decision == .deny && stranger.reasons == [])
        #expect(rare.decision == .deny && rare.reasons == ["policy1"])
        #expect(policies["policy1"]?.annotations["reason"] == "rare books stay in the house")

        let failing = ask("ann", "unbound")
        print(failing.decision)  // allow
        print(failing.errors.map(\.policy))  // ["policy1"]
        #expect(failing.decision == .allow && failing.errors.map(\.policy) == ["policy1"])

        let schema = try Schema(
            parsing: """
                entity Group;
                entity User in [Group];
                entity Book { rare?: Bool };
                action borrow appliesTo { principal: User, resource: Book, context: { hour: Long } };
                """)
        let report = Validator(schema).validate(policies)
        print(report.isValid)  // false
        print(report.errors.map(\.policy))  // ["policy1"]
        for finding in report.errors { print(finding) }
        #expect(Tutorial.isShown(report.errors.map(\.description).joined(separator: "\n")))
        #expect(!report.isValid && report.errors.map(\.policy) == ["policy1"])

        let mended = try PolicySet(
            parsing: """
                forbid (principal, action == Action::"borrow", resource)
                unless { resource has rare && !resource.rare };
                """)
        print(Validator(schema).validate(mended).isValid)  // true
        #expect(Validator(schema).validate(mended).isValid)

        var shelves = try PolicySet(
            parsing: "permit (principal == ?principal, action == Action::\"borrow\", resource in ?resource);")
        try shelves.link(
            TemplateLink(
                id: "bob may borrow maps", template: "policy0", principal: EntityUID(type: "User", id: "bob"),
                resource: EntityUID(type: "Shelf", id: "maps")))
        print(shelves.active.map(\.id))  // ["bob may borrow maps"]
        #expect(shelves.active.map(\.id) == ["bob may borrow maps"])

        let laidOut = try PolicyFormatter().format(
            "permit(principal in Group::\"members\",action,resource)when{context.hour>=9}; // by day")
        print(laidOut)
        #expect(Tutorial.isShown(laidOut))

        let json = mended.json
        let back = try PolicySet(json: json)
        print(PolicyFormatter().text(of: back))
        #expect(Tutorial.isShown(PolicyFormatter().text(of: back)))
    }
}
