extension [UInt8] {
    /// The number in `count` bytes, the lowest first, at most eight; nil where they are not all there.
    func number(at offset: Int, _ count: Int) -> Int? {
        guard offset >= 0, offset <= self.count - count else { return nil }
        var value: UInt64 = 0
        for index in 0..<count { value |= UInt64(self[offset + index]) << UInt64(8 * index) }
        return Int(exactly: value)
    }
}
