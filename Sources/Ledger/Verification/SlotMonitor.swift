public import TransparencyLog

/// What a retailer has seen of its log, and what it finds at each look: nothing of it may ever change or go missing.
public struct SlotMonitor: Codable, Sendable {
    /// Something that must not be.
    public struct Alarm: Hashable, Sendable, Codable {
        /// What kind of thing; scripts go by it.
        public enum Kind: String, Hashable, Sendable, Codable, CaseIterable {
            /// The newest checkpoint is not signed as it has to be.
            case signature
            /// The log shows less than it has shown before.
            case rollback
            /// The log shows another history than it has shown before.
            case fork
            /// A file is missing, or is not the one that was signed for.
            case damaged
            /// The log has ended no epoch for too long.
            case silence
            /// An entry is not one of this slot, or stands where another one belongs.
            case entry
            /// A receipt's entry does not stand where the log promised.
            case brokenPromise
        }

        /// What kind of thing.
        public var kind: Kind
        /// What it is, in a plain sentence.
        public var message: String

        /// An alarm.
        public init(_ kind: Kind, _ message: String) {
            self.kind = kind
            self.message = message
        }
    }

    /// The log's name.
    public let origin: String
    /// The slot.
    public let slot: UInt32
    /// How many epochs were seen.
    public private(set) var epochs: UInt64 = 0
    /// The root of the root log, in base64.
    public private(set) var root: String
    /// How many entries of the slot were seen.
    public private(set) var entries: UInt64 = 0
    /// The root of the slot's log, in base64.
    public private(set) var slotRoot: String

    /// Somebody who has seen nothing yet.
    public init(origin: String, slot: UInt32) {
        self.origin = origin
        self.slot = slot
        root = TreeHash.empty.base64
        slotRoot = TreeHash.empty.base64
    }

    /// What one look has come to.
    public struct Look: Sendable {
        /// What must not be; where there is something, nothing of what was seen is believed or remembered.
        public var alarms: [Alarm] = []
        /// The entries that are new, in their order.
        public var entries: [LedgerEntry] = []
        /// The newest epoch; nil where none could be verified.
        public var epoch: EpochLeaf?
    }

    /// Looks at the files, and remembers what was seen where all is well.
    ///
    /// - Parameters:
    ///   - verify: verifies the checkpoint by the log's key and the witnesses that are asked for.
    ///   - now: milliseconds since 1970.
    ///   - patience: how long an epoch may take, in milliseconds.
    public mutating func look(
        _ files: any LogFiles, now: UInt64, patience: UInt64,
        verify: (UnverifiedCheckpoint) throws(LedgerError) -> VerifiedCheckpoint
    ) -> Look {
        var look = Look()
        do throws(LedgerError) {
            guard let bytes = try files.read(LogPaths.checkpoint) else {
                look.alarms.append(Alarm(.damaged, "`checkpoint` is not there"))
                return look
            }
            let checkpoint: VerifiedCheckpoint
            do {
                checkpoint = try verify(try UnverifiedCheckpoint(bytes))
            } catch {
                look.alarms.append(Alarm(.signature, "the newest checkpoint cannot be believed: \(error)"))
                return look
            }
            guard checkpoint.size >= epochs else {
                look.alarms.append(
                    Alarm(
                        .rollback,
                        "the log shows \(checkpoint.size) epochs, and has shown \(epochs) before: it was set back"))
                return look
            }
            let view = try LogView(checkpoint, slot: slot, files)
            look.epoch = view.epoch
            try check(view, &look)
            guard look.alarms.isEmpty else { return look }
            if now > view.epoch.milliseconds, now - view.epoch.milliseconds > patience {
                look.alarms.append(
                    Alarm(
                        .silence,
                        "the last epoch ended \((now - view.epoch.milliseconds) / 1000) seconds ago: the log is silent")
                )
            }
            epochs = checkpoint.size
            root = checkpoint.root.base64
            entries = view.proof.head.size
            slotRoot = view.proof.head.root.base64
        } catch {
            look.alarms.append(Alarm(.damaged, error.message))
        }
        return look
    }

    /// Holds what is shown to what was seen before, and reads what is new.
    private func check(_ view: LogView, _ look: inout Look) throws(LedgerError) {
        var rootReader = try view.rootReader()
        var slotReader = try view.slotReader()
        let head = view.proof.head
        guard head.size >= entries else {
            look.alarms.append(
                Alarm(
                    .rollback,
                    "slot \(slot) shows \(head.size) entries, and has shown \(entries) before: \(entries - head.size) are hidden"
                ))
            return
        }
        do {
            guard try rootReader.root(atSize: epochs).base64 == root else {
                look.alarms.append(
                    Alarm(
                        .fork,
                        "the first \(epochs) epochs are not those that the log has shown before: it shows different people different histories"
                    ))
                return
            }
            guard try slotReader.root(atSize: entries).base64 == slotRoot else {
                look.alarms.append(
                    Alarm(
                        .fork,
                        "the first \(entries) entries of slot \(slot) are not those that were seen before: the log was rewritten"
                    ))
                return
            }
        } catch {
            look.alarms.append(Alarm(.damaged, "the tiles are not those that were signed for: \(error)"))
            return
        }
        for (place, bytes) in try view.entries(entries..<head.size).enumerated() {
            let sequence = entries + UInt64(place)
            do throws(EntryError) {
                let entry = try LedgerEntry(bytes)
                guard entry.slot == slot, entry.sequence == sequence else {
                    look.alarms.append(
                        Alarm(
                            .entry,
                            "entry \(sequence) of slot \(slot) says that it is entry \(entry.sequence) of slot \(entry.slot)"
                        ))
                    continue
                }
                look.entries.append(entry)
            } catch {
                look.alarms.append(Alarm(.entry, "entry \(sequence) of slot \(slot) cannot be read: \(error)"))
            }
        }
    }

    /// Whether the log has kept the promise of a receipt.
    ///
    /// - Returns: an alarm where the entry does not stand where it was promised, or a plain sentence why nothing can be
    ///   said yet; nil where it stands there.
    public func check(_ receipt: Receipt, _ view: LogView) throws(LedgerError) -> Alarm? {
        let (slot, sequence) = (receipt.entry.slot, receipt.entry.sequence)
        guard view.proof.head.slot == slot else {
            throw LedgerError(.badRequest, "the receipt is one of slot \(slot), not of slot \(view.proof.head.slot)")
        }
        guard sequence < view.proof.head.size else {
            guard receipt.entry.milliseconds > view.epoch.milliseconds else {
                return Alarm(
                    .brokenPromise,
                    "the log promised entry \(sequence) of slot \(slot), ended an epoch after it, and does not show it")
            }
            throw LedgerError(
                .missing, "entry \(sequence) of slot \(slot) is newer than the last epoch; look again later")
        }
        guard try view.entries(sequence..<sequence + 1).first == receipt.entry.bytes else {
            return Alarm(
                .brokenPromise,
                "where the log promised an entry, entry \(sequence) of slot \(slot), there is another one")
        }
        return nil
    }
}
