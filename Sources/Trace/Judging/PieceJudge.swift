import Barrier
import Intake
import Registry

/// What all pieces of all files are judged by.
struct JudgingContext: Sendable {
    let catalogue: Catalogue
    let directory: Directory
    let viewers: ViewerTable
    let supply: OwnershipIndex
    let purchases: OwnershipIndex
    let verdicts: VerdictTable
    let circumstances: CircumstanceList
    let repeats: RepeatLayout
    /// The days under investigation; a view outside them is rejected.
    let period: Range<Int32>
    let zone: ZoneOffset
}

/// One thread at work: takes the rows of a piece, 64 at a time, in three passes, so that the memory that the second
/// and third pass need is already on its way when they come.
final class PieceJudge {
    /// A row that has passed the first pass.
    struct Pending {
        var second: Int64 = 0
        var day: Int32 = 0
        var account: UInt32 = 0
        var employment: UInt32 = 0
        var key = SubjectKey.zero
        var row: Int32 = 0
        var subject: UInt32 = 0
        var circumstances: Int32 = 0
    }

    private static let noSubject = UInt32.max
    let context: JudgingContext
    private var cache: VerdictCache
    private var pending = [Pending](repeating: Pending(), count: RowBatch.capacity)
    let buffer = BlockBuffer()
    private(set) var repeats: RepeatLog
    /// Views by surface and day, and lawful ones by surface and side.
    var viewsByDay: [UInt32]
    private(set) var lawful: [Int]
    // Of the piece at hand:
    var source: ViewSource
    var file: DelimitedFile
    var fileNumber: UInt32 = 0
    var parser: ViewRowParser
    var outcome = PieceOutcome()
    var terminalNumbers: [String: UInt32] = [:]
    var circumstances: [(number: Int, value: VerdictCache.Circumstances)] = []
    var circumstanceNumbers: [VerdictCache.Circumstances: Int] = [:]

    init(_ context: JudgingContext, source: ViewSource, file: DelimitedFile) {
        self.context = context
        self.source = source
        self.file = file
        cache = VerdictCache(context.verdicts, context.catalogue)
        repeats = RepeatLog(context.repeats)
        viewsByDay = Array(repeating: 0, count: context.catalogue.surfaces.count * context.period.count)
        lawful = Array(repeating: 0, count: context.catalogue.surfaces.count * context.directory.companies.count)
        parser = ViewRowParser(dates: source.dates, zone: source.zone, encoding: file.encoding)
    }

    /// Judges one piece of a file.
    ///
    /// - Parameter wanted: the file's columns in the order of `ViewSource.Column.allCases`; nil for one it lacks.
    func judge(
        piece: Int, of file: DelimitedFile, number: UInt32, source: ViewSource, wanted: [Int?], batch: RowBatch
    ) -> PieceOutcome {
        self.source = source
        self.file = file
        fileNumber = number
        parser = ViewRowParser(dates: source.dates, zone: source.zone, encoding: file.encoding)
        outcome = PieceOutcome()
        terminalNumbers = [:]
        circumstances = []
        circumstanceNumbers = [:]
        do throws(ScanFault) {
            // INVARIANT: the handler gets the bytes that the batch's places are in.
            outcome.lines = unsafe try file.read(piece, wanted: wanted, buffer: buffer, batch: batch) { batch, bytes in
                unsafe judge(batch, bytes, wanted)
            }
        } catch {
            outcome.fault = error
        }
        // The first pass of a batch finds some, and the third others.
        outcome.undetermined.sort { $0.line < $1.line }
        return outcome
    }

    private func judge(_ batch: RowBatch, _ bytes: UnsafePointer<UInt8>, _ wanted: [Int?]) {
        outcome.rowsIn += batch.count
        let ownership = context.catalogue[source.surface].subject == .supplyPoint ? context.supply : context.purchases
        // INVARIANT: in this file, in all passes, places are the batch's own, in the bytes that came with it.
        let count = unsafe parse(batch, bytes, wanted, ownership)
        for index in 0..<count {
            let subject = ownership.subject(pending[index].key)
            pending[index].subject = subject?.rawValue ?? Self.noSubject
            if let subject { ownership.prefetch(subject) }
        }
        for index in 0..<count { unsafe decide(pending[index], batch, bytes, ownership) }
    }

    /// The first pass: fields to numbers. Rows that are not used end here.
    private func parse(
        _ batch: RowBatch, _ bytes: UnsafePointer<UInt8>, _ wanted: [Int?], _ ownership: OwnershipIndex
    ) -> Int {
        var count = 0
        for row in 0..<batch.count {
            // INVARIANT: as in `judge`.
            if let reason = batch.fault(row).reason {
                unsafe outcome.rejects.append(batch.reject(row, bytes, file, reason))
                continue
            }
            var view = Pending()
            view.row = Int32(truncatingIfNeeded: row)
            switch unsafe parser.instant(bytes + batch.start(row, 0), count: batch.length(row, 0)) {
            case .instant(let instant): view.second = instant.secondsSince1970
            case .unreadable: unsafe reject(row, batch, bytes, .at, .unreadableDate); continue
            case .impossible: unsafe reject(row, batch, bytes, .at, .impossibleDate); continue
            }
            view.day = Instant(secondsSince1970: view.second).day(in: context.zone).daysSince1970
            guard context.period.contains(view.day) else {
                unsafe reject(row, batch, bytes, .at, .outsidePeriod)
                continue
            }
            let subject = unsafe bytes + batch.start(row, 2)
            if let key = unsafe SubjectKey(plain: subject, count: batch.length(row, 2)) {
                view.key = key
            } else {
                guard let text = unsafe parser.text(subject, count: batch.length(row, 2)) else {
                    unsafe reject(row, batch, bytes, .subject, .undecodable)
                    continue
                }
                guard let key = SubjectKey(text) else {
                    let isEmpty = Identifiers.normalised(text).isEmpty
                    unsafe reject(row, batch, bytes, .subject, isEmpty ? .emptyIdentifier : .unreadableIdentifier)
                    continue
                }
                view.key = key
            }
            if wanted[4] != nil || wanted[5] != nil {
                do throws(Undecodable) {
                    view.circumstances = unsafe Int32(try circumstances(row, batch, bytes))
                } catch {
                    unsafe reject(row, batch, bytes, error.column, .undecodable)
                    continue
                }
            }
            let viewer = unsafe bytes + batch.start(row, 1)
            let length = batch.length(row, 1)
            guard let account = unsafe account(viewer, length) else {
                guard let text = unsafe parser.text(viewer, count: length) else {
                    unsafe reject(row, batch, bytes, .viewer, .undecodable)
                    continue
                }
                let id = Identifiers.normalised(text)
                guard !id.isEmpty else {
                    unsafe reject(row, batch, bytes, .viewer, .emptyIdentifier)
                    continue
                }
                unsafe undetermined(view, .unknownViewer, viewer: id, batch, bytes)
                continue
            }
            view.account = account
            let state = context.viewers.state(account, on: view.day)
            guard state >= ViewerTable.State.firstEmployment else {
                unsafe undetermined(
                    view, ViewerTable.State.reason(state), viewer: context.viewers.id(account), batch, bytes)
                continue
            }
            view.employment = state - ViewerTable.State.firstEmployment
            ownership.prefetch(view.key)
            pending[count] = view
            count += 1
        }
        return count
    }

    @inline(__always)
    private func account(_ bytes: UnsafePointer<UInt8>, _ count: Int) -> UInt32? {
        // INVARIANT: as in `judge`.
        if let account = unsafe context.viewers.account(plain: bytes, count: count) { return account }
        return unsafe parser.text(bytes, count: count).flatMap { context.viewers.account($0) }
    }

    /// The third pass: whose customer it was on that day, and what the barrier says.
    @inline(__always)
    private func decide(
        _ view: Pending, _ batch: RowBatch, _ bytes: UnsafePointer<UInt8>, _ ownership: OwnershipIndex
    ) {
        // INVARIANT: as in `judge`.
        guard view.subject != Self.noSubject else {
            unsafe undetermined(view, .notInRegister, viewer: context.viewers.id(view.account), batch, bytes)
            return
        }
        let subject = SubjectIndex(rawValue: view.subject)
        switch ownership.lookUp(subject, on: CalendarDay(daysSince1970: view.day)) {
        case .owner(let period):
            let (owner, voltage) = ownership.owner(ofPeriod: period)
            let place = Int(view.circumstances)
            let said =
                place == 0
                ? (number: 0, value: VerdictCache.Circumstances()) : circumstances[place - 1]
            let (verdict, isBarred) = cache.judge(
                employment: view.employment, owner: owner, voltage: voltage, surface: source.surface,
                circumstances: said)
            tally(view.day)
            let employment = context.directory.employments[Int(view.employment)]
            if isBarred {
                let exposure = unsafe Exposure(
                    instant: Instant(secondsSince1970: view.second),
                    employment: EmploymentIndex(rawValue: view.employment), surface: source.surface,
                    subject: subject, period: period, verdict: verdict, terminal: terminal(view, batch, bytes),
                    file: fileNumber, line: line(view, batch, bytes), isRepeat: false)
                outcome.exposures.append(exposure)
            } else {
                lawful[
                    Int(source.surface.rawValue) * context.directory.companies.count + Int(employment.side.rawValue)] +=
                    1
                repeats.add(
                    subject: view.subject, person: employment.person.rawValue, surface: source.surface.rawValue,
                    second: view.second)
            }
        case .noneThen, .notInRegister:
            unsafe undetermined(view, .noneThen, viewer: context.viewers.id(view.account), batch, bytes)
        case .overlapping:
            unsafe undetermined(view, .overlapping, viewer: context.viewers.id(view.account), batch, bytes)
        }
    }
}
