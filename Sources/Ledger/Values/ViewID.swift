/// The 16 bytes by which whoever asks for a view names it, so that the same question asked twice is one view.
public struct ViewID: Hashable, Sendable, CustomStringConvertible {
    /// The 16 bytes.
    public let bytes: [UInt8]

    /// An id of 16 bytes; nil of any other number.
    public init?(_ bytes: [UInt8]) {
        guard bytes.count == 16 else { return nil }
        self.bytes = bytes
    }

    /// An id written as 32 hexadecimal digits, with or without the hyphens of a UUID; nil of anything else.
    public init?(_ text: String) {
        guard let bytes = Hexadecimal.bytes(text.filter { $0 != "-" }) else { return nil }
        self.init(bytes)
    }

    /// 32 hexadecimal digits, in lower case.
    public var description: String { Hexadecimal.text(bytes) }
}
