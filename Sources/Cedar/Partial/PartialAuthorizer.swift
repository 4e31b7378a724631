/// Decides as far as possible while the resource, or any other part of the question, is not known: what remains of each
/// policy can be turned into a filter of rows, or evaluated when the rest is known.
public struct PartialAuthorizer: Sendable {
    private let policies: [Policy]

    /// An authoriser of these policies, and of those that links make of templates.
    public init(_ policies: PolicySet) {
        self.policies = policies.active
    }

    /// What remains of each policy.
    ///
    /// - Parameters:
    ///   - request: what is known of the question.
    ///   - entities: the entities at hand.
    public func decide(_ request: PartialRequest, _ entities: Entities) -> PartialResponse {
        let reducer = Reducer(request: request, entities: entities)
        return PartialResponse(
            entries: policies.map { policy in
                PartialResponse.Entry(
                    policy: policy.id, effect: policy.effect, residual: Self.residual(of: policy, reducer))
            })
    }

    private static func residual(of policy: Policy, _ reducer: Reducer) -> Residual {
        var rest = policy
        let request = reducer.request
        guard let principal = reducer.scope(policy.principal, request.principal),
            let action = reducer.scope(policy.action, request.action),
            let resource = reducer.scope(policy.resource, request.resource)
        else { return .doesNotApply }
        (rest.principal, rest.action, rest.resource) = (principal, action, resource)
        let isSure = principal == .any && action == .any && resource == .any
        if ExpressionDepth.isExceeded(by: policy) { return isSure ? .fails(.tooDeep(policy.range)) : .depends(rest) }
        rest.conditions = []
        conditions: for condition in policy.conditions {
            let body = condition.body
            switch reducer.reduced(body) {
            case .value(.bool(let truth)) where truth == condition.isWhen: continue
            case .value(.bool(let truth)):
                // Those before it may fail, and then that is the answer.
                if rest.conditions.isEmpty { return .doesNotApply }
                let never = Expression(form: .literal(.bool(truth)), range: body.range)
                rest.conditions.append(Policy.Condition(isWhen: condition.isWhen, body: never))
                break conditions
            case .value(let value):
                let error = Evaluator.mismatch("bool", value, body)
                if isSure, rest.conditions.isEmpty { return .fails(error) }
                rest.conditions.append(condition)
                break conditions
            case .error(let error):
                if isSure, rest.conditions.isEmpty { return .fails(error) }
                rest.conditions.append(condition)
                break conditions
            case .residual(let body):
                rest.conditions.append(Policy.Condition(isWhen: condition.isWhen, body: body))
            }
        }
        return isSure && rest.conditions.isEmpty ? .applies : .depends(rest)
    }
}

extension Reducer {
    /// What a head still asks: `any` where it is content, nil where it is not.
    fileprivate func scope(_ scope: Policy.Scope, _ part: PartialRequest.Part) -> Policy.Scope? {
        switch scope {
        case .any: return .any
        case .equal(let other):
            if let uid = part.uid { return uid == other ? .any : nil }
            if let type = part.type, type != other.type { return nil }
            return scope
        case .isIn(let list): return within(list, part, scope)
        case .isType(let type):
            guard let known = part.type else { return scope }
            return known == type ? .any : nil
        case .isTypeIn(let type, let other):
            guard let known = part.type else { return scope }
            return known == type ? within([other], part, .isIn([other])) : nil
        case .equalSlot, .inSlot, .isTypeInSlot: return scope
        }
    }

    private func within(_ list: [EntityUID], _ part: PartialRequest.Part, _ rest: Policy.Scope) -> Policy.Scope? {
        guard let uid = part.uid else { return rest }
        if list.contains(where: { entities.isIn(uid, $0) }) { return .any }
        return mayGetAncestors(uid) ? rest : nil
    }
}
