/// Numbers for things, each thing once, from 0 or from where another interning ends.
struct Interning<Key: Hashable & Sendable>: Sendable {
    private var ids: [Key: Int32] = [:]
    private(set) var keys: [Key] = []
    /// The first number that is given here.
    let first: Int32

    init(after base: Interning? = nil) {
        first = base.map { $0.first + Int32($0.keys.count) } ?? 0
    }

    /// How many numbers there are, those below the first included.
    var end: Int32 { first + Int32(keys.count) }

    /// The number of a thing that has one here.
    func find(_ key: Key) -> Int32? { ids[key] }

    /// The number of a thing here; a new one if it has none.
    mutating func id(_ key: Key) -> Int32 {
        if let id = ids[key] { return id }
        let id = end
        ids[key] = id
        keys.append(key)
        return id
    }

    subscript(id: Int32) -> Key { keys[Int(id - first)] }

    mutating func removeAll() {
        ids.removeAll(keepingCapacity: true)
        keys.removeAll(keepingCapacity: true)
    }
}
