/// Goes through XML tag by tag. It forgives what is not well formed: what it does not understand is not lost, since
/// the text as a whole is searched as well.
struct MarkupScanner {
    /// A tag, or the text between two of them.
    enum Token {
        /// The tag that begins an element.
        case start(name: String, attributes: Range<Int>, isEmpty: Bool)
        /// The tag that ends an element.
        case end(name: String)
        /// Text, with its escapes.
        case text(Range<Int>)
    }

    /// The XML, in UTF-8.
    let bytes: [UInt8]
    /// Where the next token begins.
    private(set) var position = 0

    /// A scanner for XML in UTF-8.
    init(_ bytes: [UInt8]) { self.bytes = bytes }

    /// The next token; nil at the end.
    mutating func next() -> Token? {
        while position < bytes.count {
            guard bytes[position] == 0x3C else {
                let start = position
                position = bytes[start...].firstIndex(of: 0x3C) ?? bytes.count
                return .text(start..<position)
            }
            let following = position + 1 < bytes.count ? bytes[position + 1] : 0
            guard following == 0x21 || following == 0x3F else { return tag() }
            if starts("<!--") {
                skip(past: "-->")
            } else if starts("<![CDATA[") {
                let start = position + 9
                skip(past: "]]>")
                return .text(start..<max(start, position - 3))
            } else {
                skip(past: ">")
            }
        }
        return nil
    }

    /// The value of an attribute, with its escapes for XML undone; nil where it is not there. A prefix is no part of
    /// the name.
    func attribute(_ name: String, in range: Range<Int>) -> String? {
        var position = range.lowerBound
        while position < range.upperBound {
            while position < range.upperBound, Self.isBlank(bytes[position]) { position += 1 }
            let start = position
            while position < range.upperBound, bytes[position] != 0x3D, !Self.isBlank(bytes[position]) { position += 1 }
            let key = Self.localName(bytes[start..<position])
            while position < range.upperBound, bytes[position] != 0x22, bytes[position] != 0x27 { position += 1 }
            guard position < range.upperBound else { return nil }
            let quote = bytes[position]
            let begin = position + 1
            guard let end = bytes[begin..<range.upperBound].firstIndex(of: quote) else { return nil }
            if key == name {
                let value = Array(bytes[begin..<end])
                var escapes = Escapes.inUTF8
                let plain = value.contains(0x26) ? escapes.undone(in: value)?.bytes ?? value : value
                return String(decoding: plain, as: UTF8.self)
            }
            position = end + 1
        }
        return nil
    }

    private mutating func tag() -> Token {
        let start = position
        var quote: UInt8?
        position += 1
        while position < bytes.count {
            let byte = bytes[position]
            if let open = quote {
                if byte == open { quote = nil }
            } else if byte == 0x22 || byte == 0x27 {
                quote = byte
            } else if byte == 0x3E {
                break
            }
            position += 1
        }
        let end = position
        position = min(bytes.count, position + 1)
        let isEnd = start + 1 < end && bytes[start + 1] == 0x2F
        let nameStart = start + (isEnd ? 2 : 1)
        let isEmpty = end > start + 1 && bytes[end - 1] == 0x2F && !isEnd
        let inner = nameStart..<max(nameStart, isEmpty ? end - 1 : end)
        let nameEnd = bytes[inner].firstIndex(where: Self.isBlank) ?? inner.upperBound
        let name = Self.localName(bytes[nameStart..<nameEnd])
        return isEnd ? .end(name: name) : .start(name: name, attributes: nameEnd..<inner.upperBound, isEmpty: isEmpty)
    }

    private func starts(_ text: String) -> Bool {
        bytes[position...].starts(with: text.utf8)
    }

    private mutating func skip(past text: String) {
        let wanted = Array(text.utf8)
        var at = position
        while let next = bytes[at...].firstIndex(of: wanted[0]) {
            if bytes[next...].starts(with: wanted) {
                position = next + wanted.count
                return
            }
            at = next + 1
        }
        position = bytes.count
    }

    private static func isBlank(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x09 || byte == 0x0A || byte == 0x0D }

    private static func localName(_ bytes: ArraySlice<UInt8>) -> String {
        String(decoding: bytes.lastIndex(of: 0x3A).map { bytes[($0 + 1)...] } ?? bytes, as: UTF8.self)
    }
}
