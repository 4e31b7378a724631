/// The lines of a log's bytes.
struct LogLines {
    let bytes: [UInt8]
    private var position = 0
    /// The line that `next()` gave last, from 1.
    private(set) var line: Int

    /// - Parameter firstLine: the number of the first line.
    init(_ bytes: [UInt8], firstLine: Int) {
        self.bytes = bytes
        line = firstLine - 1
        if firstLine == 1, bytes.starts(with: [0xEF, 0xBB, 0xBF]) { position = 3 }
    }

    /// The next line that is not empty, without its end, and whether it has one.
    mutating func next() -> (content: Range<Int>, isWhole: Bool)? {
        while position < bytes.count {
            let start = position
            line += 1
            let end = bytes[start...].firstIndex(of: 0x0A)
            position = end.map { $0 + 1 } ?? bytes.count
            var last = end ?? bytes.count
            if last > start, bytes[last - 1] == 0x0D { last -= 1 }
            if last > start { return (start..<last, end != nil) }
        }
        return nil
    }
}
