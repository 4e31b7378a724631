import Barrier
import Intake
import Registry

/// A way in which exposures are told apart in a count.
public enum Dimension: String, CaseIterable, Codable, Hashable, Sendable {
    /// Employees and contractors' people, at the time of the view.
    case kind
    /// The voltage of the supply at the time of the view.
    case voltage
    /// The screen, report, feed or extract.
    case surface
    /// The month of the view, in Japan.
    case month
    /// The company for which the viewer acted.
    case side
    /// The viewer's department.
    case department
    /// The company whose customer it was.
    case owner
}

/// Exact counts of some exposures. No number here is the sum of others: the same person is one viewer in each of two
/// months, and one in both together.
public struct ExposureCounts: Hashable, Sendable {
    /// Views, repeats included.
    public var views = 0
    /// Views, repeats left out.
    public var foldedViews = 0
    /// Distinct people.
    public var viewers = 0
    /// Distinct contracts.
    public var contracts = 0
    /// Distinct supply points, or facilities.
    public var supplyPoints = 0
    /// Distinct terminals that a log names.
    public var terminals = 0
    /// Distinct companies whose customers were seen.
    public var retailers = 0

    /// Nothing.
    public init() {}
}

/// Where a count belongs: one value for each dimension that was asked for, in the order asked.
public typealias CountKey = [Int32]

extension LookBack {
    /// Exact counts of exposures, for each combination of values that occurs.
    ///
    /// - Parameters:
    ///   - result: what a look-back has found.
    ///   - dimensions: how exposures are told apart; with none there is one count, of all.
    ///   - condition: which exposures are counted; all where absent.
    /// - Returns: counts by the dimensions' values: `kind` 0 employee and 1 contractor, `voltage` and `surface` and
    ///   companies and departments by index (voltage -1 for none, department -1 for none), `month` as
    ///   `CalendarDay.monthKey`.
    public func counts(
        _ result: LookBackResult, by dimensions: [Dimension], where condition: ((Exposure) -> Bool)? = nil
    ) -> [CountKey: ExposureCounts] {
        let coding = GroupCoding(dimensions, self)
        var groups = Numbering(expected: 1024)
        var sizes: [Int] = []
        var chosen: [(group: Int32, exposure: Counted)] = []
        chosen.reserveCapacity(result.exposures.count)
        let people = directory.employments.map(\.person.rawValue)
        for exposure in result.exposures where condition?(exposure) ?? true {
            let group = groups.number(coding.code(exposure))
            if group == sizes.count { sizes.append(0) }
            sizes[group] += 1
            chosen.append(
                (Int32(group), Counted(exposure, person: people[Int(exposure.employment.rawValue)])))
        }
        // The exposures of a group are laid side by side: a value is new in a group if it was last seen in another.
        var next = 0
        var places = sizes.map { size in
            defer { next += size }
            return next
        }
        var order = chosen
        for entry in chosen {
            order[places[Int(entry.group)]] = entry
            places[Int(entry.group)] += 1
        }
        var seen = LastSeen(
            people: directory.people.count, contracts: result.exposures.count, records: result.exposures.count,
            terminals: result.terminals.count + 1, owners: directory.companies.count)
        var totals = [ExposureCounts](repeating: ExposureCounts(), count: sizes.count)
        for (group, exposure) in order { seen.count(exposure, group: group, in: &totals[Int(group)]) }
        return Dictionary(uniqueKeysWithValues: zip(groups.keys.map(coding.key), totals))
    }
}

/// What is counted of an exposure.
private struct Counted {
    var person: UInt32
    var contract: UInt32
    var record: UInt32
    var terminal: UInt32
    var owner: UInt16
    var isRepeat: Bool

    init(_ exposure: Exposure, person: UInt32) {
        self.person = person
        contract = exposure.contract
        record = exposure.record
        terminal = exposure.terminal
        owner = exposure.owner.rawValue
        isRepeat = exposure.isRepeat
    }
}

/// For each value of what is counted distinctly, the group that it was last seen in, from 1.
private struct LastSeen {
    private var people: [Int32]
    private var contracts: [Int32]
    private var records: [Int32]
    private var terminals: [Int32]
    private var owners: [Int32]

    init(people: Int, contracts: Int, records: Int, terminals: Int, owners: Int) {
        func nowhere(_ count: Int) -> [Int32] { Array(repeating: 0, count: count) }
        self.people = nowhere(people)
        self.contracts = nowhere(contracts)
        self.records = nowhere(records)
        self.terminals = nowhere(terminals)
        self.owners = nowhere(owners)
    }

    mutating func count(_ exposure: Counted, group: Int32, in counts: inout ExposureCounts) {
        func isNew(_ value: UInt32, _ seen: inout [Int32]) -> Bool {
            defer { seen[Int(value)] = group + 1 }
            return seen[Int(value)] != group + 1
        }
        counts.views += 1
        if !exposure.isRepeat { counts.foldedViews += 1 }
        if isNew(exposure.person, &people) { counts.viewers += 1 }
        if isNew(exposure.contract, &contracts) { counts.contracts += 1 }
        if isNew(exposure.record, &records) { counts.supplyPoints += 1 }
        if exposure.terminal > 0, isNew(exposure.terminal, &terminals) { counts.terminals += 1 }
        if isNew(UInt32(exposure.owner), &owners) { counts.retailers += 1 }
    }
}
