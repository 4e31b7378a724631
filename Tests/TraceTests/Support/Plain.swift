import Barrier
import Intake
import Registry
import Trace

/// What the look-back found, in the words of the twin.
struct Plain {
    var exposures: [Twin.Exposure]
    var undetermined: [Twin.Undetermined]
    var rejects: [Twin.Rejected]

    init(_ result: LookBackResult, _ lookBack: LookBack) {
        let directory = lookBack.directory
        let numbers = [lookBack.supply.numbers(), lookBack.purchases.numbers()]
        exposures = result.exposures.map { exposure in
            let surface = lookBack.catalogue[exposure.surface]
            let index = surface.subject == .facility ? lookBack.purchases : lookBack.supply
            let period = index.period(exposure.period)
            let job = directory[exposure.employment]
            let number = numbers[surface.subject == .facility ? 1 : 0][exposure.subject.rawValue]
            return Twin.Exposure(
                second: Int(exposure.instant.secondsSince1970),
                viewer: World.Job(
                    person: directory[job.person].id, company: directory[job.company].id,
                    department: job.department.map { directory[$0].id }, position: job.position, kind: job.kind,
                    engagedBy: job.side == job.company ? nil : directory[job.side].id,
                    from: Int(job.from.daysSince1970),
                    to: job.to.map { Int($0.daysSince1970) }),
                surface: Int(exposure.surface.rawValue),
                period: World.Period(
                    number: number ?? "?", contract: index.contractID(period.contract),
                    owner: directory[period.owner].id,
                    voltage: period.voltage, from: Int(period.from.daysSince1970),
                    to: period.to.daysSince1970 == .max ? nil : Int(period.to.daysSince1970)),
                reasons: result.verdicts[Int(exposure.verdict)].reasonIDs(for: surface),
                terminal: exposure.terminal == 0 ? nil : result.terminals[Int(exposure.terminal) - 1],
                file: result.files[Int(exposure.file)], line: Int(exposure.line), isRepeat: exposure.isRepeat)
        }
        undetermined = result.undetermined.map { view in
            Twin.Undetermined(
                second: Int(view.instant.secondsSince1970), surface: Int(view.surface.rawValue), viewer: view.viewer,
                subject: view.subject, reason: view.reason, file: result.files[Int(view.file)], line: Int(view.line))
        }
        rejects = result.rejects.map { reject in
            Twin.Rejected(
                place: Place(file: reject.file, line: reject.line, column: reject.column), reason: reject.reason,
                heading: reject.columnName)
        }
    }
}
