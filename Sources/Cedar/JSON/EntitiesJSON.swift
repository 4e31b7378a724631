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

    init(_ document: JSONDocument) throws(ParseFault) {
        var list: [Entity] = []
        var places: [EntityUID: JSONNode] = [:]
        for node in try document.items(document.root, "entities") {
            let entity = try document.entity(node)
            places[entity.uid] = node
            list.append(entity)
        }
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
        let document = try JSONReader.read(json)
        let members = try document.members(document.root, "a request")
        for member in members where !["principal", "action", "resource", "context"].contains(member.name) {
            throw document.fault(
                "a request has no `\(member.name)`, only `principal`, `action`, `resource` and `context`", member.value)
        }
        try self.init(members, in: document, at: document.root)
    }

    init(_ members: [JSONNode.Member], in document: JSONDocument, at node: JSONNode) throws(ParseFault) {
        func uid(_ name: String) throws(ParseFault) -> EntityUID {
            guard let member = members.first(where: { $0.name == name }) else {
                throw document.fault("a request needs `\(name)`", node)
            }
            return try document.uid(member.value)
        }
        let context = members.first { $0.name == "context" }
        self.init(
            principal: try uid("principal"), action: try uid("action"), resource: try uid("resource"),
            context: try document.context(context?.value))
    }
}

extension JSONDocument {
    fileprivate func context(_ node: JSONNode?) throws(ParseFault) -> Record {
        guard let node else { return Record() }
        guard case .record(let record) = try value(node) else {
            throw fault("expected the context: an object, found \(node.typeName)", node)
        }
        return record
    }

    fileprivate func entity(_ node: JSONNode) throws(ParseFault) -> Entity {
        var name: EntityUID?
        var attributes = Record()
        var tags = Record()
        var parents: Set<EntityUID> = []
        for member in try members(node, "an entity") {
            switch member.name {
            case "uid": name = try uid(member.value)
            case "attrs": attributes = try record(try members(member.value, "attributes"))
            case "tags": tags = try record(try members(member.value, "tags"))
            case "parents": for parent in try items(member.value, "parents") { parents.insert(try uid(parent)) }
            default:
                throw fault(
                    "an entity has no `\(member.name)`, only `uid`, `attrs`, `parents` and `tags`", member.value)
            }
        }
        guard let name else { throw fault("an entity needs `uid`", node) }
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
