import Intake

/// What surrounds the exposures: lawful views, and rows that no reader likes.
extension ViewPlanner {
    /// Lawful views of one log: of the retailer's own customers by its people, and of anybody's by the network
    /// operator's.
    mutating func planLawful(_ log: Int, count: Int) {
        guard !logs[log].days.isEmpty else { return }
        let grades = self.grades(of: log)
        let own = grades.flatMap { supply.own[$0] ?? [] }
        let others = grades.flatMap { supply.others[$0] ?? [] }
        let formerlyOwn = grades.flatMap { supply.formerlyOwn[$0] ?? [] }
        let seen = supply.targets[logs[log].study].filter {
            supply.isFacility($0.point) == logs[log].surface.isFacility
        }
        guard !own.isEmpty, !others.isEmpty else { return }
        var made = 0
        while made < count {
            let day = day(of: log)
            let kind = generator.below(100)
            var view = LoggedView(second: second(of: day), viewer: 0, point: 0)
            if kind < 55 {
                guard let viewer = staff(workforce.salesStaff, for: Market.investigated, on: day) else { continue }
                view.viewer = viewer
                view.point = generator.pick(own)
                if kind < 4, let former = formerlyOwn.isEmpty ? nil : generator.pick(formerlyOwn) {
                    guard former.days.contains(day) else { continue }
                    view.point = former.point
                    // The last moment before it was lost.
                    let last = former.days.upperBound &- 1
                    if kind < 1, logs[log].covers(last),
                        workforce.workers[Int(viewer)].acts(for: Market.investigated, on: last)
                    {
                        view.second = Int64(last) * 86_400 - 9 * 3600 + 86_399
                    }
                }
            } else {
                guard let viewer = staff(workforce.networkStaff, for: Market.networkOperator, on: day) else { continue }
                view.viewer = viewer
                view.purpose = .network
                if kind < 80, !seen.isEmpty {
                    let target = generator.pick(seen)
                    guard supply.spells[Int(target.spell)].days.contains(day) else { continue }
                    view.point = target.point
                } else {
                    view.point = generator.pick(kind < 90 ? others : own)
                }
            }
            add(view, to: log)
            made += 1
        }
    }

    private func grades(of log: Int) -> [Grade] {
        Grade.allCases.filter { grade in
            (scenario.studies[logs[log].study].contracts[grade.name] ?? 0) > 0
                && (grade == .purchase) == logs[log].surface.isFacility
        }
    }

    private mutating func staff(_ people: [Int], for side: Int, on day: Int32) -> Int32? {
        for _ in 0..<20 where !people.isEmpty {
            let worker = generator.pick(people)
            if workforce.workers[worker].acts(for: side, on: day) { return Int32(worker) }
        }
        return nil
    }

    // MARK: Traps

    mutating func planTraps() {
        guard let traps = scenario.traps else { return }
        let open = logs.indices.filter { !logs[$0].days.isEmpty && !logs[$0].surface.isFacility }
        spoil(traps.unknownViewers, open) { view, generator in
            view.viewer = -Int32(Accounts.sharedCount + 1 + generator.below(9))
        }
        spoil(traps.sharedAccounts, open) { view, generator in
            view.viewer = -Int32(1 + generator.below(Accounts.sharedCount))
        }
        spoil(traps.unknownSubjects, open) { view, generator in view.point = -Int32(1 + generator.below(500)) }
        spoil(traps.impossibleDates, open) { view, _ in view.form = .impossibleDate }
        spoil(traps.outsidePeriod, open) { view, _ in
            view.clockError = 3000 * 86_400
            view.second -= view.clockError
        }
        let contradicting = workforce.contradicting
        spoil(contradicting.isEmpty ? 0 : traps.contradictingEmployments, open) { view, generator in
            view.viewer = Int32(generator.pick(contradicting))
        }
        planDatedTraps(traps, open)
        planPurposes(traps, open.filter { logs[$0].has("purpose") && logs[$0].has("emergency") })
        planCutLines(traps, open)
    }

    /// Views that would be lawful, but for one thing.
    private mutating func spoil(
        _ count: Int?, _ open: [Int], _ change: (inout LoggedView, inout SeededGenerator) -> Void
    ) {
        draw(count, open) { planner, log, day in
            guard let point = planner.point(planner.supply.own, log),
                let viewer = planner.staff(planner.workforce.salesStaff, for: Market.investigated, on: day)
            else { return nil }
            var view = LoggedView(second: planner.second(of: day), viewer: viewer, point: point)
            change(&view, &planner.generator)
            return view
        }
    }

    /// Traps that are ones on some days only.
    private mutating func planDatedTraps(_ traps: ScenarioFile.Traps, _ open: [Int]) {
        let leavers = workforce.leavers
        draw(leavers.isEmpty ? 0 : traps.afterLeaving, open) { planner, log, day in
            let leaver = planner.generator.pick(leavers)
            guard day >= leaver.after, let point = planner.point(planner.supply.own, log) else { return nil }
            return LoggedView(second: planner.second(of: day), viewer: Int32(leaver.worker), point: point)
        }
        for (count, points) in [
            (traps.vacantSpells, supply.vacant), (traps.overlappingPeriods, supply.contradictory),
        ] {
            draw(points.isEmpty ? 0 : count, open) { planner, _, day in
                let point = planner.generator.pick(points)
                guard point.days.contains(day),
                    let viewer = planner.staff(planner.workforce.salesStaff, for: Market.investigated, on: day)
                else { return nil }
                return LoggedView(second: planner.second(of: day), viewer: viewer, point: point.point)
            }
        }
    }

    /// What a purpose makes unlawful, and what a declared emergency makes lawful.
    private mutating func planPurposes(_ traps: ScenarioFile.Traps, _ open: [Int]) {
        draw(traps.networkSales, open) { planner, log, day in
            guard let point = planner.point(planner.supply.others, log),
                let viewer = planner.staff(planner.workforce.networkStaff, for: Market.networkOperator, on: day)
            else { return nil }
            return LoggedView(second: planner.second(of: day), viewer: viewer, point: point, purpose: .sales)
        }
        draw(traps.emergencyViews, open) { planner, log, day in
            guard let point = planner.point(planner.supply.others, log),
                let viewer = planner.staff(planner.workforce.salesStaff, for: Market.investigated, on: day)
            else { return nil }
            return LoggedView(
                second: planner.second(of: day), viewer: viewer, point: point, purpose: .restoration,
                isEmergency: true)
        }
    }

    /// At most one line of a file: the last.
    private mutating func planCutLines(_ traps: ScenarioFile.Traps, _ open: [Int]) {
        var cut: Set<[Int]> = []
        draw(traps.linesCutShort, open) { planner, log, day in
            let file = planner.logs[log].files.firstIndex { $0.days.contains(day) } ?? 0
            guard cut.insert([log, file]).inserted else { return nil }
            return LoggedView(second: planner.second(of: day), viewer: 0, point: 0, form: .cutShort)
        }
    }

    private mutating func point(_ pool: [Grade: [Int32]], _ log: Int) -> Int32? {
        let points = grades(of: log).flatMap { pool[$0] ?? [] }
        return points.isEmpty ? nil : generator.pick(points)
    }

    private mutating func draw(
        _ count: Int?, _ open: [Int], _ make: (inout ViewPlanner, Int, Int32) -> LoggedView?
    ) {
        guard !open.isEmpty else { return }
        for _ in 0..<(count ?? 0) {
            for _ in 0..<50 {
                let log = generator.pick(open)
                let day = day(of: log)
                guard let view = make(&self, log, day) else { continue }
                add(view, to: log)
                break
            }
        }
    }
}
