/// Checks a policy's types for every kind of request, and puts together what is found more than once.
struct TypeFindings {
    let schema: Schema
    let policy: Policy
    let level: Int?

    func findings(_ term: Term, _ terms: TermBuilder) -> [ValidationFinding] {
        var order: [TypeChecker.Fault] = []
        var places: [TypeChecker.Fault: [RequestEnvironment]] = [:]
        var mayApply = false
        var relevant = 0
        var checker: TypeChecker?
        for environment in environments {
            var isRelevant = false
            for linked in links(of: environment) {
                var current = checker ?? TypeChecker(schema, linked, terms)
                checker = nil
                current.turn(to: linked)
                let outcome = current.check(term, .none)
                var faults = current.faults
                let isNever = outcome.type == .bool(.never)
                // A policy that is faulty for some kind of request is not said to be impossible too.
                if !isNever { mayApply = true }
                if !isNever || !faults.isEmpty { isRelevant = true }
                if let level, faults.isEmpty {
                    var levels = LevelChecker(
                        environment: linked, types: current.types, shared: terms.shared, limit: level)
                    levels.check(term)
                    faults = levels.faults
                }
                checker = current
                for fault in faults {
                    if places[fault] == nil { order.append(fault) }
                    if places[fault]?.last != environment { places[fault, default: []].append(environment) }
                }
            }
            if isRelevant { relevant += 1 }
        }
        var findings = order.map { fault in
            let environments = places[fault] ?? []
            return ValidationFinding(
                policy: policy.id, kind: fault.kind, message: fault.message, range: fault.range,
                environments: environments, isPartial: environments.count < relevant)
        }
        if !mayApply {
            findings.append(
                ValidationFinding(
                    policy: policy.id, kind: .impossible,
                    message: "this policy never applies: for every kind of request that the schema allows, it asks for"
                        + " what cannot be", range: policy.range))
        }
        return findings
    }

    /// The kinds of requests that the head alone does not rule out, as most heads do most of them: for those, checking
    /// would find nothing.
    private var environments: some Sequence<RequestEnvironment> {
        schema.actionOrder.lazy.filter { !excludesAction($0) }.compactMap { schema.actions[$0] }.flatMap { action in
            action.principals.lazy.filter { isFaulty || !excludes(policy.principal, $0) }.flatMap { principal in
                action.resources.lazy.filter { isFaulty || !excludes(policy.resource, $0) }.map { resource in
                    RequestEnvironment(
                        principal: principal, action: action.uid, resource: resource, context: action.context)
                }
            }
        }
    }

    /// Whether the head names no action at all, which is a fault wherever it is looked at.
    private var isFaulty: Bool { policy.action == .isIn([]) }

    private func excludesAction(_ uid: EntityUID) -> Bool {
        guard case .equal(let asked) = policy.action else { return false }
        return asked != uid && schema.actions[asked] != nil
    }

    private func excludes(_ scope: Policy.Scope, _ type: String) -> Bool {
        switch scope {
        case .isType(let other), .isTypeIn(let other, _), .isTypeInSlot(let other): other != type
        case .equal(let uid): uid.type != type && schema.knows(uid)
        default: false
        }
    }

    /// The kinds of requests, each with every type of entity that may fill the template's slots so that it could apply.
    private func links(of environment: RequestEnvironment) -> [RequestEnvironment] {
        guard policy.isTemplate else { return [environment] }
        let principals = slotTypes(policy.principal, environment.principal)
        let resources = slotTypes(policy.resource, environment.resource)
        return principals.flatMap { principal in
            resources.map { resource in
                var linked = environment
                linked.principalSlot = principal
                linked.resourceSlot = resource
                return linked
            }
        }
    }

    private func slotTypes(_ scope: Policy.Scope, _ type: String) -> [String?] {
        switch scope {
        case .equalSlot: return [type]
        case .inSlot, .isTypeInSlot:
            var types = schema.entityTypes[type]?.ancestors ?? []
            types.insert(type)
            return types.sorted()
        default: return [nil]
        }
    }
}
