/// Expressions, by rising precedence: `if`, `||`, `&&`, relations, `+ -`, `*`, unary, access, primary.
extension PolicyParser {
    mutating func expression() throws(ParseFault) -> Expression {
        depth += 1
        defer { depth -= 1 }
        guard depth <= Self.deepest else {
            throw fault(
                "expressions nest deeper than \(Self.deepest) levels; split the policy", at: current.range)
        }
        let start = current.range.start
        if take(word: "if") {
            let condition = try expression()
            guard take(word: "then") else { throw unexpected("`then`") }
            let then = try expression()
            guard take(word: "else") else { throw unexpected("`else`") }
            let otherwise = try expression()
            return made(.conditional(condition: condition, then: then, otherwise: otherwise), start)
        }
        return try disjunction()
    }

    private func made(_ form: Expression.Form, _ start: SourcePlace) -> Expression {
        Expression(form: form, range: range(from: start))
    }

    private mutating func disjunction() throws(ParseFault) -> Expression {
        let start = current.range.start
        var parts = [try conjunction()]
        while take("||") { parts.append(try conjunction()) }
        return parts.count == 1 ? parts[0] : made(.or(parts), start)
    }

    private mutating func conjunction() throws(ParseFault) -> Expression {
        let start = current.range.start
        var parts = [try relation()]
        while take("&&") { parts.append(try relation()) }
        return parts.count == 1 ? parts[0] : made(.and(parts), start)
    }

    private mutating func relation() throws(ParseFault) -> Expression {
        let start = current.range.start
        let left = try sum()
        if take(word: "has") {
            let path = try attributePath()  // first: `made` takes the parser as it stands for the range
            return made(.has(left, path), start)
        }
        if take(word: "like") {
            guard case .string(let raw) = current.kind else { throw unexpected("a pattern in quotes") }
            let token = advance()
            switch Escapes.pattern(raw) {
            case .success(let pattern): return made(.like(left, pattern), start)
            case .failure(let unknown): throw unknownEscape(unknown, at: token)
            }
        }
        if take(word: "is") {
            let type = try path("an entity type")
            let within = take(word: "in") ? try sum() : nil
            return made(.isType(left, type, within: within), start)
        }
        guard let comparison = relationOperator() else { return left }
        _ = advance()
        let right = try sum()
        if relationOperator() != nil || at(word: "has") || at(word: "like") || at(word: "is") {
            throw fault("comparisons do not chain; use parentheses or `&&`", at: current.range)
        }
        return made(.comparison(comparison, left, right), start)
    }

    private func relationOperator() -> Expression.Comparison? {
        switch current.kind {
        case .symbol(let symbol): Expression.Comparison(rawValue: symbol)
        case .name("in"): .isIn
        default: nil
        }
    }

    private mutating func attributePath() throws(ParseFault) -> [String] {
        if case .string = current.kind { return [try stringLiteral("an attribute")] }
        var path: [String] = []
        repeat {
            path.append(try attributeName("an attribute"))
        } while take(".")
        return path
    }

    private mutating func attributeName(_ expected: String) throws(ParseFault) -> String {
        guard case .name(let name) = current.kind else { throw unexpected(expected) }
        try refuseReserved(name)
        _ = advance()
        return name
    }

    private mutating func sum() throws(ParseFault) -> Expression {
        let start = current.range.start
        let first = try product()
        var steps: [Expression.ArithmeticStep] = []
        while at("+") || at("-") {
            let sign: Character = at("+") ? "+" : "-"
            _ = advance()
            steps.append(Expression.ArithmeticStep(sign: sign, operand: try product()))
        }
        return steps.isEmpty ? first : made(.arithmetic(first, steps), start)
    }

    private mutating func product() throws(ParseFault) -> Expression {
        let start = current.range.start
        let first = try unary()
        var steps: [Expression.ArithmeticStep] = []
        while at("*") || at("/") || at("%") {
            guard take("*") else {
                throw fault("Cedar has no \(current.shown): only `+`, `-` and `*`", at: current.range)
            }
            steps.append(Expression.ArithmeticStep(sign: "*", operand: try unary()))
        }
        return steps.isEmpty ? first : made(.arithmetic(first, steps), start)
    }

    /// At most four `!` or four `-` in a row, as the reference has it.
    private mutating func unary() throws(ParseFault) -> Expression {
        let start = current.range.start
        guard at("!") || at("-") else { return try access() }
        let symbol = at("!") ? "!" : "-"
        var places: [SourcePlace] = []
        while at(symbol) {
            places.append(current.range.start)
            _ = advance()
        }
        guard places.count <= 4 else {
            throw fault("more than four `\(symbol)` in a row", at: range(from: start))
        }
        var result: Expression
        if symbol == "-", case .number(let digits) = current.kind,
            following.kind != .symbol("."), following.kind != .symbol("[")
        {
            // The most negative number has no positive twin: it is read with its sign.
            let token = advance()
            guard let value = Int64("-" + digits) else { throw tooLarge(token) }
            places.removeLast()
            result = made(.literal(.long(value)), places.last ?? start)
        } else {
            result = try access()
        }
        for place in places.reversed() {
            result = made(symbol == "!" ? .not(result) : .negate(result), place)
        }
        return result
    }

    private func tooLarge(_ token: Token) -> ParseFault {
        fault("\(token.shown) does not fit 64 bits", at: token.range)
    }

    private mutating func access() throws(ParseFault) -> Expression {
        let start = current.range.start
        let base = try primary()
        var steps: [Expression.AccessStep] = []
        while true {
            if take(".") {
                let token = current
                let name = try attributeName("an attribute or a method")
                if take("(") {
                    steps.append(try method(name, token.range))
                } else {
                    steps.append(.attribute(name))
                }
            } else if take("[") {
                steps.append(.attribute(try stringLiteral("an attribute")))
                try expect("]")
            } else {
                return steps.isEmpty ? base : made(.access(base, steps), start)
            }
        }
    }

    private mutating func method(_ name: String, _ range: SourceRange) throws(ParseFault) -> Expression.AccessStep {
        let arguments = try list(until: ")")
        if let count = Vocabulary.methods[name] {
            guard arguments.count == count else {
                throw fault(
                    "method `\(name)` takes \(count == 1 ? "one argument" : "no arguments"), not \(arguments.count)",
                    at: range)
            }
        } else if Vocabulary.extensionFunctions.contains(name) {
            throw fault("`\(name)` is a function; write `\(name)(…)`", at: range)
        } else if !Vocabulary.extensionMethods.contains(name) {
            throw fault("there is no method `\(name)`", at: range)
        }
        return .method(name, arguments)
    }

    private mutating func function(_ name: String, _ start: SourcePlace) throws(ParseFault) -> Expression {
        let range = range(from: start)
        guard Vocabulary.extensionFunctions.contains(name) else {
            if Vocabulary.methods[name] != nil || Vocabulary.extensionMethods.contains(name) {
                throw fault("`\(name)` is a method; write `value.\(name)(…)`", at: range)
            }
            throw fault("there is no function `\(name)`", at: range)
        }
        try expect("(")
        let arguments = try list(until: ")")
        return made(.call(name, arguments), start)
    }

    private mutating func list(until close: String) throws(ParseFault) -> [Expression] {
        var items: [Expression] = []
        while !at(close) {
            items.append(try expression())
            guard take(",") else { break }
        }
        guard take(close) else { throw unexpected("`,` or `\(close)`") }
        return items
    }

    private mutating func primary() throws(ParseFault) -> Expression {
        let start = current.range.start
        switch current.kind {
        case .number(let digits):
            let token = advance()
            guard let value = Int64(digits) else { throw tooLarge(token) }
            return made(.literal(.long(value)), start)
        case .string:
            let text = try stringLiteral("a string")
            return made(.literal(.string(text)), start)
        case .slot(let name):
            guard let variable = Expression.Variable(rawValue: name), [.principal, .resource].contains(variable)
            else { throw unexpected("`?principal` or `?resource`") }
            throw fault("a slot may stand in the policy's head only", at: current.range)
        case .symbol("("):
            _ = advance()
            let inner = try expression()
            try expect(")")
            return inner
        case .symbol("["):
            _ = advance()
            let items = try list(until: "]")
            return made(.set(items), start)
        case .symbol("{"):
            _ = advance()
            let entries = try recordEntries()
            return made(.record(entries), start)
        case .name(let name): return try named(name, start)
        default: throw unexpected("an expression")
        }
    }

    private mutating func recordEntries() throws(ParseFault) -> [Expression.RecordEntry] {
        var entries: [Expression.RecordEntry] = []
        var names: Set<ExactText> = []
        while !at("}") {
            let token = current
            let name: String
            if case .name = token.kind {
                name = try attributeName("an attribute")
            } else {
                name = try stringLiteral("an attribute's name, bare or")
            }
            guard names.insert(ExactText(name)).inserted else {
                throw fault("attribute `\(name)` is given twice", at: token.range)
            }
            try expect(":")
            entries.append(Expression.RecordEntry(name: name, value: try expression()))
            guard take(",") else { break }
        }
        guard take("}") else { throw unexpected("`,` or `}`") }
        return entries
    }

    private mutating func named(_ name: String, _ start: SourcePlace) throws(ParseFault) -> Expression {
        if following.kind == .symbol("::") { return try qualified(start) }
        if name == "true" || name == "false" {
            _ = advance()
            return made(.literal(.bool(name == "true")), start)
        }
        if following.kind == .symbol("(") {
            try refuseReserved(name)
            _ = advance()
            return try function(name, start)
        }
        guard let variable = Expression.Variable(rawValue: name) else {
            throw unexpected("an expression; names here are `principal`, `action`, `resource`, `context`")
        }
        _ = advance()
        return made(.variable(variable), start)
    }

    /// `A::B::"id"` or `A::f(…)`.
    private mutating func qualified(_ start: SourcePlace) throws(ParseFault) -> Expression {
        let from = position
        var ahead = position
        while case .name = tokens[ahead].kind, tokens[min(ahead + 1, tokens.count - 1)].kind == .symbol("::") {
            ahead += 2
        }
        if case .name = tokens[ahead].kind, tokens[min(ahead + 1, tokens.count - 1)].kind == .symbol("(") {
            return try function(try path("a function"), start)
        }
        position = from
        let uid = try entity()
        return made(.literal(.entity(uid)), start)
    }
}
