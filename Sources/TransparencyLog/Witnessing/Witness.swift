internal import Crypto

/// A witness: cosigns the checkpoints of logs that it knows, each only if it goes on from the one before (C2SP
/// tlog-witness).
public struct Witness: Sendable {
    /// The keys of one log.
    private struct Log: Sendable {
        let origin: String
        let keys: [VerifierKey]
    }

    private let keys: [CosigningKey]
    private let logs: [[UInt8]: Log]

    /// The keys that verify what the witness signs.
    public var verifierKeys: [VerifierKey] { keys.map(\.verifierKey) }

    /// A witness with its keys, for logs with these keys, each under its key's name as origin; a log may have more than one.
    ///
    /// Throws where a log's key is not of type 1, or the witness has no key.
    public init(keys: [CosigningKey], logKeys: [VerifierKey]) throws(PolicyError) {
        try self.init(
            keys: keys,
            logs: Dictionary(grouping: logKeys, by: \.nameBytes).map {
                (origin: String(decoding: $0.key, as: UTF8.self), keys: $0.value)
            })
    }

    /// A witness with its keys, for logs whose keys do not have their origins' names.
    ///
    /// Throws where a log's key is not of type 1, an origin is there twice, or the witness has no key.
    public init(keys: [CosigningKey], logs: [(origin: String, keys: [VerifierKey])]) throws(PolicyError) {
        guard !keys.isEmpty else { throw .thresholdOutside(1, members: 0) }
        self.keys = keys
        var known: [[UInt8]: Log] = [:]
        for (origin, keys) in logs {
            for key in keys where key.algorithm != .ed25519 { throw .notALog(name: key.name) }
            guard known.updateValue(Log(origin: origin, keys: keys), forKey: Array(origin.utf8)) == nil else {
                throw .repeatedName(origin)
            }
        }
        self.logs = known
    }

    /// Answers the body of an add-checkpoint request.
    ///
    /// `time` is in seconds since 1970. `objection` is asked once the checkpoint is otherwise good, with the record before
    /// it: a sentence of it keeps the witness from cosigning. A failure of the state is the caller's: answer with 500, and
    /// give nothing away.
    public func respond<State: WitnessState>(
        to body: [UInt8], at time: UInt64, state: State,
        objection: (VerifiedCheckpoint, WitnessRecord?) async -> String? = { _, _ in nil }
    ) async throws(State.Failure) -> AddCheckpointResponse {
        let request: AddCheckpointRequest
        do { request = try AddCheckpointRequest(body) } catch { return AddCheckpointResponse(.malformed(error)) }
        let origin = request.checkpoint.claim.origin
        let last = try await state.record(ofLog: origin)
        let record: WitnessRecord
        do { record = try judge(request, after: last, at: time) } catch { return AddCheckpointResponse(error) }
        if let reason = await objection(record.checkpoint, last) { return AddCheckpointResponse(.objection(reason)) }
        guard try await state.replace(last, with: record, ofLog: origin) else {
            // Another request came first. What it left is what the log must prove from.
            return AddCheckpointResponse(.conflict(size: try await state.record(ofLog: origin)?.size ?? 0))
        }
        return AddCheckpointResponse(cosigned: record)
    }

    /// Decides on a request after a record, and gives the record to put in its place. Its cosignatures may be given away
    /// once it is stored, and never before; throws the refusal.
    public func judge(
        _ request: AddCheckpointRequest, after last: WitnessRecord?, at time: UInt64
    ) throws(WitnessRefusal) -> WitnessRecord {
        let claim = request.checkpoint.claim
        guard let log = logs[claim.originBytes] else { throw .unknownLog(origin: claim.origin) }
        let signers: [VerifierKey]
        do throws(NoteError) {
            signers = try request.checkpoint.note.signers(among: log.keys)
            guard !signers.isEmpty else { throw NoteError.missingSignature(names: log.keys.map(\.name)) }
        } catch {
            throw .unsigned(.note(error))
        }
        guard request.oldSize <= claim.size else { throw .sizesReversed(old: request.oldSize, new: claim.size) }
        guard request.oldSize == last?.size ?? 0 else { throw .conflict(size: last?.size ?? 0) }
        guard claim.size > 0 || claim.root == .empty else { throw .rootOfEmptyTree(claim.root) }
        do throws(ProofError) {
            if let last, last.size > 0 {
                try ConsistencyProof(oldSize: last.size, newSize: claim.size, hashes: request.proof)
                    .verify(oldRoot: last.root, newRoot: claim.root)
            } else {
                guard request.proof.isEmpty else { throw ProofError.tooManyHashes(request.proof.count) }
            }
        } catch {
            throw .inconsistent(error)
        }
        return try cosigned(request.checkpoint, signers: signers, at: time)
    }

    /// The record that was stored as bytes; throws where they are not a checkpoint that one of its logs and this witness
    /// signed. After a change of keys, keep the old ones until each log has a new record.
    public func record(restoring bytes: [UInt8]) throws(CheckpointError) -> WitnessRecord {
        let stored = try UnverifiedCheckpoint(bytes)
        let log = logs[stored.claim.originBytes]
        let verified = try stored.verified(by: log?.keys ?? [], origin: log?.origin, witnesses: verifierKeys)
        guard !verified.cosignatures.isEmpty else {
            throw .note(.missingSignature(names: verifierKeys.map(\.name)))
        }
        return WitnessRecord(checkpoint: verified)
    }

    /// The path under the monitoring prefix where the record of a log is served.
    public static func monitoringPath(ofLog origin: String) -> String {
        let digits = Array("0123456789abcdef")
        let hash = SHA256.hash(data: Array(origin.utf8))
        return String(hash.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }) + "/checkpoint"
    }

    private func cosigned(
        _ checkpoint: UnverifiedCheckpoint, signers: [VerifierKey], at time: UInt64
    ) throws(WitnessRefusal) -> WitnessRecord {
        var cosignatures: [Cosignature] = []
        do throws(NoteError) {
            for key in keys {
                let signature = try key.cosign(checkpoint.claim, at: time)
                cosignatures.append(Cosignature(witness: key.verifierKey, time: time, signature: signature))
            }
            let logs = checkpoint.note.signatures.filter { signature in signers.contains { $0.made(signature) } }
            let note = try SignedNote(
                textBytes: checkpoint.note.textBytes, signatures: logs + cosignatures.map(\.signature))
            return WitnessRecord(
                checkpoint: VerifiedCheckpoint(
                    checkpoint: checkpoint.claim, note: note, cosignatures: cosignatures))
        } catch {
            throw .malformed(.signatures(error))
        }
    }
}
