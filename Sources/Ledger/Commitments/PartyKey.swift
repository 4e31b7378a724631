internal import Crypto
import Foundation

/// The random key of one person: of a customer, or of somebody who looks.
///
/// All that the ledger says of the person is under a salt or a key made of this one and the view's id. When it is
/// destroyed, nothing of it can be opened any more, and no two commitments can be told to be about one person.
public struct PartyKey: Sendable {
    /// Random, and nothing else: the person cannot be found by it once the row that names both is gone.
    public let id: KeyID
    /// 32 random bytes.
    let secret: SymmetricKey

    /// A key.
    ///
    /// - Parameters:
    ///   - secret: 32 random bytes.
    public init?(id: KeyID, secret: [UInt8]) {
        guard secret.count == 32 else { return nil }
        self.id = id
        self.secret = SymmetricKey(data: secret)
    }

    /// What a derived key is for. The texts are part of the format.
    enum Use: String {
        case actor = "sekisho ledger 1 actor"
        case subject = "sekisho ledger 1 subject"
        case sealing = "sekisho ledger 1 payload"
        case payload = "sekisho ledger 1 payload commitment"
    }

    /// The salt or key for one view: HKDF-SHA256 (RFC 5869) of this key, without salt, with the use and the view's id as
    /// info.
    func derived(_ use: Use, _ view: ViewID) -> SymmetricKey {
        HKDF<SHA256>.deriveKey(
            inputKeyMaterial: secret, info: Array(use.rawValue.utf8) + [0] + view.bytes, outputByteCount: 32)
    }

    /// The salt of a commitment, which is what is handed to whoever may check it.
    public func salt(ofActor isActor: Bool, _ view: ViewID) -> [UInt8] {
        // INVARIANT: the bytes are copied before the closure returns.
        unsafe derived(isActor ? .actor : .subject, view).withUnsafeBytes { unsafe Array($0) }
    }
}

/// The 16 random bytes by which a key is named.
public struct KeyID: Hashable, Sendable {
    /// The 16 bytes.
    public let bytes: [UInt8]

    /// An id of 16 bytes; nil of any other number.
    public init?(_ bytes: [UInt8]) {
        guard bytes.count == 16 else { return nil }
        self.bytes = bytes
    }
}
