/// A schema: which entities, attributes, tags, actions and requests there are.
///
/// It is read from Cedar's own syntax or from JSON, printed in both, and is what policies, entities and requests are
/// validated against. Names are looked up and hierarchies worked out once, when it is made.
public struct Schema: Sendable {
    /// What is declared, as it was written.
    public let namespaces: [SchemaNamespace]
    /// What is allowed and yet likely a slip, such as a name that hides one of the language's own types.
    public let warnings: [ParseFault]
    /// Entity types by name.
    public let entityTypes: [String: EntityType]
    /// Actions by name, groups among them.
    public let actions: [EntityUID: Action]
    /// The actions' names, in the order of their declarations.
    public let actionOrder: [EntityUID]
    /// Names of types whose entities are actions: `Action`, `Namespace::Action`.
    public let actionTypes: Set<String>
    /// Where an entity type is meant that a common type of the same name hides in Cedar's own syntax.
    private let hiddenEntityTypes: [ParseFault]

    /// An entity type.
    public struct EntityType: Hashable, Sendable {
        /// Its name, with its namespace.
        public var name: String
        /// The only ids that its entities may have; nil where they may have any.
        public var ids: [String]?
        /// The attributes of its entities.
        public var attributes: RecordType
        /// The type of its entities' tags; nil where they have none.
        public var tags: CedarType?
        /// Types of entities that one of this type may directly be in.
        public var parents: Set<String>
        /// Types of entities that one of this type may be in, through any number of steps.
        public var ancestors: Set<String>
        /// `@name("value")` before its declaration.
        public var annotations: [String: String]
    }

    /// An action, or a group of actions.
    public struct Action: Hashable, Sendable {
        /// Its name.
        public var uid: EntityUID
        /// Types of principals that may do it.
        public var principals: [String]
        /// Types of resources that it may be done to.
        public var resources: [String]
        /// The context of its requests.
        public var context: RecordType
        /// The groups that it is directly in.
        public var parents: Set<EntityUID>
        /// The groups that it is in, through any number of steps.
        public var ancestors: Set<EntityUID>
        /// `@name("value")` before its declaration.
        public var annotations: [String: String]
    }

    /// The schema of a text in Cedar's own syntax.
    ///
    /// - Throws: every fault that was found; after a fault, reading goes on behind the declaration's `;`.
    public init(parsing text: String) throws(ParseFaults) {
        var parser = SchemaParser(text)
        try self.init(parser.namespaces(), source: text)
    }

    /// The schema of a JSON text: `{"Namespace": {"entityTypes": {…}, "actions": {…}, "commonTypes": {…}}}`.
    ///
    /// - Throws: every fault that was found.
    public init(json: String) throws(ParseFaults) {
        let namespaces: [SchemaNamespace]
        do throws(ParseFault) {
            namespaces = try SchemaJSONReader(document: JSONReader.read(json)).namespaces()
        } catch {
            throw ParseFaults(faults: [error])
        }
        try self.init(namespaces, source: json)
    }

    init(_ namespaces: [SchemaNamespace], source: String) throws(ParseFaults) {
        var resolver = SchemaResolver(namespaces)
        resolver.resolve()
        let faults = SchemaNote.located(resolver.faults, in: source)
        guard faults.isEmpty else { throw ParseFaults(faults: faults) }
        self.namespaces = namespaces
        warnings = SchemaNote.located(resolver.warnings, in: source)
        entityTypes = resolver.entityTypes
        actions = resolver.actions
        actionTypes = resolver.definitions.actionTypes
        hiddenEntityTypes = SchemaNote.located(resolver.hiddenEntityTypes, in: source)
        actionOrder = resolver.actionOrder
    }

    /// Every combination of types that a request may have: for each action, in the order of its declaration, each type
    /// of principal with each type of resource. There may be very many of them.
    public var environments: [RequestEnvironment] {
        actionOrder.flatMap { actions[$0]?.environments ?? [] }
    }

    /// In Cedar's own syntax. Comments are not kept.
    ///
    /// - Throws: for a schema from JSON that names an entity type where a common type has the same name: the syntax
    ///   has no words for it.
    public var text: String {
        get throws(ParseFaults) {
            let hidden = hiddenEntityTypes
            guard hidden.isEmpty else { throw ParseFaults(faults: hidden) }
            return SchemaPrinter(self).text
        }
    }

    /// In JSON, indented.
    public var json: String { SchemaJSONPrinter.text(of: namespaces) }
}

extension Schema.Action {
    /// The combinations of types that requests for this action may have.
    var environments: [RequestEnvironment] {
        principals.flatMap { principal in
            resources.map { resource in
                RequestEnvironment(principal: principal, action: uid, resource: resource, context: context)
            }
        }
    }
}
