import Barrier
import Intake
import Registry
import Report
import Trace

/// One study's exposures, and the people and contracts in them.
struct Study: Sendable {
    /// One person of the population: everybody on the investigated side with an exposure in the study.
    struct Member: Sendable {
        var person: PersonIndex
        /// Employee or contractor, at the person's last exposure in the study.
        var kind: EmploymentKind
        var exposures: Int
        var first: Instant
        var last: Instant
    }

    let entry: CaseFile.StudyEntry
    let surfaces: Set<SurfaceIndex>
    let period: DayPeriod
    let side: CompanyIndex
    let members: [Member]

    init(_ entry: CaseFile.StudyEntry, _ loaded: LoadedCase, _ lookBack: LookBack, _ result: LookBackResult) {
        self.entry = entry
        let surfaces = Set(entry.surfaces.compactMap { loaded.catalogue.index($0) })
        let period = loaded.days(entry.period)
        let side = lookBack.directory.company(loaded.file.investigated) ?? CompanyIndex(rawValue: .max)
        self.surfaces = surfaces
        self.period = period
        self.side = side
        var members: [PersonIndex: Member] = [:]
        for exposure in result.exposures
        where Self.includes(exposure, surfaces, period, side, lookBack.directory) {
            let employment = lookBack.directory[exposure.employment]
            var member =
                members[employment.person]
                ?? Member(
                    person: employment.person, kind: employment.kind, exposures: 0, first: exposure.instant,
                    last: exposure.instant)
            member.exposures += 1
            member.first = min(member.first, exposure.instant)
            if exposure.instant >= member.last {
                member.last = exposure.instant
                member.kind = employment.kind
            }
            members[employment.person] = member
        }
        self.members = members.values.sorted { $0.person < $1.person }
    }

    /// Whether an exposure belongs to the study.
    func includes(_ exposure: Exposure, _ directory: Directory) -> Bool {
        Self.includes(exposure, surfaces, period, side, directory)
    }

    private static func includes(
        _ exposure: Exposure, _ surfaces: Set<SurfaceIndex>, _ period: DayPeriod, _ side: CompanyIndex,
        _ directory: Directory
    ) -> Bool {
        surfaces.contains(exposure.surface) && period.contains(exposure.instant.day(in: .japan))
            && directory[exposure.employment].side == side
    }

    /// How many people there are, of one kind or of both.
    func count(_ kind: EmploymentKind?) -> Int {
        kind.map { kind in members.count { $0.kind == kind } } ?? members.count
    }
}
