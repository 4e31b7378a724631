internal import Crypto
import Foundation

/// A value and the salt under which an entry commits to it: with both, anybody can check what the entry is about.
public struct Opening: Hashable, Sendable {
    /// The value, such as a person's number with the employer.
    public var value: String
    /// The salt: 32 bytes.
    public var salt: [UInt8]

    /// A value and its salt.
    public init(value: String, salt: [UInt8]) {
        self.value = value
        self.salt = salt
    }

    /// The commitment: HMAC-SHA256 (RFC 2104) of the value's UTF-8 under the salt.
    public var commitment: Commitment {
        Self.commitment(to: Array(value.utf8), under: SymmetricKey(data: salt))
    }

    /// Whether it is what a commitment commits to. Compared in constant time.
    public func opens(_ commitment: Commitment) -> Bool {
        HMAC<SHA256>.isValidAuthenticationCode(
            Data(commitment.bytes), authenticating: Data(value.utf8), using: SymmetricKey(data: salt))
    }

    static func commitment(to bytes: [UInt8], under key: SymmetricKey) -> Commitment {
        Commitment(Array(HMAC<SHA256>.authenticationCode(for: bytes, using: key))) ?? .none
    }
}
