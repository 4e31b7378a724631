/// Expressions of the JSON form. Chains that nest to the left, as `&&` does, are unrolled and cost no depth.
struct ExpressionJSONReader {
    /// How deep expressions may nest.
    static let deepest = 256

    let document: JSONDocument
    let places: TextPlaces
    private var depth = 0

    init(_ document: JSONDocument) {
        self.document = document
        places = TextPlaces(document.source)
    }

    func range(_ node: JSONNode) -> SourceRange {
        let place = places.place(node.offset)
        return SourceRange(start: place, end: place)
    }

    /// One level deeper, to be left again.
    mutating func enter(_ node: JSONNode) throws(ParseFault) {
        guard depth < Self.deepest else {
            throw document.fault("expressions nest deeper than \(Self.deepest) levels; split the policy", node)
        }
        depth += 1
    }

    mutating func leave() { depth -= 1 }

    func made(_ form: Expression.Form, _ node: JSONNode) -> Expression {
        Expression(form: form, range: range(node))
    }

    mutating func expression(_ node: JSONNode) throws(ParseFault) -> Expression {
        try enter(node)
        defer { leave() }
        let (name, body) = try operation(node)
        switch name {
        case "Value": return try literal(body)
        case "Var":
            let text = try document.text(body, "a variable")
            guard let variable = Expression.Variable(rawValue: text) else {
                throw document.fault(
                    "there is no variable `\(text)`, only `principal`, `action`, `resource` and `context`", body)
            }
            return made(.variable(variable), node)
        case "Slot": throw document.fault("a slot may stand in the policy's head only", node)
        case "&&", "||", "+", "-", "*": return try chain(node)
        case "==", "!=", "<", "<=", ">", ">=", "in":
            let parts = try fields(body, ["left", "right"])
            let left = try expression(parts[0])
            let right = try expression(parts[1])
            guard let comparison = Expression.Comparison(rawValue: name) else { break }
            return made(.comparison(comparison, left, right), node)
        case "!": return made(.not(try expression(try fields(body, ["arg"])[0])), node)
        case "neg": return made(.negate(try expression(try fields(body, ["arg"])[0])), node)
        case "has":
            let parts = try fields(body, ["left", "attr"])
            return made(.has(try expression(parts[0]), try path(parts[1])), node)
        case "like":
            let parts = try fields(body, ["left", "pattern"])
            return made(.like(try expression(parts[0]), try pattern(parts[1])), node)
        case "is": return try typeTest(body, node)
        case "if-then-else":
            let parts = try fields(body, ["if", "then", "else"])
            let condition = try expression(parts[0])
            let then = try expression(parts[1])
            let otherwise = try expression(parts[2])
            return made(.conditional(condition: condition, then: then, otherwise: otherwise), node)
        case "Set": return made(.set(try expressions(try document.items(body, "members"))), node)
        case "Record":
            var entries: [Expression.RecordEntry] = []
            for member in try document.members(body, "attributes") {
                entries.append(Expression.RecordEntry(name: member.name, value: try expression(member.value)))
            }
            return made(.record(entries), node)
        case _ where Vocabulary.extensionFunctions.contains(name):
            return made(.call(name, try expressions(try document.items(body, "arguments"))), node)
        case _ where isStep(name): return try access(node)
        default: break
        }
        throw document.fault("Cedar has no operation `\(name)`", node)
    }

    // MARK: Shapes

    /// The one member of an expression's object.
    private func operation(_ node: JSONNode) throws(ParseFault) -> (name: String, body: JSONNode) {
        let members = try document.members(node, "an expression")
        guard members.count == 1, let only = members.first else {
            throw document.fault("an expression has one member, such as `Value`, `Var` or `&&`", node)
        }
        return (only.name, only.value)
    }

    /// The members of these names, each of which must be there, and no others.
    private func fields(_ node: JSONNode, _ names: [String]) throws(ParseFault) -> [JSONNode] {
        let members = try document.members(node, "operands")
        for member in members where !names.contains(member.name) {
            throw document.fault("there is no `\(member.name)` here, only \(list(names))", member.value)
        }
        let found = names.compactMap { name in members.first { $0.name == name }?.value }
        guard found.count == names.count else { throw document.fault("expected \(list(names))", node) }
        return found
    }

    private func list(_ names: [String]) -> String { names.map { "`\($0)`" }.joined(separator: ", ") }

    private mutating func expressions(_ nodes: [JSONNode]) throws(ParseFault) -> [Expression] {
        var result: [Expression] = []
        for node in nodes { result.append(try expression(node)) }
        return result
    }

    // MARK: Chains

    /// `a && b && c` and `a + b - c`, their operators nesting to the left.
    private mutating func chain(_ node: JSONNode) throws(ParseFault) -> Expression {
        let (name, _) = try operation(node)
        let signs: Set<String> = ["+", "-"].contains(name) ? ["+", "-"] : [name]
        var waiting: [(sign: String, operand: JSONNode)] = []
        var current = node
        while true {
            guard case .object(let members) = current.form, members.count == 1, signs.contains(members[0].name) else {
                break
            }
            let parts = try fields(members[0].value, ["left", "right"])
            waiting.append((members[0].name, parts[1]))
            current = parts[0]
        }
        let first = try expression(current)
        if name == "&&" || name == "||" {
            var parts = [first]
            for step in waiting.reversed() { parts.append(try expression(step.operand)) }
            return made(name == "&&" ? .and(parts) : .or(parts), node)
        }
        var steps: [Expression.ArithmeticStep] = []
        for (sign, operand) in waiting.reversed() {
            steps.append(Expression.ArithmeticStep(sign: Character(sign), operand: try expression(operand)))
        }
        return made(.arithmetic(first, steps), node)
    }

    private func isStep(_ name: String) -> Bool {
        name == "." || Vocabulary.methods[name] != nil || Vocabulary.extensionMethods.contains(name)
    }

    /// `a.b.method(c)`, each step around the ones before it.
    private mutating func access(_ node: JSONNode) throws(ParseFault) -> Expression {
        var waiting: [(name: String, body: JSONNode, arguments: [JSONNode])] = []
        var current = node
        while case .object(let members) = current.form, members.count == 1, isStep(members[0].name) {
            let (name, body) = (members[0].name, members[0].value)
            var parts: [JSONNode]
            switch name {
            case ".": parts = try fields(body, ["left", "attr"])
            case "isEmpty": parts = try fields(body, ["arg"])
            case _ where Vocabulary.methods[name] != nil: parts = try fields(body, ["left", "right"])
            default: parts = try document.items(body, "a value and arguments")
            }
            guard !parts.isEmpty else {
                throw document.fault("method `\(name)` needs a value to be called on", body)
            }
            current = parts.removeFirst()
            waiting.append((name, body, parts))
        }
        let base = try expression(current)
        var steps: [Expression.AccessStep] = []
        for (name, _, arguments) in waiting.reversed() {
            if name == "." {
                steps.append(.attribute(try document.text(arguments[0], "an attribute's name")))
            } else {
                steps.append(.method(name, try expressions(arguments)))
            }
        }
        return made(.access(base, steps), node)
    }

    // MARK: Relations

    private func path(_ node: JSONNode) throws(ParseFault) -> [String] {
        guard case .array(let items) = node.form else { return [try document.text(node, "an attribute's name")] }
        var path: [String] = []
        for item in items { path.append(try document.text(item, "an attribute's name")) }
        guard path.count == 1 || !path.isEmpty && path.allSatisfy(Vocabulary.isName) else {
            throw document.fault("a path needs at least one name, and all of them such as a policy may write", node)
        }
        return path
    }

    private func pattern(_ node: JSONNode) throws(ParseFault) -> Pattern {
        var pieces: [Pattern.Piece] = []
        for item in try document.items(node, "a pattern") {
            if case .string("Wildcard") = item.form {
                pieces.append(.any)
                continue
            }
            guard case .object(let members) = item.form, members.count == 1, members[0].name == "Literal" else {
                throw document.fault("a pattern's piece is `\"Wildcard\"` or `{\"Literal\": \"…\"}`", item)
            }
            let text = try document.text(members[0].value, "a literal piece")
            pieces += text.unicodeScalars.map { .scalar($0) }
        }
        return Pattern(pieces: pieces)
    }

    private mutating func typeTest(_ body: JSONNode, _ node: JSONNode) throws(ParseFault) -> Expression {
        let isWithin = try document.members(body, "operands").contains { $0.name == "in" }
        let parts = try fields(body, ["left", "entity_type"] + (isWithin ? ["in"] : []))
        let left = try expression(parts[0])
        let type = try document.text(parts[1], "an entity type")
        guard EntityUID.isType(type) else { throw document.fault("`\(type)` is no entity type", parts[1]) }
        let within = isWithin && !parts[2].isNull ? try expression(parts[2]) : nil
        return made(.isType(left, type, within: within), node)
    }
}
