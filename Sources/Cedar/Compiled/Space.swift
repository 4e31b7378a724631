/// Numbers for texts, names, types, entities, sets and records: of the policies and entities in one space, and of what a
/// request brings in a second one that goes on counting.
struct Space: Sendable {
    var types: Interning<ExactText>
    var names: Interning<ExactText>
    var strings: Interning<ExactText>
    var entities: Interning<EntityUID>
    var addresses: Interning<IPAddress>
    private var setIDs: Interning<[Cell]>
    private var recordIDs: Interning<[Cell]>
    /// The type of each entity of this space.
    private(set) var typeOf: [Int32] = []
    private(set) var sets = CellLists()
    private(set) var records: RecordTable
    /// How many names policies use.
    let width: Int

    init(width: Int) {
        self.width = width
        types = Interning()
        names = Interning()
        strings = Interning()
        entities = Interning()
        addresses = Interning()
        setIDs = Interning()
        recordIDs = Interning()
        records = RecordTable(width: width)
    }

    /// An empty space that goes on counting where another ends.
    init(after base: Space) {
        width = base.width
        types = Interning(after: base.types)
        names = Interning(after: base.names)
        strings = Interning(after: base.strings)
        entities = Interning(after: base.entities)
        addresses = Interning(after: base.addresses)
        setIDs = Interning(after: base.setIDs)
        recordIDs = Interning(after: base.recordIDs)
        records = RecordTable(width: width)
    }

    var firstSet: Int32 { setIDs.first }
    var firstRecord: Int32 { recordIDs.first }
    /// Whether nothing was given a number.
    var isEmpty: Bool {
        types.keys.isEmpty && names.keys.isEmpty && strings.keys.isEmpty && entities.keys.isEmpty
            && addresses.keys.isEmpty && setIDs.keys.isEmpty && recordIDs.keys.isEmpty
    }

    mutating func removeAll() {
        types.removeAll()
        names.removeAll()
        strings.removeAll()
        entities.removeAll()
        addresses.removeAll()
        setIDs.removeAll()
        recordIDs.removeAll()
        typeOf.removeAll(keepingCapacity: true)
        sets.removeAll()
        records.removeAll()
    }

    // MARK: Numbers

    mutating func type(_ name: String, over base: FrozenSpace?) -> Int32 {
        base?.space.types.find(ExactText(name)) ?? types.id(ExactText(name))
    }

    mutating func name(_ name: String, over base: FrozenSpace?) -> Int32 {
        base?.space.names.find(ExactText(name)) ?? names.id(ExactText(name))
    }

    mutating func string(_ text: String, over base: FrozenSpace?) -> Int32 {
        base?.space.strings.find(ExactText(text)) ?? strings.id(ExactText(text))
    }

    mutating func entity(_ uid: EntityUID, over base: FrozenSpace?) -> Int32 {
        if let known = base?.space.entities.find(uid) { return known }
        let id = entities.id(uid)
        if Int(id - entities.first) == typeOf.count { typeOf.append(type(uid.type, over: base)) }
        return id
    }

    /// The set of some members, in any order and any number of times.
    mutating func set(_ members: [Cell], over base: FrozenSpace?) -> Cell {
        var sorted: [Cell] = []
        for member in members.sorted() where member != sorted.last { sorted.append(member) }
        if let known = base?.space.setIDs.find(sorted) { return Cell(tag: .set, payload: Int64(known)) }
        let count = setIDs.keys.count
        let id = setIDs.id(sorted)
        if setIDs.keys.count > count { sets.append(sorted) }
        return Cell(tag: .set, payload: Int64(id))
    }

    /// The record of some fields, each name once.
    mutating func record(_ fields: [(name: Int32, value: Cell)], over base: FrozenSpace?) -> Cell {
        let fields = fields.sorted { $0.name < $1.name }
        let key = fields.flatMap { [Cell.long(Int64($0.name)), $0.value] }
        if let known = base?.space.recordIDs.find(key) { return Cell(tag: .record, payload: Int64(known)) }
        let count = recordIDs.keys.count
        let id = recordIDs.id(key)
        if recordIDs.keys.count > count { records.append(fields) }
        return Cell(tag: .record, payload: Int64(id))
    }

    mutating func cell(_ value: Value, over base: FrozenSpace?) -> Cell {
        switch value {
        case .bool(let truth): return .bool(truth)
        case .long(let number): return .long(number)
        case .string(let text): return Cell(tag: .string, payload: Int64(string(text, over: base)))
        case .entity(let uid): return .entity(entity(uid, over: base))
        case .set(let items):
            var cells: [Cell] = []
            for item in items { cells.append(cell(item, over: base)) }
            return set(cells, over: base)
        case .record(let record): return self.record(fields(record, over: base), over: base)
        case .extended(let value): return cell(value, over: base)
        }
    }

    mutating func fields(_ record: Record, over base: FrozenSpace?) -> [(name: Int32, value: Cell)] {
        var fields: [(name: Int32, value: Cell)] = []
        for (name, value) in record.pairs {
            let number = self.name(name, over: base)
            fields.append((number, cell(value, over: base)))
        }
        return fields.sorted { $0.name < $1.name }
    }

    mutating func cell(_ value: ExtensionValue, over base: FrozenSpace?) -> Cell {
        switch value {
        case .decimal(let number): Cell(tag: .decimal, payload: number)
        case .datetime(let instant): Cell(tag: .datetime, payload: instant)
        case .duration(let length): Cell(tag: .duration, payload: length)
        case .address(let address):
            Cell(tag: .address, payload: Int64(base?.space.addresses.find(address) ?? addresses.id(address)))
        }
    }
}

/// A space that no longer changes, handed on by reference: it is many words, too many to copy for every look-up.
final class FrozenSpace: Sendable {
    let space: Space

    init(_ space: Space) {
        self.space = space
    }
}
