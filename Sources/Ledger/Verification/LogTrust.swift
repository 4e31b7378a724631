public import TransparencyLog

/// Whom somebody believes: the log's keys, and how many of which witnesses must have seen a checkpoint.
public struct LogTrust: Sendable {
    /// The log's name.
    public let origin: String
    /// The log's public keys; while they are being changed there are two.
    public let keys: [VerifierKey]
    /// The witnesses' public keys.
    public let witnesses: [VerifierKey]
    /// How many of the witnesses are needed.
    public let quorum: Int

    /// Somebody's trust.
    ///
    /// - Throws: `badRequest`: no key, keys of several names, or more witnesses needed than there are.
    public init(
        origin: String? = nil, keys: [VerifierKey], witnesses: [VerifierKey] = [], quorum: Int? = nil
    ) throws(LedgerError) {
        guard let first = keys.first, keys.allSatisfy({ $0.name == first.name && $0.algorithm == .ed25519 }) else {
            throw LedgerError(.badRequest, "name the log's public key; several must be of one name")
        }
        guard witnesses.allSatisfy({ $0.algorithm == .cosignature }) else {
            throw LedgerError(.badRequest, "a witness's key is one for cosignatures, of type 4")
        }
        self.origin = origin ?? first.name
        self.keys = keys
        self.witnesses = Array(Set(witnesses))
        self.quorum = quorum ?? self.witnesses.count
        guard self.quorum >= 0, self.quorum <= self.witnesses.count else {
            throw LedgerError(
                .badRequest, "\(self.quorum) witnesses are needed, and \(self.witnesses.count) are named; name more")
        }
    }

    /// Verifies a checkpoint.
    ///
    /// - Throws: `damaged`, with what is missing.
    public func verified(_ checkpoint: UnverifiedCheckpoint) throws(LedgerError) -> VerifiedCheckpoint {
        let verified: VerifiedCheckpoint
        do throws(CheckpointError) {
            verified = try checkpoint.verified(by: keys, origin: origin, witnesses: witnesses)
        } catch {
            throw LedgerError(.damaged, "the checkpoint cannot be believed: \(error)")
        }
        let seen = Set(verified.cosignatures.map(\.witness))
        guard seen.count >= quorum else {
            let missing = witnesses.filter { !seen.contains($0) }.map { "`\($0.name)`" }.sorted()
            throw LedgerError(
                .damaged,
                "\(quorum) witnesses must have cosigned the checkpoint, and \(seen.count) have; missing: \(missing.joined(separator: ", "))"
            )
        }
        return verified
    }

    /// The newest checkpoint among the files.
    ///
    /// - Throws: `missing`, `damaged`.
    public func checkpoint(_ files: any LogFiles) throws(LedgerError) -> VerifiedCheckpoint {
        guard let bytes = try files.read(LogPaths.checkpoint) else {
            throw LedgerError(.missing, "`\(LogPaths.checkpoint)` is not there")
        }
        let read: UnverifiedCheckpoint
        do throws(CheckpointError) { read = try UnverifiedCheckpoint(bytes) } catch {
            throw LedgerError(.damaged, "`\(LogPaths.checkpoint)` is no checkpoint: \(error)")
        }
        return try verified(read)
    }
}
