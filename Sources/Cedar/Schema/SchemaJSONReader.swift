/// The JSON form of a schema: an object with a member for each namespace.
struct SchemaJSONReader {
    let document: JSONDocument

    func namespaces() throws(ParseFault) -> [SchemaNamespace] {
        var result: [SchemaNamespace] = []
        for member in try document.members(document.root, "a schema") {
            guard member.name.isEmpty || SchemaWords.isPath(member.name) else {
                throw document.fault("`\(member.name)` is no name of a namespace", member.value)
            }
            result.append(try namespace(member.name, member.value))
        }
        return result
    }

    // MARK: Declarations

    private func namespace(_ name: String, _ node: JSONNode) throws(ParseFault) -> SchemaNamespace {
        let fields = try fields(
            node, "namespace", ["entityTypes", "actions", "commonTypes", "annotations"],
            required: ["entityTypes", "actions"])
        var result = SchemaNamespace(
            name: name, annotations: try annotations(fields["annotations"]), place: place(node))
        for member in try list(fields["commonTypes"], "common types") {
            result.commonTypes.append(try commonType(member))
        }
        for member in try list(fields["entityTypes"], "entity types") {
            result.entityTypes.append(try entityType(member))
        }
        for member in try list(fields["actions"], "actions") { result.actions.append(try action(member)) }
        return result
    }

    private func commonType(_ member: JSONNode.Member) throws(ParseFault) -> SchemaNamespace.CommonType {
        let name = try name(member)
        guard !SchemaWords.typeKeywords.contains(name) else {
            throw document.fault("`\(name)` is a type of the language; give the common type another name", member.value)
        }
        guard name != SchemaWords.builtinNamespace else {
            throw document.fault("`\(name)` belongs to the language; choose another name", member.value)
        }
        var rest = member.value
        var annotations: JSONNode?
        if case .object(let members) = rest.form {
            annotations = members.first { $0.name == "annotations" }?.value
            rest.form = .object(members.filter { $0.name != "annotations" })
        }
        return SchemaNamespace.CommonType(
            name: name, type: try type(rest), annotations: try self.annotations(annotations),
            place: place(member.value))
    }

    private func entityType(_ member: JSONNode.Member) throws(ParseFault) -> SchemaNamespace.EntityType {
        let name = try name(member)
        let fields = try fields(
            member.value, "entity type", ["memberOfTypes", "shape", "tags", "enum", "annotations"], required: [])
        let form: SchemaNamespace.EntityType.Form
        if let ids = fields["enum"] {
            for other in ["memberOfTypes", "shape", "tags"] {
                if let node = fields[other] {
                    throw document.fault("an entity type with `enum` has no `\(other)`", node)
                }
            }
            var list: [String] = []
            for node in try document.items(ids, "the ids") { list.append(try document.text(node, "an id")) }
            guard !list.isEmpty else { throw document.fault("`enum` needs at least one id", ids) }
            form = .enumerated(list)
        } else {
            form = .open(
                shape: try fields["shape"].map(type) ?? .emptyRecord, tags: try fields["tags"].map(type),
                parents: try references(fields["memberOfTypes"]))
        }
        return SchemaNamespace.EntityType(
            name: name, form: form, annotations: try annotations(fields["annotations"]), place: place(member.value))
    }

    private func action(_ member: JSONNode.Member) throws(ParseFault) -> SchemaNamespace.Action {
        let fields = try fields(
            member.value, "action", ["appliesTo", "memberOf", "attributes", "annotations"], required: [])
        if let attributes = fields["attributes"], !attributes.isNull {
            throw document.fault("actions have no attributes; leave `attributes` out", attributes)
        }
        var parents: [SchemaNamespace.ActionReference] = []
        if let list = fields["memberOf"], !list.isNull {
            for node in try document.items(list, "the groups") { parents.append(try actionReference(node)) }
        }
        var appliesTo: SchemaNamespace.AppliesTo?
        if let node = fields["appliesTo"], !node.isNull {
            let fields = try self.fields(
                node, "`appliesTo`", ["principalTypes", "resourceTypes", "context"],
                required: ["principalTypes", "resourceTypes"])
            appliesTo = SchemaNamespace.AppliesTo(
                principals: try references(fields["principalTypes"]),
                resources: try references(fields["resourceTypes"]),
                context: try fields["context"].map(type) ?? .emptyRecord)
        }
        return SchemaNamespace.Action(
            name: member.name, parents: parents, appliesTo: appliesTo,
            annotations: try annotations(fields["annotations"]), place: place(member.value))
    }

    private func actionReference(_ node: JSONNode) throws(ParseFault) -> SchemaNamespace.ActionReference {
        let fields = try fields(node, "group", ["id", "type"], required: ["id"])
        var type: String?
        if let node = fields["type"], !node.isNull { type = try path(node, "a group's type") }
        return SchemaNamespace.ActionReference(
            type: type, id: try document.text(fields["id"] ?? node, "a group's id"), place: place(node))
    }

    // MARK: Types

    private func type(_ node: JSONNode) throws(ParseFault) -> SchemaType {
        let members = try document.members(node, "a type")
        guard let kind = members.first(where: { $0.name == "type" }) else {
            throw document.fault("a type needs `type`", node)
        }
        func fields(_ names: [String], required: [String]) throws(ParseFault) -> [String: JSONNode] {
            try self.fields(node, "type", ["type"] + names, required: required)
        }
        let name = try document.text(kind.value, "a type's kind")
        let form: SchemaType.Form
        switch name {
        case "String", "Long":
            _ = try fields([], required: [])
            form = .builtin(name)
        case "Boolean":
            _ = try fields([], required: [])
            form = .builtin("Bool")
        case "Set":
            let fields = try fields(["element"], required: ["element"])
            form = .set(try type(fields["element"] ?? node))
        case "Record":
            let fields = try fields(["attributes", "additionalAttributes"], required: ["attributes"])
            if let more = fields["additionalAttributes"], case .bool(true) = more.form {
                throw document.fault("`additionalAttributes` must be false: records hold what is declared only", more)
            }
            var attributes: [SchemaAttribute] = []
            for member in try list(fields["attributes"], "attributes") { attributes.append(try attribute(member)) }
            form = .record(attributes)
        case "Entity", "EntityOrCommon":
            let fields = try fields(["name"], required: ["name"])
            let path = try path(fields["name"] ?? node, "a type's name")
            form = name == "Entity" ? .entity(path) : .named(path)
        case "Extension":
            let fields = try fields(["name"], required: ["name"])
            let named = try document.text(fields["name"] ?? node, "an extension's type")
            let known = CedarType.ExtensionType.allCases.map(\.rawValue)
            guard known.contains(named) else {
                throw document.fault(
                    "there is no extension's type `\(named)`" + Suggestion.phrase(for: named, among: known), node)
            }
            form = .builtin(named)
        default:
            _ = try fields([], required: [])
            form = .common(try path(kind.value, "a type's kind"))
        }
        return SchemaType(form: form, place: place(node))
    }

    private func attribute(_ member: JSONNode.Member) throws(ParseFault) -> SchemaAttribute {
        var rest = member.value
        var annotations: JSONNode?
        var isRequired = true
        if case .object(let members) = rest.form {
            for member in members {
                if member.name == "annotations" { annotations = member.value }
                if member.name == "required" {
                    guard case .bool(let truth) = member.value.form else {
                        throw document.fault("`required` must be true or false", member.value)
                    }
                    isRequired = truth
                }
            }
            rest.form = .object(members.filter { $0.name != "annotations" && $0.name != "required" })
        }
        return SchemaAttribute(
            name: member.name, type: try type(rest), isRequired: isRequired,
            annotations: try self.annotations(annotations), place: place(member.value))
    }

    // MARK: Parts

    private func fields(
        _ node: JSONNode, _ what: String, _ known: [String], required: [String]
    ) throws(ParseFault) -> [String: JSONNode] {
        var fields: [String: JSONNode] = [:]
        for member in try document.members(node, "the \(what)") {
            guard known.contains(member.name) else {
                let list = known.map { "`\($0)`" }.joined(separator: ", ")
                throw document.fault(
                    "unexpected `\(member.name)`\(Suggestion.phrase(for: member.name, among: known));"
                        + " expected \(list)", member.value)
            }
            fields[member.name] = member.value
        }
        for name in required where fields[name] == nil {
            throw document.fault("expected `\(name)` here", node)
        }
        return fields
    }

    private func list(_ node: JSONNode?, _ what: String) throws(ParseFault) -> [JSONNode.Member] {
        guard let node else { return [] }
        return try document.members(node, what)
    }

    private func name(_ member: JSONNode.Member) throws(ParseFault) -> String {
        guard SchemaWords.isName(member.name), !SchemaWords.reserved.contains(member.name) else {
            throw document.fault("`\(member.name)` is no name of a type", member.value)
        }
        return member.name
    }

    private func path(_ node: JSONNode, _ what: String) throws(ParseFault) -> String {
        let text = try document.text(node, what)
        guard SchemaWords.isPath(text) else { throw document.fault("`\(text)` is no name of a type", node) }
        return text
    }

    private func references(_ node: JSONNode?) throws(ParseFault) -> [SchemaNamespace.Reference] {
        guard let node else { return [] }
        var list: [SchemaNamespace.Reference] = []
        for item in try document.items(node, "names of entity types") {
            list.append(SchemaNamespace.Reference(name: try path(item, "an entity type"), place: place(item)))
        }
        return list
    }

    private func annotations(_ node: JSONNode?) throws(ParseFault) -> [String: String] {
        guard let node else { return [:] }
        var result: [String: String] = [:]
        for member in try document.members(node, "annotations") {
            guard SchemaWords.isName(member.name) else {
                throw document.fault("`\(member.name)` is no name of an annotation", member.value)
            }
            result[member.name] = member.value.isNull ? "" : try document.text(member.value, "an annotation's text")
        }
        return result
    }

    private func place(_ node: JSONNode) -> DeclarationPlace { DeclarationPlace(offset: node.offset) }
}

extension JSONNode {
    /// Whether it is `null`.
    var isNull: Bool {
        if case .null = form { return true }
        return false
    }
}
