/// Words to the declarations of a schema: recursive descent, with recovery behind a declaration's `;`.
struct SchemaParser {
    /// How deep types may nest.
    static let deepest = 128

    let tokens: [Token]
    let lines: [Substring]
    var position = 0
    var depth = 0
    /// Braces that the declaration at hand has opened: recovery must close them.
    private var open = 0
    private var faults: [ParseFault]

    init(_ text: String) {
        (tokens, faults, lines) = Lexer.words(of: text)
    }

    /// The namespaces in the order of the text; what stands outside any is gathered where the first of it stands.
    mutating func namespaces() throws(ParseFaults) -> [SchemaNamespace] {
        var result: [SchemaNamespace] = []
        while current.kind != .end, faults.count < Lexer.most {
            let from = position
            do throws(ParseFault) {
                let annotations = try annotations()
                if at(word: "namespace"), !isDeclarationName {
                    result.append(try namespace(annotations))
                } else {
                    let index = result.firstIndex { $0.name.isEmpty } ?? result.count
                    if index == result.count {
                        result.append(SchemaNamespace(name: "", annotations: [:], place: place(current.range)))
                    }
                    try declaration(annotations, into: &result[index])
                }
            } catch {
                faults.append(error)
                recover(isInside: false)
                if position == from { position += 1 }
            }
        }
        guard faults.isEmpty else { throw ParseFaults(faults: faults.sorted { $0.place < $1.place }) }
        return result
    }

    /// Every declaration begins with a keyword, so that a namespace is one only by what follows.
    private var isDeclarationName: Bool {
        if case .name = following.kind { return false }
        return true
    }

    private mutating func namespace(_ annotations: [String: String]) throws(ParseFault) -> SchemaNamespace {
        _ = advance()
        let start = current.range
        let name = try path("the namespace's name")
        var result = SchemaNamespace(name: name, annotations: annotations, place: place(start))
        try expect("{")
        open = 0
        while !at("}"), faults.count < Lexer.most {
            guard current.kind != .end else { throw unexpected("`}` at the end of namespace `\(name)`") }
            let from = position
            do throws(ParseFault) {
                let annotations = try self.annotations()
                try declaration(annotations, into: &result)
            } catch {
                faults.append(error)
                recover(isInside: true)
                if position == from { position += 1 }
            }
        }
        // Of a text with so many faults the rest is left alone.
        if faults.count < Lexer.most { try expect("}") }
        return result
    }

    private mutating func declaration(
        _ annotations: [String: String], into namespace: inout SchemaNamespace
    ) throws(ParseFault) {
        depth = 0
        open = 0
        if take(word: "entity") {
            namespace.entityTypes += try entityTypes(annotations)
        } else if take(word: "action") {
            namespace.actions += try actions(annotations)
        } else if take(word: "type") {
            namespace.commonTypes.append(try commonType(annotations))
        } else {
            let known = ["entity", "action", "type", "namespace"]
            var hint = ""
            if case .name(let word) = current.kind { hint = Suggestion.phrase(for: word, among: known) }
            throw fault(
                "unexpected \(current.shown); expected `entity`, `action`, `type` or `namespace`" + hint,
                at: current.range)
        }
    }

    private mutating func recover(isInside: Bool) {
        while current.kind != .end {
            if at("{") { open += 1 }
            if at("}") {
                if open <= 0, isInside { return }
                open -= 1
            }
            let isEnd = at(";") && open <= 0
            position += 1
            if isEnd { return }
        }
    }

    // MARK: Words

    var current: Token { tokens[position] }
    var following: Token { tokens[min(position + 1, tokens.count - 1)] }

    mutating func advance() -> Token {
        let token = tokens[position]
        if token.kind != .end { position += 1 }
        return token
    }

    func at(_ symbol: String) -> Bool { current.kind == .symbol(symbol) }
    func at(word: String) -> Bool { current.kind == .name(word) }

    mutating func take(_ symbol: String) -> Bool {
        guard at(symbol) else { return false }
        if symbol == "{" { open += 1 }
        if symbol == "}" { open -= 1 }
        position += 1
        return true
    }

    mutating func take(word: String) -> Bool {
        guard at(word: word) else { return false }
        position += 1
        return true
    }

    mutating func expect(_ symbol: String) throws(ParseFault) {
        guard take(symbol) else { throw unexpected("`\(symbol)`") }
    }

    func unexpected(_ expected: String) -> ParseFault {
        fault("unexpected \(current.shown); expected \(expected)", at: current.range)
    }

    func fault(_ message: String, at range: SourceRange) -> ParseFault {
        ParseFault(
            place: range.start, message: message,
            excerpt: Excerpt.text(lines, at: range.start, length: place(range).length))
    }

    func place(_ range: SourceRange) -> DeclarationPlace {
        let length = range.start.line == range.end.line ? range.end.column - range.start.column : 1
        return DeclarationPlace(offset: range.start.offset, length: length)
    }

    /// The place from a word to the last one read.
    func place(from start: SourceRange) -> DeclarationPlace {
        place(SourceRange(start: start.start, end: tokens[max(0, position - 1)].range.end))
    }

    // MARK: Names

    mutating func annotations() throws(ParseFault) -> [String: String] {
        var result: [String: String] = [:]
        while at("@") {
            let mark = advance()
            guard case .name(let name) = current.kind else { throw unexpected("the annotation's name") }
            _ = advance()
            var value = ""
            if take("(") {
                value = try text("the annotation's text")
                try expect(")")
            }
            guard result.updateValue(value, forKey: name) == nil else {
                throw fault("annotation `@\(name)` is given twice; keep one", at: mark.range)
            }
        }
        return result
    }

    mutating func name(_ expected: String) throws(ParseFault) -> String {
        guard case .name(let name) = current.kind else { throw unexpected(expected) }
        guard !SchemaWords.reserved.contains(name) else {
            throw fault("`\(name)` is a word of the language and no name", at: current.range)
        }
        _ = advance()
        return name
    }

    mutating func path(_ expected: String) throws(ParseFault) -> String {
        var path = try name(expected)
        while at("::") {
            guard case .name = following.kind else { break }
            _ = advance()
            path += "::" + (try name("a name"))
        }
        return path
    }

    mutating func text(_ expected: String) throws(ParseFault) -> String {
        guard case .string(let raw) = current.kind else { throw unexpected("\(expected) in quotes") }
        let token = advance()
        switch Escapes.text(raw) {
        case .success(let text): return text
        case .failure(let unknown):
            throw fault(
                "unknown escape `\(unknown.text)`; there are \\n \\r \\t \\0 \\\\ \\\" \\' \\x41 \\u{3042}",
                at: token.range)
        }
    }

    /// A bare name, or any text in quotes.
    mutating func nameOrText(_ expected: String) throws(ParseFault) -> String {
        if case .string = current.kind { return try text(expected) }
        return try name(expected + ", bare or in quotes")
    }
}
