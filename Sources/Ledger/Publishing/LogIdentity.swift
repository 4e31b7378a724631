internal import Crypto
import Foundation
public import TransparencyLog

/// Who the log is: its name, its keys, and the witnesses whose cosignatures it expects.
public struct LogIdentity: Sendable {
    /// The log's name, such as `grid.example/views`.
    public let origin: String
    /// The key that signs; while keys are being changed, the new one behind the old one.
    public let keys: [SigningKey]
    /// The witnesses' keys.
    public let witnesses: [VerifierKey]
    /// 32 random bytes that keep the heads of slots from being guessed.
    private let blinding: SymmetricKey

    /// An identity.
    ///
    /// - Parameters:
    ///   - keys: one, or two while they are being changed.
    ///   - blinding: 32 random bytes.
    /// - Throws: `badRequest`.
    public init(
        origin: String, keys: [SigningKey], witnesses: [VerifierKey] = [], blinding: [UInt8]
    ) throws(LedgerError) {
        guard (1...2).contains(keys.count), blinding.count == 32 else {
            throw LedgerError(.badRequest, "a log has one key or two, and a blinding secret of 32 bytes")
        }
        self.origin = origin
        self.keys = keys
        self.witnesses = witnesses
        self.blinding = SymmetricKey(data: blinding)
    }

    /// The public keys.
    public var verifierKeys: [VerifierKey] { keys.map(\.verifierKey) }

    /// HMAC-SHA256 of the epoch and the slot.
    func blind(epoch: UInt64, slot: UInt32) -> [UInt8] {
        var writer = ByteWriter()
        writer.add(epoch)
        writer.add(slot)
        return Array(HMAC<SHA256>.authenticationCode(for: writer.bytes, using: blinding))
    }

    func sign(size: UInt64, root: TreeHash) throws(LedgerError) -> VerifiedCheckpoint {
        do {
            let checkpoint = try Checkpoint(origin: origin, size: size, root: root)
            return keys.count == 1
                ? try VerifiedCheckpoint(signing: checkpoint, with: keys[0])
                : try VerifiedCheckpoint(signing: checkpoint, with: keys[0], keys[1])
        } catch {
            throw LedgerError(.cannotWrite, "the checkpoint could not be signed: \(error)")
        }
    }
}
