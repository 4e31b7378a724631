/// Checks values, entities and requests against a schema.
struct DataChecker {
    let schema: Schema
    private let entity: EntityUID?
    private(set) var findings: [DataFinding] = []

    init(_ schema: Schema, entity: EntityUID? = nil) {
        self.schema = schema
        self.entity = entity
    }

    private mutating func fail(_ message: String) { findings.append(DataFinding(entity: entity, message: message)) }

    // MARK: Entities

    mutating func check(_ entity: Entity, ancestors: Set<EntityUID>) {
        if SchemaWords.isActionType(entity.uid.type) { return checkAction(entity, ancestors) }
        guard let type = schema.entityTypes[entity.uid.type] else {
            return fail(
                "the schema has no entity type `\(entity.uid.type)`"
                    + Suggestion.phrase(for: entity.uid.type, among: schema.entityTypes.keys))
        }
        checkExists(entity.uid)
        check(entity.attributes, type.attributes, "attribute")
        for ancestor in ancestors.sorted() {
            checkExists(ancestor)
            guard !type.ancestors.contains(ancestor.type) else { continue }
            let allowed = type.ancestors.sorted().map { "`\($0)`" }.joined(separator: ", ")
            fail(
                "it is in `\(ancestor)`, and the schema allows it to be in "
                    + (allowed.isEmpty ? "nothing" : "entities of type \(allowed) only"))
        }
        for name in entity.tags.keys {
            guard let value = entity.tags[name] else { continue }
            if let expected = type.tags {
                check(value, expected, "tag \(Value.quoted(name))")
            } else {
                fail("it has a tag \(Value.quoted(name)), and the schema allows entities of its type no tags")
            }
        }
    }

    private mutating func checkAction(_ entity: Entity, _ ancestors: Set<EntityUID>) {
        guard let action = schema.actions[entity.uid] else { return checkExists(entity.uid) }
        if !entity.attributes.isEmpty || !entity.tags.isEmpty { fail("actions have neither attributes nor tags") }
        guard ancestors != action.ancestors else { return }
        func list(_ uids: Set<EntityUID>) -> String {
            uids.isEmpty ? "no group" : uids.sorted().map { "`\($0)`" }.joined(separator: ", ")
        }
        fail("it is in \(list(ancestors)), and in the schema it is in \(list(action.ancestors))")
    }

    /// Whether an entity may exist: an action must be declared, and an enumerated type has its own entities only.
    private mutating func checkExists(_ uid: EntityUID) {
        if SchemaWords.isActionType(uid.type), schema.actions[uid] == nil {
            fail("the schema has no action `\(uid)`")
        }
        if let ids = schema.entityTypes[uid.type]?.ids, !ids.contains(where: { ExactText.areEqual($0, uid.id) }) {
            let all = ids.map(Value.quoted).joined(separator: ", ")
            fail("there is no `\(uid)`: entities of that type are \(all) only")
        }
    }

    // MARK: Requests

    mutating func check(_ request: Request) {
        guard let action = schema.actions[request.action] else {
            let known = schema.actions.keys.map(\.description)
            return fail(
                "the schema has no action `\(request.action)`"
                    + Suggestion.phrase(for: request.action.description, among: known))
        }
        for (uid, types, what) in [
            (request.principal, action.principals, "principal"), (request.resource, action.resources, "resource"),
        ] {
            checkExists(uid)
            guard !types.contains(uid.type) else { continue }
            if schema.entityTypes[uid.type] == nil {
                fail(
                    "the schema has no entity type `\(uid.type)`, which the \(what) is of"
                        + Suggestion.phrase(for: uid.type, among: schema.entityTypes.keys))
            } else {
                let allowed = types.map { "`\($0)`" }.joined(separator: ", ")
                fail(
                    "`\(uid)` cannot be the \(what) of `\(action.uid)`, "
                        + (allowed.isEmpty ? "which applies to nothing" : "which takes \(allowed)"))
            }
        }
        check(request.context, action.context, "context's attribute")
    }

    // MARK: Values

    private mutating func check(_ record: Record, _ type: RecordType, _ what: String, _ path: String = "") {
        for attribute in type.attributes where attribute.isRequired && record[attribute.name] == nil {
            fail("\(what) `\(path)\(attribute.name)` is missing")
        }
        for name in record.keys {
            guard let value = record[name] else { continue }
            if let attribute = type[name] {
                check(value, attribute.type, what, path + name)
            } else {
                fail(
                    "the schema has no \(what) `\(path)\(name)` here"
                        + Suggestion.phrase(for: name, among: type.names))
            }
        }
    }

    private mutating func check(_ value: Value, _ type: CedarType, _ what: String, _ path: String) {
        if case .record(let record) = value, case .record(let expected) = type {
            return check(record, expected, what, path + ".")
        }
        check(value, type, "\(what) `\(path)`")
    }

    private mutating func check(_ value: Value, _ type: CedarType, _ subject: String) {
        switch (value, type) {
        case (.bool, .bool), (.long, .long), (.string, .string): break
        case (.entity(let uid), .entity(let expected)) where uid.type == expected: checkExists(uid)
        case (.set(let items), .set(let element)):
            for item in items { check(item, element, "a member of \(subject)") }
        case (.record(let record), .record(let expected)): check(record, expected, "attribute", "\(subject): ")
        case (.extended(let call), _) where ExtensionSignature.all[call.function]?.result == type: break
        default: fail("\(subject) must be of type `\(type)`, and is \(value.article) \(value.typeName)")
        }
    }
}

extension Value {
    /// `a` or `an`, before the name of the value's type.
    fileprivate var article: String {
        switch self {
        case .entity: "an"
        case .extended(let value): value.function == "ip" ? "an" : "a"
        default: "a"
        }
    }
}
