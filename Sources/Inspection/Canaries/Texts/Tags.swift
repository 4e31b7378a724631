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
            if !isInline(text, open) {
                map.continues(at: bytes.count, from: open)
                bytes.append(0x0A)
            }
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

    /// Tags that may stand within a word: those of HTML, and those of runs of text in office files. Others stand for a
    /// line end.
    private static let inline: Set<String> = [
        "a", "abbr", "b", "bdi", "bdo", "big", "cite", "code", "del", "dfn", "em", "font", "i", "ins", "kbd", "mark",
        "nobr",
        "q", "rb", "rp", "rt", "ruby", "s", "samp", "small", "span", "strike", "strong", "sub", "sup", "tt", "u", "var",
        "wbr",
        "r", "t", "rpr", "rfonts", "sz", "szcs", "bcs", "ics", "lang", "color", "prooferr", "bookmarkstart",
        "bookmarkend",
        "latin", "ea", "cs", "rfont", "family", "charset", "scheme",
    ]

    private static func isInline(_ text: [UInt8], _ open: Int) -> Bool {
        if text[open...].starts(with: sectionStart) { return true }
        var name: [UInt8] = []
        for byte in text[(open + 1)...].prefix(24) {
            switch byte {
            case 0x2F where name.isEmpty: continue
            case 0x3A: name = []
            case 0x2F, 0x3E, 0x20, 0x09, 0x0A, 0x0D: return inline.contains(String(decoding: name, as: UTF8.self))
            default: name.append((0x41...0x5A).contains(byte) ? byte | 0x20 : byte)
            }
        }
        return false
    }

    private static let sectionStart = Array("<![CDATA[".utf8)
}
