@testable import Simulation

/// The barrier and the look-back once more, as plainly as they can be said: one view at a time, over the world as it
/// was drawn, without a register, a policy or a file.
struct NaiveJudge {
    struct Exposure {
        var log: Int
        var surface: String
        var worker: Int
        var isEmployee: Bool
        var isInvestigatedSide: Bool
        var point: Int32
        var spell: Spell
        var second: Int64
        var day: Int32
        var terminal: UInt16
        var rule: String
        var isRepeat = false
    }

    private(set) var exposures: [Exposure] = []
    private(set) var undetermined: [String: Int] = [:]
    private(set) var rejects: [String: Int] = [:]
    /// By log.
    private(set) var rowsIn: [Int]
    private(set) var rejected: [Int]
    private(set) var repeats: [Int]
    private(set) var lawful: [Int]
    /// The days of views that cannot be judged, by log.
    private(set) var undeterminedDays: [[Int32]]
    /// Days with a view that could be read, by log.
    private(set) var daysWithViews: [Set<Int32>]

    private struct Key: Hashable {
        var log: Int
        var worker: Int
        var point: Int32
    }

    init(_ world: SimulatedWorld) {
        let none = world.logs.map { _ in 0 }
        (rowsIn, rejected, repeats, lawful) = (none, none, none, none)
        undeterminedDays = world.logs.map { _ in [] }
        daysWithViews = world.logs.map { _ in [] }
        var lawfulTimes: [Key: [Int64]] = [:]
        let whole = Days(world.scenario.period)
        for (log, views) in world.views.enumerated() {
            let surface = world.logs[log]
            for view in views {
                rowsIn[log] += 1
                let day = Int32(((view.second + 9 * 3600) / 86_400))
                if view.form == .impossibleDate || view.form == .cutShort || !whole.contains(day) {
                    let reason =
                        view.form == .impossibleDate
                        ? "impossibleDate" : view.form == .cutShort ? "cutShort" : "outsidePeriod"
                    rejects[reason, default: 0] += 1
                    rejected[log] += 1
                    continue
                }
                daysWithViews[log].insert(day)
                func cannotSay(_ reason: String) {
                    undetermined[reason, default: 0] += 1
                    undeterminedDays[log].append(day)
                }
                if view.viewer < 0 {
                    cannotSay(Accounts.isShared(view.viewer) ? "sharedAccount" : "unknownViewer")
                    continue
                }
                let jobs = world.workforce.workers[Int(view.viewer)].jobs.filter { $0.days.contains(day) }
                guard jobs.count == 1 else {
                    cannotSay(jobs.isEmpty ? "noEmployment" : "overlappingEmployments")
                    continue
                }
                guard view.point >= 0 else {
                    cannotSay("notInRegister")
                    continue
                }
                let spells = world.supply.spells(of: view.point).filter { $0.days.contains(day) }
                guard spells.count == 1 else {
                    cannotSay(spells.isEmpty ? "noneThen" : "overlapping")
                    continue
                }
                guard let rule = Self.rule(jobs[0], spells[0], view, surface) else {
                    lawful[log] += 1
                    lawfulTimes[Key(log: log, worker: Int(view.viewer), point: view.point), default: []].append(
                        view.second)
                    continue
                }
                exposures.append(
                    Exposure(
                        log: log, surface: surface.surface.id, worker: Int(view.viewer),
                        isEmployee: jobs[0].isEmployee, isInvestigatedSide: jobs[0].side == Market.investigated,
                        point: view.point, spell: spells[0], second: view.second, day: day, terminal: view.terminal,
                        rule: rule))
            }
        }
        let window = Int64(world.scenario.file.refreshWindow)
        for (key, times) in lawfulTimes {
            let times = times.sorted()
            repeats[key.log] += zip(times, times.dropFirst()).count { $1 - $0 <= window }
        }
        markRepeats(window)
    }

    private mutating func markRepeats(_ window: Int64) {
        var last: [Key: Int64] = [:]
        for place in exposures.indices.sorted(by: { exposures[$0].second < exposures[$1].second }) {
            let exposure = exposures[place]
            let key = Key(log: exposure.log, worker: exposure.worker, point: exposure.point)
            if let before = last[key], exposure.second - before <= window {
                exposures[place].isRepeat = true
                repeats[exposure.log] += 1
            }
            last[key] = exposure.second
        }
    }

    /// The rule that forbids a view; nil where it is lawful.
    private static func rule(_ job: Job, _ spell: Spell, _ view: LoggedView, _ log: SurfaceLog) -> String? {
        let owner = Int(spell.owner)
        if job.side == Market.networkOperator {
            return view.purpose == .sales && log.has("purpose") ? "no-network-data-for-sales" : nil
        }
        guard owner != job.side else { return nil }
        if view.purpose == .restoration, view.isEmergency, log.has("purpose"), log.has("emergency") { return nil }
        return owner == Market.networkOperator ? "last-resort-barrier" : "affiliate-barrier"
    }
}
