/// Entities made ready once for some policies: every one numbered, its attributes where the policies' code looks for
/// them, its ancestors in a list.
public struct CompiledEntities: Sendable {
    /// The policies that they were made ready for.
    public let policies: CompiledPolicies
    let source: Entities
    let facts: Facts

    /// Makes entities ready for policies.
    public init(_ entities: Entities, for policies: CompiledPolicies) {
        self.policies = policies
        source = entities
        facts = Facts(entities, policies.space)
    }
}

/// What is known of numbered entities.
struct Facts: Sendable {
    private(set) var space: Space
    /// The same space, when all is in it.
    private(set) var frozen: FrozenSpace
    private(set) var attributes: RecordTable
    /// Tags and their values by turns, in ascending order of the tags.
    private var tags = CellLists()
    private var ancestors = CellLists()

    init(_ entities: Entities, _ base: Space) {
        space = base
        frozen = FrozenSpace(base)
        attributes = RecordTable(width: base.width)
        let all = entities.all
        for entity in all { _ = space.entity(entity.uid, over: nil) }
        // Numbers of entities without data may grow while the data of others are read, so they come last.
        var number: Int32 = 0
        while number < space.entities.end {
            let uid = space.entities[number]
            ancestors.append(entities.ancestors(of: uid).map { .entity(space.entity($0, over: nil)) }.sorted())
            if let entity = entities[uid] {
                attributes.append(space.fields(entity.attributes, over: nil))
                tags.append(space.tags(entity.tags))
            } else {
                attributes.appendAbsent()
                tags.append([])
            }
            number += 1
        }
        frozen = FrozenSpace(space)
    }

    @inline(__always) func isIn(_ uid: Int64, _ other: Int64) -> Bool {
        uid == other || (uid < attributes.count && ancestors.contains(Int(uid), Cell(tag: .entity, payload: other)))
    }

    /// Everything that an entity is in.
    func ancestors(of uid: Int32) -> ArraySlice<Cell> {
        uid < attributes.count ? ancestors.cells[ancestors.range(Int(uid))] : []
    }

    func tag(_ uid: Int, _ tag: Cell) -> Cell {
        guard uid < attributes.count else { return .missing }
        var range = tags.range(uid)
        while !range.isEmpty {
            let middle = range.lowerBound + range.count / 4 * 2
            if tags.cells[middle] == tag { return tags.cells[middle + 1] }
            range = tags.cells[middle] < tag ? middle + 2..<range.upperBound : range.lowerBound..<middle
        }
        return .missing
    }
}

extension Space {
    fileprivate mutating func tags(_ record: Record) -> [Cell] {
        var pairs: [(tag: Cell, value: Cell)] = []
        for (name, value) in record.pairs {
            let tag = Cell(tag: .string, payload: Int64(string(name, over: nil)))
            pairs.append((tag, cell(value, over: nil)))
        }
        return pairs.sorted { $0.tag < $1.tag }.flatMap { [$0.tag, $0.value] }
    }
}
