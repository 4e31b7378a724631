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
    /// How many places all shapes together may keep, one for each name. Policies that make up ever new shapes of ever new
    /// names would take the square of their length; the shapes beyond are searched.
    private static let mostSlots = 1 << 20

    /// How many names policies use; they are the first.
    private let width: Int
    private var shapes: [[Int32]: Shape] = [:]
    private var slots: [Int16] = []
    /// The names of the shapes that are searched, each in ascending order.
    private var searched: [[Int32]] = []
    private var rows: [Row] = []
    private var cells: [Cell] = []

    /// Where a shape begins among the slots; below zero, that it is searched, or of a thing that does not exist.
    private struct Shape: Sendable {
        var code: Int32

        static let absent = Shape(code: -1)

        init(code: Int32) { self.code = code }
        init(searched index: Int) { code = -2 - Int32(index) }

        var searched: Int? { code < -1 ? -2 - Int(code) : nil }
    }

    /// A record's shape, and where its values begin.
    private struct Row: Sendable {
        var shape: Shape
        var values: Int32
    }

    init(width: Int) {
        self.width = width
    }

    var count: Int { rows.count }

    /// Adds a record; its fields are in ascending order of their names' numbers.
    mutating func append(_ fields: [(name: Int32, value: Cell)]) {
        rows.append(Row(shape: shape(fields.map(\.name)), values: Int32(cells.count)))
        cells += fields.map(\.value)
    }

    private mutating func shape(_ names: [Int32]) -> Shape {
        if let known = shapes[names] { return known }
        let shape: Shape
        // A slot counts to what 16 bits hold.
        if slots.count + width <= Self.mostSlots, names.count <= Int(Int16.max) {
            shape = Shape(code: Int32(slots.count))
            var places = [Int16](repeating: -1, count: width)
            for (place, name) in names.enumerated() where name < width { places[Int(name)] = Int16(place) }
            slots += places
        } else {
            shape = Shape(searched: searched.count)
            searched.append(names)
        }
        shapes[names] = shape
        return shape
    }

    /// Adds a thing that has no attributes because it does not exist.
    mutating func appendAbsent() {
        rows.append(Row(shape: .absent, values: 0))
    }

    /// The value of an attribute; missing where there is none.
    @inline(__always) func value(_ index: Int, _ name: Int) -> Cell {
        let row = rows[index]
        guard row.shape.code >= 0 else { return search(row, Int32(name)) }
        let slot = Int(slots[Int(row.shape.code) + name])
        return slot < 0 ? .missing : cells[Int(row.values) + slot]
    }

    private func search(_ row: Row, _ name: Int32) -> Cell {
        guard let index = row.shape.searched else { return .missing }
        let names = searched[index]
        var range = names.indices
        while !range.isEmpty {
            let middle = range.lowerBound + range.count / 2
            if names[middle] == name { return cells[Int(row.values) + middle] }
            range = names[middle] < name ? middle + 1..<range.upperBound : range.lowerBound..<middle
        }
        return .missing
    }

    mutating func removeAll() {
        shapes.removeAll(keepingCapacity: true)
        slots.removeAll(keepingCapacity: true)
        searched.removeAll(keepingCapacity: true)
        rows.removeAll(keepingCapacity: true)
        cells.removeAll(keepingCapacity: true)
    }
}
