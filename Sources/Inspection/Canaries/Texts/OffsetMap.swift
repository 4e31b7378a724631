/// Where the bytes of a text that was made from another one stand in that.
struct OffsetMap: Sendable {
    /// Where runs of unchanged bytes begin in the made text, rising, and where in the other.
    private var made: [UInt32] = [0]
    private var original: [UInt32] = [0]

    /// A map of a text onto itself, to which differences are added.
    init() {}

    /// From byte `offset` of the made text on, the bytes are those of the other text from `source` on.
    mutating func continues(at offset: Int, from source: Int) {
        let (offset, source) = (UInt32(truncatingIfNeeded: offset), UInt32(truncatingIfNeeded: source))
        let last = made.count - 1
        if made[last] == offset {
            original[last] = source
        } else if offset &- made[last] != source &- original[last] {
            made.append(offset)
            original.append(source)
        }
    }

    /// Where a byte of the made text stands in the other, or where the escape begins that it was made from.
    func source(of offset: Int) -> Int {
        let run = run(of: offset)
        return Int(original[run]) + offset - Int(made[run])
    }

    /// Where in the other text that ends which ends before a byte of the made text: never beyond the next run.
    func sourceEnd(of offset: Int) -> Int {
        guard offset > 0 else { return source(of: 0) }
        let run = run(of: offset - 1)
        if run + 1 < made.count, Int(made[run + 1]) == offset { return Int(original[run + 1]) }
        return Int(original[run]) + offset - Int(made[run])
    }

    private func run(of offset: Int) -> Int {
        var (low, high) = (0, made.count)
        while high - low > 1 {
            let middle = (low + high) / 2
            if Int(made[middle]) <= offset { low = middle } else { high = middle }
        }
        return low
    }
}
