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
    let terminals: TerminalList
    let repeats: RepeatLayout
    /// The days under investigation; a view outside them is rejected.
    let period: Range<Int32>
    let zone: ZoneOffset
}

/// One thread at work: takes the rows of a piece, 64 at a time, in passes, so that the memory that a pass needs is
/// already on its way when it comes.
final class PieceJudge {
    /// A row that goes on to the next pass.
    struct Pending {
        var second: Int64 = 0
        var viewer = PackedID(high: 0, low: 0)
        var day: Int32 = 0
        var row: Int32 = 0
        var account: UInt32 = 0
        var employment: UInt32 = 0
        var circumstances: Int32 = 0
    }

    let context: JudgingContext
    private let cache: VerdictCache
    private let pending = Slab(repeating: Pending(), count: RowBatch.capacity)
    private let questions = Slab(repeating: OwnershipQuestion.none, count: RowBatch.capacity)
    private let used = Slab(repeating: LawfulView(), count: RowBatch.capacity)
    let buffer = BlockBuffer()
    let repeats: RepeatLog
    /// Views by surface and day, and lawful ones by surface and side.
    let viewsByDay: Slab<UInt32>
    let lawful: Slab<Int>
    // Of the piece at hand:
    var source: ViewSource
    var file: DelimitedFile
    var fileNumber: UInt32 = 0
    private var ownership = OwnershipIndex.empty
    var parser: ViewRowParser
    var outcome = PieceOutcome()
    /// Terminals met so far, by their bytes.
    var terminals: [PackedID: UInt32] = [:]
    var circumstances: [(number: Int, value: VerdictCache.Circumstances)] = []
    var circumstanceNumbers: [VerdictCache.Circumstances: Int] = [:]
    /// The same by the bytes of their fields, where these are short.
    var circumstanceBytes: [CircumstanceBytes: Int] = [:]

    init(_ context: JudgingContext, source: ViewSource, file: DelimitedFile) {
        self.context = context
        self.source = source
        self.file = file
        let surfaces = context.catalogue.surfaces.count
        cache = VerdictCache(context.verdicts, context.catalogue)
        repeats = RepeatLog(context.repeats)
        viewsByDay = Slab(repeating: 0, count: surfaces * context.period.count)
        lawful = Slab(repeating: 0, count: surfaces * context.directory.companies.count)
        parser = ViewRowParser(dates: source.dates, zone: source.zone, encoding: file.encoding)
    }

    /// Judges one piece of a file.
    ///
    /// - Parameter wanted: the file's columns in the order of `ViewSource.Column.allCases`; nil for one it lacks.
    func judge(
        piece: Int, of file: DelimitedFile, number: UInt32, source: ViewSource, wanted: [Int?], batch: RowBatch
    ) -> PieceOutcome {
        // The same bytes may be another text there.
        if file.encoding != self.file.encoding { terminals = [:] }
        self.source = source
        self.file = file
        fileNumber = number
        parser = ViewRowParser(dates: source.dates, zone: source.zone, encoding: file.encoding)
        outcome = PieceOutcome()
        ownership = context.catalogue[source.surface].subject == .supplyPoint ? context.supply : context.purchases
        cache.turn(to: source.surface)
        circumstances = []
        circumstanceNumbers = [:]
        circumstanceBytes = [:]
        do throws(ScanFault) {
            // INVARIANT: the handler gets the bytes that the batch's places are in.
            outcome.lines = unsafe try file.read(piece, wanted: wanted, buffer: buffer, batch: batch) { batch, bytes in
                unsafe judge(batch, bytes, wanted)
            }
        } catch {
            outcome.fault = error
        }
        // Each pass of a batch finds some.
        outcome.undetermined.sort { $0.line < $1.line }
        outcome.rejects.sort { $0.line < $1.line }
        return outcome
    }

    private func judge(_ batch: RowBatch, _ bytes: UnsafePointer<UInt8>, _ wanted: [Int?]) {
        outcome.rowsIn += batch.count
        let ownership = ownership
        // INVARIANT: in this file, in all passes, places are the batch's own, in the bytes that came with it.
        let read = unsafe parse(batch, bytes, ownership, hasCircumstances: wanted[4] != nil || wanted[5] != nil)
        ownership.locate(questions, count: read)
        let known = unsafe identify(read, batch, bytes)
        ownership.answer(questions, count: known)
        unsafe decide(known, batch, bytes)
    }

    /// The first pass: when, whose record, and the viewer's bytes.
    ///
    /// - Returns: how many rows go on.
    private func parse(
        _ batch: RowBatch, _ bytes: UnsafePointer<UInt8>, _ ownership: OwnershipIndex, hasCircumstances: Bool
    ) -> Int {
        let (period, zone) = (context.period, context.zone)
        var parser = self.parser
        defer { self.parser = parser }
        var count = 0
        for row in 0..<batch.count {
            // INVARIANT: as in `judge`.
            if batch.fault(row) != .none, let reason = batch.fault(row).reason {
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
            let day = Instant(secondsSince1970: view.second).day(in: zone)
            view.day = day.daysSince1970
            guard period.contains(view.day) else {
                unsafe reject(row, batch, bytes, .at, .outsidePeriod)
                continue
            }
            let subject = unsafe bytes + batch.start(row, 2)
            guard
                let key = unsafe SubjectKey(plain: subject, count: batch.length(row, 2))
                    ?? foldedSubject(row, batch, bytes)
            else { continue }
            if hasCircumstances {
                guard let place = unsafe circumstances(row, batch, bytes) else { continue }
                view.circumstances = Int32(place)
            }
            questions[count] = ownership.question(key, on: day)
            view.viewer = unsafe PackedID(bytes + batch.start(row, 1), count: batch.length(row, 1))
            context.viewers.prefetch(view.viewer)
            pending[count] = view
            count += 1
        }
        return count
    }

    /// The second pass: for whom the viewer acted on that day.
    ///
    /// - Returns: how many rows go on.
    private func identify(_ count: Int, _ batch: RowBatch, _ bytes: UnsafePointer<UInt8>) -> Int {
        let viewers = context.viewers
        var known = 0
        for index in 0..<count {
            var view = pending[index]
            // INVARIANT: as in `judge`.
            guard let (account, state) = unsafe viewers.find(view.viewer, on: view.day) ?? folded(view, batch, bytes)
            else {
                unsafe unknownViewer(view, questions[index].key, batch, bytes)
                continue
            }
            view.account = account
            guard state >= ViewerTable.State.firstEmployment else {
                unsafe undetermined(
                    view, questions[index].key, ViewerTable.State.reason(state), viewers.id(account), batch, bytes)
                continue
            }
            view.employment = state - ViewerTable.State.firstEmployment
            pending[known] = view
            questions[known] = questions[index]
            known += 1
        }
        return known
    }

    /// The last pass, when it is known whose customer it was on that day: what the barrier says.
    private func decide(_ count: Int, _ batch: RowBatch, _ bytes: UnsafePointer<UInt8>) {
        let surface = source.surface
        let acting = context.viewers.acting
        let sides = Int(surface.rawValue) * context.directory.companies.count
        var usedCount = 0
        // Logs are mostly in order of time, so that views of one day stand together.
        var (today, views) = (Int32(0), UInt32(0))
        for index in 0..<count {
            let view = pending[index]
            let question = questions[index]
            // INVARIANT: as in `judge`.
            guard case .owner(let period) = question.answer else {
                let reason = UndeterminedView.Reason(question.answer)
                unsafe undetermined(view, question.key, reason, context.viewers.id(view.account), batch, bytes)
                continue
            }
            if view.day != today {
                tally(today, views)
                (today, views) = (view.day, 0)
            }
            views += 1
            let viewer = acting[Int(view.employment)]
            let (verdict, isBarred) = cache.judge(
                viewerClass: viewer.viewerClass, employment: view.employment, owner: question.owner,
                voltage: question.voltage,
                circumstances: view.circumstances == 0 ? nil : circumstances[Int(view.circumstances) - 1])
            if isBarred {
                let exposure = unsafe Exposure(
                    instant: Instant(secondsSince1970: view.second),
                    employment: EmploymentIndex(rawValue: view.employment), surface: surface,
                    subject: question.subject, period: period, owner: question.owner, voltage: question.voltage,
                    contract: 0, record: 0, verdict: verdict, terminal: terminal(view, batch, bytes),
                    file: fileNumber, line: line(view, batch, bytes), isRepeat: false)
                outcome.exposures.append(exposure)
            } else {
                lawful[sides + Int(viewer.side)] += 1
                used[usedCount] = LawfulView(
                    second: view.second, subject: question.subject.rawValue, person: viewer.person,
                    surface: surface.rawValue)
                usedCount += 1
            }
        }
        tally(today, views)
        repeats.add(used, count: usedCount)
    }
}
