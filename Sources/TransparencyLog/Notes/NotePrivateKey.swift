internal import Crypto

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
