import Cedar

/// What one policy looks at: attributes, entities and types by name, each with the place where it stands, and the
/// facts of a situation on which its answer can depend.
struct PolicyReads {
    /// A name that the policy uses, and where.
    struct Use<Name> {
        var name: Name
        var place: SourcePlace
    }

    /// An attribute that the policy asks something for, and where.
    struct AttributeUse {
        var name: String
        var place: SourcePlace
        /// What it is asked for; nil where only a situation tells.
        var bearer: Vocabulary.Bearer?
    }

    private(set) var attributes: [AttributeUse] = []
    private(set) var entities: [Use<EntityUID>] = []
    private(set) var types: [Use<String>] = []
    private(set) var facts: SituationFacts = []
    /// Attributes of records that the policy itself writes down.
    private(set) var ownNames: Set<String> = []

    init(_ policy: Policy) {
        let head = policy.range.start
        read(policy.principal, head)
        read(policy.action, head)
        read(policy.resource, head)
        if policy.resource != .any { facts.insert(.record) }
        for condition in policy.conditions { read(condition.body) }
        for attribute in attributes { facts.formUnion(Vocabulary.attributes[attribute.name]?.facts ?? []) }
    }

    private mutating func read(_ scope: Policy.Scope, _ place: SourcePlace) {
        switch scope {
        case .any, .equalSlot, .inSlot: break
        case .equal(let uid): entities.append(Use(name: uid, place: place))
        case .isIn(let uids): readGroups(uids, place)
        case .isType(let type), .isTypeInSlot(let type): types.append(Use(name: type, place: place))
        case .isTypeIn(let type, let uid):
            types.append(Use(name: type, place: place))
            readGroups([uid], place)
        }
    }

    /// Entities in which something may be: the viewer is in their company, department and role.
    private mutating func readGroups(_ uids: [EntityUID], _ place: SourcePlace) {
        for uid in uids {
            entities.append(Use(name: uid, place: place))
            switch uid.type {
            case Vocabulary.company: facts.insert(.company)
            case Vocabulary.department: facts.insert(.department)
            case Vocabulary.role: facts.insert(.position)
            default: break
            }
        }
    }

    private mutating func read(_ expression: Expression) {
        let place = expression.range.start
        switch expression.form {
        case .literal(let value): read(value, place)
        case .variable(.resource): facts.insert(.record)
        case .variable(.context):
            // The whole context as a value, to be compared with something: all of it is read.
            facts.formUnion([.channel, .surface, .purpose, .emergency])
        case .comparison(.isIn, let left, let right):
            read(left)
            readGroup(right)
        case .has(let base, let names):
            readBase(base)
            var bearer = Self.bearer(base)
            for name in names { bearer = take(name, of: bearer, place) }
        case .isType(let operand, let type, let group):
            read(operand)
            types.append(Use(name: type, place: place))
            if let group { readGroup(group) }
        case .access(let base, let steps):
            readBase(base)
            var bearer = Self.bearer(base)
            for step in steps {
                switch step {
                case .attribute(let name): bearer = take(name, of: bearer, place)
                case .method(_, let arguments):
                    for argument in arguments { read(argument) }
                    bearer = nil
                }
            }
        case .record(let entries):
            ownNames.formUnion(entries.map(\.name))
            for part in expression.parts { read(part) }
        default: for part in expression.parts { read(part) }
        }
    }

    /// Takes note of an attribute, and says what it leads to.
    private mutating func take(_ name: String, of bearer: Vocabulary.Bearer?, _ place: SourcePlace)
        -> Vocabulary.Bearer?
    {
        attributes.append(AttributeUse(name: name, place: place, bearer: bearer))
        return Vocabulary.attributes[name]?.target
    }

    /// Which of the things that have attributes an expression is, whatever the situation.
    private static func bearer(_ expression: Expression) -> Vocabulary.Bearer? {
        switch expression.form {
        case .variable(let variable): Vocabulary.Bearer(rawValue: variable.rawValue)
        case .literal(.entity(let uid)) where uid.type == Vocabulary.company: .company
        case .access(_, let steps):
            if case .attribute(let name)? = steps.last { Vocabulary.attributes[name]?.target } else { nil }
        default: nil
        }
    }

    /// What an attribute is taken from. Of the context, only that attribute is read then.
    private mutating func readBase(_ base: Expression) {
        if case .variable(.context) = base.form { return }
        read(base)
    }

    /// The right side of `in`.
    private mutating func readGroup(_ group: Expression) {
        let place = group.range.start
        switch group.form {
        case .literal(.entity(let uid)): readGroups([uid], place)
        case .set(let members): for member in members { readGroup(member) }
        case .literal(.set(let members)):
            for member in members {
                if case .entity(let uid) = member { readGroups([uid], place) } else { read(member, place) }
            }
        default:
            // Whatever it comes to may be a company, a department or a role.
            facts.formUnion([.company, .department, .position])
            read(group)
        }
    }

    private mutating func read(_ value: Value, _ place: SourcePlace) {
        switch value {
        case .bool, .long, .string, .extended: break
        case .entity(let uid): entities.append(Use(name: uid, place: place))
        case .set(let members): for member in members { read(member, place) }
        case .record(let entries):
            ownNames.formUnion(entries.keys)
            for value in entries.values { read(value, place) }
        }
    }
}
