/// Values in expressions, as the expressions that would make them: what an extension's function was called with stays as
/// it was written.
extension ExpressionJSONReader {
    mutating func literal(_ node: JSONNode) throws(ParseFault) -> Expression {
        try enter(node)
        defer { leave() }
        switch node.form {
        case .null: throw document.fault("Cedar has no null; leave the attribute out", node)
        case .bool(let truth): return made(.literal(.bool(truth)), node)
        case .long(let number): return made(.literal(.long(number)), node)
        case .string(let text): return made(.literal(.string(text)), node)
        case .array(let items): return made(.set(try literals(items)), node)
        case .object(let members):
            if members.count == 1, let only = members.first {
                switch only.name {
                case "__entity": return made(.literal(.entity(try document.uid(only.value))), node)
                case "__extn": return try extensionCall(only.value)
                case "__expr":
                    throw document.fault("`__expr` is no longer part of Cedar; use `__entity` or `__extn`", node)
                default: break
                }
            }
            var entries: [Expression.RecordEntry] = []
            for member in members {
                entries.append(Expression.RecordEntry(name: member.name, value: try literal(member.value)))
            }
            return made(.record(entries), node)
        }
    }

    private mutating func literals(_ nodes: [JSONNode]) throws(ParseFault) -> [Expression] {
        var result: [Expression] = []
        for node in nodes { result.append(try literal(node)) }
        return result
    }

    private mutating func extensionCall(_ node: JSONNode) throws(ParseFault) -> Expression {
        var function: String?
        var arguments: [Expression]?
        for member in try document.members(node, "a value of an extension's type") {
            switch member.name {
            case "fn": function = try document.text(member.value, "an extension's function")
            case "arg": arguments = [try literal(member.value)]
            case "args": arguments = try literals(try document.items(member.value, "arguments"))
            default:
                throw document.fault("`__extn` has no `\(member.name)`, only `fn`, and `arg` or `args`", member.value)
            }
        }
        guard let function, let arguments else {
            throw document.fault("`__extn` needs `fn`, and `arg` or `args`", node)
        }
        if Vocabulary.extensionFunctions.contains(function) { return made(.call(function, arguments), node) }
        guard Vocabulary.extensionMethods.contains(function), let first = arguments.first else {
            throw document.fault("there is no function `\(function)`", node)
        }
        return made(.access(first, [.method(function, Array(arguments.dropFirst()))]), node)
    }
}
