/// ISO-2022-JP, the encoding of Japanese e-mail.
enum JISText {
    /// The same text in EUC-JP; nil where it has no sequence that switches to Japanese.
    static func asEUC(_ bytes: [UInt8]) -> [UInt8]? {
        guard bytes.contains(0x1B) else { return nil }
        var text: [UInt8] = []
        text.reserveCapacity(bytes.count)
        var set = Set.ascii
        var switched = false
        var position = 0
        while position < bytes.count {
            if bytes[position] == 0x1B, let (next, length) = escape(bytes, position) {
                set = next
                switched = switched || next != .ascii
                position += length
                continue
            }
            let byte = bytes[position]
            position += 1
            switch set {
            case _ where byte < 0x21 || byte > 0x7E:
                text.append(byte)
                if byte == 0x0A { set = .ascii }
            case .ascii: text.append(byte)
            case .katakana: text += [0x8E, byte | 0x80]
            case .kanji:
                text.append(byte | 0x80)
                if position < bytes.count, (0x21...0x7E).contains(bytes[position]) {
                    text.append(bytes[position] | 0x80)
                    position += 1
                }
            }
        }
        return switched ? text : nil
    }

    private enum Set { case ascii, katakana, kanji }

    private static func escape(_ bytes: [UInt8], _ start: Int) -> (Set, Int)? {
        guard start + 2 < bytes.count else { return nil }
        switch (bytes[start + 1], bytes[start + 2]) {
        case (0x24, 0x40), (0x24, 0x42): return (.kanji, 3)
        case (0x28, 0x42), (0x28, 0x4A): return (.ascii, 3)
        case (0x28, 0x49): return (.katakana, 3)
        default: return nil
        }
    }
}
