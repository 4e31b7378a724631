/// Decides requests by compiled policies and entities. A decider is for one task at a time; copies are independent.
///
/// A request is prepared once, which looks its names up, and then decided as often as wanted without taking memory,
/// unless a policy makes sets or records of what is not known beforehand.
public struct Decider: Sendable {
    let entities: CompiledEntities
    var machine: Machine
    private var choices: [PolicyChoice] = []
    private var choiceOf: [ChoiceKey: Choice] = [:]
    /// The choices that were used last, by a hash of their key.
    private var recent: [(key: ChoiceKey, choice: Choice)]
    /// Where the code begins of the policies of all choices that must be asked one by one.
    private var starts: [Int32] = []
    private(set) var generation: UInt32 = 0

    /// A choice, and its stretches of ``starts``.
    private struct Choice {
        var number: Int
        var forbids: Range<Int>
        var permits: Range<Int>
        /// Whether policies must be looked up by the entities that they name, too.
        var isIndexed: Bool
    }

    private struct ChoiceKey: Hashable {
        var action: Int32
        var principalType: Int32
        var resourceType: Int32

        @inline(__always) init(_ request: PreparedRequest) {
            action = request.knownAction
            principalType = request.principalType
            resourceType = request.resourceType
        }

        @inline(__always) var slot: Int {
            Int(truncatingIfNeeded: action &* 31 &+ principalType &* 7 &+ resourceType) & 63
        }
    }

    /// A decider for entities and the policies that they were made ready for.
    public init(_ entities: CompiledEntities) {
        self.entities = entities
        machine = Machine(entities)
        let none = PreparedRequest.none
        let nothing = Choice(number: -1, forbids: 0..<0, permits: 0..<0, isIndexed: false)
        recent = Array(repeating: (ChoiceKey(none), nothing), count: 64)
    }

    // MARK: Requests

    /// Looks up the names of a request.
    public mutating func prepare(_ request: Request) -> PreparedRequest {
        let base = machine.facts.frozen
        let principal = machine.own.entity(request.principal, over: base)
        let action = machine.own.entity(request.action, over: base)
        let resource = machine.own.entity(request.resource, over: base)
        let context = machine.own.record(machine.own.fields(request.context, over: base), over: base)
        return PreparedRequest(
            principal: principal, action: action, resource: resource, context: Int32(context.payload),
            principalType: base.space.types.find(ExactText(request.principal.type)) ?? -1,
            resourceType: base.space.types.find(ExactText(request.resource.type)) ?? -1,
            knownAction: action < base.space.entities.end ? action : -1, generation: generation)
    }

    mutating func number(of uid: EntityUID) -> Int32 { machine.own.entity(uid, over: machine.facts.frozen) }

    /// Gives back the memory of everything that requests brought. What was prepared before is denied from now on.
    public mutating func forget() {
        machine.own.removeAll()
        generation &+= 1
    }

    // MARK: Decisions

    /// Yes or no. Stops at the first policy that settles it.
    public mutating func decide(_ request: PreparedRequest) -> Response.Decision {
        guard request.generation == generation else { return .deny }
        let choice = choice(for: request)
        if machine.run(starts, choice.forbids, request) { return .deny }
        if choice.isIndexed {
            if decides(choices[choice.number].forbids, request) { return .deny }
            if decides(choices[choice.number].permits, request) { return .allow }
        }
        return machine.run(starts, choice.permits, request) ? .allow : .deny
    }

    /// Yes or no to a request that is asked once.
    public mutating func decide(_ request: Request) -> Response.Decision {
        let wasEmpty = machine.own.isEmpty
        let decision = decide(prepare(request))
        if wasEmpty, !machine.own.isEmpty { machine.own.removeAll() }
        return decision
    }

    /// The answer to a request with the policies that decided and those that could not be evaluated, as
    /// ``Authorizer/decide(_:_:)`` gives it.
    public mutating func respond(to request: Request) -> Response {
        let wasEmpty = machine.own.isEmpty
        let prepared = prepare(request)
        let choice = choices[choice(for: prepared).number]
        var response = Response(decision: .deny, reasons: [], errors: [])
        let (forbids, failing) = applying(choice.forbids, prepared)
        let (permits, alsoFailing) = applying(choice.permits, prepared)
        let reasons = forbids.isEmpty ? permits : forbids
        response.reasons = reasons.map { entities.policies.policies[Int($0)].id }
        response.decision = forbids.isEmpty && !permits.isEmpty ? .allow : .deny
        for number in (failing + alsoFailing).sorted() {
            response.errors.append(failure(entities.policies.policies[Int(number)], request))
        }
        if wasEmpty, !machine.own.isEmpty { machine.own.removeAll() }
        return response
    }

    /// The answer to a request, with the policies and the expressions in them that decided. The interpreter finds them.
    public func explain(_ request: Request) -> Explanation {
        Authorizer(PolicySet(entities.policies.policies)).explain(request, entities.source)
    }

    /// The interpreter words the error: it happens seldom, and the code need not carry what messages say.
    private func failure(_ policy: Policy, _ request: Request) -> Response.Failure {
        let evaluator = Evaluator(request: request, entities: entities.source)
        do throws(EvaluationError) {
            _ = try Authorizer.applies(policy, evaluator)
        } catch {
            return Response.Failure(policy: policy.id, error: error)
        }
        let message = "the policy cannot be evaluated"
        return Response.Failure(
            policy: policy.id, error: EvaluationError(kind: .unsupported, message: message, range: policy.range))
    }

    // MARK: Policies

    private mutating func choice(for request: PreparedRequest) -> Choice {
        let key = ChoiceKey(request)
        let slot = key.slot
        if recent[slot].key == key, recent[slot].choice.number >= 0 { return recent[slot].choice }
        let choice: Choice
        if let known = choiceOf[key] {
            choice = known
        } else {
            let policies = PolicyChoice(entities.policies.heads, machine.facts, request)
            choice = Choice(
                number: choices.count, forbids: append(policies.forbids), permits: append(policies.permits),
                isIndexed: policies.isIndexed)
            choices.append(policies)
            choiceOf[key] = choice
        }
        recent[slot] = (key, choice)
        return choice
    }

    private mutating func append(_ group: PolicyChoice.Group) -> Range<Int> {
        let first = starts.count
        starts += group.general.map { entities.policies.heads[Int($0)].start }
        return first..<starts.count
    }

    /// Whether some policy of a group that is found by the entity that it names applies.
    private mutating func decides(_ group: PolicyChoice.Group, _ request: PreparedRequest) -> Bool {
        if !group.byPrincipal.isEmpty {
            if decides(group.byPrincipal[request.principal], request) { return true }
            for ancestor in machine.facts.ancestors(of: request.principal)
            where decides(group.byPrincipal[Int32(ancestor.payload)], request) {
                return true
            }
        }
        if !group.byResource.isEmpty {
            if decides(group.byResource[request.resource], request) { return true }
            for ancestor in machine.facts.ancestors(of: request.resource)
            where decides(group.byResource[Int32(ancestor.payload)], request) {
                return true
            }
        }
        return false
    }

    private mutating func decides(_ policies: [Int32]?, _ request: PreparedRequest) -> Bool {
        guard let policies else { return false }
        for policy in policies where outcome(policy, request) == .yes { return true }
        return false
    }

    private mutating func outcome(_ policy: Int32, _ request: PreparedRequest) -> Machine.Outcome {
        machine.run(entities.policies.heads[Int(policy)].start, request)
    }

    /// The policies of a group that apply, and those that fail, in the order of the set.
    private mutating func applying(
        _ group: PolicyChoice.Group, _ request: PreparedRequest
    ) -> (applying: [Int32], failing: [Int32]) {
        var candidates = group.general
        for (index, entity) in [(group.byPrincipal, request.principal), (group.byResource, request.resource)]
        where !index.isEmpty {
            candidates += index[entity] ?? []
            for ancestor in machine.facts.ancestors(of: entity) { candidates += index[Int32(ancestor.payload)] ?? [] }
        }
        var applying: [Int32] = []
        var failing: [Int32] = []
        for policy in candidates.sorted() {
            switch outcome(policy, request) {
            case .no: break
            case .yes: applying.append(policy)
            case .error: failing.append(policy)
            }
        }
        return (applying, failing)
    }
}

extension PreparedRequest {
    fileprivate static let none = PreparedRequest(
        principal: -1, action: -1, resource: -1, context: -1, principalType: -1, resourceType: -1, knownAction: -1,
        generation: 0)
}
