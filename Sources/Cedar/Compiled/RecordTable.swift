/// Lists of cells, one behind the other in one array.
struct CellLists: Sendable {
    private(set) var cells: [Cell] = []
    private var ends: [Int32] = [0]

    mutating func append(_ list: some Sequence<Cell>) {
        cells.append(contentsOf: list)
        ends.append(Int32(cells.count))
    }

    @inline(__always) func range(_ index: Int) -> Range<Int> { Int(ends[index])..<Int(ends[index + 1]) }

    /// Whether a list in ascending order has a member.
    func contains(_ index: Int, _ member: Cell) -> Bool {
        var range = range(index)
        while range.count > 8 {
            let middle = range.lowerBound + range.count / 2
            if cells[middle] == member { return true }
            range = cells[middle] < member ? middle + 1..<range.upperBound : range.lowerBound..<middle
        }
        for place in range where cells[place] == member { return true }
        return false
    }

    mutating func removeAll() {
        cells.removeAll(keepingCapacity: true)
        ends.removeAll(keepingCapacity: true)
        ends.append(0)
    }
}

/// Records, or the attributes of entities. Those with the same attributes share a shape, which knows for every name that
/// a policy uses where its value stands.
struct RecordTable: Sendable {
    /// How many names policies use; they are the first.
    private let width: Int
    private var shapes: [[Int32]: Int32] = [:]
    private var slots: [Int16] = []
    private var rows: [Row] = []
    private var cells: [Cell] = []

    /// Where a record's shape begins among the slots, -1 for a thing that does not exist, and where its values begin.
    private struct Row: Sendable {
        var slots: Int32
        var values: Int32
    }

    init(width: Int) {
        self.width = width
    }

    var count: Int { rows.count }

    /// Adds a record; its fields are in ascending order of their names' numbers.
    mutating func append(_ fields: [(name: Int32, value: Cell)]) {
        let names = fields.map(\.name)
        let shape: Int32
        if let known = shapes[names] {
            shape = known
        } else {
            shape = Int32(shapes.count)
            shapes[names] = shape
            var places = [Int16](repeating: -1, count: width)
            // More attributes than 16 bits count do not occur in what JSON and policies bring; they would be missing.
            for (place, name) in names.enumerated() where name < width { places[Int(name)] = Int16(clamping: place) }
            slots += places
        }
        rows.append(Row(slots: shape * Int32(width), values: Int32(cells.count)))
        cells += fields.map(\.value)
    }

    /// Adds a thing that has no attributes because it does not exist.
    mutating func appendAbsent() {
        rows.append(Row(slots: -1, values: 0))
    }

    /// The value of an attribute; missing where there is none.
    @inline(__always) func value(_ index: Int, _ name: Int) -> Cell {
        let row = rows[index]
        guard row.slots >= 0 else { return .missing }
        let slot = Int(slots[Int(row.slots) + name])
        return slot < 0 ? .missing : cells[Int(row.values) + slot]
    }

    mutating func removeAll() {
        shapes.removeAll(keepingCapacity: true)
        slots.removeAll(keepingCapacity: true)
        rows.removeAll(keepingCapacity: true)
        cells.removeAll(keepingCapacity: true)
    }
}
