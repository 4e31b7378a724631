/// Questions that checks put to a schema.
extension Schema {
    /// Whether an entity type is declared, or is the type of actions.
    func knowsType(_ name: String) -> Bool { SchemaWords.isActionType(name) || entityTypes[name] != nil }

    /// Whether an action is declared, or the type of any other entity is.
    func knows(_ uid: EntityUID) -> Bool {
        SchemaWords.isActionType(uid.type) ? actions[uid] != nil : entityTypes[uid.type] != nil
    }

    /// Whether an entity of one type may be one of another type or in it.
    func mayBeIn(_ type: String, _ group: String) -> Bool {
        if type == group || entityTypes[type]?.ancestors.contains(group) == true { return true }
        guard SchemaWords.isActionType(type) else { return false }
        return actions.values.contains { $0.uid.type == type && $0.ancestors.contains { $0.type == group } }
    }

    /// The type of an attribute of a type's entities; nil where there is none.
    public func attribute(_ name: String, of entityType: String) -> RecordType.Attribute? {
        entityTypes[entityType]?.attributes[name]
    }

    /// The kinds of requests for an action; nil for an action that the schema does not have.
    public func environments(for action: EntityUID) -> [RequestEnvironment]? { actions[action]?.environments }

    /// Entity types whose entities may be in an entity of a type, that type itself among them, by name.
    public func entityTypes(within group: String) -> [String] {
        entityTypes.values.filter { $0.name == group || $0.ancestors.contains(group) }.map(\.name).sorted()
    }
}
