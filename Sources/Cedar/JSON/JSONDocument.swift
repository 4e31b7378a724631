/// A JSON text that was read: its value, and the text, so that what is wrong with a value's meaning can be shown where
/// it stands.
struct JSONDocument {
    var root: JSONNode
    var source: String

    func fault(_ message: String, _ node: JSONNode) -> ParseFault {
        ParseFault(message, in: source, at: node.offset)
    }

    // MARK: Shapes

    func members(_ node: JSONNode, _ what: String) throws(ParseFault) -> [JSONNode.Member] {
        guard case .object(let members) = node.form else {
            throw fault("expected \(what): an object, found \(node.typeName)", node)
        }
        return members
    }

    func items(_ node: JSONNode, _ what: String) throws(ParseFault) -> [JSONNode] {
        guard case .array(let items) = node.form else {
            throw fault("expected \(what): a list, found \(node.typeName)", node)
        }
        return items
    }

    func text(_ node: JSONNode, _ what: String) throws(ParseFault) -> String {
        guard case .string(let text) = node.form else {
            throw fault("expected \(what): a text, found \(node.typeName)", node)
        }
        return text
    }

    // MARK: Values of Cedar

    /// A value. `{"__entity": {"type": …, "id": …}}` is an entity, `{"__extn": {"fn": …, "arg": …}}` what a
    /// function of an extension makes; any other object is a record.
    ///
    /// Where the type is known, an entity may be written `{"type": …, "id": …}` alone, and a value of an extension's
    /// type as its text, or `{"fn": …, "arg": …}` alone. A value that does not fit the type is read as it stands: to say
    /// so is the validator's business.
    func value(_ node: JSONNode, _ type: CedarType? = nil) throws(ParseFault) -> Value {
        switch node.form {
        case .null: throw fault("Cedar has no null; leave the attribute out", node)
        case .bool(let truth): return .bool(truth)
        case .long(let number): return .long(number)
        case .string(let text):
            guard case .extended(let type)? = type else { return .string(text) }
            return try extensionValue(type.constructor, [.string(text)], node)
        case .array(let nodes):
            var element: CedarType?
            if case .set(let known)? = type { element = known }
            var items: Set<Value> = []
            for node in nodes { items.insert(try value(node, element)) }
            return .set(items)
        case .object(let members):
            if members.count == 1, let only = members.first {
                switch only.name {
                case "__entity": return .entity(try uid(only.value))
                case "__extn": return try extensionCall(only.value)
                case "__expr":
                    throw fault("`__expr` is no longer part of Cedar; use `__entity` or `__extn`", node)
                default: break
                }
            }
            switch type {
            case .entity where Set(members.map(\.name)) == ["type", "id"]: return .entity(try uid(node))
            case .extended where members.contains { $0.name == "fn" }: return try extensionCall(node)
            case .record(let known): return .record(try record(members, known))
            default: return .record(try record(members))
            }
        }
    }

    /// The attributes of an object, and their types where these are known.
    func record(_ members: [JSONNode.Member], _ type: RecordType? = nil) throws(ParseFault) -> Record {
        var record = Record()
        for member in members { record[member.name] = try value(member.value, type?[member.name]?.type) }
        return record
    }

    /// An entity's name: `{"type": …, "id": …}`, with or without `__entity` around it.
    func uid(_ node: JSONNode) throws(ParseFault) -> EntityUID {
        let members = try members(node, "an entity's name")
        if members.count == 1, let only = members.first, only.name == "__entity" { return try uid(only.value) }
        var type: String?
        var id: String?
        for member in members {
            switch member.name {
            case "type": type = try text(member.value, "an entity's type")
            case "id": id = try text(member.value, "an entity's id")
            default: throw fault("an entity's name has no `\(member.name)`, only `type` and `id`", member.value)
            }
        }
        guard let type, let id else { throw fault("an entity's name needs `type` and `id`", node) }
        guard EntityUID.isType(type) else { throw fault("`\(type)` is no entity type", node) }
        return EntityUID(type: type, id: id)
    }

    private func extensionCall(_ node: JSONNode) throws(ParseFault) -> Value {
        var function: String?
        var arguments: [Value]?
        for member in try members(node, "a value of an extension's type") {
            switch member.name {
            case "fn": function = try text(member.value, "an extension's function")
            case "arg": arguments = [try value(member.value)]
            case "args":
                arguments = []
                for argument in try items(member.value, "arguments") { arguments?.append(try value(argument)) }
            default: throw fault("`__extn` has no `\(member.name)`, only `fn`, and `arg` or `args`", member.value)
            }
        }
        guard let function, let arguments else { throw fault("`__extn` needs `fn`, and `arg` or `args`", node) }
        return try extensionValue(function, arguments, node)
    }

    private func extensionValue(
        _ function: String, _ arguments: [Value], _ node: JSONNode
    ) throws(ParseFault) -> Value {
        do throws(ExtensionCall.Failure) {
            return try ExtensionCall.value(function, arguments)
        } catch {
            throw fault(error.message, node)
        }
    }
}

extension CedarType.ExtensionType {
    /// The function that makes a value of the type from a text.
    fileprivate var constructor: String { self == .ipaddr ? "ip" : rawValue }
}

extension EntityUID {
    /// Whether a text is the name of a type: names parted by `::`, none of them reserved.
    static func isType(_ text: String) -> Bool {
        var names: [Substring] = []
        var rest = text[...]
        while let separator = rest.firstRange(of: "::") {
            names.append(rest[..<separator.lowerBound])
            rest = rest[separator.upperBound...]
        }
        names.append(rest)
        return names.allSatisfy { name in
            guard let first = name.utf8.first, !(0x30...0x39).contains(first) else { return false }
            return !Vocabulary.reserved.contains(String(name))
                && name.utf8.allSatisfy {
                    (0x61...0x7A).contains($0) || (0x41...0x5A).contains($0) || (0x30...0x39).contains($0) || $0 == 0x5F
                }
        }
    }
}
