/// Words to policies: recursive descent, with recovery behind the next `;`.
struct PolicyParser: TokenCursor {
    /// How deep expressions may nest. Far beyond what people write, and far from the end of the stack.
    static let deepest = 128

    let tokens: [Token]
    let lines: [Substring]
    var position = 0
    var depth = 0
    private var faults: [ParseFault]

    init(_ text: String) {
        (tokens, faults, lines) = Lexer.words(of: text)
    }

    mutating func policies(firstNumber: Int) throws(ParseFaults) -> [Policy] {
        var policies: [Policy] = []
        while current.kind != .end, faults.count < Lexer.most {
            depth = 0
            do throws(ParseFault) {
                policies.append(try policy(id: "policy\(firstNumber + policies.count)"))
            } catch {
                faults.append(error)
                recover()
            }
        }
        guard faults.isEmpty else { throw ParseFaults(faults: faults.sorted { $0.place < $1.place }) }
        return policies
    }

    private mutating func recover() {
        while current.kind != .end {
            let isEnd = current.kind == .symbol(";")
            position += 1
            if isEnd { return }
        }
    }

    // MARK: Words

    var slip: String? { current.slip }

    func range(from start: SourcePlace) -> SourceRange {
        SourceRange(start: start, end: position > 0 ? tokens[position - 1].range.end : start)
    }

    // MARK: Policies

    private mutating func policy(id: String) throws(ParseFault) -> Policy {
        let start = current.range.start
        let (annotations, bareAnnotations) = try self.annotations()
        let effect: Policy.Effect
        if take(word: "permit") {
            effect = .permit
        } else if take(word: "forbid") {
            effect = .forbid
        } else {
            throw unexpected("`permit` or `forbid`")
        }
        try expect("(")
        let principal = try scope(.principal)
        try expect(",")
        let action = try actionScope()
        try expect(",")
        let resource = try scope(.resource)
        _ = take(",")
        try expect(")")
        var conditions: [Policy.Condition] = []
        while at(word: "when") || at(word: "unless") {
            let isWhen = at(word: "when")
            _ = advance()
            try expect("{")
            let body = try expression()
            try expect("}")
            conditions.append(Policy.Condition(isWhen: isWhen, body: body))
        }
        guard take(";") else { throw unexpected(conditions.isEmpty ? "`when`, `unless` or `;`" : "`;`") }
        return Policy(
            id: id, annotations: annotations, bareAnnotations: bareAnnotations, effect: effect, principal: principal,
            action: action, resource: resource, conditions: conditions,
            range: range(from: start))
    }

    private mutating func scope(_ variable: Expression.Variable) throws(ParseFault) -> Policy.Scope {
        guard take(word: variable.rawValue) else { throw unexpected("`\(variable.rawValue)`") }
        if take("==") {
            if try slot(variable) { return .equalSlot }
            return .equal(try headEntity())
        }
        if take(word: "in") {
            if try slot(variable) { return .inSlot }
            return .isIn([try headEntity()])
        }
        if take(word: "is") {
            let type = try path("an entity type")
            guard take(word: "in") else { return .isType(type) }
            if try slot(variable) { return .isTypeInSlot(type) }
            return .isTypeIn(type, try headEntity())
        }
        guard at(",") || at(")") else { throw unexpected("`==`, `in`, `is`, `,` or `)`") }
        return .any
    }

    /// A slot, which may stand in any number of parentheses; false, and nothing taken, where there is none.
    private mutating func slot(_ variable: Expression.Variable) throws(ParseFault) -> Bool {
        let start = position
        let open = parentheses()
        guard case .slot(let name) = current.kind else {
            position = start
            return false
        }
        guard name == variable.rawValue else { throw unexpected("`?\(variable.rawValue)`") }
        _ = advance()
        for _ in 0..<open { try expect(")") }
        return true
    }

    /// Takes opening parentheses, and says how many.
    private mutating func parentheses() -> Int {
        var open = 0
        while take("(") { open += 1 }
        return open
    }

    private mutating func actionScope() throws(ParseFault) -> Policy.Scope {
        guard take(word: "action") else { throw unexpected("`action`") }
        if take("==") { return .equal(try action()) }
        if take(word: "in") {
            let start = position
            let open = parentheses()
            guard take("[") else {
                position = start
                return .isIn([try action()])
            }
            var list: [EntityUID] = []
            while !at("]") {
                list.append(try action())
                guard take(",") else { break }
            }
            try expect("]")
            for _ in 0..<open { try expect(")") }
            return .isIn(list)
        }
        guard at(",") || at(")") else { throw unexpected("`==`, `in`, `,` or `)`") }
        return .any
    }

    /// A head's entity, which may stand in any number of parentheses.
    private mutating func headEntity() throws(ParseFault) -> EntityUID {
        let open = parentheses()
        let uid = try entity()
        for _ in 0..<open { try expect(")") }
        return uid
    }

    private mutating func action() throws(ParseFault) -> EntityUID {
        let start = current.range.start
        let uid = try headEntity()
        guard uid.isAction else {
            throw fault("`\(uid)` is no action; write `Action::\"…\"`", at: range(from: start))
        }
        return uid
    }

    mutating func entity() throws(ParseFault) -> EntityUID {
        guard case .name(let first) = current.kind else { throw unexpected("an entity such as `Type::\"id\"`") }
        try refuseReserved(first)
        _ = advance()
        var type = first
        while take("::") {
            if case .string = current.kind {
                return EntityUID(type: type, id: try stringLiteral("an entity's id"))
            }
            guard case .name(let next) = current.kind else { throw unexpected("a name or an entity's id in quotes") }
            try refuseReserved(next)
            _ = advance()
            type += "::" + next
        }
        throw unexpected("`::` and an entity's id in quotes")
    }

    mutating func path(_ expected: String) throws(ParseFault) -> String {
        guard case .name(let first) = current.kind else { throw unexpected(expected) }
        try refuseReserved(first)
        _ = advance()
        var path = first
        while take("::") {
            guard case .name(let next) = current.kind else { throw unexpected("a name") }
            try refuseReserved(next)
            _ = advance()
            path += "::" + next
        }
        return path
    }

    /// Cedar's reserved words are no names of types or attributes.
    func refuseReserved(_ name: String) throws(ParseFault) {
        if Vocabulary.reserved.contains(name) {
            throw fault("`\(name)` is a word of the language and no name", at: current.range)
        }
    }
}

extension EntityUID {
    /// Whether it is of a type that actions have.
    var isAction: Bool { type == "Action" || type.hasSuffix("::Action") }
}
