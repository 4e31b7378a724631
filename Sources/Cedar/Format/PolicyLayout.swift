/// From words to a document, policy by policy. The words were parsed before, so that this walk need not look for faults.
struct PolicyLayout {
    let words: [FormatWord]
    let indent: Int
    private var position = 0

    init(words: [FormatWord], indent: Int) {
        self.words = words
        self.indent = indent
    }

    // MARK: Words

    var current: FormatWord { words[position] }
    var following: FormatWord { words[min(position + 1, words.count - 1)] }

    func at(_ symbol: String) -> Bool { current.kind == .symbol(symbol) }
    func at(word: String) -> Bool { current.kind == .name(word) }
    func at(any symbols: Set<String>) -> Bool {
        if case .symbol(let symbol) = current.kind { symbols.contains(symbol) } else { false }
    }

    mutating func take() -> FormatDocument {
        let word = current
        if word.kind != .end { position += 1 }
        return .word(word)
    }

    func nested(_ parts: FormatDocument...) -> FormatDocument { .nest(indent, .sequence(parts)) }

    // MARK: Policies

    /// The next policy, and the empty line behind it; nil at the end.
    mutating func next() -> FormatDocument? {
        guard current.kind != .end else { return nil }
        var parts: [FormatDocument] = []
        while at("@") {
            parts.append(take())
            parts.append(take())
            if at("(") { parts += [take(), take(), take()] }
            parts.append(.hardLine)
        }
        parts += [take(), .space, head()]
        while at(word: "when") || at(word: "unless") {
            parts.append(.hardLine)
            parts.append(take())
            let open = take()
            let body = expression()
            let braces = FormatDocument.sequence([open, nested(.line, .group(body)), .line, take()])
            parts.append(.group(.sequence([.line, .group(braces)])))
        }
        parts += [take(), .blankLine]
        return .sequence(parts)
    }

    private mutating func head() -> FormatDocument {
        // Where nothing is asked and nothing is said, the head is one line.
        let bare = words[position...].prefix(7)
        if bare.dropFirst(5).first?.kind == .name("resource"), bare.last?.kind == .symbol(")"),
            bare.allSatisfy({ !$0.hasComments || $0.kind == .symbol(")") }), bare.last?.leading.isEmpty == true
        {
            return .sequence([take(), take(), take(), .space, take(), take(), .space, take(), take()])
        }
        let open = take()
        var parts: [FormatDocument] = []
        while !at(")"), current.kind != .end {
            parts += [.hardLine, scope()]
            if at(",") { parts.append(take()) }
        }
        return .sequence([open, .nest(indent, .sequence(parts)), .hardLine, take()])
    }

    private mutating func scope() -> FormatDocument {
        var parts = [take()]
        while at("==") || at(word: "in") || at(word: "is") {
            let isType = at(word: "is")
            parts += [.space, take()]
            let operand = isType ? path() : entity()
            parts.append(isType ? .sequence([.space, operand]) : nested(.line, operand))
        }
        return .group(.sequence(parts))
    }

    /// A slot, an entity or a list of them, in any number of parentheses.
    private mutating func entity() -> FormatDocument {
        var parts: [FormatDocument] = []
        while at("(") { parts.append(take()) }
        let open = parts.count
        if case .slot = current.kind {
            parts.append(take())
        } else {
            parts.append(at("[") ? list() : path())
        }
        for _ in 0..<open { parts.append(take()) }
        return .sequence(parts)
    }

    private mutating func list() -> FormatDocument {
        let open = take()
        var items: [FormatDocument] = []
        while !at("]"), current.kind != .end {
            items.append(entity())
            if at(",") { items += [take(), .line] }
        }
        return .group(.sequence([open, .nest(1, .sequence(items)), take()]))
    }

    /// Names parted by `::`, with an id behind them or not.
    mutating func path() -> FormatDocument {
        var parts = [take()]
        while at("::") { parts += [take(), take()] }
        return .sequence(parts)
    }
}
