/// Days as numbers since 1970-01-01, half-open: the simulator's own currency.
package typealias Days = Range<Int32>

/// One employment of one person.
package struct Job: Sendable {
    package var company: Int
    /// The company for which the person acts: the employer, or for a contractor's people the one that engages them.
    package var side: Int
    package var isEmployee: Bool
    /// Place among the scenario's departments.
    package var department: Int?
    package var position: String
    /// First day and the day after the last; `Int32.max` is open.
    package var days: Days
}

/// Somebody who may look at records.
package struct Worker: Sendable {
    package var id: String
    package var name: String
    package var jobs: [Job]
    /// User ids, each for some days.
    package var accounts: [(id: String, days: Days)]

    /// The user id on a day.
    package func account(on day: Int32) -> String {
        accounts.first { $0.days.contains(day) }?.id ?? accounts[0].id
    }

    /// The days on which the person acts for a company, by kind.
    package func days(on side: Int, isEmployee: Bool) -> [Days] {
        jobs.filter { $0.side == side && $0.isEmployee == isEmployee }.map(\.days)
    }

    package func acts(for side: Int, on day: Int32) -> Bool {
        jobs.contains { $0.side == side && $0.days.contains(day) }
    }
}

/// Somebody whose exposures a study must find, and when they may be.
package struct PlannedViewer: Sendable {
    package var worker: Int
    package var isEmployee: Bool
    /// The days on which the person may be seen looking.
    package var allowed: [Days]
    /// Where at least one exposure must lie, so that the person is counted where the scenario says.
    package var needed: Days

    package func isAllowed(_ day: Int32) -> Bool { allowed.contains { $0.contains(day) } }
}

/// Someone heard, in one role.
package struct PlannedStatement: Sendable {
    package var worker: Int
    package var group: String
    package var role: String
    package var isSupervisor: Bool
}

extension Days {
    /// The days in both.
    package func common(_ other: Days) -> Days? {
        let (from, to) = (Swift.max(lowerBound, other.lowerBound), Swift.min(upperBound, other.upperBound))
        return from < to ? from..<to : nil
    }

    /// The days that are not in another run of days.
    package func without(_ other: Days) -> [Days] {
        guard let common = common(other) else { return [self] }
        return [lowerBound..<common.lowerBound, common.upperBound..<upperBound].filter { !$0.isEmpty }
    }
}
