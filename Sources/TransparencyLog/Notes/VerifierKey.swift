internal import Crypto

/// A public key with its name: it verifies the signatures of one log or one witness.
public struct VerifierKey: Hashable, Sendable {
    /// What the key signs and how.
    public enum Algorithm: UInt8, Hashable, Sendable {
        /// Ed25519 over the text of a note (signed-note, type 1): logs.
        case ed25519 = 1
        /// Ed25519 over a checkpoint and a time (tlog-cosignature, type 4): witnesses.
        case cosignature = 4
    }

    let nameBytes: [UInt8]
    /// What the key signs and how.
    public let algorithm: Algorithm
    /// The 32 bytes of the Ed25519 public key (RFC 8032).
    public let publicKey: [UInt8]
    /// The number that, with the name, tells the key in signature lines.
    public let keyID: UInt32

    /// The key's name.
    public var name: String { String(decoding: nameBytes, as: UTF8.self) }

    /// A key from its parts; throws where the name cannot name a key, or the bytes are not a public key.
    public init(name: String, algorithm: Algorithm, publicKey: [UInt8]) throws(NoteError) {
        guard NoteForm.isKeyName(name) else { throw .malformedKeyName(name) }
        guard publicKey.count == 32, (try? Curve25519.Signing.PublicKey(rawRepresentation: publicKey)) != nil else {
            throw .malformedKey(name)
        }
        nameBytes = Array(name.utf8)
        self.algorithm = algorithm
        self.publicKey = publicKey
        keyID = Self.keyID(nameBytes, algorithm.rawValue, publicKey)
    }

    /// Reads a key of the form `name+number+base64`; throws where it is not one, its number is not that of its bytes, or its
    /// algorithm is not known here.
    public init(_ text: String) throws(NoteError) {
        // Somebody may have taken the wrong file: no error repeats a secret.
        guard !text.utf8.starts(with: NotePrivateKey.prefix.utf8) else {
            throw .malformedKey(NotePrivateKey.prefix + "…")
        }
        // Base64 has `+` among its letters, a name and a number have not.
        let parts = text.utf8.split(separator: UInt8(ascii: "+"), maxSplits: 2, omittingEmptySubsequences: false)
        guard parts.count == 3, let name = String(parts[0]), NoteForm.isKeyName(name),
            let found = KeyText.keyID(parts[1]), let decoded = Base64.decode(Array(parts[2])), let type = decoded.first
        else { throw .malformedKey(text) }
        let expected = Self.keyID(Array(parts[0]), type, Array(decoded.dropFirst()))
        guard let algorithm = Algorithm(rawValue: type) else { throw .unknownAlgorithm(name: name, type: type) }
        guard expected == found else { throw .wrongKeyID(name: name, expected: expected, found: found) }
        guard decoded.count == 33 else { throw .malformedKey(text) }
        try self.init(name: name, algorithm: algorithm, publicKey: Array(decoded.dropFirst()))
    }

    /// The first four bytes of the SHA-256 of name, newline, type and key (signed-note, Signatures).
    static func keyID(_ name: [UInt8], _ type: UInt8, _ key: [UInt8]) -> UInt32 {
        SHA256.hash(data: name + [NoteForm.newline, type] + key).prefix(4).reduce(0) { $0 << 8 | UInt32($1) }
    }

    /// Whether a signature line is this key's: name and number are the same.
    public func made(_ signature: NoteSignature) -> Bool {
        signature.keyID == keyID && signature.nameBytes == nameBytes
    }

    /// Whether 64 bytes are this key's signature of a message.
    func verifies(_ signature: some Collection<UInt8>, of message: [UInt8]) -> Bool {
        guard signature.count == 64, let key = try? Curve25519.Signing.PublicKey(rawRepresentation: publicKey) else {
            return false
        }
        return key.isValidSignature(Array(signature), for: message)
    }
}

extension VerifierKey: CustomStringConvertible {
    /// The key as `name+number+base64`, the form that ``init(_:)`` reads.
    public var description: String {
        "\(name)+\(NoteError.hex(keyID))+\(Base64.encode([algorithm.rawValue] + publicKey))"
    }
}
