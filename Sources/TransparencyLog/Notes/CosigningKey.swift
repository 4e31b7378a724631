/// A witness's private key: cosigns checkpoints with Ed25519 and a time (tlog-cosignature, type 4).
public struct CosigningKey: Sendable {
    private let key: NotePrivateKey
    /// The public key that verifies what this one signs.
    public var verifierKey: VerifierKey { key.verifierKey }

    /// A new key from the system's randomness; throws where the name cannot name a key.
    public init(generatedFor name: String) throws(NoteError) {
        key = try NotePrivateKey(name: name, algorithm: .cosignature, seed: nil)
    }

    /// A key from the 32 bytes of an Ed25519 private key (RFC 8032); throws where there are more or fewer, or the name
    /// cannot name a key.
    public init(name: String, seed: [UInt8]) throws(NoteError) {
        key = try NotePrivateKey(name: name, algorithm: .cosignature, seed: seed)
    }

    /// Reads a key of the form `PRIVATE+KEY+name+number+base64` whose type is 4.
    public init(_ text: String) throws(NoteError) { key = try NotePrivateKey(text, algorithm: .cosignature) }

    /// The key in the form that ``init(_:)-(String)`` reads. Secret: whoever has it can sign.
    public var secretText: String { key.secretText }

    /// Says that this checkpoint is the largest consistent one of its log that was seen up to a time, in seconds since 1970.
    ///
    /// What a cosignature says must have been checked first: ``Witness`` does.
    public func cosign(_ checkpoint: Checkpoint, at time: UInt64) throws(NoteError) -> NoteSignature {
        guard time <= UInt64(Int64.max) else { throw .timeOutside(time) }
        let message = Cosignature.message(of: checkpoint.textBytes, at: time)
        return NoteSignature(
            unchecked: verifierKey.nameBytes, keyID: verifierKey.keyID,
            signature: NoteForm.bigEndian(time) + (try key.signature(of: message)))
    }
}
