/// A log's private key: signs the text of notes with Ed25519 (signed-note, type 1).
public struct SigningKey: Sendable {
    private let key: NotePrivateKey
    /// The public key that verifies what this one signs.
    public var verifierKey: VerifierKey { key.verifierKey }

    /// A new key from the system's randomness; throws where the name cannot name a key.
    public init(generatedFor name: String) throws(NoteError) {
        key = try NotePrivateKey(name: name, algorithm: .ed25519, seed: nil)
    }

    /// A key from the 32 bytes of an Ed25519 private key (RFC 8032); throws where there are more or fewer, or the name
    /// cannot name a key.
    public init(name: String, seed: [UInt8]) throws(NoteError) {
        key = try NotePrivateKey(name: name, algorithm: .ed25519, seed: seed)
    }

    /// Reads a key of the form `PRIVATE+KEY+name+number+base64`, which Go's note package writes.
    public init(_ text: String) throws(NoteError) { key = try NotePrivateKey(text, algorithm: .ed25519) }

    /// The key in the form that ``init(_:)-(String)`` reads. Secret: whoever has it can sign.
    public var secretText: String { key.secretText }

    /// The signature of a note's text, which ends with a newline.
    public func sign(_ text: String) throws(NoteError) -> NoteSignature { try sign(Array(text.utf8)) }

    func sign(_ textBytes: [UInt8]) throws(NoteError) -> NoteSignature {
        NoteSignature(
            unchecked: verifierKey.nameBytes, keyID: verifierKey.keyID, signature: try key.signature(of: textBytes))
    }
}
