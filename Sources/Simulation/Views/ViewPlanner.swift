import Intake

/// Draws every view of every log: first the exposures that the studies must find, then what surrounds them.
package struct ViewPlanner {
    let scenario: ScenarioFile
    let workforce: Workforce
    let supply: SupplyRegister
    let logs: [SurfaceLog]
    var generator: SeededGenerator
    /// By log.
    package private(set) var views: [[LoggedView]]
    private let terminalCount: Int

    /// - Throws: where the scenario leaves no day on which somebody could have looked at something.
    init(
        _ scenario: Scenario, _ workforce: Workforce, _ supply: SupplyRegister, _ logs: [SurfaceLog]
    ) throws(IntakeError) {
        self.scenario = scenario.file
        self.workforce = workforce
        self.supply = supply
        self.logs = logs
        generator = SeededGenerator(seed: scenario.seed, part: "views")
        views = logs.map { _ in [] }
        terminalCount = max(8, workforce.workers.count / 4)
        for study in scenario.file.studies.indices { try planExposures(study) }
        let exposures = views.map(\.count)
        for log in logs.indices { planLawful(log, count: max(20, exposures[log]) * scenario.file.lawfulPerExposure) }
        planTraps()
        for log in logs.indices { repeatSome(log) }
    }

    mutating func add(_ view: LoggedView, to log: Int) {
        var view = view
        let precision = logs[log].precision
        if precision > 1 { view.second -= (view.second % precision + precision) % precision }
        if logs[log].has("terminal") { view.terminal = terminal(view.viewer) }
        if view.form == .plain, generator.percent(scenario.traps?.foldedPercent ?? 0) { view.form = .folded }
        views[log].append(view)
    }

    private mutating func terminal(_ viewer: Int32) -> UInt16 {
        let usual = Int(viewer.magnitude) * 7 % terminalCount
        return UInt16(1 + (generator.percent(90) ? usual : generator.below(terminalCount)))
    }

    /// Some rows stand twice: the page was loaded again, or the button pressed again.
    private mutating func repeatSome(_ log: Int) {
        let share = scenario.traps?.refreshPercent ?? 0
        for place in views[log].indices where generator.percent(share) {
            var again = views[log][place]
            guard again.form == .plain || again.form == .folded else { continue }
            if logs[log].precision == 1 { again.second += Int64(generator.below(scenario.refreshWindow + 1)) }
            // Not beyond the day, on which the supplier may be another.
            guard (again.second + 9 * 3600) / 86_400 == (views[log][place].second + 9 * 3600) / 86_400 else { continue }
            views[log].append(again)
        }
    }

    // MARK: Times

    /// A second of a day, most of them in business hours.
    mutating func second(of day: Int32) -> Int64 {
        let start = Int64(day) * 86_400 - 9 * 3600
        if generator.percent(3) { return start + Int64(generator.below(86_400)) }
        return start + 8 * 3600 + Int64(generator.below(5 * 3600) + generator.below(5 * 3600))
    }

    /// A day of a log; few of them on Saturdays and Sundays.
    mutating func day(of log: Int) -> Int32 {
        for _ in 0..<4 {
            let day = generator.pick(logs[log].days)
            // 1970-01-01 was a Thursday.
            if (day + 3) % 7 < 5 || generator.percent(15) { return day }
        }
        return generator.pick(logs[log].days)
    }

    // MARK: Exposures

    /// The exposures of one study: each target seen, and each planned viewer seen looking.
    private mutating func planExposures(_ study: Int) throws(IntakeError) {
        let open = logs.indices.filter {
            logs[$0].study == study && (logs[$0].surface.share ?? 0) > 0 && !logs[$0].days.isEmpty
        }
        let viewers = generator.shuffled(workforce.viewers[study])
        let targets = generator.shuffled(supply.targets[study])
        var search = ExposureSearch(
            open: open, shares: open.map { logs[$0].surface.share ?? 0 }, viewers: viewers, targets: targets)
        var isSeen = targets.map { _ in false }
        func impossible(_ who: String, _ whom: String) -> IntakeError {
            IntakeError(
                ja: "study `\(scenario.studies[study].id)` の\(who)が閲覧できる日がありません。期間やログの日を広げてください",
                en: "no day is left on which a \(whom) of study `\(scenario.studies[study].id)` could be; widen its "
                    + "periods, or the days of its logs")
        }
        for place in viewers.indices {
            let log = place < open.count ? open[place] : nil
            let target = place < targets.count ? place : nil
            guard
                let found = search.place(&self, viewer: place, target: target, log: log, tries: 60)
                    ?? search.place(&self, viewer: place, target: nil, log: log, tries: 20_000)
            else { throw impossible("閲覧者", "viewer") }
            isSeen[found] = true
        }
        for place in targets.indices where !isSeen[place] {
            guard search.place(&self, viewer: nil, target: place, log: nil, tries: 20_000) != nil else {
                throw impossible("契約", "contract")
            }
        }
        let made = open.reduce(0) { $0 + views[$1].count }
        for _ in 0..<max(0, scenario.studies[study].views - made) {
            _ = search.place(&self, viewer: nil, target: nil, log: nil, tries: 200)
        }
    }
}

/// Finds who could have seen what, where and when.
struct ExposureSearch {
    let open: [Int]
    let shares: [Int]
    let viewers: [PlannedViewer]
    let targets: [Target]

    /// Draws until everything fits; what is given is kept.
    ///
    /// - Returns: the target seen, or nil where nothing fitted.
    mutating func place(
        _ planner: inout ViewPlanner, viewer: Int?, target: Int?, log: Int?, tries: Int
    ) -> Int? {
        guard !open.isEmpty, !targets.isEmpty, !viewers.isEmpty else { return nil }
        for _ in 0..<tries {
            let seen = target ?? skewed(targets.count, &planner.generator)
            let looking = viewers[viewer ?? skewed(viewers.count, &planner.generator)]
            let log = log ?? open[planner.generator.pick(weights: shares)]
            let spell = planner.supply.spells[Int(targets[seen].spell)]
            guard planner.logs[log].surface.isFacility == (spell.grade == .purchase) else { continue }
            var second: Int64?
            var day: Int32
            if viewer != nil {
                day = looking.needed.lowerBound + Int32(planner.generator.below(looking.needed.count))
            } else if planner.generator.percent(12) {
                // The first moment of the day of a switch belongs to the new supplier, the one before it does not.
                day = planner.generator.percent(50) ? spell.days.lowerBound : spell.days.upperBound &- 1
                second =
                    Int64(day) * 86_400 - 9 * 3600
                    + (day == spell.days.lowerBound ? 0 : 86_399 - Int64(planner.generator.below(50)))
            } else {
                day = planner.day(of: log)
            }
            guard spell.days.contains(day), looking.isAllowed(day), planner.logs[log].covers(day) else { continue }
            let when = second ?? planner.second(of: day)
            planner.add(
                LoggedView(second: when, viewer: Int32(looking.worker), point: targets[seen].point), to: log)
            return seen
        }
        return nil
    }

    /// Few look often, and few are looked at often.
    private func skewed(_ count: Int, _ generator: inout SeededGenerator) -> Int {
        min(generator.below(count), generator.below(count))
    }
}
