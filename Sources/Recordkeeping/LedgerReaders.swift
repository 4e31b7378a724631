public import Casework
import Foundation
import Glibc
import Intake
public import Ledger
public import TransparencyLog

/// What people do with a published ledger who do not write it: the retailer, the regulator, whoever holds a proof.
public enum LedgerReaders {
    /// What one look has come to.
    public struct Watched: Encodable, Sendable {
        /// The slot.
        public var slot: UInt32
        /// How many epochs there are.
        public var epochs: UInt64
        /// How many entries of the slot there are.
        public var entries: UInt64
        /// How many of them are new since the last look.
        public var new: Int
        /// The new entries by kind.
        public var kinds: [String: Int]
        /// What must not be.
        public var alarms: [SlotMonitor.Alarm]
        /// What cannot be said yet.
        public var open: [String]
    }

    /// Follows the log of one slot.
    ///
    /// - Parameters:
    ///   - published: the folder with the published files, or a copy of it.
    ///   - state: the file in which it is remembered what was seen.
    ///   - patience: how many seconds an epoch may take; nil where silence is no alarm.
    ///   - receipts: files of receipts whose promises are looked at.
    public static func watch(
        _ published: String, slot: UInt32, _ trust: LogTrust, state: String, patience: UInt64?, receipts: [String]
    ) throws(CaseworkError) -> Watched {
        let files = PublishedFolder(path: published)
        try InputFolder(path: published).verify()
        var monitor = try monitor(state, slot, trust)
        let look = monitor.look(
            files, now: LedgerFolder.now(), patience: patience.map { $0 * 1000 } ?? .max, verify: trust.verified)
        var watched = Watched(
            slot: slot, epochs: monitor.epochs, entries: monitor.entries, new: look.entries.count, kinds: [:],
            alarms: look.alarms, open: [])
        for entry in look.entries { watched.kinds[entry.kind.name, default: 0] += 1 }
        if look.alarms.isEmpty, !receipts.isEmpty { try check(receipts, files, slot, trust, monitor, &watched) }
        // What is not believed is not remembered.
        if look.alarms.allSatisfy({ $0.kind == .silence }) { try WrittenFile.write(json: monitor, to: state) }
        return watched
    }

    private static func monitor(_ state: String, _ slot: UInt32, _ trust: LogTrust) throws(CaseworkError) -> SlotMonitor
    {
        guard FileManager.default.fileExists(atPath: state) else {
            return SlotMonitor(origin: trust.origin, slot: slot)
        }
        let bytes = try InputFolder(path: ".").read(state)
        guard let monitor = try? JSONDecoder().decode(SlotMonitor.self, from: Data(bytes)) else {
            throw CaseworkError(
                .badInput, ja: "\(state): 記憶のファイルとして読めません。控えから戻してください",
                en: "\(state): what was remembered cannot be read; bring a backup of it back")
        }
        guard monitor.slot == slot, monitor.origin == trust.origin else {
            throw CaseworkError(
                .badCommand, ja: "\(state): `\(monitor.origin)` の \(monitor.slot) のものです。別のファイルを指定してください",
                en: "\(state): this remembers slot \(monitor.slot) of `\(monitor.origin)`; name another file")
        }
        return monitor
    }

    private static func check(
        _ receipts: [String], _ files: PublishedFolder, _ slot: UInt32, _ trust: LogTrust, _ monitor: SlotMonitor,
        _ watched: inout Watched
    ) throws(CaseworkError) {
        let view = try CaseworkError.ledger { () throws(LedgerError) in
            try LogView(try trust.checkpoint(files), slot: slot, files)
        }
        for file in receipts {
            let bytes = try InputFolder(path: ".").read(file)
            do throws(LedgerError) {
                let receipt = try Receipt(bytes)
                try receipt.verify(origin: trust.origin, keys: trust.keys)
                if var alarm = try monitor.check(receipt, view) {
                    alarm.message = "\(file): \(alarm.message)"
                    watched.alarms.append(alarm)
                }
            } catch  where error.kind == .missing {
                watched.open.append("\(file): \(error.message)")
            } catch {
                throw CaseworkError(error)
            }
        }
    }

    /// What a file proves.
    public struct Verified: Encodable, Sendable {
        /// The file.
        public var file: String
        /// `receipt` or `bundle`.
        public var kind: String
        /// What the entry says.
        public var entry: String
        /// The slot.
        public var slot: UInt32
        /// The place in the slot's log.
        public var sequence: UInt64
        /// When, in milliseconds since 1970.
        public var milliseconds: UInt64
        /// How many witnesses have cosigned it.
        public var witnesses: Int
    }

    /// Verifies a receipt or a proof bundle, offline.
    ///
    /// - Throws: `blocked` where it does not hold, with the step that fails.
    public static func verify(_ file: String, _ trust: LogTrust) throws(CaseworkError) -> Verified {
        let bytes = try InputFolder(path: ".").read(file)
        do throws(LedgerError) {
            let entry: LedgerEntry
            var (kind, witnesses) = ("receipt", 0)
            if bytes.starts(with: Array("sekisho receipt".utf8)) {
                let receipt = try Receipt(bytes)
                try receipt.verify(origin: trust.origin, keys: trust.keys)
                entry = receipt.entry
            } else {
                let bundle = try ProofBundle(bytes)
                let checkpoint = try trust.verified(bundle.checkpoint)
                try bundle.verify(checkpoint)
                (kind, witnesses, entry) = ("bundle", checkpoint.cosignatures.count, bundle.entry)
            }
            return Verified(
                file: file, kind: kind, entry: entry.kind.name, slot: entry.slot, sequence: entry.sequence,
                milliseconds: entry.milliseconds, witnesses: witnesses)
        } catch {
            let problem = CaseworkError(error)
            throw CaseworkError(
                problem.kind == .badCommand ? .badInput : problem.kind,
                ja: "\(file): \(problem.problems[0].ja)", en: "\(file): \(problem.problems[0].en)")
        }
    }

    /// Makes the proof bundle of an entry.
    public static func prove(
        _ published: String, slot: UInt32, sequence: UInt64, _ trust: LogTrust, to file: String
    ) throws(CaseworkError) {
        let files = PublishedFolder(path: published)
        let bundle = try CaseworkError.ledger { () throws(LedgerError) in
            try ProofBundle(try LogView(try trust.checkpoint(files), slot: slot, files), sequence: sequence)
        }
        try WrittenFile.write(bytes: bundle.bytes, to: file)
    }

    /// What a witness has seen.
    public struct Cosigned: Encodable, Sendable {
        /// How many epochs.
        public var epochs: UInt64
        /// The witness's public key.
        public var key: String
    }

    /// Looks at all logs as the regulator's witness, and adds its cosignature to the published checkpoint.
    ///
    /// - Parameters:
    ///   - secret: the file with the witness's key; made where it is not there and a name is given.
    ///   - state: the file in which it is remembered what was seen; written before the cosignature is handed out.
    public static func cosign(
        _ published: String, _ trust: LogTrust, secret: String, name: String?, state: String
    ) throws(CaseworkError) -> Cosigned {
        let key = try witnessKey(secret, name)
        let files = PublishedFolder(path: published)
        var witness = LedgerWitness(origin: trust.origin)
        if FileManager.default.fileExists(atPath: state) {
            let bytes = try InputFolder(path: ".").read(state)
            guard let known = try? JSONDecoder().decode(LedgerWitness.self, from: Data(bytes)) else {
                throw CaseworkError(
                    .badInput, ja: "\(state): 記憶のファイルとして読めません。控えから戻してください",
                    en: "\(state): what was remembered cannot be read; bring a backup of it back")
            }
            witness = known
        }
        do throws(LedgerError) {
            let checkpoint = try trust.checkpoint(files)
            let signature = try witness.cosign(
                checkpoint, files, with: key, at: LedgerFolder.now() / 1000)
            do throws(CaseworkError) { try WrittenFile.write(json: witness, to: state) } catch {
                throw LedgerError(.cannotWrite, error.description)
            }
            let cosigned: VerifiedCheckpoint
            do throws(CheckpointError) {
                cosigned = try checkpoint.adding([signature], of: [key.verifierKey])
            } catch {
                throw LedgerError(.damaged, "the checkpoint takes no cosignature: \(error)")
            }
            try files.write(LogPaths.checkpoint, cosigned.bytes)
        } catch {
            throw CaseworkError(error)
        }
        return Cosigned(epochs: witness.epochs, key: key.verifierKey.description)
    }

    /// The witness's key, which is made where it is not there and a name is given.
    public static func witnessKey(_ secret: String, _ name: String?) throws(CaseworkError) -> CosigningKey {
        if let name, !FileManager.default.fileExists(atPath: secret) {
            let key: CosigningKey
            do throws(NoteError) { key = try CosigningKey(generatedFor: name) } catch {
                throw CaseworkError(.badCommand, ja: "名前が正しくありません（\(error)）", en: "the name is wrong: \(error)")
            }
            try LedgerFolder.writeSecret(Array((key.secretText + "\n").utf8), to: secret)
            return key
        }
        let bytes = try InputFolder(path: ".").read(secret)
        do throws(NoteError) {
            return try CosigningKey(
                String(decoding: bytes, as: UTF8.self).trimmingCharacters(in: .whitespacesAndNewlines))
        } catch {
            throw CaseworkError(.badInput, ja: "\(secret): 鍵として読めません", en: "\(secret): this is no cosigning key")
        }
    }

    /// Copies what one retailer may have of a published ledger: its own log, and what everybody may see.
    ///
    /// - Returns: how many files.
    public static func export(_ published: String, slot: UInt32, to place: String) throws(CaseworkError) -> Int {
        guard !FileManager.default.fileExists(atPath: place) else {
            throw CaseworkError(
                .cannotWrite, ja: "\(place): すでにあります。別の名前にしてください", en: "\(place): is there already; name another folder"
            )
        }
        let target = PublishedFolder(path: place)
        var count = 0
        for part in ["dictionary", "tile", "slot/\(slot)"] {
            guard let paths = FileManager.default.enumerator(atPath: "\(published)/\(part)") else { continue }
            for case let path as String in paths {
                var isFolder: ObjCBool = false
                // INVARIANT: the flag outlives the call.
                guard
                    unsafe FileManager.default.fileExists(
                        atPath: "\(published)/\(part)/\(path)", isDirectory: &isFolder),
                    !isFolder.boolValue
                else { continue }
                try copy("\(part)/\(path)", published, target)
                count += 1
            }
        }
        guard count > 0 else {
            throw CaseworkError(
                .missingInput, ja: "\(published): 公開された記録がありません", en: "\(published): nothing is published there")
        }
        // Last: a copy without it is none.
        try copy(LogPaths.checkpoint, published, target)
        return count + 1
    }

    private static func copy(_ path: String, _ from: String, _ target: PublishedFolder) throws(CaseworkError) {
        let bytes = try InputFolder(path: from).read(path)
        try CaseworkError.ledger { () throws(LedgerError) in try target.write(path, bytes) }
    }
}
