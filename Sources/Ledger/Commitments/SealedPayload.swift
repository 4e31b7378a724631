internal import Crypto
import Foundation
import TransparencyLog

/// A payload that only whoever has both keys can read, and of which anybody can say whether it is the one of the entry.
///
/// The key is made of the subject's and the actor's own key and of the view's id, so that destroying either closes it,
/// and no two payloads are under one key: the nonce may be 0. In front of the ciphertext stands an HMAC of the plain
/// bytes under a key of their own, which binds the writer to one reading of it: AES-GCM alone does not.
public struct SealedPayload: Hashable, Sendable {
    /// The HMAC (32), the ciphertext, and AES-GCM's tag (16).
    public let bytes: [UInt8]

    /// Bytes that are kept.
    public init(bytes: [UInt8]) { self.bytes = bytes }

    /// Seals a payload for one view.
    public init(_ payload: ViewPayload, view: ViewID, subject: PartyKey, actor: PartyKey) {
        let plain = payload.bytes
        let tag = Opening.commitment(to: plain, under: Self.key(.payload, view, subject, actor))
        guard let nonce = try? AES.GCM.Nonce(data: Self.nonce),
            let box = try? AES.GCM.seal(
                plain, using: Self.key(.sealing, view, subject, actor), nonce: nonce, authenticating: view.bytes)
        else {
            // INVARIANT: sealing fails only for keys and nonces of other lengths than these.
            preconditionFailure("a payload cannot be sealed")
        }
        bytes = tag.bytes + Array(box.ciphertext) + Array(box.tag)
    }

    /// The payload; nil under other keys, or where a byte of it was changed.
    public func opened(view: ViewID, subject: PartyKey, actor: PartyKey) -> ViewPayload? {
        guard bytes.count >= 48,
            let box = try? AES.GCM.SealedBox(
                nonce: AES.GCM.Nonce(data: Self.nonce), ciphertext: bytes[32..<(bytes.count - 16)],
                tag: bytes[(bytes.count - 16)...]),
            let plain = try? AES.GCM.open(
                box, using: Self.key(.sealing, view, subject, actor), authenticating: view.bytes),
            HMAC<SHA256>.isValidAuthenticationCode(
                Data(bytes[..<32]), authenticating: plain, using: Self.key(.payload, view, subject, actor))
        else { return nil }
        return ViewPayload(Array(plain))
    }

    /// What the entry says of it: the hash of the kept bytes as a leaf of a tree, which needs no key to be checked.
    public var commitment: Commitment { Self.commitment(to: bytes) }

    /// What an entry says of a payload's bytes.
    public static func commitment(to bytes: [UInt8]) -> Commitment {
        Commitment(Array(SHA256.hash(data: Array("sekisho ledger 1 kept".utf8) + [0] + bytes))) ?? .none
    }

    private static let nonce = [UInt8](repeating: 0, count: 12)

    private static func key(_ use: PartyKey.Use, _ view: ViewID, _ subject: PartyKey, _ actor: PartyKey) -> SymmetricKey
    {
        // INVARIANT: the bytes are copied before each closure returns.
        let both =
            unsafe subject.derived(use, view).withUnsafeBytes { unsafe Array($0) }
            + actor.derived(use, view).withUnsafeBytes { unsafe Array($0) }
        return HKDF<SHA256>.deriveKey(
            inputKeyMaterial: SymmetricKey(data: both), info: Array(use.rawValue.utf8), outputByteCount: 32)
    }
}
