public import Barrier
public import Intake
import Registry

/// What a look-back has found.
public struct LookBackResult: Sendable {
    /// Every exposure, by source, file and line.
    public var exposures: [Exposure]
    /// Every view that could not be judged, by source, file and line.
    public var undetermined: [UndeterminedView]
    /// Every row that could not be used.
    public var rejects: [Reject]
    /// What became of the rows, by surface: rows in = used + rejected + duplicates, where the duplicates are views
    /// that repeat another within the refresh window.
    public var accounts: [RowAccount]
    /// Lawful views by surface and by the side of the viewer, repeats included.
    public var lawful: [[Int]]
    /// What was observed on each day of each surface.
    public var coverage: Coverage
    /// The verdicts that exposures refer to.
    public var verdicts: [Verdict]
    /// The terminals that exposures refer to, from 1.
    public var terminals: [String]
    /// The files that were read, in order.
    public var files: [String]
    /// Lawful views that repeat another within the refresh window, by surface.
    public var lawfulRepeats: [Int]
}

/// What was observed of each surface on each day.
public struct Coverage: Sendable {
    /// What was observed on a day. That nobody looked, and that nobody wrote down whether, are different facts.
    public enum Day: Hashable, Sendable {
        /// So many views.
        case views(Int)
        /// A log covers the day, and has no view.
        case noViews
        /// No log covers the day.
        case noLog
        /// No log was expected: the day is outside the period of each source.
        case outside
    }

    /// The first day of the case.
    public let firstDay: CalendarDay
    /// By surface, then by day.
    public let days: [[Day]]

    /// How many days of a surface had views, had none, had no log, and lie outside the period of every source.
    public func totals(_ surface: SurfaceIndex) -> (views: Int, noViews: Int, noLog: Int, outside: Int) {
        days[Int(surface.rawValue)].reduce(into: (views: 0, noViews: 0, noLog: 0, outside: 0)) { totals, day in
            switch day {
            case .views: totals.views += 1
            case .noViews: totals.noViews += 1
            case .noLog: totals.noLog += 1
            case .outside: totals.outside += 1
            }
        }
    }
}
