/// 32 bytes that bind whoever wrote them to a value without telling it.
public struct Commitment: Hashable, Sendable {
    /// The 32 bytes.
    public let bytes: [UInt8]

    /// A commitment of 32 bytes; nil of any other number.
    public init?(_ bytes: [UInt8]) {
        guard bytes.count == 32 else { return nil }
        self.bytes = bytes
    }

    private init(zeros: Void) { bytes = [UInt8](repeating: 0, count: 32) }

    /// To nothing: 32 times 0.
    public static let none = Commitment(zeros: ())
}
