/// Numbers keys from 0 in the order in which they come. For many keys, a few times faster than a dictionary.
struct Numbering {
    /// The keys by number.
    private(set) var keys: [UInt128] = []
    /// Open addressing: numbers, or `.max`; at least half of it is empty.
    private var slots: [UInt32]

    /// - Parameter expected: about how many keys there will be.
    init(expected: Int) {
        var size = 16
        while size < expected * 2 { size *= 2 }
        slots = Array(repeating: .max, count: size)
        keys.reserveCapacity(expected)
    }

    /// The number of a key.
    mutating func number(_ key: UInt128) -> Int {
        var place = home(key)
        while slots[place] != .max {
            let number = Int(slots[place])
            if keys[number] == key { return number }
            place = (place + 1) & (slots.count - 1)
        }
        if keys.count * 2 >= slots.count {
            grow()
            return number(key)
        }
        slots[place] = UInt32(keys.count)
        keys.append(key)
        return keys.count - 1
    }

    private func home(_ key: UInt128) -> Int {
        let low = UInt64(truncatingIfNeeded: key)
        let high = UInt64(truncatingIfNeeded: key >> 64)
        let mixed = (low ^ high &* 0x9E37_79B9_7F4A_7C15) &* 0xBF58_476D_1CE4_E5B9
        return Int(truncatingIfNeeded: mixed ^ mixed >> 32) & (slots.count - 1)
    }

    private mutating func grow() {
        slots = Array(repeating: .max, count: slots.count * 2)
        for (number, key) in keys.enumerated() {
            var place = home(key)
            while slots[place] != .max { place = (place + 1) & (slots.count - 1) }
            slots[place] = UInt32(number)
        }
    }
}
