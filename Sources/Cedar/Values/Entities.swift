/// An entity: its attributes, its tags, and the entities that it is directly in.
public struct Entity: Hashable, Sendable {
    /// Its name.
    public var uid: EntityUID
    /// Its attributes.
    public var attributes: Record
    /// Its tags.
    public var tags: Record
    /// What it is directly in.
    public var parents: Set<EntityUID>

    /// An entity.
    public init(
        _ uid: EntityUID, attributes: [String: Value] = [:], tags: [String: Value] = [:],
        parents: Set<EntityUID> = []
    ) {
        self.init(uid, attributes: Record(attributes), tags: Record(tags), parents: parents)
    }

    /// An entity with records at hand.
    public init(_ uid: EntityUID, attributes: Record, tags: Record = Record(), parents: Set<EntityUID> = []) {
        self.uid = uid
        self.attributes = attributes
        self.tags = tags
        self.parents = parents
    }
}

/// Why some entities make no hierarchy.
public enum EntitiesError: Error, Hashable, Sendable, CustomStringConvertible {
    /// Two entities have the same name and differ.
    case duplicate(EntityUID)
    /// An entity is in itself, through others.
    case cycle(EntityUID)

    /// What is wrong, and the mend.
    public var description: String {
        switch self {
        case .duplicate(let uid): "entity `\(uid)` is given twice; keep one"
        case .cycle(let uid): "entity `\(uid)` is its own ancestor; take one of its parents away"
        }
    }
}

/// The entities that a decision may look at, with all their ancestors worked out.
public struct Entities: Sendable {
    private let entities: [EntityUID: Entity]
    private let ancestors: [EntityUID: Set<EntityUID>]

    /// No entities.
    public static let none = Entities()

    private init() {
        entities = [:]
        ancestors = [:]
    }

    /// Entities, each named once, none its own ancestor. Parents need not exist themselves.
    ///
    /// - Throws: ``EntitiesError``.
    public init(_ list: some Sequence<Entity>) throws(EntitiesError) {
        var entities: [EntityUID: Entity] = [:]
        for entity in list {
            if let former = entities.updateValue(entity, forKey: entity.uid), former != entity {
                throw .duplicate(entity.uid)
            }
        }
        // Parents first, without recursion, so that a long chain costs no stack.
        var ancestors: [EntityUID: Set<EntityUID>] = [:]
        var open: Set<EntityUID> = []
        for start in entities.keys where ancestors[start] == nil {
            var path = [start]
            while let uid = path.last {
                let parents = entities[uid]?.parents ?? []
                if open.insert(uid).inserted {
                    for parent in parents where ancestors[parent] == nil && entities[parent] != nil {
                        if open.contains(parent) { throw .cycle(parent) }
                        path.append(parent)
                    }
                    if path.last != uid { continue }
                }
                path.removeLast()
                open.remove(uid)
                if ancestors[uid] == nil {
                    ancestors[uid] = parents.reduce(into: parents) { all, parent in
                        all.formUnion(ancestors[parent] ?? [])
                    }
                }
            }
        }
        for (uid, all) in ancestors where all.contains(uid) { throw .cycle(uid) }
        self.entities = entities
        self.ancestors = ancestors
    }

    /// The entity of a name, if it exists.
    public subscript(uid: EntityUID) -> Entity? { entities[uid] }

    /// Every entity, by name.
    public var all: [Entity] { entities.values.sorted { $0.uid < $1.uid } }

    /// Everything that an entity is in, itself not among it.
    public func ancestors(of uid: EntityUID) -> Set<EntityUID> { ancestors[uid] ?? [] }

    /// Whether an entity is another, or is in it through any number of steps.
    public func isIn(_ uid: EntityUID, _ other: EntityUID) -> Bool {
        uid == other || ancestors[uid]?.contains(other) == true
    }

    /// These entities and some more; a new entity replaces one of the same name.
    ///
    /// - Throws: ``EntitiesError`` for a cycle.
    public func adding(_ more: some Sequence<Entity>) throws(EntitiesError) -> Entities {
        var all = entities
        for entity in more { all[entity.uid] = entity }
        return try Entities(all.values)
    }
}
