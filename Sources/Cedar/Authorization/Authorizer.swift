/// Decides requests by policies: no, unless a `permit` applies and no `forbid` does.
public struct Authorizer: Sendable {
    /// The policies.
    public let policies: PolicySet

    private let active: [Policy]
    private let tooDeep: Set<String>

    /// An authoriser of these policies. A template takes part through its links alone.
    public init(_ policies: PolicySet) {
        self.policies = policies
        active = policies.active
        tooDeep = Set(active.filter(ExpressionDepth.isExceeded).map(\.id))
    }

    /// The answer to a request.
    public func decide(_ request: Request, _ entities: Entities) -> Response {
        let evaluator = Evaluator(request: request, entities: entities)
        var permits: [String] = []
        var forbids: [String] = []
        var errors: [Response.Failure] = []
        for policy in active {
            do throws(EvaluationError) {
                guard try Self.applies(policy, evaluator, isTooDeep: tooDeep.contains(policy.id)) else { continue }
                switch policy.effect {
                case .permit: permits.append(policy.id)
                case .forbid: forbids.append(policy.id)
                }
            } catch {
                errors.append(Response.Failure(policy: policy.id, error: error))
            }
        }
        if !forbids.isEmpty { return Response(decision: .deny, reasons: forbids, errors: errors) }
        return Response(decision: permits.isEmpty ? .deny : .allow, reasons: permits, errors: errors)
    }

    /// Whether a policy applies, looking first at how deep it nests.
    static func applies(_ policy: Policy, _ evaluator: Evaluator) throws(EvaluationError) -> Bool {
        try applies(policy, evaluator, isTooDeep: ExpressionDepth.isExceeded(by: policy))
    }

    private static func applies(
        _ policy: Policy, _ evaluator: Evaluator, isTooDeep: Bool
    ) throws(EvaluationError) -> Bool {
        let request = evaluator.request
        guard try fits(policy.principal, request.principal, policy, evaluator),
            try fits(policy.action, request.action, policy, evaluator),
            try fits(policy.resource, request.resource, policy, evaluator)
        else { return false }
        guard !isTooDeep else { throw EvaluationError.tooDeep(policy.range) }
        for condition in policy.conditions where try evaluator.bool(condition.body) != condition.isWhen {
            return false
        }
        return true
    }

    private static func fits(
        _ scope: Policy.Scope, _ uid: EntityUID, _ policy: Policy, _ evaluator: Evaluator
    ) throws(EvaluationError) -> Bool {
        switch scope {
        case .any: true
        case .equal(let other): uid == other
        case .isIn(let list): list.contains { evaluator.entities.isIn(uid, $0) }
        case .isType(let type): uid.type == type
        case .isTypeIn(let type, let other): uid.type == type && evaluator.entities.isIn(uid, other)
        case .equalSlot, .inSlot, .isTypeInSlot:
            throw EvaluationError(
                kind: .unsupported, message: "a template's slot was not filled", range: policy.range)
        }
    }
}
