import Barrier
import Intake
import Registry

/// The pieces' outcomes put together, in order.
extension LookBack {
    func assemble(_ plan: ViewPlan, _ outcomes: Outcomes) -> LookBackResult {
        var result = LookBackResult(
            exposures: [], undetermined: [], rejects: [],
            accounts: Array(repeating: RowAccount(), count: catalogue.surfaces.count), lawful: [],
            coverage: Coverage(firstDay: period.from, days: []), verdicts: [], terminals: [],
            files: plan.files.map(\.file.source.name), lawfulRepeats: [])
        result.exposures.reserveCapacity(outcomes.pieces.reduce(0) { $0 + $1.exposures.count })
        var terminals: [String: UInt32] = [:]
        // Verdicts were numbered by whichever thread was quicker; here they are numbered as exposures name them.
        let verdicts = outcomes.context.verdicts.verdicts
        var verdictNumbers = [UInt16?](repeating: nil, count: verdicts.count)
        var line: [Int] = plan.files.map(\.file.firstLine)
        for (piece, outcome) in zip(plan.pieces, outcomes.pieces) {
            let base = line[piece.file]
            func absolute(_ line: UInt32) -> UInt32 {
                line & PieceJudge.originalLine != 0 ? line & ~PieceJudge.originalLine : line + UInt32(base)
            }
            let numbers = outcome.terminals.map { name in
                if let known = terminals[name] { return known }
                result.terminals.append(name)
                terminals[name] = UInt32(result.terminals.count)
                return UInt32(result.terminals.count)
            }
            for var exposure in outcome.exposures {
                exposure.line = absolute(exposure.line)
                let verdict = Int(exposure.verdict)
                exposure.verdict = verdictNumbers[verdict] ?? UInt16(result.verdicts.count)
                if verdictNumbers[verdict] == nil {
                    verdictNumbers[verdict] = exposure.verdict
                    result.verdicts.append(verdicts[verdict])
                }
                if exposure.terminal > 0 { exposure.terminal = numbers[Int(exposure.terminal) - 1] }
                result.exposures.append(exposure)
            }
            for var view in outcome.undetermined {
                view.line = absolute(view.line)
                result.undetermined.append(view)
            }
            for var reject in outcome.rejects {
                reject.line = Int(absolute(UInt32(reject.line)))
                result.rejects.append(reject)
            }
            let surface = Int(plan.sources[plan.files[piece.file].source].surface.rawValue)
            result.accounts[surface].rowsIn += outcome.rowsIn
            result.accounts[surface].rejected += outcome.rejects.count
            line[piece.file] += outcome.lines
        }
        let repeats = markRepeats(&result.exposures)
        result.lawfulRepeats = RepeatLog.repeats(
            outcomes.repeats, layout: outcomes.context.repeats, surfaces: catalogue.surfaces.count,
            window: refreshWindow)
        for surface in catalogue.surfaces.indices {
            result.accounts[surface].duplicates = repeats[surface] + result.lawfulRepeats[surface]
            let account = result.accounts[surface]
            result.accounts[surface].used = account.rowsIn - account.rejected - account.duplicates
        }
        let companies = directory.companies.count
        result.lawful = catalogue.surfaces.indices.map { surface in
            Array(outcomes.lawful[surface * companies..<(surface + 1) * companies])
        }
        result.coverage = coverage(plan, outcomes)
        return result
    }

    /// Marks exposures that repeat the one before them, and counts them by surface.
    private func markRepeats(_ exposures: inout [Exposure]) -> [Int] {
        var counts = [Int](repeating: 0, count: catalogue.surfaces.count)
        let people = exposures.map { directory[$0.employment].person.rawValue }
        func key(_ index: Int) -> (UInt32, UInt32, UInt16, Int64, Int) {
            let exposure = exposures[index]
            return (
                exposure.subject.rawValue, people[index], exposure.surface.rawValue,
                exposure.instant.secondsSince1970, index
            )
        }
        let order = exposures.indices.sorted { key($0) < key($1) }
        for (former, index) in zip(order, order.dropFirst()) {
            let (one, other) = (key(former), key(index))
            if one.0 == other.0, one.1 == other.1, one.2 == other.2, other.3 - one.3 <= Int64(refreshWindow) {
                exposures[index].isRepeat = true
                counts[Int(other.2)] += 1
            }
        }
        return counts
    }

    private func coverage(_ plan: ViewPlan, _ outcomes: Outcomes) -> Coverage {
        let first = outcomes.context.period.lowerBound
        let length = outcomes.context.period.count
        var days = catalogue.surfaces.map { _ in [Coverage.Day](repeating: .outside, count: length) }
        func each(_ span: DayPeriod, _ body: (Int) -> Void) {
            let from = max(0, Int(span.from.daysSince1970 - first))
            let to = min(length, span.to.map { Int($0.daysSince1970 - first) } ?? length)
            for day in from..<max(from, to) { body(day) }
        }
        for source in plan.sources {
            each(source.period) { days[Int(source.surface.rawValue)][$0] = .noLog }
        }
        var observed: [ClosedRange<Int32>?] = plan.files.map { _ in nil }
        for (piece, outcome) in zip(plan.pieces, outcomes.pieces) {
            guard let found = outcome.days else { continue }
            let known = observed[piece.file] ?? found
            observed[piece.file] =
                min(known.lowerBound, found.lowerBound)...max(known.upperBound, found.upperBound)
        }
        for (number, file) in plan.files.enumerated() {
            let surface = Int(plan.sources[file.source].surface.rawValue)
            let named = file.days
            let seen = observed[number].map {
                DayPeriod(
                    from: CalendarDay(daysSince1970: $0.lowerBound), to: CalendarDay(daysSince1970: $0.upperBound + 1))
            }
            if let span = named ?? seen { each(span) { days[surface][$0] = .noViews } }
        }
        for surface in days.indices {
            for day in 0..<length {
                let views = Int(outcomes.viewsByDay[surface * length + day])
                if views > 0 { days[surface][day] = .views(views) }
            }
            if !catalogue.surfaces[surface].keepsHistory, !days[surface].contains(where: { $0 != .outside }) {
                days[surface] = Array(repeating: .noLog, count: length)
            }
        }
        return Coverage(firstDay: period.from, days: days)
    }
}
