/// Attributes and tags: that they exist, and that they were asked for where they may be missing.
extension TypeChecker {
    /// The attributes of a term that must be an entity or a record; nil after a fault.
    private mutating func attributes(
        _ term: Term, _ known: Capabilities
    ) -> (owner: CedarType, attributes: RecordType)? {
        guard let type = check(term, known).type else { return nil }
        switch type {
        case .record(let record): return (type, record)
        // Actions have no attributes, and nothing declares their type.
        case .entity(let name): return (type, schema.entityTypes[name]?.attributes ?? RecordType())
        default:
            let help: String? =
                switch type {
                case .set: "for sets there is `contains`"
                case .string: "for texts there is `like`"
                default: nil
                }
            unexpected(term, type, "an entity or a record", help)
            return nil
        }
    }

    mutating func has(_ name: ExactText, _ term: Term, _ known: Capabilities) -> Outcome {
        let base = term.children[0]
        guard let (owner, attributes) = attributes(base, known) else { return Outcome(type: .anyBool) }
        guard let attribute = attributes[name.text] else { return Outcome(type: .bool(.never)) }
        // An entity may be named and not exist: then it has not even its required attributes.
        let isRecord = if case .record = owner { true } else { false }
        let isCertain = known.contains(base, has: name) || attribute.isRequired && isRecord
        return Outcome(type: isCertain ? .bool(.always) : .anyBool, learned: Capabilities(base, has: name))
    }

    mutating func attribute(_ name: ExactText, _ term: Term, _ known: Capabilities) -> Outcome {
        let base = term.children[0]
        guard let (owner, attributes) = attributes(base, known) else { return .faulty }
        guard let attribute = attributes[name.text] else {
            let what = if case .entity(let type) = owner { "`\(type)`" } else { "`\(base.shown)`" }
            fail(
                .unknownAttribute,
                "\(what) has no attribute `\(name.text)`" + Suggestion.phrase(for: name.text, among: attributes.names),
                term)
            return .faulty
        }
        if !attribute.isRequired, !known.contains(base, has: name) {
            let asked = "\(base.shown) has \(SchemaWords.attributeName(name.text))"
            fail(
                .optionalAttribute, "`\(term.shown)` may be missing; ask `\(asked) && …` before it is used", term)
        }
        return Outcome(type: attribute.type)
    }

    // MARK: Tags

    /// The type of the tags of a term that must be an entity, nil where there are none; and nil whole after a fault.
    private mutating func tags(
        _ term: Term, _ known: Capabilities
    ) -> (owner: String, type: CedarType?)? {
        let owner = entity(term.children[0], known)
        let tag = expect(term.children[1], [.string], known)
        guard case .entity(let name)? = owner, tag.type != nil else { return nil }
        return (name, schema.entityTypes[name]?.tags)
    }

    mutating func hasTag(_ term: Term, _ known: Capabilities) -> Outcome {
        guard let (_, type) = tags(term, known) else { return Outcome(type: .anyBool) }
        let (base, tag) = (term.children[0], term.children[1])
        let learned = Capabilities(base, hasTag: tag)
        guard type != nil else { return Outcome(type: .bool(.never), learned: learned) }
        return Outcome(type: known.contains(base, hasTag: tag) ? .bool(.always) : .anyBool, learned: learned)
    }

    mutating func getTag(_ term: Term, _ known: Capabilities) -> Outcome {
        guard let (owner, type) = tags(term, known) else { return .faulty }
        let (base, tag) = (term.children[0], term.children[1])
        guard let type else {
            fail(.tag, "entities of type `\(owner)` have no tags", term)
            return .faulty
        }
        if !known.contains(base, hasTag: tag) {
            fail(
                .tag,
                "tag \(tag.shown) may be missing; ask `\(base.shown).hasTag(\(tag.shown)) && …` before it is used",
                term)
        }
        return Outcome(type: type)
    }
}
