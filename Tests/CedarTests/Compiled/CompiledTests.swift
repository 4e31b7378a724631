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

    @Test func `records of very many attributes, and of very many shapes, are answered as by the interpreter`() throws {
        let user = EntityUID(type: "T", id: "a")
        // More names in policies than 16 bits count, and shapes that together would have two billion places.
        let names = 0..<70_000
        let wide = Record(names.reduce(into: [:]) { $0["a\($1)"] = .long(Int64($1)) })
        let made = names.map { "a\($0): \($0 == 0 ? "context.n" : "\($0)")" }.joined(separator: ", ")
        let shapes = names.prefix(30_000).map { "{a\($0): \($0)}" }.joined(separator: ", ")
        let conditions = [
            "{\(made)}.a40000 == 40000", "context.w.a32767 == 32767", "context.w.a40000 == 40000",
            "context.w.a69999 == 69999",
            "context.w.a40000 == 69999", "context.w has a70001", "principal.a69999 == 69999",
            "principal has a70001", "[\(shapes)].contains({a29999: context.n})",
            "[\(shapes), {a7: context.n}].contains({a29999: 29999})",
            "{a29998: context.n} has a29999", "[\(shapes)].contains({a29999: 1})",
        ]
        let policies = try PolicySet(
            parsing: conditions.map { "permit(principal, action, resource) when { \($0) };" }.joined())
        let entities = try Entities([Entity(user, attributes: wide)])
        let request = Request(
            principal: user, action: user, resource: user, context: ["w": .record(wide), "n": .long(29_999)])
        let expected = Authorizer(policies).decide(request, entities)
        #expect(expected.reasons == [0, 1, 2, 3, 6, 8, 9].map { "policy\($0)" } && expected.errors.isEmpty)
        var decider = Decider(CompiledEntities(entities, for: CompiledPolicies(policies)))
        #expect(decider.respond(to: request) == expected)
    }

    @Test func `sets and records that are made of very many parts take time in proportion to their number`() throws {
        let same = String(repeating: "context.n, ", count: 100_000)
        let more = (0..<100_000).map { "[context.n, \($0)]" }.joined(separator: ", ")
        let fields = (0..<100_000).map { "a\($0): context.n" }.joined(separator: ", ")
        let policies = try PolicySet(
            parsing: """
                permit(principal, action, resource) when { [\(same)\(more)].contains([5, 99999]) };
                permit(principal, action, resource) when { {\(fields)}.a99999 == 5 };
                """)
        let user = EntityUID(type: "T", id: "a")
        let request = Request(principal: user, action: user, resource: user, context: ["n": .long(5)])
        let expected = Authorizer(policies).decide(request, .none)
        #expect(expected.reasons == ["policy0", "policy1"])
        var decider = Decider(CompiledEntities(.none, for: CompiledPolicies(policies)))
        #expect(decider.respond(to: request) == expected)
    }
}
