/// A schema in JSON, indented by two, members in the order of their declarations.
enum SchemaJSONPrinter {
    /// A value to write; ``JSONNode`` without places.
    indirect enum Output {
        case text(String)
        case bool(Bool)
        case list([Output])
        case object([(String, Output)])
    }

    static func text(of namespaces: [SchemaNamespace]) -> String {
        var result = ""
        write(.object(namespaces.map { ($0.name, namespace($0)) }), "", into: &result)
        return result + "\n"
    }

    // MARK: Declarations

    private static func namespace(_ namespace: SchemaNamespace) -> Output {
        var members: [(String, Output)] = []
        if !namespace.commonTypes.isEmpty {
            let types = namespace.commonTypes.map { declared in
                (declared.name, Output.object(type(declared.type) + annotations(declared.annotations)))
            }
            members.append(("commonTypes", .object(types)))
        }
        members.append(("entityTypes", .object(namespace.entityTypes.map { ($0.name, entityType($0)) })))
        members.append(("actions", .object(namespace.actions.map { ($0.name, action($0)) })))
        return .object(members + annotations(namespace.annotations))
    }

    private static func entityType(_ declared: SchemaNamespace.EntityType) -> Output {
        var members: [(String, Output)] = []
        switch declared.form {
        case .enumerated(let ids): members.append(("enum", .list(ids.map { .text($0) })))
        case .open(let shape, let tags, let parents):
            if !parents.isEmpty { members.append(("memberOfTypes", references(parents))) }
            if !shape.isEmptyRecord { members.append(("shape", .object(type(shape)))) }
            if let tags { members.append(("tags", .object(type(tags)))) }
        }
        return .object(members + annotations(declared.annotations))
    }

    private static func action(_ declared: SchemaNamespace.Action) -> Output {
        var members: [(String, Output)] = []
        if !declared.parents.isEmpty {
            let groups = declared.parents.map { group in
                Output.object([("id", .text(group.id))] + (group.type.map { [("type", .text($0))] } ?? []))
            }
            members.append(("memberOf", .list(groups)))
        }
        if let appliesTo = declared.appliesTo {
            var inner: [(String, Output)] = [
                ("principalTypes", references(appliesTo.principals)),
                ("resourceTypes", references(appliesTo.resources)),
            ]
            if !appliesTo.context.isEmptyRecord { inner.append(("context", .object(type(appliesTo.context)))) }
            members.append(("appliesTo", .object(inner)))
        }
        return .object(members + annotations(declared.annotations))
    }

    private static func references(_ list: [SchemaNamespace.Reference]) -> Output {
        .list(list.map { .text($0.name) })
    }

    private static func annotations(_ list: [String: String]) -> [(String, Output)] {
        if list.isEmpty { return [] }
        return [("annotations", .object(list.sorted { $0.key < $1.key }.map { ($0.key, .text($0.value)) }))]
    }

    private static func type(_ written: SchemaType) -> [(String, Output)] {
        switch written.form {
        case .named(let name): return [("type", .text("EntityOrCommon")), ("name", .text(name))]
        case .common(let name): return [("type", .text(name))]
        case .entity(let name): return [("type", .text("Entity")), ("name", .text(name))]
        case .builtin("Bool"): return [("type", .text("Boolean"))]
        case .builtin(let name):
            if CedarType.ExtensionType(rawValue: name) != nil {
                return [("type", .text("Extension")), ("name", .text(name))]
            }
            return [("type", .text(name))]
        case .set(let element): return [("type", .text("Set")), ("element", .object(type(element)))]
        case .record(let attributes):
            // Of two with the same name the last one counts; JSON has no place for the other.
            let last = Dictionary(attributes.enumerated().map { (ExactText($1.name), $0) }) { $1 }
            let members = attributes.enumerated().filter { last[ExactText($1.name)] == $0 }.map { _, attribute in
                let isOptional: [(String, Output)] = attribute.isRequired ? [] : [("required", .bool(false))]
                return (
                    attribute.name,
                    Output.object(type(attribute.type) + isOptional + annotations(attribute.annotations))
                )
            }
            return [("type", .text("Record")), ("attributes", .object(members))]
        }
    }

    // MARK: Writing

    private static func write(_ output: Output, _ indent: String, into result: inout String) {
        let inner = indent + "  "
        switch output {
        case .text(let text): result += JSONText.quoted(text)
        case .bool(let truth): result += truth ? "true" : "false"
        case .list(let items):
            if items.isEmpty { return result += "[]" }
            result += "["
            for (index, item) in items.enumerated() {
                result += index == 0 ? "\n\(inner)" : ",\n\(inner)"
                write(item, inner, into: &result)
            }
            result += "\n\(indent)]"
        case .object(let members):
            if members.isEmpty { return result += "{}" }
            result += "{"
            for (index, member) in members.enumerated() {
                result += (index == 0 ? "\n\(inner)" : ",\n\(inner)") + JSONText.quoted(member.0) + ": "
                write(member.1, inner, into: &result)
            }
            result += "\n\(indent)}"
        }
    }
}
