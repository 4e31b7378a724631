extension Validator {
    /// What the schema does not allow of some entities: unknown types and ids, missing and unknown attributes, values of
    /// other types, tags where there are none, ancestors of types that the schema does not allow, and actions that are
    /// not as the schema declares them.
    public func validate(_ entities: Entities) -> [DataFinding] {
        entities.all.flatMap { entity in
            var checker = DataChecker(schema, entity: entity.uid)
            checker.check(entity, ancestors: entities.ancestors(of: entity.uid))
            return checker.findings
        }
    }

    /// What the schema does not allow of a request: an unknown action, a principal or resource of a type that the action
    /// does not take, a context that is not of the action's type.
    public func validate(_ request: Request) -> [DataFinding] {
        var checker = DataChecker(schema)
        checker.check(request)
        return checker.findings
    }
}

extension Schema {
    /// The actions as entities, with the groups that they are in; a decision needs them beside the entities at hand.
    public var actionEntities: [Entity] {
        actions.values.sorted { $0.uid < $1.uid }.map { Entity($0.uid, attributes: Record(), parents: $0.parents) }
    }
}
