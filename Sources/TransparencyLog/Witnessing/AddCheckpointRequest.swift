/// What a log asks of a witness: to cosign a checkpoint, with the proof that it goes on from the last one (C2SP
/// tlog-witness, add-checkpoint).
public struct AddCheckpointRequest: Hashable, Sendable {
    /// The most bytes that a request may have.
    public static let mostBytes = SignedNote.mostBytes + 4096

    /// The size of the last checkpoint that the witness cosigned, as the log believes; 0 where it never did.
    public let oldSize: UInt64
    /// The consistency proof from the old size to the checkpoint's.
    public let proof: [TreeHash]
    /// The checkpoint.
    public let checkpoint: UnverifiedCheckpoint

    /// A request to cosign one's own checkpoint.
    public init(proof: ConsistencyProof, checkpoint: VerifiedCheckpoint) {
        oldSize = proof.oldSize
        self.proof = proof.hashes
        self.checkpoint = UnverifiedCheckpoint(checkpoint)
    }

    /// Reads the body of a request; throws where it is not exactly as the standard says.
    public init(_ bytes: [UInt8]) throws(WitnessMessageError) {
        guard bytes.count <= Self.mostBytes else { throw .tooLong(bytes.count) }
        var lines = LineReader(bytes)
        guard let first = lines.next(), first.starts(with: "old ".utf8), let size = Decimal.parse(first.dropFirst(4))
        else { throw .malformedOldSize }
        oldSize = size
        guard let proof = lines.hashes() else { throw .malformedProof }
        self.proof = proof
        do { checkpoint = try UnverifiedCheckpoint(Array(lines.rest)) } catch { throw .checkpoint(error) }
    }

    /// The body of the request.
    public var bytes: [UInt8] {
        var bytes = Array("old \(oldSize)\n".utf8)
        for hash in proof { bytes += Array("\(hash.base64)\n".utf8) }
        bytes.append(NoteForm.newline)
        return bytes + checkpoint.note.bytes
    }
}

/// What is wrong with a message between log and witness.
public enum WitnessMessageError: Error, Hashable, Sendable, CustomStringConvertible {
    /// Longer than ``AddCheckpointRequest/mostBytes``.
    case tooLong(Int)
    /// The first line is not `old` and a size.
    case malformedOldSize
    /// A line of the proof is no hash in base64, there are more than 63, or no empty line ends them.
    case malformedProof
    /// The checkpoint is malformed.
    case checkpoint(CheckpointError)
    /// A conflict's answer is not a size and a newline.
    case malformedSize
    /// The lines of an answer are no signatures.
    case signatures(NoteError)

    /// What is wrong, for people.
    public var description: String {
        switch self {
        case .tooLong(let count): "the request has \(count) bytes; at most \(AddCheckpointRequest.mostBytes) are read"
        case .malformedOldSize: "the request's first line must be `old` and the size of the last cosigned checkpoint"
        case .malformedProof:
            "the proof must be at most \(ConsistencyProof.mostHashes) lines of base64, ended by an empty line"
        case .checkpoint(let error): error.description
        case .malformedSize: "the witness answered with a conflict, but not with the size that it has"
        case .signatures(let error): "the witness's answer: \(error.description)"
        }
    }
}

/// Lines that end with a newline.
struct LineReader {
    private(set) var rest: ArraySlice<UInt8>

    init(_ bytes: [UInt8]) { rest = bytes[...] }

    /// The next line without its newline, or nil where there is none that is ended.
    mutating func next() -> ArraySlice<UInt8>? {
        guard let end = rest.firstIndex(of: NoteForm.newline) else { return nil }
        defer { rest = rest[(end + 1)...] }
        return rest[..<end]
    }

    /// Hashes in base64, a line each, up to an empty line; nil where it is otherwise or more than a proof can have.
    mutating func hashes() -> [TreeHash]? {
        var hashes: [TreeHash] = []
        while let line = next() {
            if line.isEmpty { return hashes }
            guard hashes.count < ConsistencyProof.mostHashes, let bytes = Base64.decode(line),
                let hash = TreeHash(bytes)
            else { return nil }
            hashes.append(hash)
        }
        return nil
    }
}
