/// A schema in Cedar's own syntax.
struct SchemaPrinter {
    private let schema: Schema

    init(_ schema: Schema) {
        self.schema = schema
    }

    var text: String {
        schema.namespaces.filter { !$0.name.isEmpty || !$0.isEmpty }.map(namespace).joined(separator: "\n")
    }

    private func namespace(_ namespace: SchemaNamespace) -> String {
        let isNamed = !namespace.name.isEmpty
        let indent = isNamed ? "  " : ""
        var blocks: [String] = []
        blocks += namespace.commonTypes.map { declared in
            annotations(declared.annotations, indent)
                + "\(indent)type \(declared.name) = \(type(declared.type, indent));\n"
        }
        blocks += namespace.entityTypes.map { entityType($0, namespace, indent) }
        blocks += namespace.actions.map { action($0, namespace, indent) }
        guard isNamed else { return blocks.joined(separator: "\n") }
        return annotations(namespace.annotations, "") + "namespace \(namespace.name) {\n"
            + blocks.joined(separator: "\n") + "}\n"
    }

    private func annotations(_ list: [String: String], _ indent: String) -> String {
        list.sorted { $0.key < $1.key }.map { name, value in
            "\(indent)@\(name)\(value.isEmpty ? "" : "(\(Value.quoted(value)))")\n"
        }.joined()
    }

    private func entityType(
        _ declared: SchemaNamespace.EntityType, _ namespace: SchemaNamespace, _ indent: String
    ) -> String {
        var text = annotations(declared.annotations, indent) + "\(indent)entity \(declared.name)"
        switch declared.form {
        case .enumerated(let ids): text += " enum [" + ids.map(Value.quoted).joined(separator: ", ") + "]"
        case .open(let shape, let tags, let parents):
            if !parents.isEmpty { text += " in " + references(parents) }
            if case .record(let attributes) = shape.form {
                if !attributes.isEmpty { text += " \(type(shape, indent))" }
            } else if let record = schema.entityTypes[namespace.qualified(declared.name)]?.attributes, !record.isEmpty {
                // The syntax has no name here; the attributes that it stands for are written out.
                text += " " + resolved(.record(record), indent)
            }
            if let tags { text += " tags \(type(tags, indent))" }
        }
        return text + ";\n"
    }

    private func references(_ list: [SchemaNamespace.Reference]) -> String {
        "[" + list.map(\.name).joined(separator: ", ") + "]"
    }

    private func action(
        _ declared: SchemaNamespace.Action, _ namespace: SchemaNamespace, _ indent: String
    ) -> String {
        var text =
            annotations(declared.annotations, indent)
            + "\(indent)action \(SchemaWords.attributeName(declared.name))"
        if !declared.parents.isEmpty {
            let groups = declared.parents.map { group in
                group.type.map { "\($0)::\(Value.quoted(group.id))" } ?? SchemaWords.attributeName(group.id)
            }
            text += " in [" + groups.joined(separator: ", ") + "]"
        }
        // An action for no type at all is a mere group, which the syntax writes by leaving this out.
        if let appliesTo = declared.appliesTo, !appliesTo.principals.isEmpty, !appliesTo.resources.isEmpty {
            let inner = indent + "  "
            text += " appliesTo {\n"
            text += "\(inner)principal: \(references(appliesTo.principals)),\n"
            text += "\(inner)resource: \(references(appliesTo.resources)),\n"
            if !appliesTo.context.isEmptyRecord {
                let uid = EntityUID(type: namespace.qualified("Action"), id: declared.name)
                text += "\(inner)context: \(context(appliesTo.context, uid, inner)),\n"
            }
            text += "\(indent)}"
        }
        return text + ";\n"
    }

    /// A record, or a name that the syntax takes for a common type's.
    private func context(_ written: SchemaType, _ uid: EntityUID, _ indent: String) -> String {
        switch written.form {
        case .record, .named, .common: type(written, indent)
        default: resolved(.record(schema.actions[uid]?.context ?? RecordType()), indent)
        }
    }

    // MARK: Types

    private func type(_ written: SchemaType, _ indent: String) -> String {
        switch written.form {
        case .named(let name), .common(let name), .entity(let name): return name
        case .builtin(let name): return "\(SchemaWords.builtinNamespace)::\(name)"
        case .set(let element): return "Set<\(type(element, indent))>"
        case .record(let attributes):
            if attributes.isEmpty { return "{}" }
            let inner = indent + "  "
            let lines = attributes.map { attribute in
                annotations(attribute.annotations, inner)
                    + "\(inner)\(SchemaWords.attributeName(attribute.name))\(attribute.isRequired ? "" : "?"): "
                    + type(attribute.type, inner) + ",\n"
            }
            return "{\n" + lines.joined() + "\(indent)}"
        }
    }

    private func resolved(_ type: CedarType, _ indent: String) -> String {
        let builtin = SchemaWords.builtinNamespace
        switch type {
        case .bool: return "\(builtin)::Bool"
        case .long: return "\(builtin)::Long"
        case .string: return "\(builtin)::String"
        case .extended(let type): return "\(builtin)::\(type.rawValue)"
        case .entity(let name): return name
        case .set(let element): return "Set<\(resolved(element, indent))>"
        case .record(let record):
            if record.isEmpty { return "{}" }
            let inner = indent + "  "
            let lines = record.attributes.map { attribute in
                "\(inner)\(SchemaWords.attributeName(attribute.name))\(attribute.isRequired ? "" : "?"): "
                    + resolved(attribute.type, inner) + ",\n"
            }
            return "{\n" + lines.joined() + "\(indent)}"
        }
    }
}

extension SchemaNamespace {
    /// Whether nothing is declared in it.
    var isEmpty: Bool { commonTypes.isEmpty && entityTypes.isEmpty && actions.isEmpty }
}
