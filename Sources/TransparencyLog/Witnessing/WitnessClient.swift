/// A log's side of the talk with one witness: makes requests and reads answers; whoever calls it sends them.
public struct WitnessClient: Hashable, Sendable {
    /// What an answer means.
    public enum Outcome: Hashable, Sendable {
        /// The witness cosigned: the checkpoint with its signature.
        case cosigned(VerifiedCheckpoint)
        /// The witness goes on from another size: make the request again.
        case askAgain(from: UInt64)
        /// The witness has seen a larger tree than this checkpoint's. If no other request was under way, the log has lost
        /// entries that were witnessed: stop.
        case ahead(size: UInt64)
        /// The witness refuses.
        case refused(status: Int, reason: String)
    }

    /// The witness's keys.
    public let witnesses: [VerifierKey]
    /// The size of the last checkpoint that the witness cosigned, as far as is known.
    public private(set) var lastSize: UInt64

    /// Talks with a witness that has these keys. A `lastSize` of 0 is always safe: the witness's answer corrects it.
    public init(witnesses: [VerifierKey], lastSize: UInt64 = 0) {
        self.witnesses = witnesses
        self.lastSize = lastSize
    }

    /// The request to cosign a checkpoint, with a proof made from the log's tree; throws where it cannot be made.
    ///
    /// Where the witness is believed to be ahead of the checkpoint, it asks from size 0, to hear where the witness is.
    public func request<Source: SubtreeSource>(
        for checkpoint: VerifiedCheckpoint, from source: inout Source
    ) throws(ProofMakingError<Source.Failure>) -> AddCheckpointRequest {
        let oldSize = lastSize <= checkpoint.size ? lastSize : 0
        return AddCheckpointRequest(
            proof: try source.consistencyProof(from: oldSize, to: checkpoint.size), checkpoint: checkpoint)
    }

    /// Reads the answer to the request for a checkpoint; throws where it is malformed, or a signature in it is false or by
    /// none of the witness's keys.
    public mutating func outcome(
        of response: AddCheckpointResponse, for checkpoint: VerifiedCheckpoint
    ) throws(WitnessMessageError) -> Outcome {
        switch response.status {
        case 200:
            let signatures: [NoteSignature]
            do { signatures = try NoteSignature.parse(lines: response.body) } catch { throw .signatures(error) }
            do {
                let cosigned = try checkpoint.adding(signatures, of: witnesses)
                lastSize = checkpoint.size
                return .cosigned(cosigned)
            } catch {
                throw .checkpoint(error)
            }
        case 409:
            guard response.body.last == NoteForm.newline, let size = Decimal.parse(response.body.dropLast()) else {
                throw .malformedSize
            }
            lastSize = size
            return size > checkpoint.size ? .ahead(size: size) : .askAgain(from: size)
        default:
            return .refused(
                status: response.status, reason: String(decoding: response.body.prefix(1000), as: UTF8.self))
        }
    }
}
