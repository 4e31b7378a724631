extension Entities {
    /// Entities in Cedar's JSON form: a list of `{"uid": …, "attrs": {…}, "parents": […], "tags": {…}}`.
    ///
    /// Attributes and tags may be left out, parents too. Without a schema, entities in attributes are written
    /// `{"__entity": {"type": …, "id": …}}`.
    ///
    /// - Throws: what is wrong, at the first place where something is; also for entities given twice with different
    ///   contents, and for an entity that is its own ancestor.
    public init(json: String) throws(ParseFault) {
        try self.init(try JSONReader.read(json))
    }

    /// Entities in the same form, read by a schema: an entity in an attribute may then be written
    /// `{"type": …, "id": …}`, and a value of an extension's type as its text. The schema's actions and what they are in
    /// are added, where they are not given. Whether the entities fit the schema is for ``Validator`` to say.
    ///
    /// - Throws: as ``init(json:)``.
    public init(json: String, schema: Schema) throws(ParseFault) {
        try self.init(try JSONReader.read(json), schema)
    }

    init(_ document: JSONDocument, _ schema: Schema? = nil) throws(ParseFault) {
        var list: [Entity] = []
        var places: [EntityUID: JSONNode] = [:]
        for node in try document.items(document.root, "entities") {
            let entity = try document.entity(node, schema)
            places[entity.uid] = node
            list.append(entity)
        }
        list += (schema?.actionEntities ?? []).filter { places[$0.uid] == nil }
        do throws(EntitiesError) {
            try self.init(list)
        } catch {
            throw document.fault(error.description, places[error.uid] ?? document.root)
        }
    }
}

extension Request {
    /// A request in JSON: `{"principal": …, "action": …, "resource": …, "context": {…}}`, each entity as
    /// `{"type": …, "id": …}`; the context may be left out.
    ///
    /// - Throws: what is wrong, at the first place where something is.
    public init(json: String) throws(ParseFault) {
        try self.init(try JSONReader.read(json), nil)
    }

    /// A request in the same form, its context read by the type that a schema gives it, as ``Entities/init(json:schema:)``
    /// does.
    ///
    /// - Throws: what is wrong, at the first place where something is.
    public init(json: String, schema: Schema) throws(ParseFault) {
        try self.init(try JSONReader.read(json), schema)
    }

    private init(_ document: JSONDocument, _ schema: Schema?) throws(ParseFault) {
        let members = try document.members(document.root, "a request")
        for member in members where !["principal", "action", "resource", "context"].contains(member.name) {
            throw document.fault(
                "a request has no `\(member.name)`, only `principal`, `action`, `resource` and `context`", member.value)
        }
        try self.init(members, in: document, at: document.root, schema)
    }

    init(
        _ members: [JSONNode.Member], in document: JSONDocument, at node: JSONNode, _ schema: Schema? = nil
    ) throws(ParseFault) {
        func uid(_ name: String) throws(ParseFault) -> EntityUID {
            guard let member = members.first(where: { $0.name == name }) else {
                throw document.fault("a request needs `\(name)`", node)
            }
            return try document.uid(member.value)
        }
        let context = members.first { $0.name == "context" }
        let action = try uid("action")
        self.init(
            principal: try uid("principal"), action: action, resource: try uid("resource"),
            context: try document.context(context?.value, schema?.actions[action]?.context))
    }
}

extension JSONDocument {
    fileprivate func context(_ node: JSONNode?, _ type: RecordType?) throws(ParseFault) -> Record {
        guard let node else { return Record() }
        guard case .record(let record) = try value(node, type.map(CedarType.record)) else {
            throw fault("expected the context: an object, found \(node.typeName)", node)
        }
        return record
    }

    fileprivate func entity(_ node: JSONNode, _ schema: Schema?) throws(ParseFault) -> Entity {
        let members = try members(node, "an entity")
        var name: EntityUID?
        if let member = members.first(where: { $0.name == "uid" }) { name = try uid(member.value) }
        guard let name else { throw fault("an entity needs `uid`", node) }
        let type = schema?.entityTypes[name.type]
        var attributes = Record()
        var tags = Record()
        var parents: Set<EntityUID> = []
        for member in members {
            switch member.name {
            case "uid": break
            case "attrs": attributes = try record(try self.members(member.value, "attributes"), type?.attributes)
            case "tags":
                for tag in try self.members(member.value, "tags") {
                    tags[tag.name] = try value(tag.value, type?.tags)
                }
            case "parents": for parent in try items(member.value, "parents") { parents.insert(try uid(parent)) }
            default:
                throw fault(
                    "an entity has no `\(member.name)`, only `uid`, `attrs`, `parents` and `tags`", member.value)
            }
        }
        return Entity(name, attributes: attributes, tags: tags, parents: parents)
    }
}

extension EntitiesError {
    /// The entity that it is about.
    var uid: EntityUID {
        switch self {
        case .duplicate(let uid), .cycle(let uid): uid
        }
    }
}
