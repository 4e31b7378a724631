/// Which names a schema may declare, and in which order its common types are worked out.
extension SchemaResolver {
    mutating func checkNames() {
        var seen: Set<String> = []
        for namespace in namespaces {
            if !seen.insert(namespace.name).inserted {
                fail("namespace `\(namespace.name)` is declared twice; put all of it into one", at: namespace.place)
            }
            if SchemaWords.parts(of: namespace.name).contains(SchemaWords.builtinNamespace) {
                fail(
                    "`\(SchemaWords.builtinNamespace)` belongs to the language; choose another name",
                    at: namespace.place)
            }
            checkTwice(namespace.entityTypes.map { ($0.name, $0.place) }, "entity type")
            checkTwice(namespace.commonTypes.map { ($0.name, $0.place) }, "type")
            checkTwice(namespace.actions.map { ($0.name, $0.place) }, "action")
            let entities = Set(namespace.entityTypes.map(\.name))
            for declared in namespace.entityTypes {
                if declared.name == "Action" {
                    fail("`Action` is the type of actions, and no other entity type", at: declared.place)
                }
                if declared.name == SchemaWords.builtinNamespace {
                    fail("`\(declared.name)` belongs to the language; choose another name", at: declared.place)
                }
                warnOfBuiltin(declared.name, declared.place)
            }
            for declared in namespace.commonTypes {
                if entities.contains(declared.name) {
                    warn(
                        "`\(declared.name)` is an entity type too; the name now means the common type",
                        at: declared.place)
                }
                warnOfBuiltin(declared.name, declared.place)
            }
        }
    }

    private mutating func warnOfBuiltin(_ name: String, _ place: DeclarationPlace) {
        guard SchemaWords.builtin[name] != nil else { return }
        warn(
            "`\(name)` hides the language's own type, which is now `\(SchemaWords.builtinNamespace)::\(name)`",
            at: place)
    }

    private mutating func checkTwice(_ names: [(name: String, place: DeclarationPlace)], _ what: String) {
        var seen: Set<ExactText> = []
        for (name, place) in names where !seen.insert(ExactText(name)).inserted {
            fail("\(what) `\(name)` is declared twice; keep one", at: place)
        }
    }

    /// A name outside any namespace may not be declared inside one too: it could no longer be reached from there.
    mutating func checkShadowing() {
        guard let outside = namespaces.first(where: { $0.name.isEmpty }) else { return }
        let types = Set(outside.entityTypes.map(\.name) + outside.commonTypes.map(\.name))
        let actions = Set(outside.actions.map { ExactText($0.name) })
        for namespace in namespaces where !namespace.name.isEmpty {
            let names =
                namespace.entityTypes.map { ($0.name, $0.place) } + namespace.commonTypes.map { ($0.name, $0.place) }
            for (name, place) in names where types.contains(name) {
                fail("`\(namespace.qualified(name))` hides `\(name)`, declared outside; rename one of them", at: place)
            }
            for action in namespace.actions where actions.contains(ExactText(action.name)) {
                fail(
                    "action `\(action.name)` hides the action of that name declared outside; rename one of them",
                    at: action.place)
            }
        }
    }

    // MARK: Common types

    /// Works out the common types, each after those that it is made of.
    mutating func resolveCommonTypes() {
        var waiting: [String: (declared: SchemaNamespace.CommonType, namespace: SchemaNamespace)] = [:]
        var order: [String] = []
        for namespace in namespaces {
            for declared in namespace.commonTypes {
                let name = namespace.qualified(declared.name)
                if waiting.updateValue((declared, namespace), forKey: name) == nil { order.append(name) }
            }
        }
        // Without recursion, so that a long chain costs no stack.
        var open: Set<String> = []
        for start in order {
            var path = [start]
            while let name = path.last {
                guard let (declared, namespace) = waiting[name] else {
                    path.removeLast()
                    continue
                }
                if open.insert(name).inserted {
                    let needed = names(in: declared.type, namespace).filter { waiting[$0] != nil }
                    if let cyclic = needed.first(where: open.contains) {
                        fail(
                            "type `\(declared.name)` is made of itself\(cyclic == name ? "" : ", through `\(cyclic)`")",
                            at: declared.place)
                        for name in path { waiting[name] = nil }
                        open = []
                        break
                    }
                    path += needed
                    if !needed.isEmpty { continue }
                }
                path.removeLast()
                open.remove(name)
                waiting[name] = nil
                guard let type = type(declared.type, in: namespace) else { continue }
                if type.depth > SchemaParser.deepest {
                    fail("type `\(declared.name)` nests deeper than \(SchemaParser.deepest) levels", at: declared.place)
                } else {
                    commonTypes[name] = type
                }
            }
        }
    }

    /// The common types that a type is made of.
    private func names(in type: SchemaType, _ namespace: SchemaNamespace) -> [String] {
        switch type.form {
        case .named(let name), .common(let name):
            let kind: SchemaDefinitions.Kind = if case .named = type.form { .either } else { .common }
            if case .common(let found) = definitions.target(of: name, in: namespace, as: kind) { return [found] }
            return []
        case .entity, .builtin: return []
        case .set(let element): return names(in: element, namespace)
        case .record(let attributes):
            return Array(Set(attributes.flatMap { names(in: $0.type, namespace) })).sorted()
        }
    }
}
