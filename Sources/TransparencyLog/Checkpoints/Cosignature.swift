/// A witness's statement that a checkpoint is the largest consistent one of its log that it had seen at a time; verified.
public struct Cosignature: Hashable, Sendable {
    /// The witness's key.
    public let witness: VerifierKey
    /// The time, in seconds since 1970, by the witness's own clock.
    public let time: UInt64
    /// The signature line.
    public let signature: NoteSignature

    init(witness: VerifierKey, time: UInt64, signature: NoteSignature) {
        self.witness = witness
        self.time = time
        self.signature = signature
    }

    /// The message that is signed (tlog-cosignature, Ed25519 signed message).
    static func message(of textBytes: [UInt8], at time: UInt64) -> [UInt8] {
        Array("cosignature/v1\ntime \(time)\n".utf8) + textBytes
    }

    /// The time of a true cosignature of a text, or nil where it is false.
    static func time(_ signature: NoteSignature, by key: VerifierKey, of textBytes: [UInt8]) -> UInt64? {
        guard key.made(signature), signature.signature.count == 72 else { return nil }
        let time = signature.signature.prefix(8).reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
        guard time <= UInt64(Int64.max),
            key.verifies(signature.signature.dropFirst(8), of: message(of: textBytes, at: time))
        else { return nil }
        return time
    }
}
