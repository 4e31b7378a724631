/// Validates policies against a schema, strictly: what passes cannot fail at a request that the schema allows, but for
/// numbers that leave 64 bits and entities that do not exist.
public struct Validator: Sendable {
    /// The schema.
    public let schema: Schema

    /// A validator for a schema.
    public init(_ schema: Schema) {
        self.schema = schema
    }

    /// What is to be said of some policies.
    ///
    /// - Parameters:
    ///   - policies: policies and templates.
    ///   - level: how many steps from entity to entity a policy may take, `principal.manager.name` being two; nil for
    ///     any number.
    public func validate(_ policies: PolicySet, level: Int? = nil) -> ValidationReport {
        ValidationReport(findings: policies.policies.flatMap { validate($0, level: level) })
    }

    /// What is to be said of one policy or template.
    public func validate(_ policy: Policy, level: Int? = nil) -> [ValidationFinding] {
        var builder = TermBuilder()
        let term = builder.condition(of: policy)
        guard !builder.isTooDeep else {
            let message = "the conditions nest deeper than \(TermBuilder.deepest) levels; split the policy"
            return [ValidationFinding(policy: policy.id, kind: .tooDeep, message: message, range: policy.range)]
        }
        var findings = NameChecker(schema: schema).findings(policy, term)
        findings += TypeFindings(schema: schema, policy: policy, level: level).findings(term, builder)
        return findings.sorted { ($0.range.start, $0.message) < ($1.range.start, $1.message) }
    }

    /// What is to be said of a template's link, beyond what validating the template told: whether the entities that fill
    /// the slots are of known types, and whether any action fits them.
    public func validateLink(
        of template: Policy, id: String, principal: EntityUID? = nil, resource: EntityUID? = nil
    ) -> [ValidationFinding] {
        var linked = template
        linked.id = id
        linked.principal = template.principal.filled(principal)
        linked.resource = template.resource.filled(resource)
        let checker = NameChecker(schema: schema)
        var findings: [ValidationFinding] = []
        for uid in [template.principal.hasSlot ? principal : nil, template.resource.hasSlot ? resource : nil] {
            if let uid { findings += checker.unknownType(uid.type, linked, template.range) }
        }
        return findings + checker.application(linked)
    }

    /// The type of an expression in one kind of request, or what is wrong with it.
    public func type(
        of expression: Expression, in environment: RequestEnvironment
    ) -> Result<CedarType, ExpressionFaults> {
        var builder = TermBuilder()
        let term = builder.term(expression)
        var faults: [ValidationFinding] = []
        if builder.isTooDeep {
            let message = "the expression nests deeper than \(TermBuilder.deepest) levels"
            faults = [ValidationFinding(policy: "", kind: .tooDeep, message: message, range: term.range)]
            return .failure(ExpressionFaults(findings: faults))
        }
        faults = NameChecker(schema: schema).findings(in: term, policy: "").filter { $0.severity == .error }
        var checker = TypeChecker(schema, environment, builder)
        let type = checker.check(term, .none).type
        faults += checker.faults.map {
            ValidationFinding(
                policy: "", kind: $0.kind, message: $0.message, range: $0.range, environments: [environment])
        }
        guard faults.isEmpty, let type else { return .failure(ExpressionFaults(findings: faults)) }
        return .success(type)
    }

    /// Why an expression has no type.
    public struct ExpressionFaults: Error, Hashable, Sendable {
        /// What is wrong with it.
        public var findings: [ValidationFinding]
    }
}

extension Policy.Scope {
    /// The scope with its slot, if it has one, filled.
    func filled(_ uid: EntityUID?) -> Policy.Scope {
        guard let uid else { return self }
        switch self {
        case .equalSlot: return .equal(uid)
        case .inSlot: return .isIn([uid])
        case .isTypeInSlot(let type): return .isTypeIn(type, uid)
        default: return self
        }
    }
}
