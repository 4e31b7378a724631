/// Sorts whole numbers by their lowest bits, 11 at a time: for many short keys faster than comparing.
enum RadixSort {
    private static let digit = 11

    static func sort<Key: FixedWidthInteger & UnsignedInteger>(_ keys: inout [Key], bits: Int) {
        guard keys.count > 256 else {
            keys.sort()
            return
        }
        var other = [Key](repeating: 0, count: keys.count)
        var counts = [Int](repeating: 0, count: 1 << digit)
        var shift = 0
        while shift < bits {
            for place in counts.indices { counts[place] = 0 }
            for key in keys { counts[Int(truncatingIfNeeded: key >> shift) & (1 << digit - 1)] += 1 }
            if counts.contains(keys.count) {
                shift += digit
                continue
            }
            var sum = 0
            for place in counts.indices {
                let count = counts[place]
                counts[place] = sum
                sum += count
            }
            for key in keys {
                let place = Int(truncatingIfNeeded: key >> shift) & (1 << digit - 1)
                other[counts[place]] = key
                counts[place] += 1
            }
            swap(&keys, &other)
            shift += digit
        }
    }
}
