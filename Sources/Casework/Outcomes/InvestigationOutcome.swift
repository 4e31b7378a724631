import Barrier
import Inquiry
public import Intake
public import Registry
public import Report
import Trace

/// What an investigation came to, in the few numbers that are printed when it is done. As JSON its shape is stable.
public struct InvestigationOutcome: Codable, Hashable, Sendable {
    /// One surface.
    public struct Surface: Codable, Hashable, Sendable {
        /// The surface's id.
        public var surface: String
        /// What became of the rows of its logs.
        public var rows: RowAccount
        /// Views that the rule book allows, repeats included.
        public var lawful: Int
        /// Exposures to the investigated side, repeats included.
        public var exposures: Int
        /// Exposures to other sides.
        public var otherExposures: Int
        /// Views that could not be judged.
        public var undetermined: Int
        /// Whether a log of its views was kept at all.
        public var keepsHistory: Bool
        /// Days with views, without, and without a log.
        public var days: Days
    }

    /// Days of a surface. That nobody looked, and that nobody wrote down whether, are different facts.
    public struct Days: Codable, Hashable, Sendable {
        /// Days with views.
        public var views: Int
        /// Days that a log covers, without views.
        public var noViews: Int
        /// Days that no log covers.
        public var noLog: Int
        /// Days outside the period of every log.
        public var outside: Int
    }

    /// One study.
    public struct Counted: Codable, Hashable, Sendable {
        /// The study's id.
        public var study: String
        /// Distinct people on the investigated side with an exposure.
        public var viewers: Int
        /// Of these, employees at their last exposure.
        public var employees: Int
        /// Of these, contractors' people at their last exposure.
        public var contractors: Int
        /// Distinct contracts seen.
        public var contracts: Int
        /// Exposures, repeats included.
        public var exposures: Int
        /// Exposures, repeats left out.
        public var foldedExposures: Int
        /// People who answered; absent without a questionnaire.
        public var respondents: Int?
    }

    /// What the report's checks came to.
    public struct Checked: Codable, Hashable, Sendable {
        /// Comparisons made.
        public var performed: Int
        /// What does not hold; such a report is blocked.
        public var failures: [CheckFailure]
    }

    /// The case's id.
    public var id: String
    /// All surfaces together.
    public var rows: RowAccount
    /// The surfaces, in the case's order; those without a log have no rows.
    public var surfaces: [Surface]
    /// The registers' rows.
    public var registers: [RegisterAccount]
    /// The studies, in the case's order.
    public var studies: [Counted]
    /// Reads in servers' logs that name no single record.
    public var unattributable: Int
    /// Things in the registers that somebody should look at.
    public var warnings: Int
    /// The report's checks.
    public var checks: Checked

    /// The outcome of an investigation.
    public init(_ investigation: Investigation) {
        let (loaded, found) = (investigation.loaded, investigation.found)
        let directory = investigation.registers.directory
        id = loaded.file.id
        rows = found.accounts.reduce(RowAccount(), +)
        surfaces = loaded.catalogue.surfaces.enumerated().map { index, surface in
            let days = found.coverage.totals(SurfaceIndex(rawValue: UInt16(index)))
            let judged = investigation.judged[index]
            return Surface(
                surface: surface.id, rows: found.accounts[index], lawful: judged.lawful,
                exposures: judged.exposures, otherExposures: judged.otherExposures,
                undetermined: judged.undetermined, keepsHistory: surface.keepsHistory,
                days: Days(views: days.views, noViews: days.noViews, noLog: days.noLog, outside: days.outside))
        }
        registers = investigation.registers.accounts
        studies = investigation.studies.map { study in
            let counts =
                investigation.lookBack.counts(found, by: [], where: { study.includes($0, directory) })[[]]
                ?? ExposureCounts()
            return Counted(
                study: study.entry.id, viewers: study.members.count, employees: study.count(.employee),
                contractors: study.count(.contractor), contracts: counts.contracts, exposures: counts.views,
                foldedExposures: counts.foldedViews,
                respondents: investigation.inquiries.answers[study.entry.id]?.respondents.count)
        }
        unattributable = investigation.logs.servers.reduce(0) { $0 + $1.unattributable.count }
        warnings = investigation.registers.warnings.count
        let result = DocumentChecks.result(of: investigation.report)
        checks = Checked(performed: result.performed, failures: result.failures)
    }
}
