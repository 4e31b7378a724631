public import TransparencyLog

/// The log's promise, given after the entry is on the disk: it stands at this place in its slot's log, for good.
///
/// A receipt is signed for all entries that were written together: the note names the root of a tree over their leaves,
/// and the path leads from this one there. Whoever has a receipt and the slot's log can say whether the promise was kept.
///
///     sekisho receipt 1
///     entry (base64)
///     index 3
///     … the path, in base64, a line each
///
///     ORIGIN receipt
///     64
///     (root, base64)
///     1767225600000
///
///     — ORIGIN (signature)
public struct Receipt: Hashable, Sendable {
    /// The entry.
    public var entry: LedgerEntry
    /// The path from its leaf to the root that was signed.
    public var inclusion: InclusionProof
    /// The signed note.
    public var note: SignedNote

    private static let heading = "sekisho receipt 1"

    /// Signs the receipts of entries that were written together.
    static func all(
        _ entries: [LedgerEntry], origin: String, milliseconds: UInt64, keys: [SigningKey]
    ) throws(LedgerError) -> [Receipt] {
        var tree = MerkleTree(leafHashes: entries.map(\.leafHash))
        let text = "\(origin) receipt\n\(entries.count)\n\(tree.root.base64)\n\(milliseconds)\n"
        do {
            let note = try SignedNote(text: text, signatures: try keys.map { try $0.sign(text) })
            var receipts: [Receipt] = []
            for (place, entry) in entries.enumerated() {
                let proof = try tree.inclusionProof(ofLeaf: UInt64(place), inTreeOf: tree.size)
                receipts.append(Receipt(entry: entry, inclusion: proof, note: note))
            }
            return receipts
        } catch {
            throw LedgerError(.cannotWrite, "the receipts could not be signed: \(error)")
        }
    }

    init(entry: LedgerEntry, inclusion: InclusionProof, note: SignedNote) {
        self.entry = entry
        self.inclusion = inclusion
        self.note = note
    }

    /// Reads a receipt.
    ///
    /// - Throws: `badRequest` where it is none.
    public init(_ bytes: [UInt8]) throws(LedgerError) {
        var parts = TextLines(bytes)
        guard parts.take(Self.heading), let entry = parts.base64("entry"), let index = parts.number("index"),
            let hashes = parts.hashes(), let rest = parts.rest, let note = try? SignedNote(rest)
        else { throw LedgerError(.badRequest, "this is no receipt of a ledger") }
        do throws(EntryError) { self.entry = try LedgerEntry(entry) } catch {
            throw LedgerError(.badRequest, "the receipt's entry cannot be read: \(error)")
        }
        let lines = note.text.split(separator: "\n", omittingEmptySubsequences: false)
        guard lines.count == 5, lines[0].hasSuffix(" receipt"), let count = UInt64(lines[1]), index < count,
            String(count) == lines[1]
        else { throw LedgerError(.badRequest, "the receipt's note is not one of a ledger") }
        inclusion = InclusionProof(leafIndex: index, treeSize: count, hashes: hashes)
        self.note = note
    }

    /// The file.
    public var bytes: [UInt8] {
        let lines =
            [Self.heading, "entry \(TextLines.base64(entry.bytes))", "index \(inclusion.leafIndex)"]
            + inclusion.hashes.map(\.base64)
        return Array((lines.joined(separator: "\n") + "\n\n").utf8) + note.bytes
    }

    /// Makes sure that the log of this origin gave it.
    ///
    /// - Throws: `damaged`, with what is wrong.
    public func verify(origin: String, keys: [VerifierKey]) throws(LedgerError) {
        let text: String
        do throws(NoteError) { text = try note.verifiedText(by: keys) } catch {
            throw LedgerError(.damaged, "the receipt is not signed by the log: \(error)")
        }
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
        guard lines[0] == "\(origin) receipt", let root = TreeHash(base64: String(lines[2])) else {
            throw LedgerError(.damaged, "the receipt is one of another log, `\(lines[0])`")
        }
        do throws(ProofError) { try inclusion.verify(leafHash: entry.leafHash, root: root) } catch {
            throw LedgerError(.damaged, "the entry is not among those that the receipt was signed for")
        }
    }
}
