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
        var groups: [CountKey: UInt64] = [:]
        var keys: [CountKey] = []
        var totals: [ExposureCounts] = []
        var contracts: [ContractKey: UInt64] = [:]
        // Group in the upper half, what is counted in the lower.
        var units: [[UInt64]] = Array(repeating: [], count: 5)
        for exposure in result.exposures where condition?(exposure) ?? true {
            let isPurchase = catalogue[exposure.surface].subject == .facility
            let period = (isPurchase ? purchases : supply).period(exposure.period)
            let key = dimensions.map { value($0, of: exposure, period) }
            let group = groups[key] ?? UInt64(keys.count)
            if Int(group) == keys.count {
                groups[key] = group
                keys.append(key)
                totals.append(ExposureCounts())
            }
            totals[Int(group)].views += 1
            if !exposure.isRepeat { totals[Int(group)].foldedViews += 1 }
            let contract = contracts[period.contract] ?? UInt64(contracts.count)
            contracts[period.contract] = contract
            units[0].append(group << 32 | UInt64(directory[exposure.employment].person.rawValue))
            units[1].append(group << 32 | contract << 1 | (isPurchase ? 1 : 0))
            units[2].append(group << 32 | UInt64(exposure.subject.rawValue) << 1 | (isPurchase ? 1 : 0))
            if exposure.terminal > 0 { units[3].append(group << 32 | UInt64(exposure.terminal)) }
            units[4].append(group << 32 | UInt64(period.owner.rawValue))
        }
        let all = units
        let groupCount = keys.count
        let bits = 32 + max(1, Int.bitWidth - keys.count.leadingZeroBitCount)
        let distinct = Parallel.map(all.count, threads: threads) { unit in
            var values = all[unit]
            RadixSort.sort(&values, bits: bits)
            var counts = [Int](repeating: 0, count: groupCount)
            var last: UInt64?
            for value in values where value != last {
                counts[Int(value >> 32)] += 1
                last = value
            }
            return counts
        }
        for group in keys.indices {
            totals[group].viewers = distinct[0][group]
            totals[group].contracts = distinct[1][group]
            totals[group].supplyPoints = distinct[2][group]
            totals[group].terminals = distinct[3][group]
            totals[group].retailers = distinct[4][group]
        }
        return Dictionary(uniqueKeysWithValues: zip(keys, totals))
    }

    private func value(_ dimension: Dimension, of exposure: Exposure, _ period: SupplyPeriod) -> Int32 {
        let employment = directory[exposure.employment]
        switch dimension {
        case .kind: return employment.kind == .employee ? 0 : 1
        case .voltage: return period.voltage.flatMap { Voltage.allCases.firstIndex(of: $0) }.map { Int32($0) } ?? -1
        case .surface: return Int32(exposure.surface.rawValue)
        case .month: return exposure.instant.day(in: .japan).monthKey
        case .side: return Int32(employment.side.rawValue)
        case .department: return employment.department.map { Int32($0.rawValue) } ?? -1
        case .owner: return Int32(period.owner.rawValue)
        }
    }
}
