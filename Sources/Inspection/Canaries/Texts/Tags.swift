/// The tags of XML and HTML.
enum Tags {
    /// The longest tag that is taken for one.
    private static let longest = 65_536

    /// UTF-8 text without its tags, and where its bytes stood; nil where there are none.
    ///
    /// The content of a CDATA section stays.
    static func removed(from text: [UInt8]) -> (bytes: [UInt8], map: OffsetMap)? {
        guard text.contains(0x3C) else { return nil }
        var bytes: [UInt8] = []
        var map = OffsetMap()
        var kept = 0
        var position = 0
        // The first `>` from there on.
        var close = 0
        while let open = text[position...].firstIndex(of: 0x3C) {
            position = open + 1
            if close < open {
                guard let next = text[open...].firstIndex(of: 0x3E) else { break }
                close = next
            }
            guard let end = end(of: text, from: open, close) else { continue }
            bytes += text[kept..<open]
            map.continues(at: bytes.count, from: end)
            kept = end
            position = end
        }
        guard kept > 0 else { return nil }
        bytes += text[kept...]
        return (bytes, map)
    }

    /// The end of the tag that begins at `<`, where `>` comes next at `close`; nil where none does.
    private static func end(of text: [UInt8], from open: Int, _ close: Int) -> Int? {
        guard open + 1 < text.count else { return nil }
        switch text[open + 1] {
        case 0x41...0x5A, 0x61...0x7A, 0x2F, 0x3F: break
        case 0x21:
            if text[open...].starts(with: sectionStart) { return open + sectionStart.count }
        default: return nil
        }
        return close - open <= longest ? close + 1 : nil
    }

    private static let sectionStart = Array("<![CDATA[".utf8)
}
