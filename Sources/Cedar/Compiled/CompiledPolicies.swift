/// Policies made ready once, to decide many requests: names looked up, constants worked out, conditions turned into code.
public struct CompiledPolicies: Sendable {
    /// What a policy's head asks that does not depend on the entity alone.
    struct Head: Sendable {
        var effect: Policy.Effect
        var start: Int32
        var principalType: Int32?
        var resourceType: Int32?
        /// The actions, one of which must be the request's or, where `actionIsIn`, contain it; nil for any.
        var actions: [Int32]?
        var actionIsIn: Bool
        /// An entity that the principal, or else the resource, must be or be in.
        var principalKey: Int32?
        var resourceKey: Int32?
        /// Whether a condition looks at the action.
        var readsAction: Bool
    }

    /// The policies that take part, in the order in which answers name them.
    public let policies: [Policy]
    let program: Program
    let heads: [Head]
    /// The numbers of all policies, those that forbid first.
    let forbidsFirst: [Int32]
    let space: Space

    /// Makes the policies of a set, and those that its links make of templates, ready.
    public init(_ set: PolicySet) {
        policies = set.active
        // How many names there are is known only when all code is written; the first pass finds them.
        var builder = ProgramBuilder(space: Space(width: 0))
        for policy in policies { _ = builder.add(policy) }
        var space = Space(width: builder.space.names.keys.count)
        for name in builder.space.names.keys { _ = space.name(name.text, over: nil) }
        builder = ProgramBuilder(space: space)
        var heads: [Head] = []
        for policy in policies {
            let start = builder.add(policy)
            heads.append(Head(policy, start, &builder.space))
        }
        program = builder.program
        self.heads = heads
        forbidsFirst = [Policy.Effect.forbid, .permit].flatMap { effect in
            heads.indices.filter { heads[$0].effect == effect }.map(Int32.init)
        }
        self.space = builder.space
    }
}

extension CompiledPolicies.Head {
    fileprivate init(_ policy: Policy, _ start: Int32, _ space: inout Space) {
        effect = policy.effect
        readsAction = policy.conditions.contains { $0.body.mentions(.action) }
        self.start = start
        (principalType, principalKey) = Self.resolved(policy.principal, &space)
        (resourceType, resourceKey) = Self.resolved(policy.resource, &space)
        actionIsIn = false
        switch policy.action {
        case .any, .isType, .equalSlot, .inSlot, .isTypeInSlot: actions = nil
        case .equal(let uid): actions = [space.entity(uid, over: nil)]
        case .isTypeIn(_, let uid):
            actions = [space.entity(uid, over: nil)]
            actionIsIn = true
        case .isIn(let list):
            var numbers: [Int32] = []
            for uid in list { numbers.append(space.entity(uid, over: nil)) }
            actions = numbers
            actionIsIn = true
        }
    }

    private static func resolved(_ scope: Policy.Scope, _ space: inout Space) -> (type: Int32?, key: Int32?) {
        switch scope {
        case .any, .equalSlot, .inSlot: (nil, nil)
        case .equal(let uid): (nil, space.entity(uid, over: nil))
        case .isIn(let list): (nil, list.count == 1 ? space.entity(list[0], over: nil) : nil)
        case .isType(let type), .isTypeInSlot(let type): (space.type(type, over: nil), nil)
        case .isTypeIn(let type, let uid): (space.type(type, over: nil), space.entity(uid, over: nil))
        }
    }
}
