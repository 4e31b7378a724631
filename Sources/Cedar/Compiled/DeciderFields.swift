/// Actions that are asked of the same record one beside the other, such as one for each class of fields. At most 64.
public struct PreparedActions: Sendable {
    /// The actions, in order.
    let actions: [Int32]
    /// The same, -1 for those that nobody knows.
    let known: [Int32]
    /// For each policy, a bit for each action that its head allows.
    let masks: [UInt64]
    let generation: UInt32

    /// A bit for each action.
    var all: UInt64 { actions.count == 64 ? .max : 1 << UInt64(actions.count) - 1 }
}

extension Decider {
    /// How many actions can be asked one beside the other.
    public static let mostActions = 64

    /// Looks up actions; those beyond ``mostActions`` are left out, and so are denied.
    public mutating func prepare(actions: [EntityUID]) -> PreparedActions {
        var numbers: [Int32] = []
        for action in actions.prefix(Self.mostActions) { numbers.append(number(of: action)) }
        let known = numbers.map { $0 < machine.facts.space.entities.end ? $0 : -1 }
        let masks = entities.policies.heads.map { head in
            known.enumerated().reduce(into: UInt64(0)) { mask, action in
                if head.takes(action.element, machine.facts) { mask |= 1 << UInt64(action.offset) }
            }
        }
        return PreparedActions(actions: numbers, known: known, masks: masks, generation: generation)
    }

    /// Decides a request for each of some actions in place of its own: a bit for each action, the first one's the lowest,
    /// set where it is allowed.
    ///
    /// A policy whose conditions do not look at the action is asked once for all of them.
    public mutating func decide(_ request: PreparedRequest, each actions: PreparedActions) -> UInt64 {
        guard request.generation == generation, actions.generation == generation else { return 0 }
        var forbidden = ~actions.all
        var permitted: UInt64 = 0
        // Forbids first: what they refuse no permit need be asked for.
        for policy in entities.policies.forbidsFirst {
            let head = entities.policies.heads[Int(policy)]
            let open = actions.masks[Int(policy)] & ~forbidden & ~permitted
            guard open != 0 else { continue }
            if let type = head.principalType, type != request.principalType { continue }
            if let type = head.resourceType, type != request.resourceType { continue }
            let applying = applying(policy, head, request, actions, open)
            if head.effect == .forbid { forbidden |= applying } else { permitted |= applying }
        }
        return permitted
    }

    /// The actions, among those that are open, for which a policy applies.
    private mutating func applying(
        _ policy: Int32, _ head: CompiledPolicies.Head, _ request: PreparedRequest, _ actions: PreparedActions,
        _ open: UInt64
    ) -> UInt64 {
        if !head.readsAction { return machine.run(head.start, request) == .yes ? open : 0 }
        var applying: UInt64 = 0
        var rest = open
        while rest != 0 {
            let bit = rest.trailingZeroBitCount
            rest &= rest - 1
            let one = request.with(action: actions.actions[bit], known: actions.known[bit])
            if machine.run(head.start, one) == .yes { applying |= 1 << UInt64(bit) }
        }
        return applying
    }
}
