public import Casework
import Foundation
import Intake
public import Ledger
import Store
import TransparencyLog

/// What can be done with a ledger's folder, as the commands do it.
public struct LedgerJobs: Sendable {
    /// The folder.
    public let folder: LedgerFolder

    /// Jobs on a folder.
    public init(_ folder: LedgerFolder) { self.folder = folder }

    /// What was written.
    public struct Appended: Encodable, Sendable {
        /// One entry.
        public struct Entry: Encodable, Sendable {
            /// The view.
            public var view: String
            /// The slot.
            public var slot: UInt32
            /// The place in the slot's log.
            public var sequence: UInt64
            /// The receipt's file, where one was asked for.
            public var receipt: String?
        }

        /// The entries, in the order of the lines.
        public var entries: [Entry]
        /// How many epochs the log has now.
        public var epochs: UInt64
    }

    /// Writes views down, one for each line of JSON, and ends an epoch.
    ///
    /// Every line is read before the first is written: where one is wrong, nothing is.
    ///
    /// - Parameters:
    ///   - name: what errors call the lines' file.
    ///   - receipts: the folder for the receipts.
    /// - Returns: what was written; and what was not, with the lines, where the ledger refused some.
    public func append(
        _ bytes: [UInt8], named name: String, receipts place: String?, progress: any ProgressSink
    ) async throws(CaseworkError) -> (appended: Appended, refused: CaseworkError?) {
        let writer = try await folder.writer()
        let requests: [ViewRequest]
        do throws(CaseworkError) {
            let known = try await CaseworkError.ledger { () async throws(LedgerError) in try await writer.contents() }
            requests = try Self.requests(bytes, name, known)
        } catch {
            await writer.close()
            throw error
        }
        let stage = BilingualText(ja: "閲覧を書いています", en: "writing views down")
        let results = await withTaskGroup(of: (Int, Result<Receipt, LedgerError>).self) { group in
            var (next, done) = (0, 0)
            var results: [Int: Result<Receipt, LedgerError>] = [:]
            func start() {
                guard next < requests.count else { return }
                let (number, request) = (next, requests[next])
                next += 1
                group.addTask {
                    do throws(LedgerError) { return (number, .success(try await writer.append(request))) } catch {
                        return (number, .failure(error))
                    }
                }
            }
            // A few lines are written in their order; many at once, in whatever order they come.
            for _ in 0..<(requests.count < 64 ? 1 : 256) { start() }
            while let (number, result) = await group.next() {
                results[number] = result
                done += 1
                if done % 256 == 0 { progress.update(stage, fraction: Double(done) / Double(requests.count)) }
                start()
            }
            return results
        }
        do throws(LedgerError) { try await writer.publisher.endEpoch() } catch { throw CaseworkError(error) }
        let epochs = await writer.publisher.checkpoint?.size ?? 0
        await writer.close()
        var entries: [Appended.Entry] = []
        var problems: [BilingualText] = []
        var failure: CaseworkError.Kind?
        for number in requests.indices {
            guard let result = results[number] else { continue }
            let receipt: Receipt
            do throws(LedgerError) { receipt = try result.get() } catch {
                let problem = CaseworkError(error)
                failure = failure ?? problem.kind
                problems += problem.problems.map {
                    BilingualText(ja: "\(name):\(number + 1): \($0.ja)", en: "\(name):\(number + 1): \($0.en)")
                }
                continue
            }
            var file: String?
            if let place {
                try? FileManager.default.createDirectory(atPath: place, withIntermediateDirectories: true)
                file = "\(place)/\(receipt.entry.view).receipt"
                try WrittenFile.write(bytes: receipt.bytes, to: file ?? "")
            }
            entries.append(
                Appended.Entry(
                    view: "\(receipt.entry.view)", slot: receipt.entry.slot, sequence: receipt.entry.sequence,
                    receipt: file))
        }
        let refused = failure.map { CaseworkError($0, problems: problems) }
        return (Appended(entries: entries, epochs: epochs), refused)
    }

    private static func requests(
        _ bytes: [UInt8], _ name: String, _ known: LedgerContents
    ) throws(CaseworkError) -> [ViewRequest] {
        var requests: [ViewRequest] = []
        var problems: [BilingualText] = []
        for (number, line) in bytes.split(separator: 0x0A, omittingEmptySubsequences: false).enumerated() {
            guard !line.allSatisfy({ $0 == 0x20 || $0 == 0x0D }) else { continue }
            func problem(_ ja: String, _ en: String) {
                problems.append(BilingualText(ja: "\(name):\(number + 1): \(ja)", en: "\(name):\(number + 1): \(en)"))
            }
            guard let request = try? JSONDecoder().decode(LedgerRequest.self, from: Data(line)) else {
                problem(
                    "閲覧の JSON として読めません",
                    "this is no view in JSON; it needs at least `slot`, `view`, `actor` and `subject`")
                continue
            }
            do throws(CaseworkError) {
                requests.append(try request.request(known.slots, known.dictionary))
            } catch {
                for item in error.problems { problem(item.ja, item.en) }
            }
        }
        guard problems.isEmpty else { throw CaseworkError(.badInput, problems: Array(problems.prefix(20))) }
        return requests
    }

    /// Where a ledger stands.
    public struct Status: Encodable, Sendable {
        /// One slot.
        public struct Slot: Encodable, Sendable {
            /// Its number.
            public var slot: Int
            /// Whose it is.
            public var name: String
            /// How many entries were published.
            public var entries: UInt64
        }

        /// The log's name.
        public var origin: String
        /// Its public keys.
        public var keys: [String]
        /// How many epochs there are.
        public var epochs: UInt64
        /// When the last one ended, in milliseconds since 1970.
        public var milliseconds: UInt64?
        /// How many witnesses have cosigned the newest checkpoint.
        public var cosignatures: Int
        /// The slots.
        public var slots: [Slot]
    }

    /// Says where the ledger stands.
    public func status() async throws(CaseworkError) -> Status {
        let database = try await folder.database()
        let known = try await CaseworkError.ledger { () async throws(LedgerError) in try await LedgerContents(database)
        }
        let trust = try folder.trust(quorum: 0)
        var status = Status(
            origin: folder.settings.origin, keys: folder.settings.keys, epochs: 0, milliseconds: nil, cosignatures: 0,
            slots: known.slots.enumerated().map { Status.Slot(slot: $0.offset, name: $0.element, entries: 0) })
        let files = folder.published
        guard try CaseworkError.ledger({ () throws(LedgerError) in try files.read(LogPaths.checkpoint) }) != nil else {
            return status
        }
        let checkpoint = try CaseworkError.ledger { () throws(LedgerError) in try trust.checkpoint(files) }
        status.epochs = checkpoint.size
        status.cosignatures = checkpoint.cosignatures.count
        for slot in status.slots.indices {
            let view: LogView
            do throws(LedgerError) { view = try LogView(checkpoint, slot: UInt32(slot), files) } catch
                where error.kind == .missing
            {
                continue
            } catch {
                throw CaseworkError(error)
            }
            status.slots[slot].entries = view.proof.head.size
            status.milliseconds = view.epoch.milliseconds
        }
        return status
    }

    /// What was found.
    public struct Audit: Encodable, Sendable {
        /// How many entries were looked at.
        public var entries: UInt64
        /// How many of them can no longer be opened because somebody was erased.
        public var erased: UInt64
        /// How many epochs there are.
        public var epochs: UInt64
        /// What is wrong.
        public var problems: [String]
    }

    /// Looks everything over.
    public func audit() async throws(CaseworkError) -> Audit {
        let (database, identity, files) = (try await folder.database(), try folder.identity(), folder.published)
        let audit = try await CaseworkError.ledger { () async throws(LedgerError) in
            try await LedgerAudit(database, identity, files)
        }
        return Audit(
            entries: audit.entries, erased: audit.erased, epochs: audit.epochs, problems: audit.problems.map(\.message))
    }

    /// Closes for ever what the ledger says of one person, and ends an epoch.
    ///
    /// - Returns: how many logs have an erasure entry now.
    public func erase(_ party: Party, _ reference: String) async throws(CaseworkError) -> Int {
        let writer = try await folder.writer()
        let receipts = try await CaseworkError.ledger { () async throws(LedgerError) in
            try await writer.erase(party, reference)
        }
        _ = try await CaseworkError.ledger { () async throws(LedgerError) in try await writer.publisher.endEpoch() }
        await writer.close()
        return receipts.count
    }
}
