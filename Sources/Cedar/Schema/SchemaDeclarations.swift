/// Entity types, actions, common types, and the types in them.
extension SchemaParser {
    mutating func entityTypes(_ annotations: [String: String]) throws(ParseFault) -> [SchemaNamespace.EntityType] {
        var names: [(name: String, place: DeclarationPlace)] = []
        repeat {
            let range = current.range
            names.append((try name("an entity type's name"), place(range)))
        } while take(",")
        let form: SchemaNamespace.EntityType.Form
        if take(word: "enum") {
            form = .enumerated(try enumeration())
        } else {
            form = try openForm()
        }
        return names.map {
            SchemaNamespace.EntityType(name: $0.name, form: form, annotations: annotations, place: $0.place)
        }
    }

    private mutating func enumeration() throws(ParseFault) -> [String] {
        try expect("[")
        var ids: [String] = []
        repeat { ids.append(try stringLiteral("an entity's id")) } while take(",")
        try expect("]")
        guard take(";") else { throw unexpected("`;`") }
        return ids
    }

    private mutating func openForm() throws(ParseFault) -> SchemaNamespace.EntityType.Form {
        let parents = take(word: "in") ? try references() : []
        var shape = SchemaType(form: .record([]), place: place(current.range))
        if at("=") || at("{") {
            _ = take("=")
            guard at("{") else { throw unexpected("`{` and the attributes") }
            shape = try type()
        }
        let tags = take(word: "tags") ? try type() : nil
        guard take(";") else {
            var expected: [String] = []
            if parents.isEmpty, shape.isEmptyRecord { expected.append("`in`") }
            if shape.isEmptyRecord { expected.append("`{`") }
            if tags == nil { expected.append("`tags`") }
            throw unexpected(expected.isEmpty ? "`;`" : expected.joined(separator: ", ") + " or `;`")
        }
        return .open(shape: shape, tags: tags, parents: parents)
    }

    /// One path, or a list of them in brackets, which may be empty.
    private mutating func references() throws(ParseFault) -> [SchemaNamespace.Reference] {
        guard take("[") else { return [try reference()] }
        if take("]") { return [] }
        var list: [SchemaNamespace.Reference] = []
        repeat { list.append(try reference()) } while take(",")
        guard take("]") else { throw unexpected("`,` or `]`") }
        return list
    }

    private mutating func reference() throws(ParseFault) -> SchemaNamespace.Reference {
        let start = current.range
        let name = try path("an entity type")
        return SchemaNamespace.Reference(name: name, place: place(from: start))
    }

    mutating func commonType(_ annotations: [String: String]) throws(ParseFault) -> SchemaNamespace.CommonType {
        let range = current.range
        let name = try name("the type's name")
        guard name != SchemaWords.builtinNamespace else { throw reserved(range) }
        guard !SchemaWords.typeKeywords.contains(name) else {
            throw fault("`\(name)` is a type of the language; give the common type another name", at: range)
        }
        try expect("=")
        let type = try type()
        guard take(";") else { throw unexpected("`;`") }
        return SchemaNamespace.CommonType(name: name, type: type, annotations: annotations, place: place(range))
    }

    private func reserved(_ range: SourceRange) -> ParseFault {
        fault("`\(SchemaWords.builtinNamespace)` belongs to the language; choose another name", at: range)
    }

    // MARK: Actions

    mutating func actions(_ annotations: [String: String]) throws(ParseFault) -> [SchemaNamespace.Action] {
        var names: [(name: String, place: DeclarationPlace)] = []
        repeat {
            let range = current.range
            names.append((try nameOrText("an action's name"), place(range)))
        } while take(",")
        var parents: [SchemaNamespace.ActionReference] = []
        if take(word: "in") {
            if take("[") {
                repeat { parents.append(try actionReference()) } while take(",")
                guard take("]") else { throw unexpected("`,` or `]`") }
            } else {
                parents = [try actionReference()]
            }
        }
        var appliesTo: SchemaNamespace.AppliesTo?
        let start = current.range
        if take(word: "appliesTo") { appliesTo = try self.appliesTo(start) }
        if take(word: "attributes") {
            try expect("{")
            guard take("}") else {
                throw fault("actions have no attributes; write `attributes {}` or nothing", at: current.range)
            }
        }
        guard take(";") else { throw unexpected(appliesTo == nil ? "`in`, `appliesTo` or `;`" : "`;`") }
        return names.map {
            SchemaNamespace.Action(
                name: $0.name, parents: parents, appliesTo: appliesTo, annotations: annotations, place: $0.place)
        }
    }

    private mutating func actionReference() throws(ParseFault) -> SchemaNamespace.ActionReference {
        let start = current.range
        if case .string = current.kind {
            let id = try stringLiteral("an action")
            return SchemaNamespace.ActionReference(type: nil, id: id, place: place(start))
        }
        let path = try path("an action, bare or in quotes")
        if take("::") {
            let id = try stringLiteral("an action's id")
            return SchemaNamespace.ActionReference(type: path, id: id, place: place(from: start))
        }
        guard !path.contains("::") else { throw unexpected("`::` and an action's id in quotes") }
        return SchemaNamespace.ActionReference(type: nil, id: path, place: place(start))
    }

    private mutating func appliesTo(_ start: SourceRange) throws(ParseFault) -> SchemaNamespace.AppliesTo {
        try expect("{")
        var principals: [SchemaNamespace.Reference]?
        var resources: [SchemaNamespace.Reference]?
        var context: SchemaType?
        repeat {
            if at("}"), principals != nil || resources != nil || context != nil { break }
            let word = current
            if take(word: "principal") {
                try expect(":")
                guard principals == nil else { throw fault("`principal` is given twice; keep one", at: word.range) }
                principals = try types(word)
            } else if take(word: "resource") {
                try expect(":")
                guard resources == nil else { throw fault("`resource` is given twice; keep one", at: word.range) }
                resources = try types(word)
            } else if take(word: "context") {
                try expect(":")
                guard context == nil else { throw fault("`context` is given twice; keep one", at: word.range) }
                context = try contextType()
            } else {
                throw unexpected("`principal`, `resource` or `context`")
            }
        } while take(",")
        guard take("}") else { throw unexpected("`,` or `}`") }
        guard let principals else { throw fault("`appliesTo` needs `principal: …`", at: start) }
        guard let resources else { throw fault("`appliesTo` needs `resource: …`", at: start) }
        return SchemaNamespace.AppliesTo(
            principals: principals, resources: resources, context: context ?? .emptyRecord)
    }

    private mutating func types(_ word: Token) throws(ParseFault) -> [SchemaNamespace.Reference] {
        let list = try references()
        guard !list.isEmpty else {
            throw fault(
                "\(word.shown) lists no type, so that the action could never be asked for; name one, or leave"
                    + " `appliesTo` out", at: word.range)
        }
        return list
    }

    private mutating func contextType() throws(ParseFault) -> SchemaType {
        if at("{") { return try type() }
        let start = current.range
        let name = try path("`{`, or a common type's name")
        return SchemaType(form: .common(name), place: place(from: start))
    }

    // MARK: Types

    mutating func type() throws(ParseFault) -> SchemaType {
        depth += 1
        defer { depth -= 1 }
        guard depth <= Self.deepest else {
            throw fault("types nest deeper than \(Self.deepest) levels; give some of them names", at: current.range)
        }
        let start = current.range
        if at("{") {
            let attributes = try attributes()
            return SchemaType(form: .record(attributes), place: place(start))
        }
        if at(word: "Set"), following.kind == .symbol("<") {
            _ = advance()
            _ = advance()
            let element = try type()
            guard take(">") else { throw unexpected("`>`") }
            return SchemaType(form: .set(element), place: place(from: start))
        }
        let name = try path("a type")
        return SchemaType(form: .named(name), place: place(from: start))
    }

    private mutating func attributes() throws(ParseFault) -> [SchemaAttribute] {
        try expect("{")
        var list: [SchemaAttribute] = []
        while !at("}") {
            let annotations = try annotations().values
            let start = current.range
            let name = try nameOrText("an attribute")
            let isRequired = !take("?")
            guard take(":") else { throw unexpected(isRequired ? "`:` or `?:`" : "`:`") }
            let type = try type()
            list.append(
                SchemaAttribute(
                    name: name, type: type, isRequired: isRequired, annotations: annotations, place: place(start)))
            guard take(",") else { break }
        }
        guard take("}") else { throw unexpected("`,` or `}`") }
        return list
    }
}
