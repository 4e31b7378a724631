import Testing

@testable import Cedar

/// The law of partial evaluation: what remains of the policies, evaluated once all is known, answers as the whole does.
struct PartialTests {
    /// Which part is not known.
    enum Unknown: CaseIterable {
        case principal, resource, resourceOfType, context, action, everything
    }

    private func partial(_ request: Request, _ unknown: Unknown) -> PartialRequest {
        var partial = PartialRequest(
            principal: .known(request.principal), action: .known(request.action), resource: .known(request.resource),
            context: request.context)
        let none = PartialRequest.Part.unknown(type: nil)
        switch unknown {
        case .principal: partial.principal = none
        case .resource: partial.resource = none
        case .resourceOfType: partial.resource = .unknown(type: request.resource.type)
        case .context: partial.context = nil
        case .action: partial.action = none
        case .everything:
            (partial.principal, partial.action, partial.resource, partial.context) = (none, none, none, nil)
        }
        return PartialRequest(
            principal: partial.principal, action: partial.action, resource: partial.resource, context: partial.context)
    }

    @Test(arguments: Unknown.allCases) func `the residual answers as the whole`(unknown: Unknown) throws {
        var (settled, open, kept) = (0, 0, 0)
        for seed in 0..<250 {
            var world = RandomWorld(seed: UInt64(seed) &* 7 &+ 5)
            let policies = try world.policies()
            let all = try world.entities()
            let authorizer = Authorizer(policies)
            for _ in 0..<4 {
                let request = world.request()
                let question = partial(request, unknown)
                // The entities that are not known are not at hand either.
                let atHand = all.filter { entity in
                    switch unknown {
                    case .principal: entity.uid != request.principal
                    case .resource, .resourceOfType: entity.uid != request.resource
                    case .context, .action: true
                    case .everything: entity.uid.id.hasSuffix("1")
                    }
                }
                let response = PartialAuthorizer(policies).decide(question, try Entities(atHand))
                // Every entity that the unknown part may be.
                var requests = [request]
                for _ in 0..<4 {
                    var other = world.request()
                    if unknown != .principal && unknown != .everything { other.principal = request.principal }
                    if unknown != .action && unknown != .everything { other.action = request.action }
                    if unknown == .context || unknown == .action { other.resource = request.resource }
                    if unknown == .principal { other.resource = request.resource }
                    if unknown != .context && unknown != .everything { other.context = request.context }
                    requests.append(other)
                }
                for full in requests {
                    let entities = try Entities(all)
                    let expected = authorizer.decide(full, entities)
                    let found = response.decide(full, entities)
                    // Where a branch was chosen beforehand, an error's place is the branch and not the whole.
                    #expect(found.decision == expected.decision && found.reasons == expected.reasons, "seed \(seed)")
                    #expect(
                        found.errors.map { [$0.policy, $0.error.message] }
                            == expected.errors.map { [$0.policy, $0.error.message] }, "seed \(seed)")
                    if let decision = response.decision { #expect(decision == expected.decision) }
                }
                if response.decision == nil { open += 1 } else { settled += 1 }
                for entry in response.entries {
                    if case .depends = entry.residual { kept += 1 }
                }
            }
        }
        #expect(settled > 50 && open > 20 && kept > 100, "\(settled) \(open) \(kept)")
    }

    @Test func `a residual holds what is known as literals`() throws {
        let policies = try PolicySet(
            parsing: """
                permit(principal is User, action, resource is File)
                when { context.n == 1 && resource.owner == principal.side && resource has level };
                forbid(principal, action, resource) when { resource.level > 3 + context.n };
                permit(principal, action == Action::"edit", resource);
                """)
        let user = EntityUID(type: "User", id: "u")
        let side = EntityUID(type: "Company", id: "c")
        let entities = try Entities([Entity(user, attributes: ["side": .entity(side)])])
        let response = PartialAuthorizer(policies).decide(
            PartialRequest(
                principal: .known(user), action: .known(EntityUID(type: "Action", id: "view")),
                resource: .unknown(type: "File"), context: ["n": .long(1)]), entities)
        #expect(response.decision == nil)
        guard case .depends(let permit) = response.entries[0].residual,
            case .depends(let forbid) = response.entries[1].residual
        else {
            Issue.record("\(response)")
            return
        }
        #expect(response.entries[2].residual == .doesNotApply)
        #expect(permit.principal == .any && permit.resource == .any)
        guard case .and(let parts) = permit.conditions[0].body.form,
            case .comparison(.equal, _, let right) = parts[0].form
        else {
            Issue.record("\(permit)")
            return
        }
        #expect(parts.count == 2 && right.form == .literal(.entity(side)))
        guard case .comparison(.greater, _, let limit) = forbid.conditions[0].body.form else {
            Issue.record("\(forbid)")
            return
        }
        #expect(limit.form == .literal(.long(4)))
    }

    @Test(arguments: [
        "(if % in T::\"b\" then principal else principal)", "(if % is T in T::\"b\" then principal else principal)",
        "(if resource == % then principal else principal)", "(if {a: %} has a.b then principal else principal)",
    ])
    func `conditions in conditions are worked out once each`(step: String) throws {
        // Twice each would be 2 to the power of 40.
        let condition = (0..<40).reduce("principal") { inner, _ in step.replacing("%", with: inner) }
        let policies = try PolicySet(parsing: "permit(principal, action, resource) when { \(condition) == principal };")
        let user = EntityUID(type: "T", id: "a")
        let request = PartialRequest(
            principal: .known(user), action: .known(EntityUID(type: "Action", id: "x")), resource: .unknown(type: "R"),
            context: nil)
        let entities = try Entities([Entity(user, attributes: ["b": .bool(true)])])
        let response = PartialAuthorizer(policies).decide(request, entities)
        let full = Request(principal: user, action: EntityUID(type: "Action", id: "x"), resource: user)
        #expect(response.decide(full, entities) == Authorizer(policies).decide(full, entities))
    }

    @Test func `a long chain of attributes of what is not known takes time in proportion to its length`() throws {
        let chain = String(repeating: ".a", count: 100_000)
        let policies = try PolicySet(parsing: "permit(principal, action, resource) when { context\(chain) };")
        let user = EntityUID(type: "T", id: "a")
        let response = PartialAuthorizer(policies).decide(
            PartialRequest(principal: .known(user), action: .known(user), resource: .known(user), context: nil), .none)
        guard case .depends(let rest) = response.entries[0].residual else {
            Issue.record("\(response.entries[0].residual)")
            return
        }
        #expect(NormalForm.unplaced(PolicySet([rest])) == NormalForm.unplaced(policies))
    }
}
