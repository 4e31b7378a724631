/// A proof in a file of its own that an entry is in a log, with a checkpoint that witnesses have cosigned: it is verified
/// offline (C2SP tlog-proof).
public struct LogProof: Hashable, Sendable {
    /// The most bytes that a file may have.
    public static let mostBytes = 2 * SignedNote.mostBytes
    private static let header = Array("c2sp.org/tlog-proof@v1".utf8)

    /// Bytes with a meaning that only the application knows. Nothing vouches for them.
    public let extra: [UInt8]?
    /// The entry's index in the log, from 0.
    public let index: UInt64
    /// The hashes of the inclusion proof.
    public let hashes: [TreeHash]
    /// The log's checkpoint.
    public let checkpoint: UnverifiedCheckpoint

    /// A proof to give away; throws where it is for a tree of another size than the checkpoint's.
    public init(
        _ proof: InclusionProof, checkpoint: VerifiedCheckpoint, extra: [UInt8]? = nil
    ) throws(LogProofError) {
        guard proof.treeSize == checkpoint.size else {
            throw .wrongSize(proof: proof.treeSize, checkpoint: checkpoint.size)
        }
        self.extra = extra?.isEmpty == true ? nil : extra
        index = proof.leafIndex
        hashes = proof.hashes
        self.checkpoint = UnverifiedCheckpoint(checkpoint)
    }

    /// Reads a file; throws where it is not exactly as the standard says. Nothing is verified.
    public init(_ bytes: [UInt8]) throws(LogProofError) {
        guard bytes.count <= Self.mostBytes else { throw .tooLong(bytes.count) }
        var lines = LineReader(bytes)
        guard lines.next()?.elementsEqual(Self.header) == true else { throw .unknownFormat }
        var line = lines.next()
        if let found = line, found.starts(with: "extra ".utf8) {
            guard let extra = Base64.decode(found.dropFirst(6)), !extra.isEmpty else { throw .malformedExtra }
            self.extra = extra
            line = lines.next()
        } else {
            extra = nil
        }
        guard let line, line.starts(with: "index ".utf8), let index = Decimal.parse(line.dropFirst(6)) else {
            throw .malformedIndex
        }
        self.index = index
        guard let hashes = lines.hashes() else { throw .malformedHashes }
        self.hashes = hashes
        do { checkpoint = try UnverifiedCheckpoint(Array(lines.rest)) } catch { throw .checkpoint(error) }
    }

    /// The bytes of the file.
    public var bytes: [UInt8] {
        var bytes = Self.header + [NoteForm.newline]
        if let extra { bytes += Array("extra \(Base64.encode(extra))\n".utf8) }
        bytes += Array("index \(index)\n".utf8)
        for hash in hashes { bytes += Array("\(hash.base64)\n".utf8) }
        return bytes + [NoteForm.newline] + checkpoint.note.bytes
    }

    /// Checks that the leaf with this hash is in a log that the policy believes, under a checkpoint that enough witnesses
    /// cosigned; gives that checkpoint. Throws where the proof does not show it.
    @discardableResult
    public func verify(leafHash: TreeHash, policy: TrustPolicy) throws(LogProofError) -> VerifiedCheckpoint {
        let verified: VerifiedCheckpoint
        do { verified = try checkpoint.verified(by: policy) } catch { throw .checkpoint(error) }
        do {
            try InclusionProof(leafIndex: index, treeSize: verified.size, hashes: hashes)
                .verify(leafHash: leafHash, root: verified.root)
        } catch {
            throw .proof(error)
        }
        return verified
    }
}
