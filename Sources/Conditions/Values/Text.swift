/// A text as PostgreSQL compares it: byte for byte, and in the order of its bytes, which is that of collation `C`.
///
/// Swift holds two texts equal that look equal; a database does not.
public struct Text: Hashable, Comparable, Sendable, CustomStringConvertible, ExpressibleByStringLiteral {
    /// The text.
    public let string: String

    /// A text.
    public init(_ string: String) { self.string = string }

    /// A text.
    public init(stringLiteral value: String) { string = value }

    /// A text of some characters.
    public init(_ scalars: some Sequence<Unicode.Scalar>) {
        var view = String.UnicodeScalarView()
        view.append(contentsOf: scalars)
        string = String(view)
    }

    /// Its characters, as PostgreSQL counts them.
    public var scalars: [Unicode.Scalar] { Array(string.unicodeScalars) }

    /// The text.
    public var description: String { string }

    /// Whether the bytes are the same.
    public static func == (left: Text, right: Text) -> Bool { left.string.utf8.elementsEqual(right.string.utf8) }

    /// In the order of the bytes.
    public static func < (left: Text, right: Text) -> Bool {
        left.string.utf8.lexicographicallyPrecedes(right.string.utf8)
    }

    /// Hashes the bytes.
    public func hash(into hasher: inout Hasher) {
        for byte in string.utf8 { hasher.combine(byte) }
        hasher.combine(0xFF as UInt8)
    }
}
