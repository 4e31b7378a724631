/// What remains of a policy once all that is known has been put in.
public enum Residual: Hashable, Sendable {
    /// It applies, whatever the unknown parts turn out to be.
    case applies
    /// It does not apply, whatever they turn out to be.
    case doesNotApply
    /// It cannot be evaluated, whatever they turn out to be.
    case fails(EvaluationError)
    /// It depends on them: this policy, evaluated once they are known, says what the whole one would. Its head and
    /// conditions ask for nothing that was known; values that were stand in it as literals.
    case depends(Policy)
}

/// The answer to a question of which some parts are not known yet.
public struct PartialResponse: Hashable, Sendable {
    /// A policy with what remains of it.
    public struct Entry: Hashable, Sendable {
        /// The policy's id.
        public var policy: String
        /// Whether it allows or refuses.
        public var effect: Policy.Effect
        /// What remains.
        public var residual: Residual

        /// Whether it applies for some unknown parts, as far as can be told.
        public var mayApply: Bool {
            switch residual {
            case .applies: true
            case .doesNotApply, .fails: false
            case .depends(let policy):
                // What stands behind a condition that can never be met is never reached.
                !policy.conditions.contains { $0.body.form == .literal(.bool(!$0.isWhen)) }
            }
        }
    }

    /// Every policy, in the order of the set.
    public var entries: [Entry]

    /// The decision, where it is the same whatever the unknown parts turn out to be; nil where it depends on them.
    public var decision: Response.Decision? {
        let forbids = entries.filter { $0.effect == .forbid }
        if forbids.contains(where: { $0.residual == .applies }) { return .deny }
        let permits = entries.filter { $0.effect == .permit }
        if !permits.contains(where: \.mayApply) { return .deny }
        if forbids.contains(where: \.mayApply) { return nil }
        return permits.contains { $0.residual == .applies } ? .allow : nil
    }

    /// The full answer, once everything is known: the same as the whole policies give.
    ///
    /// - Parameters:
    ///   - request: the question; what was known of it before must be the same.
    ///   - entities: the entities of before, and those that came with the unknown parts.
    public func decide(_ request: Request, _ entities: Entities) -> Response {
        let evaluator = Evaluator(request: request, entities: entities)
        var permits: [String] = []
        var forbids: [String] = []
        var errors: [Response.Failure] = []
        for entry in entries {
            var applies = false
            switch entry.residual {
            case .applies: applies = true
            case .doesNotApply: break
            case .fails(let error): errors.append(Response.Failure(policy: entry.policy, error: error))
            case .depends(let policy):
                do throws(EvaluationError) {
                    applies = try Authorizer.applies(policy, evaluator)
                } catch {
                    errors.append(Response.Failure(policy: entry.policy, error: error))
                }
            }
            guard applies else { continue }
            if entry.effect == .permit { permits.append(entry.policy) } else { forbids.append(entry.policy) }
        }
        if !forbids.isEmpty { return Response(decision: .deny, reasons: forbids, errors: errors) }
        return Response(decision: permits.isEmpty ? .deny : .allow, reasons: permits, errors: errors)
    }
}
