import Barrier
import Intake
import Registry
import Trace

/// The look-back once more, by nested loops over plain rows: slow, and too simple to be wrong in the same way.
struct Twin {
    struct Exposure: Hashable {
        var second: Int
        var viewer: World.Job
        var surface: Int
        var period: World.Period
        var reasons: [String]
        var terminal: String?
        var file: String
        var line: Int
        var isRepeat = false
    }

    struct Undetermined: Hashable {
        var second: Int
        var surface: Int
        var viewer: String
        var subject: String
        var reason: UndeterminedView.Reason
        var file: String
        var line: Int
    }

    struct Rejected: Hashable {
        var place: Place
        var reason: RejectReason
        var heading: String?
    }

    struct Lawful: Hashable {
        var second: Int
        var person: String
        var side: String
        var surface: Int
        var subject: String
    }

    let world: World
    let logs: MadeLogs
    private(set) var exposures: [Exposure] = []
    private(set) var undetermined: [Undetermined] = []
    private(set) var rejects: [Rejected] = []
    private(set) var lawful: [Lawful] = []
    /// Source, file and day of every row that is a view.
    private(set) var views: [(source: Int, file: Int, day: Int)] = []

    init(_ world: World, _ logs: MadeLogs) {
        self.world = world
        self.logs = logs
        for row in logs.rows { judge(row) }
        for index in exposures.indices { exposures[index].isRepeat = isRepeat(index) }
    }

    private mutating func judge(_ row: LoggedRow) {
        let file = logs.files[row.source][row.file]
        let surface = Int(logs.sources[row.source].surface.rawValue)
        func rejected(_ reason: RejectReason, _ column: ViewSource.Column?) -> Rejected {
            let place = column.flatMap { row.places[$0] } ?? Place(file: file, line: row.line, column: 0)
            let heading = column.map { logs.sources[row.source].columns[$0] ?? $0.rawValue }
            return Rejected(place: place, reason: reason, heading: heading)
        }
        let view: PlainView
        switch row.content {
        case .bad(let reason, let column):
            rejects.append(rejected(reason, column))
            return
        case .view(let meant): view = meant
        }
        let day = World.dayInJapan(view.second)
        guard world.isObserved(day) else {
            rejects.append(rejected(.outsidePeriod, .at))
            return
        }
        views.append((row.source, row.file, day))
        do {
            let job = try job(of: try holder(of: view.account, on: day), on: day)
            let period = try period(of: view.subject, on: day, at: surface)
            let reasons = reasons(view, job, period, surface)
            if reasons.isEmpty {
                lawful.append(
                    Lawful(
                        second: view.second, person: job.person, side: job.side, surface: surface, subject: view.subject
                    ))
            } else {
                exposures.append(
                    Exposure(
                        second: view.second, viewer: job, surface: surface, period: period, reasons: reasons,
                        terminal: view.terminal == "ﾀﾝﾏﾂ3" ? "タンマツ3" : view.terminal, file: file, line: row.line))
            }
        } catch {
            undetermined.append(
                Undetermined(
                    second: view.second, surface: surface, viewer: view.account, subject: view.subject,
                    reason: error.reason, file: file, line: row.line))
        }
    }

    private struct Undecided: Error {
        var reason: UndeterminedView.Reason
    }

    private func holder(of account: String, on day: Int) throws(Undecided) -> String {
        let accounts = world.accounts ?? world.people.map { World.Account(id: $0, person: $0) }
        let holders = Set(accounts.filter { $0.id == account && $0.holds(on: day) }.map(\.person))
        guard let holder = holders.first else { throw Undecided(reason: .unknownViewer) }
        guard holders.count == 1, let holder else { throw Undecided(reason: .sharedAccount) }
        return holder
    }

    private func job(of person: String, on day: Int) throws(Undecided) -> World.Job {
        let jobs = world.jobs.filter { $0.person == person && $0.holds(on: day) }.sorted { $0.from < $1.from }
        guard let first = jobs.first else { throw Undecided(reason: .noEmployment) }
        guard jobs.allSatisfy({ $0.actsLike(first) }) else { throw Undecided(reason: .overlappingEmployments) }
        return first
    }

    private func period(of number: String, on day: Int, at surface: Int) throws(Undecided) -> World.Period {
        let isFacility = World.surfaces[surface].subject == .facility
        let register = isFacility ? world.purchases : world.supply
        let known = Set(register.map(\.number)).union(isFacility ? [] : world.knownNumbers)
        guard known.contains(number) else { throw Undecided(reason: .notInRegister) }
        // A row that stands twice is one row.
        let periods = Set(register.filter { $0.number == number && $0.holds(on: day) })
        guard let period = periods.first else { throw Undecided(reason: .noneThen) }
        guard periods.count == 1 else { throw Undecided(reason: .overlapping) }
        return period
    }

    /// The ids of the rules that bar the view, in the order of the rule book; none where it is lawful.
    private func reasons(_ view: PlainView, _ job: World.Job, _ period: World.Period, _ surface: Int) -> [String] {
        let facts = Facts(
            company: job.company, side: job.side, kind: job.kind, department: job.department, position: job.position,
            owner: period.owner, voltage: period.voltage, surface: surface, purpose: view.purpose,
            emergency: view.emergency)
        var barring: Set<String> = []
        for fieldClass in [.existence] + World.surfaces[surface].fields.map(\.fieldClass) {
            let applying = world.rules.filter { $0.classes?.contains(fieldClass) ?? true && $0.holds(facts) }
            let forbids = applying.filter(\.isForbid).map(\.id)
            barring.formUnion(forbids)
            if applying.isEmpty { barring.insert("default-deny") }
        }
        return (world.rules.map(\.id) + ["default-deny"]).filter { barring.contains($0) }
    }

    // MARK: Repeats

    /// Whether the same person saw the same record on the same surface at most a window earlier.
    private func isRepeat(_ index: Int) -> Bool {
        let own = exposures[index]
        return exposures.indices.contains { other in
            let earlier = exposures[other]
            return earlier.viewer.person == own.viewer.person && earlier.period.number == own.period.number
                && earlier.surface == own.surface && (earlier.second, other) < (own.second, index)
                && own.second - earlier.second <= world.refreshWindow
        }
    }

    /// Lawful views of a surface that repeat another.
    func lawfulRepeats(_ surface: Int) -> Int {
        lawful.indices.count { index in
            let own = lawful[index]
            return own.surface == surface
                && lawful.indices.contains { other in
                    let earlier = lawful[other]
                    return earlier.person == own.person && earlier.subject == own.subject && earlier.surface == surface
                        && (earlier.second, other) < (own.second, index)
                        && own.second - earlier.second <= world.refreshWindow
                }
        }
    }

    // MARK: Sums

    func account(_ surface: Int) -> RowAccount {
        let sources = logs.sources.indices.filter { Int(logs.sources[$0].surface.rawValue) == surface }
        let rows = logs.rows.count { sources.contains($0.source) }
        let names = sources.flatMap { logs.files[$0] }
        let rejected = rejects.count { names.contains($0.place.file) }
        let repeated = exposures.count { $0.surface == surface && $0.isRepeat } + lawfulRepeats(surface)
        return RowAccount(rowsIn: rows, used: rows - rejected - repeated, rejected: rejected, duplicates: repeated)
    }

    /// What was observed of a surface, by day of the period.
    func coverage(_ surface: Int) -> [Coverage.Day] {
        (world.firstDay...world.lastDay).map { day in
            var isExpected = false
            var isCovered = false
            var count = 0
            for (number, source) in logs.sources.enumerated() where Int(source.surface.rawValue) == surface {
                if source.period.contains(World.day(day)) { isExpected = true }
                for (file, entry) in source.files.enumerated() {
                    let seen = views.filter { $0.source == number && $0.file == file }.map(\.day)
                    count += seen.count { $0 == day }
                    let isInside = seen.contains { $0 <= day } && seen.contains { $0 >= day }
                    if entry.days?.contains(World.day(day)) ?? isInside { isCovered = true }
                }
            }
            if count > 0 { return .views(count) }
            if isCovered { return .noViews }
            return isExpected || surface == World.forgetful ? .noLog : .outside
        }
    }
}
