/// Looks up the names of a schema, and works out its hierarchies. What is wrong is gathered, not thrown at once.
struct SchemaResolver {
    let namespaces: [SchemaNamespace]
    let definitions: SchemaDefinitions
    private(set) var faults: [SchemaNote] = []
    private(set) var warnings: [SchemaNote] = []
    private(set) var hiddenEntityTypes: [SchemaNote] = []
    private(set) var entityTypes: [String: Schema.EntityType] = [:]
    private(set) var actions: [EntityUID: Schema.Action] = [:]
    private(set) var actionOrder: [EntityUID] = []
    /// Common types by their full names, each after those it is made of.
    var commonTypes: [String: CedarType] = [:]

    init(_ namespaces: [SchemaNamespace]) {
        self.namespaces = namespaces
        definitions = SchemaDefinitions(namespaces)
    }

    mutating func resolve() {
        checkNames()
        checkShadowing()
        resolveCommonTypes()
        for namespace in namespaces {
            for entityType in namespace.entityTypes { add(entityType, in: namespace) }
        }
        for namespace in namespaces {
            for action in namespace.actions { add(action, in: namespace) }
        }
        closeHierarchies()
    }

    // MARK: Faults

    mutating func fail(_ message: String, at place: DeclarationPlace) {
        faults.append(SchemaNote(message: message, place: place))
    }

    mutating func warn(_ message: String, at place: DeclarationPlace) {
        warnings.append(SchemaNote(message: message, place: place))
    }

    // MARK: Types

    /// The type that is written, or nil where something in it is not known, which has then been told.
    mutating func type(_ written: SchemaType, in namespace: SchemaNamespace) -> CedarType? {
        let result: CedarType?
        switch written.form {
        case .named(let name): result = named(name, .either, written, namespace)
        case .common(let name): result = named(name, .common, written, namespace)
        case .entity(let name): result = named(name, .entity, written, namespace)
        case .builtin(let name): result = SchemaWords.builtin[name]
        case .set(let element): result = type(element, in: namespace).map { .set($0) }
        case .record(let attributes): result = record(attributes, in: namespace).map { .record($0) }
        }
        return result
    }

    private mutating func record(_ written: [SchemaAttribute], in namespace: SchemaNamespace) -> RecordType? {
        var list: [RecordType.Attribute] = []
        var names: Set<ExactText> = []
        var isWhole = true
        for attribute in written {
            if !names.insert(ExactText(attribute.name)).inserted {
                // The reference takes the last one without a word.
                warn("attribute `\(attribute.name)` is given twice; only the last one counts", at: attribute.place)
            }
            if let type = type(attribute.type, in: namespace) {
                list.append(
                    RecordType.Attribute(name: attribute.name, type: type, isRequired: attribute.isRequired))
            } else {
                isWhole = false
            }
        }
        return isWhole ? RecordType(list) : nil
    }

    private mutating func named(
        _ name: String, _ kind: SchemaDefinitions.Kind, _ written: SchemaType, _ namespace: SchemaNamespace
    ) -> CedarType? {
        switch definitions.target(of: name, in: namespace, as: kind) {
        case .builtin(let type)?: return type
        case .common(let name)?: return commonTypes[name]
        case .entity(let found)?:
            if kind == .entity, definitions.target(of: name, in: namespace, as: .either) != .entity(found) {
                let message = "entity type `\(name)` is hidden by the common type of that name; rename one"
                hiddenEntityTypes.append(SchemaNote(message: message, place: written.place))
            }
            return .entity(found)
        case nil:
            fail(
                "there is no \(kind.phrase) `\(name)`"
                    + definitions.suggestion(for: name, in: namespace, as: kind), at: written.place)
            return nil
        }
    }

    // MARK: Declarations

    private mutating func entityName(
        _ reference: SchemaNamespace.Reference, in namespace: SchemaNamespace
    ) -> String? {
        if case .entity(let name) = definitions.target(of: reference.name, in: namespace, as: .entity) {
            // An action's type has no declaration; nothing is in it, and no request's principal is of it.
            if definitions.entityTypes.contains(name) { return name }
            fail("`\(reference.name)` is the type of actions; an entity type is needed here", at: reference.place)
            return nil
        }
        fail(
            "there is no entity type `\(reference.name)`"
                + definitions.suggestion(for: reference.name, in: namespace, as: .entity), at: reference.place)
        return nil
    }

    private mutating func entityNames(
        _ references: [SchemaNamespace.Reference], in namespace: SchemaNamespace
    ) -> [String] {
        var names: [String] = []
        for reference in references {
            if let name = entityName(reference, in: namespace), !names.contains(name) { names.append(name) }
        }
        return names
    }

    private mutating func add(_ declared: SchemaNamespace.EntityType, in namespace: SchemaNamespace) {
        var result = Schema.EntityType(
            name: namespace.qualified(declared.name), ids: nil, attributes: RecordType(), tags: nil, parents: [],
            ancestors: [], annotations: declared.annotations)
        switch declared.form {
        case .enumerated(let ids): result.ids = ids
        case .open(let shape, let tags, let parents):
            switch type(shape, in: namespace) {
            case .record(let attributes)?: result.attributes = attributes
            case let other?:
                fail("the attributes of `\(declared.name)` must be a record, not `\(other)`", at: shape.place)
            case nil: break
            }
            result.tags = tags.flatMap { type($0, in: namespace) }
            result.parents = Set(entityNames(parents, in: namespace))
        }
        entityTypes[result.name] = result
    }

    private mutating func add(_ declared: SchemaNamespace.Action, in namespace: SchemaNamespace) {
        var result = Schema.Action(
            uid: EntityUID(type: namespace.qualified("Action"), id: declared.name), principals: [], resources: [],
            context: RecordType(), parents: [], ancestors: [], annotations: declared.annotations)
        if let appliesTo = declared.appliesTo {
            result.principals = entityNames(appliesTo.principals, in: namespace)
            result.resources = entityNames(appliesTo.resources, in: namespace)
            switch type(appliesTo.context, in: namespace) {
            case .record(let context)?: result.context = context
            case let other?:
                fail(
                    "the context of action `\(declared.name)` must be a record, not `\(other)`",
                    at: appliesTo.context.place)
            case nil: break
            }
        }
        for reference in declared.parents {
            if let parent = definitions.action(reference, in: namespace) {
                result.parents.insert(parent)
            } else {
                let known = definitions.actions.map(\.id)
                fail(
                    "there is no action `\(reference.type.map { "\($0)::\(Value.quoted(reference.id))" } ?? reference.id)`"
                        + Suggestion.phrase(for: reference.id, among: known), at: reference.place)
            }
        }
        actions[result.uid] = result
        actionOrder.append(result.uid)
    }

    // MARK: Hierarchies

    private mutating func closeHierarchies() {
        let types = Self.closure(entityTypes.mapValues(\.parents))
        for (name, ancestors) in types { entityTypes[name]?.ancestors = ancestors }
        let groups = Self.closure(actions.mapValues(\.parents))
        for (uid, ancestors) in groups { actions[uid]?.ancestors = ancestors }
        for namespace in namespaces {
            for action in namespace.actions {
                let uid = EntityUID(type: namespace.qualified("Action"), id: action.name)
                // Entity types may be in themselves, as folders are in folders; actions may not.
                if groups[uid]?.contains(uid) == true {
                    fail("action `\(action.name)` is in itself, through its groups", at: action.place)
                }
            }
        }
    }

    /// All that can be reached, in one step or more.
    private static func closure<Node: Hashable>(_ steps: [Node: Set<Node>]) -> [Node: Set<Node>] {
        steps.mapValues { first in
            var reached: Set<Node> = []
            var waiting = Array(first)
            while let node = waiting.popLast() {
                if reached.insert(node).inserted { waiting.append(contentsOf: steps[node] ?? []) }
            }
            return reached
        }
    }
}
