/// A place in a text, as an editor counts.
public struct SourcePlace: Hashable, Comparable, Sendable, CustomStringConvertible {
    /// The line, from 1.
    public var line: Int
    /// The column in Unicode scalars, from 1.
    public var column: Int
    /// Bytes of UTF-8 before the place.
    public var offset: Int

    /// `line:column`.
    public var description: String { "\(line):\(column)" }

    /// By position.
    public static func < (left: Self, right: Self) -> Bool { left.offset < right.offset }
}

/// A stretch of a text: from the first character to behind the last.
public struct SourceRange: Hashable, Sendable {
    /// Where it begins.
    public var start: SourcePlace
    /// Where it ends; that place is no longer in it.
    public var end: SourcePlace
}

/// One thing that keeps a text from being policies, entities or a request.
public struct ParseFault: Error, Hashable, Sendable, CustomStringConvertible {
    /// Where it stands.
    public var place: SourcePlace
    /// What was found, and what was expected: lower case, no full stop.
    public var message: String
    /// The line it stands in, and a caret below it.
    public var excerpt: String

    /// `line:column: message`, then the excerpt.
    public var description: String { "\(place): \(message)\n\(excerpt)" }
}

extension ParseFault {
    /// A fault at a byte of a text; its line and column are counted only now that they are needed.
    init(_ message: String, in text: String, at offset: Int) {
        var place = SourcePlace(line: 1, column: 1, offset: offset)
        for byte in text.utf8.prefix(offset) {
            if byte == UInt8(ascii: "\n") {
                place.line += 1
                place.column = 1
            } else if byte & 0xC0 != 0x80 {
                place.column += 1
            }
        }
        self.init(place: place, message: message, excerpt: Excerpt.text(Excerpt.lines(of: text), at: place))
    }
}

/// Every fault found in one text, in order; there is at least one.
public struct ParseFaults: Error, Hashable, Sendable, CustomStringConvertible {
    /// The faults, by place.
    public var faults: [ParseFault]

    /// One fault after the other.
    public var description: String { faults.map(\.description).joined(separator: "\n") }
}
