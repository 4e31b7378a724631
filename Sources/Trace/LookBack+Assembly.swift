import Barrier
import Intake
import Registry

/// The pieces' outcomes put together, in order.
extension LookBack {
    func assemble(_ plan: ViewPlan, _ outcomes: Outcomes) -> LookBackResult {
        let layout = outcomes.context.repeats
        let (collected, lawfulRepeats) = Parallel.pair {
            var result = collect(plan, outcomes)
            number(&result.exposures)
            let repeats = markRepeats(&result.exposures)
            return (result: result, repeats: repeats)
        } _: {
            RepeatLog.repeats(outcomes.repeats, layout: layout, surfaces: catalogue.surfaces.count)
        }
        var result = collected.result
        result.lawfulRepeats = lawfulRepeats
        let companies = directory.companies.count
        result.lawful = catalogue.surfaces.indices.map { surface in
            Array(outcomes.lawful[surface * companies..<(surface + 1) * companies])
        }
        // What was used is counted by what became of it, not as what is left: so that the account can be wrong, and a
        // check of it means something.
        var judged = result.lawful.map { $0.reduce(0, +) }
        for exposure in result.exposures { judged[Int(exposure.surface.rawValue)] += 1 }
        for view in result.undetermined { judged[Int(view.surface.rawValue)] += 1 }
        for surface in catalogue.surfaces.indices {
            result.accounts[surface].duplicates = collected.repeats[surface] + lawfulRepeats[surface]
            result.accounts[surface].used = judged[surface] - result.accounts[surface].duplicates
        }
        result.coverage = coverage(plan, outcomes)
        return result
    }

    /// Exposures, views that could not be judged and rejects, in order, with their lines and numbers made absolute.
    private func collect(_ plan: ViewPlan, _ outcomes: Outcomes) -> LookBackResult {
        var result = LookBackResult(
            exposures: [], undetermined: [], rejects: [],
            accounts: Array(repeating: RowAccount(), count: catalogue.surfaces.count), lawful: [],
            coverage: Coverage(firstDay: period.from, days: []), verdicts: [], terminals: [],
            files: plan.files.map(\.file.source.name), lawfulRepeats: [])
        result.exposures.reserveCapacity(outcomes.pieces.reduce(0) { $0 + $1.exposures.count })
        // Verdicts were numbered by whichever thread was quicker; here they are numbered as exposures name them.
        let verdicts = outcomes.context.verdicts.verdicts
        var verdictNumbers = [UInt32?](repeating: nil, count: verdicts.count)
        result.undetermined.reserveCapacity(outcomes.pieces.reduce(0) { $0 + $1.undetermined.count })
        // Terminals are numbered anew in the order in which exposures name them.
        let names = outcomes.context.terminals.names
        var numbers = [UInt32](repeating: 0, count: names.count + 1)
        var line: [Int] = plan.files.map(\.file.firstLine)
        for (piece, outcome) in zip(plan.pieces, outcomes.pieces) {
            let base = line[piece.file]
            func absolute(_ line: UInt32) -> UInt32 {
                line & PieceJudge.originalLine != 0 ? line & ~PieceJudge.originalLine : line + UInt32(base)
            }
            for var exposure in outcome.exposures {
                exposure.line = absolute(exposure.line)
                let verdict = Int(exposure.verdict)
                exposure.verdict = verdictNumbers[verdict] ?? UInt32(result.verdicts.count)
                if verdictNumbers[verdict] == nil {
                    verdictNumbers[verdict] = exposure.verdict
                    result.verdicts.append(verdicts[verdict])
                }
                let terminal = Int(exposure.terminal)
                if terminal > 0, numbers[terminal] == 0 {
                    result.terminals.append(names[terminal - 1])
                    numbers[terminal] = UInt32(result.terminals.count)
                }
                exposure.terminal = numbers[terminal]
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
        return result
    }

    /// Numbers the records and contracts of exposures without gaps, so that they are cheap to count distinctly.
    private func number(_ exposures: inout [Exposure]) {
        let isPurchase = catalogue.surfaces.map { $0.subject == .facility }
        // Contracts lie all over the register: fetched in a loop of their own, they are waited for together. A bit that
        // no id has tells those of purchase.
        let ids = exposures.map { exposure in
            isPurchase[Int(exposure.surface.rawValue)]
                ? purchases.contract(ofPeriod: exposure.period).bits | 1 << 126
                : supply.contract(ofPeriod: exposure.period).bits
        }
        var contracts = Numbering(expected: exposures.count)
        // Suppliers number their contracts each for themselves, so that one id may be two contracts. It hardly ever
        // is, and the ids take all the bits that there are: so the owner who came first has the id's own number.
        var firstOwners: [CompanyIndex] = []
        var furtherOwners: [SharedID: UInt32] = [:]
        var records = [UInt32](repeating: .max, count: 2 * max(supply.places, purchases.places))
        var recordCount: UInt32 = 0
        for index in exposures.indices {
            let place = Int(exposures[index].subject.rawValue)
            let record = 2 * place + (isPurchase[Int(exposures[index].surface.rawValue)] ? 1 : 0)
            if records[record] == .max {
                records[record] = recordCount
                recordCount += 1
            }
            exposures[index].record = records[record]
            let id = contracts.number(ids[index])
            let owner = exposures[index].owner
            if id == firstOwners.count { firstOwners.append(owner) }
            if firstOwners[id] == owner {
                exposures[index].contract = UInt32(id)
            } else {
                let shared = SharedID(id: id, owner: owner)
                let number = furtherOwners[shared] ?? UInt32(exposures.count - 1 - furtherOwners.count)
                furtherOwners[shared] = number
                exposures[index].contract = number
            }
        }
    }

    /// A contract's id, by its number, that another owner uses too.
    private struct SharedID: Hashable {
        var id: Int
        var owner: CompanyIndex
    }

    /// Marks exposures that repeat the one before them, and counts them by surface.
    private func markRepeats(_ exposures: inout [Exposure]) -> [Int] {
        struct Place {
            var subject: UInt32
            var rest: UInt64
            var second: Int64
            var index: Int
        }
        var counts = [Int](repeating: 0, count: catalogue.surfaces.count)
        let people = directory.employments.map(\.person.rawValue)
        var order: [Place] = []
        order.reserveCapacity(exposures.count)
        for (index, exposure) in exposures.enumerated() {
            let person = people[Int(exposure.employment.rawValue)]
            order.append(
                Place(
                    subject: exposure.subject.rawValue,
                    rest: UInt64(person) << 32 | UInt64(exposure.surface.rawValue),
                    second: exposure.instant.secondsSince1970, index: index))
        }
        order.sort { ($0.subject, $0.rest, $0.second, $0.index) < ($1.subject, $1.rest, $1.second, $1.index) }
        for (former, place) in zip(order, order.dropFirst())
        where former.subject == place.subject && former.rest == place.rest {
            guard place.second - former.second <= Int64(refreshWindow) else { continue }
            exposures[place.index].isRepeat = true
            counts[Int(exposures[place.index].surface.rawValue)] += 1
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
