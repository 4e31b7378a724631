/// What runs of base64 or hexadecimal digits stand for, one after the other, as one text.
struct DecodedRuns {
    private var bytes: [UInt8] = []
    private var map = OffsetMap()

    /// Stands for a byte that is no part of a text: no mark reaches across it.
    private static let nothing: UInt8 = 0x2A
    /// The fewest bytes of text in a row that can hold a mark.
    private static let shortest = 6

    /// How many bytes there are.
    var count: Int { bytes.count }

    /// Adds a run, if there is text in it.
    mutating func add(_ run: EncodedRuns.Run) {
        var text = run.bytes
        var (row, longest) = (0, 0)
        var position = 0
        while position < text.count {
            let length = Self.scalarLength(text, position)
            if length == 0 {
                text[position] = Self.nothing
                position += 1
                row = 0
            } else {
                position += length
                row += length
                longest = max(longest, row)
            }
        }
        guard longest >= Self.shortest else { return }
        for (index, source) in run.sources.enumerated() {
            map.continues(at: bytes.count + index, from: Int(source))
        }
        bytes += text
        // So that what follows is not taken for its continuation.
        if let last = run.sources.last { map.continues(at: bytes.count, from: Int(last) + 1) }
        bytes.append(Self.nothing)
    }

    /// The text, which then begins anew; the runs stand in a view.
    mutating func take(_ form: CanaryForm, from view: TextView) -> TextView {
        defer {
            bytes = []
            map = OffsetMap()
        }
        return TextView(bytes, map, from: view, form)
    }

    /// How many bytes the character has that begins here; 0 where none does, or one that text does not have.
    private static func scalarLength(_ text: [UInt8], _ start: Int) -> Int {
        let byte = text[start]
        if byte < 0x80 { return byte >= 0x20 && byte != 0x7F || byte == 0x0A || byte == 0x0D || byte == 0x09 ? 1 : 0 }
        guard byte >= 0xC2, byte <= 0xF4 else { return 0 }
        let length = byte >= 0xF0 ? 4 : byte >= 0xE0 ? 3 : 2
        guard start + length <= text.count else { return 0 }
        for index in start + 1..<start + length where text[index] & 0xC0 != 0x80 { return 0 }
        switch (byte, text[start + 1]) {
        case (0xE0, ..<0xA0), (0xED, 0xA0...), (0xF0, ..<0x90), (0xF4, 0x90...): return 0
        default: return length
        }
    }
}
