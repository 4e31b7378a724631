public import TransparencyLog

/// The regulator's witness: it cosigns a checkpoint only where every log, of every slot, goes on from what it has seen.
///
/// A witness of the root log alone would sign whatever the directories say. This one reads each directory's heads, and
/// asks of each slot that has changed for the proof that nothing in it was changed or taken away.
public struct LedgerWitness: Codable, Sendable {
    /// A slot as it was seen last.
    public struct Seen: Hashable, Codable, Sendable {
        /// How many entries.
        public var size: UInt64
        /// The root, in base64.
        public var root: String
    }

    /// The log's name.
    public let origin: String
    /// How many epochs were seen.
    public private(set) var epochs: UInt64 = 0
    /// The root of the root log, in base64.
    public private(set) var root = TreeHash.empty.base64
    /// The slots, by their numbers.
    public private(set) var slots: [Seen] = []

    /// A witness that has seen nothing yet.
    public init(origin: String) { self.origin = origin }

    /// Looks at everything that is new, and cosigns.
    ///
    /// The caller keeps the witness on the disk before it hands the cosignature out.
    ///
    /// - Parameters:
    ///   - checkpoint: the newest, verified by the log's key.
    ///   - time: seconds since 1970.
    /// - Returns: the cosignature.
    /// - Throws: `rolledBack`, `damaged`: it does not cosign, and remembers nothing of what it saw.
    public mutating func cosign(
        _ checkpoint: VerifiedCheckpoint, _ files: any LogFiles, with key: CosigningKey, at time: UInt64
    ) throws(LedgerError) -> NoteSignature {
        guard checkpoint.origin == origin else {
            throw LedgerError(.badRequest, "the checkpoint is of `\(checkpoint.origin)`, not of `\(origin)`")
        }
        guard checkpoint.size >= epochs, checkpoint.size > 0 else {
            throw LedgerError(
                .rolledBack, "the log shows \(checkpoint.size) epochs, and this witness has seen \(epochs)")
        }
        var reader = try LogView.reader(checkpoint.size, checkpoint.root, "", files)
        let before: TreeHash
        do { before = try reader.root(atSize: epochs) } catch {
            throw LedgerError(.damaged, "the root log's tiles: \(error)")
        }
        guard before.base64 == root else {
            throw LedgerError(.damaged, "the first \(epochs) epochs are not those that this witness has seen")
        }
        let leaves = try LogView.entries(
            checkpoint.size - 1..<checkpoint.size, size: checkpoint.size, root: checkpoint.root, folder: "", files)
        guard let leaf = leaves.first.flatMap({ EpochLeaf($0) }), leaf.epoch == checkpoint.size - 1,
            let bytes = try files.read(LogPaths.directory), let directory = Directory(bytes),
            directory.heads.count == leaf.slots, directory.tree.root == leaf.directory
        else { throw LedgerError(.damaged, "`\(LogPaths.directory)` is not the directory of the last epoch") }
        let seen = try goesOn(directory, files)
        let signature: NoteSignature
        do throws(NoteError) { signature = try key.cosign(checkpoint.checkpoint, at: time) } catch {
            throw LedgerError(.cannotWrite, "the checkpoint could not be cosigned: \(error)")
        }
        epochs = checkpoint.size
        root = checkpoint.root.base64
        slots = seen
        return signature
    }

    private func goesOn(_ directory: Directory, _ files: any LogFiles) throws(LedgerError) -> [Seen] {
        guard directory.heads.count >= slots.count else {
            throw LedgerError(
                .rolledBack, "there were \(slots.count) slots, and now there are \(directory.heads.count)")
        }
        var seen: [Seen] = []
        for head in directory.heads {
            let now = Seen(size: head.size, root: head.root.base64)
            seen.append(now)
            guard Int(head.slot) < slots.count else { continue }
            let old = slots[Int(head.slot)]
            guard now != old else { continue }
            guard now.size > old.size else {
                throw LedgerError(
                    .rolledBack,
                    "slot \(head.slot) had \(old.size) entries, and now shows \(now.size) of another history")
            }
            var reader = try LogView.reader(head.size, head.root, LogPaths.slot(head.slot), files)
            let before: TreeHash
            do { before = try reader.root(atSize: old.size) } catch {
                throw LedgerError(.damaged, "slot \(head.slot): \(error)")
            }
            guard before.base64 == old.root else {
                throw LedgerError(
                    .damaged,
                    "the first \(old.size) entries of slot \(head.slot) are not those that this witness has seen")
            }
        }
        return seen
    }
}
