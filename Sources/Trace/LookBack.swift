public import Barrier
public import Intake
public import Registry
import Synchronization

/// Judges years of views by the barrier: each by the supplier on its day, and by the viewer's company on its day.
///
/// All cores read and judge pieces of files; what they find is put together in the order of sources, files and lines,
/// so that the outcome does not depend on who was quicker.
public struct LookBack: Sendable {
    /// Who is who.
    public var directory: Directory
    /// Whose customer is whose.
    public var supply: OwnershipIndex
    /// Who buys the power of which facility.
    public var purchases: OwnershipIndex
    /// The surfaces.
    public var catalogue: Catalogue
    /// The barrier.
    public var rules: RuleBook
    /// The days under investigation; a view outside them is rejected.
    public var period: DayPeriod
    /// Seconds within which the same person's view of the same record on the same surface repeats the one before.
    public var refreshWindow: Int
    /// At most so many threads; all cores when absent.
    public var threads: Int?
    /// Bytes of a file that one piece of work covers.
    package var stride = BlockReader.stride

    /// A look-back.
    public init(
        directory: Directory, supply: OwnershipIndex, purchases: OwnershipIndex = .empty, catalogue: Catalogue,
        rules: RuleBook, period: DayPeriod, refreshWindow: Int = 0, threads: Int? = nil
    ) {
        self.directory = directory
        self.supply = supply
        self.purchases = purchases
        self.catalogue = catalogue
        self.rules = rules
        self.period = period
        self.refreshWindow = refreshWindow
        self.threads = threads
    }

    /// Judges all views of all sources.
    ///
    /// - Parameters:
    ///   - sources: where views were logged.
    ///   - progress: called now and then, from any thread, with the fraction that is done.
    /// - Throws: an error of a whole file: it cannot be read, lacks a column, is in another encoding.
    public func run(
        _ sources: [ViewSource], progress: @Sendable (Double) -> Void = { _ in }
    ) throws(IntakeError) -> LookBackResult {
        var careful: Set<Int> = []
        while true {
            let plan = try ViewPlan(sources, carefully: careful, stride: stride)
            let outcomes = judge(plan, progress)
            var surprised: Set<Int> = []
            for (piece, outcome) in zip(plan.pieces, outcomes.pieces) {
                switch outcome.fault {
                case .unreadable(let error): throw error
                case .irregular: surprised.insert(piece.file)
                case nil: break
                }
            }
            // A quote or a lone CR far into a file: the whole is done again, with those files read in order.
            guard !surprised.isEmpty else { return assemble(plan, outcomes) }
            careful.formUnion(surprised)
        }
    }

    /// The days of the case, in days since 1970; a hundred years where it has no end.
    var days: Range<Int32> {
        period.from.daysSince1970..<(period.to?.daysSince1970 ?? (period.from.daysSince1970 + 36_500))
    }

    struct Outcomes {
        var pieces: [PieceOutcome]
        var repeats: [RepeatLog.Keys]
        var viewsByDay: [UInt32]
        var lawful: [Int]
        var context: JudgingContext
    }

    private func judge(_ plan: ViewPlan, _ progress: @Sendable (Double) -> Void) -> Outcomes {
        let (from, to) = (days.lowerBound, days.upperBound)
        let layout = RepeatLayout(
            people: directory.people.count, surfaces: catalogue.surfaces.count,
            subjects: max(supply.placeCount, purchases.placeCount), from: Int64(from - 1) * 86_400,
            to: Int64(to + 1) * 86_400, window: refreshWindow)
        let verdicts = VerdictTable(rules: rules, directory: directory)
        let context = JudgingContext(
            catalogue: catalogue, directory: directory,
            viewers: ViewerTable(directory, classes: verdicts.viewerClass, period: days), supply: supply,
            purchases: purchases,
            verdicts: verdicts, circumstances: CircumstanceList(), terminals: TerminalList(), repeats: layout,
            period: days, zone: .japan)
        let outcomes = Mutex(
            Outcomes(
                pieces: Array(repeating: PieceOutcome(), count: plan.pieces.count), repeats: [],
                viewsByDay: Array(repeating: 0, count: catalogue.surfaces.count * (Int(to) - Int(from))),
                lawful: Array(repeating: 0, count: catalogue.surfaces.count * directory.companies.count),
                context: context))
        let done = Atomic<Int>(0)
        Parallel.workers(over: plan.pieces.count, threads: threads) {
            nil as (PieceJudge, RowBatch)?
        } _: { state, index in
            let piece = plan.pieces[index]
            let file = plan.files[piece.file]
            let source = plan.sources[file.source]
            let (judge, batch) =
                state
                ?? (
                    PieceJudge(context, source: source, file: file.file),
                    RowBatch(slots: ViewSource.Column.allCases.count)
                )
            state = (judge, batch)
            let outcome = judge.judge(
                piece: piece.piece, of: file.file, number: UInt32(piece.file), source: source, wanted: file.wanted,
                batch: batch)
            outcomes.withLock { $0.pieces[index] = outcome }
            let finished = done.wrappingAdd(1, ordering: .relaxed).newValue
            progress(Double(finished) / Double(plan.pieces.count))
        } _: { state in
            guard let (judge, _) = state else { return }
            outcomes.withLock { all in
                all.repeats.append(judge.repeats.keys)
                for index in 0..<judge.viewsByDay.count { all.viewsByDay[index] += judge.viewsByDay[index] }
                for index in 0..<judge.lawful.count { all.lawful[index] += judge.lawful[index] }
            }
        }
        return outcomes.withLock { $0 }
    }
}

extension OwnershipIndex {
    /// How many places there are for periods: every index of a number is below.
    var placeCount: Int { max(1, places) }
}
