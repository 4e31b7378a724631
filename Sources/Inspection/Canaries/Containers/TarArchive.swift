/// The members of a tar archive.
struct TarArchive {
    /// A member.
    struct Member {
        /// Its name, as bytes.
        var name: [UInt8]
        /// Where its content stands in the archive.
        var content: Range<Int>
    }

    /// The members that are files, in their order.
    var members: [Member] = []
    /// Whether it is read to its end.
    var isWhole = false
    /// Names of links and owners, and whatever else stands in the heads, a line for each.
    var heads: [UInt8] = []

    /// The members of an archive, at most so many.
    init(_ bytes: [UInt8], limit: Int) {
        var at = 0
        var longName: [UInt8]?
        while members.count <= limit {
            guard at + 512 <= bytes.count else { return }
            let head = bytes[at..<at + 512]
            if head.allSatisfy({ $0 == 0 }) {
                isWhole = true
                return
            }
            guard head.dropFirst(257).starts(with: "ustar".utf8),
                let size = Self.size(Array(head[(at + 124)..<(at + 136)]))
            else { return }
            let begin = at + 512
            let end = min(bytes.count, begin + size)
            heads += head.map { $0 == 0 ? 0x0A : $0 } + [0x0A]
            switch head[at + 156] {
            case 0x4C: longName = Array(bytes[begin..<end].prefix { $0 != 0 })
            case 0x78, 0x67:
                heads += bytes[begin..<end]
                longName = Self.path(bytes[begin..<end]) ?? longName
            default:
                let short = head[at..<at + 100].prefix { $0 != 0 }
                let folder = head[(at + 345)..<(at + 500)].prefix { $0 != 0 }
                let name = folder.isEmpty ? Array(short) : Array(folder) + [0x2F] + Array(short)
                members.append(Member(name: longName ?? name, content: begin..<end))
                longName = nil
            }
            guard size <= bytes.count - begin else { return }
            at = begin + (size + 511) / 512 * 512
        }
    }

    /// A size in octal digits, or in bytes where the first bit is set.
    private static func size(_ field: [UInt8]) -> Int? {
        if field[0] & 0x80 != 0 {
            guard field[1..<5].allSatisfy({ $0 == 0 }) else { return nil }
            return field[5...].reduce(0) { $0 << 8 | Int($1) }
        }
        var value = 0
        for byte in field where byte != 0x20 && byte != 0 {
            guard (0x30...0x37).contains(byte) else { return nil }
            value = value << 3 | Int(byte - 0x30)
        }
        return value
    }

    /// The path among the records of a long head: `27 path=...`.
    private static func path(_ records: ArraySlice<UInt8>) -> [UInt8]? {
        for line in records.split(separator: 0x0A) {
            guard let space = line.firstIndex(of: 0x20) else { continue }
            let record = line[(space + 1)...]
            if record.starts(with: "path=".utf8) { return Array(record.dropFirst(5)) }
        }
        return nil
    }
}
