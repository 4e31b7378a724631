/// Expressions, by the same ladder as the parser's.
extension PolicyLayout {
    mutating func expression() -> FormatDocument {
        guard at(word: "if"), following.kind != .symbol("::") else { return disjunction() }
        var parts: [FormatDocument] = []
        for isLater in [false, true, true] {
            if isLater { parts.append(.line) }
            parts.append(take())
            let body = expression()
            parts.append(nested(.line, body))
        }
        return .group(.sequence(parts))
    }

    private mutating func disjunction() -> FormatDocument {
        var parts = [conjunction()]
        while at("||") { parts += [.space, take(), .line, conjunction()] }
        return .sequence(parts)
    }

    private mutating func conjunction() -> FormatDocument {
        var parts = [relation()]
        while at("&&") { parts += [.space, take(), .line, relation()] }
        return .sequence(parts)
    }

    private mutating func relation() -> FormatDocument {
        let left = sum()
        if at(word: "has") || at(word: "like") {
            let word = take()
            var right = [take()]
            while at(".") { right += [take(), take()] }
            return .group(.sequence([left, .line, word, .line, .sequence(right)]))
        }
        if at(word: "is") {
            var parts = [left, .space, take(), .space, path()]
            if at(word: "in") { parts += [.line, take(), .space, sum()] }
            return .group(.sequence(parts))
        }
        guard at(any: ["==", "!=", "<", "<=", ">", ">="]) || at(word: "in") else { return left }
        let sign = take()
        return .sequence([left, .space, sign, .group(.sequence([.line, sum()]))])
    }

    private mutating func sum() -> FormatDocument {
        let first = product()
        guard at(any: ["+", "-"]) else { return first }
        var parts = [first]
        while at(any: ["+", "-"]) { parts += [.space, take(), .line, product()] }
        return .group(.sequence(parts))
    }

    private mutating func product() -> FormatDocument {
        let first = unary()
        guard at("*") else { return first }
        var parts = [first]
        while at("*") { parts += [.space, take(), .line, unary()] }
        return .group(.sequence(parts))
    }

    private mutating func unary() -> FormatDocument {
        var parts: [FormatDocument] = []
        while at(any: ["!", "-"]) { parts.append(take()) }
        parts.append(access())
        return .sequence(parts)
    }

    private mutating func access() -> FormatDocument {
        let base = primary()
        var steps: [FormatDocument] = []
        while true {
            var step: FormatDocument
            if at(".") {
                step = .sequence([take(), take()])
            } else if at("[") {
                step = .sequence([take(), take(), take()])
            } else {
                break
            }
            if at("(") { step = .sequence([step, arguments()]) }
            // The first step stays with its base: `context.a` is one word to the eye.
            steps.append(steps.isEmpty ? step : .sequence([.softLine, step]))
        }
        return steps.isEmpty ? base : .group(.sequence([base, .nest(indent, .sequence(steps))]))
    }

    /// `(a, b)`, of a function or a method.
    private mutating func arguments() -> FormatDocument {
        let open = take()
        if at(")") { return .sequence([open, take()]) }
        let inner = items(until: ")")
        return .group(.sequence([open, .nest(indent, .sequence([.softLine, inner])), .softLine, take()]))
    }

    private mutating func items(until close: String) -> FormatDocument {
        var items: [FormatDocument] = []
        while !at(close), current.kind != .end {
            items.append(expression())
            if at(",") { items += [take(), .line] }
        }
        return .sequence(items)
    }

    private mutating func primary() -> FormatDocument {
        switch current.kind {
        case .symbol("("):
            let open = take()
            let inner = expression()
            return .group(.sequence([open, .nest(1, inner), take()]))
        case .symbol("["):
            let open = take()
            let inner = items(until: "]")
            return .group(.sequence([open, .nest(1, inner), take()]))
        case .symbol("{"): return record()
        case .name:
            let name = path()
            return at("(") ? .sequence([name, arguments()]) : name
        default: return take()
        }
    }

    private mutating func record() -> FormatDocument {
        let open = take()
        if at("}") { return .sequence([open, take()]) }
        var entries: [FormatDocument] = []
        while !at("}"), current.kind != .end {
            entries += [.line, take(), take(), .space, expression()]
            if at(",") { entries.append(take()) }
        }
        return .group(.sequence([open, .nest(indent, .sequence(entries)), .line, take()]))
    }
}
