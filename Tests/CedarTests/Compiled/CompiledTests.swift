import Cedar
import Testing

/// The law of compiled evaluation: the same answers as the interpreter's, errors and their words included.
struct CompiledTests {
    @Test(arguments: 0..<8) func `compiled policies answer as interpreted ones`(part: Int) throws {
        var (allowed, denied, failed) = (0, 0, 0)
        for seed in part * 150..<(part + 1) * 150 {
            var world = RandomWorld(seed: UInt64(seed))
            let policies = try world.policies()
            let entities = try Entities(world.entities())
            let authorizer = Authorizer(policies)
            var decider = Decider(CompiledEntities(entities, for: CompiledPolicies(policies)))
            for number in 0..<12 {
                let request = world.request()
                let expected = authorizer.decide(request, entities)
                let found = decider.respond(to: request)
                #expect(found == expected, "seed \(seed): \(policies.policies)")
                let prepared = decider.prepare(request)
                #expect(decider.decide(prepared) == expected.decision)
                #expect(decider.decide(prepared) == expected.decision)
                #expect(decider.decide(request) == expected.decision)
                if number % 3 == 0 {
                    decider.forget()
                    #expect(decider.decide(prepared) == .deny)
                }
                if expected.decision == .allow { allowed += 1 } else { denied += 1 }
                if !expected.errors.isEmpty { failed += 1 }
            }
        }
        // The worlds must not be all alike.
        #expect(allowed > 200 && denied > 200 && failed > 150, "\(allowed) \(denied) \(failed)")
    }

    @Test func `actions asked all at once are answered as one by one`() throws {
        var allowed = 0
        for seed in 0..<300 {
            var world = RandomWorld(seed: UInt64(seed) &+ 90_000)
            let policies = try world.policies()
            var decider = Decider(CompiledEntities(try Entities(world.entities()), for: CompiledPolicies(policies)))
            let actions = ["view", "edit", "all", "odd", "view"].map { EntityUID(type: "Action", id: $0) }
            for _ in 0..<6 {
                var request = world.request()
                let fields = decider.prepare(actions: actions)
                let mask = decider.decide(decider.prepare(request), each: fields)
                for (bit, action) in actions.enumerated() {
                    request.action = action
                    let isAllowed = decider.decide(request) == .allow
                    #expect((mask >> UInt64(bit) & 1 == 1) == isAllowed, "seed \(seed)")
                    if isAllowed { allowed += 1 }
                }
                #expect(mask >> UInt64(actions.count) == 0)
            }
        }
        #expect(allowed > 1_000)
    }

    @Test func `many policies are found by the entities that they name`() throws {
        let text = (0..<2_000).map { number in
            "\(number % 7 == 0 ? "forbid" : "permit")(principal \(number % 2 == 0 ? "==" : "in") T::\"\(number % 40)\","
                + " action, resource) when { context.n == \(number % 5) };"
        }.joined(separator: "\n")
        let policies = try PolicySet(parsing: text)
        let entities = try Entities(
            (0..<40).map { number in
                Entity(
                    EntityUID(type: "T", id: "\(number)"),
                    parents: number < 39 ? [EntityUID(type: "T", id: "\(number + 1)")] : [])
            })
        let authorizer = Authorizer(policies)
        var decider = Decider(CompiledEntities(entities, for: CompiledPolicies(policies)))
        for number in 0..<42 {
            let request = Request(
                principal: EntityUID(type: "T", id: "\(number)"), action: EntityUID(type: "Action", id: "a"),
                resource: EntityUID(type: "R", id: "r"), context: ["n": .long(Int64(number % 6))])
            let expected = authorizer.decide(request, entities)
            #expect(decider.respond(to: request) == expected)
            #expect(decider.decide(request) == expected.decision)
        }
    }
}
