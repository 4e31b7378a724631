/// Reads JSON as a schema says it is meant: where an entity is expected, `{"type": …, "id": …}` is one without
/// `__entity` around it; where a value of an extension's type is, a text such as `"12.5"` is one without `__extn`.
struct DirectedJSON {
    let schema: Schema
    let document: JSONDocument

    /// The document with everything that the schema implies written out.
    func entities() throws(ParseFault) -> JSONDocument {
        var root = document.root
        var items: [JSONNode] = []
        for node in try document.items(root, "entities") { items.append(try entity(node)) }
        root.form = .array(items)
        return JSONDocument(root: root, source: document.source)
    }

    private func entity(_ node: JSONNode) throws(ParseFault) -> JSONNode {
        var members = try document.members(node, "an entity")
        guard let name = members.first(where: { $0.name == "uid" }),
            let type = schema.entityTypes[try document.uid(name.value).type]
        else { return node }
        for index in members.indices {
            let value = members[index].value
            switch members[index].name {
            case "attrs": members[index].value = written(value, .record(type.attributes))
            case "tags":
                guard let tags = type.tags, case .object(var inner) = value.form else { continue }
                for index in inner.indices { inner[index].value = written(inner[index].value, tags) }
                members[index].value.form = .object(inner)
            default: break
            }
        }
        var node = node
        node.form = .object(members)
        return node
    }

    /// A request's members, its context written out.
    func request(_ members: [JSONNode.Member]) throws(ParseFault) -> [JSONNode.Member] {
        var members = members
        guard let action = members.first(where: { $0.name == "action" }),
            let context = schema.actions[try document.uid(action.value)]?.context
        else { return members }
        for index in members.indices where members[index].name == "context" {
            members[index].value = written(members[index].value, .record(context))
        }
        return members
    }

    /// A value with what its type implies written out; what does not fit the type is left as it is, and found to be
    /// wrong later.
    private func written(_ node: JSONNode, _ type: CedarType) -> JSONNode {
        var result = node
        switch (node.form, type) {
        case (.array(let items), .set(let element)): result.form = .array(items.map { written($0, element) })
        case (.object(var members), .record(let record)):
            for index in members.indices {
                if let attribute = record[members[index].name] {
                    members[index].value = written(members[index].value, attribute.type)
                }
            }
            result.form = .object(members)
        case (.object(let members), .entity) where Set(members.map(\.name)) == ["type", "id"]:
            result.form = .object([JSONNode.Member(name: "__entity", value: node)])
        case (.object(let members), .extended)
        where Set(members.map(\.name)) == ["fn", "arg"] || Set(members.map(\.name)) == ["fn", "args"]:
            result.form = .object([JSONNode.Member(name: "__extn", value: node)])
        case (.string, .extended(let type)):
            let function = JSONNode(form: .string(type == .ipaddr ? "ip" : type.rawValue), offset: node.offset)
            let call = JSONNode(
                form: .object([
                    JSONNode.Member(name: "fn", value: function), JSONNode.Member(name: "arg", value: node),
                ]), offset: node.offset)
            result.form = .object([JSONNode.Member(name: "__extn", value: call)])
        default: break
        }
        return result
    }
}

extension Entities {
    /// Entities in Cedar's JSON form, read as a schema says they are meant, and the schema's actions beside them.
    ///
    /// What the schema does not allow is not told of here but by ``Validator/validate(_:)-(Entities)``.
    ///
    /// - Throws: what is wrong, at the first place where something is.
    public init(json: String, schema: Schema) throws(ParseFault) {
        let document = try DirectedJSON(schema: schema, document: JSONReader.read(json)).entities()
        let entities = try Entities(document)
        do throws(EntitiesError) {
            self = try entities.adding(schema.actionEntities.filter { entities[$0.uid] == nil })
        } catch {
            throw ParseFault(error.description, in: json, at: 0)
        }
    }
}

extension Request {
    /// A request in JSON, its context read as a schema says it is meant.
    ///
    /// - Throws: what is wrong, at the first place where something is.
    public init(json: String, schema: Schema) throws(ParseFault) {
        let document = try JSONReader.read(json)
        let written = try document.members(document.root, "a request")
        let members = try DirectedJSON(schema: schema, document: document).request(written)
        for member in members where !["principal", "action", "resource", "context"].contains(member.name) {
            throw document.fault(
                "a request has no `\(member.name)`, only `principal`, `action`, `resource` and `context`", member.value)
        }
        try self.init(members, in: document, at: document.root)
    }
}
