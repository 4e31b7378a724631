/// The names that a schema defines, and how a name in it is looked up.
struct SchemaDefinitions {
    /// What a reference may refer to.
    enum Kind {
        case common, entity, either

        /// As a message says it.
        var phrase: String {
            switch self {
            case .common: "common type"
            case .entity: "entity type"
            case .either: "type"
            }
        }
    }

    /// What a name turned out to be.
    enum Target: Hashable {
        case builtin(CedarType)
        case common(String)
        case entity(String)
    }

    private(set) var commonTypes: Set<String> = []
    private(set) var entityTypes: Set<String> = []
    private(set) var actions: Set<EntityUID> = []
    /// Types of actions; as types of values they may be named, though nothing declares them.
    private(set) var actionTypes: Set<String> = []

    init(_ namespaces: [SchemaNamespace]) {
        for namespace in namespaces {
            commonTypes.formUnion(namespace.commonTypes.map { namespace.qualified($0.name) })
            entityTypes.formUnion(namespace.entityTypes.map { namespace.qualified($0.name) })
            let type = namespace.qualified("Action")
            if !namespace.actions.isEmpty { actionTypes.insert(type) }
            actions.formUnion(namespace.actions.map { EntityUID(type: type, id: $0.name) })
        }
    }

    /// What a name refers to: a name with `::` to itself only; another to its own namespace's, or else to the one
    /// outside any namespace, which is the language's own where the schema defines none. A common type goes before an
    /// entity type of the same name.
    func target(of name: String, in namespace: SchemaNamespace, as kind: Kind) -> Target? {
        for candidate in candidates(name, namespace) {
            if kind != .entity {
                if commonTypes.contains(candidate) { return .common(candidate) }
                if let builtin = builtin(candidate) { return .builtin(builtin) }
            }
            if kind != .common, entityTypes.contains(candidate) || actionTypes.contains(candidate) {
                return .entity(candidate)
            }
        }
        return nil
    }

    private func candidates(_ name: String, _ namespace: SchemaNamespace) -> [String] {
        name.contains("::") || namespace.name.isEmpty ? [name] : [namespace.qualified(name), name]
    }

    private func builtin(_ name: String) -> CedarType? {
        let prefix = SchemaWords.builtinNamespace + "::"
        if name.hasPrefix(prefix) { return SchemaWords.builtin[String(name.dropFirst(prefix.count))] }
        guard !entityTypes.contains(name) else { return nil }
        return SchemaWords.builtin[name]
    }

    /// The action that a reference means.
    func action(_ reference: SchemaNamespace.ActionReference, in namespace: SchemaNamespace) -> EntityUID? {
        candidates(reference.type ?? "Action", namespace).map { EntityUID(type: $0, id: reference.id) }
            .first { actions.contains($0) }
    }

    /// Names near one that is not known: as one would write it here.
    func suggestion(for name: String, in namespace: SchemaNamespace, as kind: Kind) -> String {
        var known: Set<String> = []
        if kind != .common { known.formUnion(entityTypes) }
        if kind != .entity { known.formUnion(commonTypes.union(SchemaWords.builtin.keys)) }
        let prefix = namespace.name + "::"
        let written = known.map { $0.hasPrefix(prefix) ? String($0.dropFirst(prefix.count)) : $0 }
        return Suggestion.phrase(for: name, among: written)
    }
}
