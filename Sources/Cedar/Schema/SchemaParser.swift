/// Words to the declarations of a schema: recursive descent, with recovery behind a declaration's `;`.
struct SchemaParser: TokenCursor {
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
                let annotations = try self.annotations().values
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
                let annotations = try self.annotations().values
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

    /// In a schema `=` and the like are what they look like.
    var slip: String? { nil }

    mutating func take(_ symbol: String) -> Bool {
        guard at(symbol) else { return false }
        if symbol == "{" { open += 1 }
        if symbol == "}" { open -= 1 }
        position += 1
        return true
    }

    func place(_ range: SourceRange) -> DeclarationPlace {
        DeclarationPlace(offset: range.start.offset, length: range.shownLength)
    }

    /// The place from a word to the last one read.
    func place(from start: SourceRange) -> DeclarationPlace {
        place(SourceRange(start: start.start, end: tokens[max(0, position - 1)].range.end))
    }

    // MARK: Names

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

    /// A bare name, or any text in quotes.
    mutating func nameOrText(_ expected: String) throws(ParseFault) -> String {
        if case .string = current.kind { return try stringLiteral(expected) }
        return try name(expected + ", bare or in quotes")
    }
}
