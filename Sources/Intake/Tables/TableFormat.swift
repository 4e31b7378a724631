/// How a table is written as delimited text.
public struct TableFormat: Hashable, Sendable {
    /// The encoding.
    public var encoding: TextEncoding
    /// The byte between two fields: a comma, or a tab.
    public var delimiter: UInt8
    /// Whether the first row holds headings.
    public var hasHeader: Bool

    /// Comma-separated UTF-8 with headings, unless said otherwise.
    public init(encoding: TextEncoding = .utf8, delimiter: UInt8 = UInt8(ascii: ","), hasHeader: Bool = true) {
        self.encoding = encoding
        self.delimiter = delimiter
        self.hasHeader = hasHeader
    }

    /// Whether rows and fields can be told apart byte by byte. The second byte of a CP932 character may look like a
    /// letter, `|` or a backslash, though never like what stands below `@`.
    var splitsAsASCII: Bool { encoding.splitsAsASCII && (encoding != .cp932 || delimiter < 0x40) }
}
