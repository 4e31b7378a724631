internal import Crypto

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

/// What both kinds of private key have in common.
struct NotePrivateKey: Sendable {
    static let prefix = "PRIVATE+KEY+"

    let verifierKey: VerifierKey
    private let key: Curve25519.Signing.PrivateKey

    init(name: String, algorithm: VerifierKey.Algorithm, seed: [UInt8]?) throws(NoteError) {
        if let seed {
            guard seed.count == 32, let key = try? Curve25519.Signing.PrivateKey(rawRepresentation: seed) else {
                throw .malformedKey(name)
            }
            self.key = key
        } else {
            key = Curve25519.Signing.PrivateKey()
        }
        verifierKey = try VerifierKey(
            name: name, algorithm: algorithm, publicKey: Array(key.publicKey.rawRepresentation))
    }

    init(_ text: String, algorithm: VerifierKey.Algorithm) throws(NoteError) {
        // Of a text that may hold a secret, no error repeats more than the name.
        guard text.utf8.starts(with: Self.prefix.utf8) else { throw .malformedKey(Self.prefix + "…") }
        let parts = text.utf8.dropFirst(Self.prefix.utf8.count)
            .split(separator: UInt8(ascii: "+"), maxSplits: 2, omittingEmptySubsequences: false)
        guard parts.count == 3, let name = String(parts[0]), NoteForm.isKeyName(name),
            let found = KeyText.keyID(parts[1]), let decoded = Base64.decode(Array(parts[2])), let type = decoded.first
        else { throw .malformedKey(Self.prefix + "…") }
        guard VerifierKey.Algorithm(rawValue: type) != nil else { throw .unknownAlgorithm(name: name, type: type) }
        guard type == algorithm.rawValue else { throw .wrongAlgorithm(name: name, type: type) }
        try self.init(name: name, algorithm: algorithm, seed: Array(decoded.dropFirst()))
        guard verifierKey.keyID == found else {
            throw .wrongKeyID(name: name, expected: verifierKey.keyID, found: found)
        }
    }

    var secretText: String {
        let secret = Base64.encode([verifierKey.algorithm.rawValue] + Array(key.rawRepresentation))
        return "\(Self.prefix)\(verifierKey.name)+\(NoteError.hex(verifierKey.keyID))+\(secret)"
    }

    func signature(of message: [UInt8]) throws(NoteError) -> [UInt8] {
        // It fails only where the system has no randomness or memory.
        do { return Array(try key.signature(for: message)) } catch { throw .malformedKey(verifierKey.name) }
    }
}
