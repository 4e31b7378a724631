import Foundation
import Intake
import Registry
import Trace

/// What was counted, as the peers' runners write it too: one line a count, in order, to be compared byte by byte.
struct CountsFile {
    private var lines: [String] = []

    mutating func add(_ what: String, _ name: String, _ count: Int) { lines.append("\(what),\(name),\(count)") }

    /// Exact counts of one grouping. Values stand in the order kind, voltage, surface, month.
    mutating func add(_ grouping: String, _ counts: [CountKey: ExposureCounts]) {
        for (key, count) in counts {
            var names: [String] = [grouping]
            if key.count >= 1 { names.append(key[0] == 0 ? "employee" : "contractor") }
            if key.count >= 2 { names.append(Voltage.allCases[Int(key[1])].rawValue) }
            if key.count >= 3 { names.append(String(key[2] + 1)) }
            if key.count >= 4 { names.append("\(key[3] / 12)-\(key[3] % 12 < 9 ? "0" : "")\(key[3] % 12 + 1)") }
            let numbers = [count.views, count.viewers, count.contracts, count.supplyPoints]
            lines.append((names + numbers.map(String.init)).joined(separator: ","))
        }
    }

    func write(to path: String) throws {
        let text = lines.sorted().joined(separator: "\n") + "\n"
        try text.write(toFile: path, atomically: true, encoding: .utf8)
    }
}

extension CountsFile {
    /// The counts of a look-back, and of the register of supply.
    init(_ lookBack: LookBack, _ result: LookBackResult, supply: OwnershipReading) {
        let rows = result.accounts.reduce(into: RowAccount()) { total, account in
            total.rowsIn += account.rowsIn
            total.rejected += account.rejected
        }
        add("rows", "views", rows.rowsIn)
        add("rows", "rejected", rows.rejected)
        add("rows", "lawful", result.lawful.joined().reduce(0, +))
        add("rows", "rejectedPeriods", supply.rejects.count)
        var rejects: [RejectReason: Int] = [:]
        for reject in result.rejects { rejects[reject.reason, default: 0] += 1 }
        add("rejected", "date", rejects[.impossibleDate, default: 0] + rejects[.unreadableDate, default: 0])
        add("rejected", "outsidePeriod", rejects[.outsidePeriod, default: 0])
        add("rejected", "number", rejects[.unreadableIdentifier, default: 0])
        add("rejected", "viewer", rejects[.emptyIdentifier, default: 0])
        var reasons: [UndeterminedView.Reason: Int] = [:]
        for view in result.undetermined { reasons[view.reason, default: 0] += 1 }
        add("undetermined", "unknownViewer", reasons[.unknownViewer, default: 0])
        add("undetermined", "sharedAccount", reasons[.sharedAccount, default: 0])
        add("undetermined", "noEmployment", reasons[.noEmployment, default: 0])
        add("undetermined", "overlappingEmployments", reasons[.overlappingEmployments, default: 0])
        add("undetermined", "noOwner", reasons[.notInRegister, default: 0] + reasons[.noneThen, default: 0])
        add("undetermined", "overlappingOwners", reasons[.overlapping, default: 0])
        add("all", lookBack.counts(result, by: []))
        add("byKind", lookBack.counts(result, by: [.kind]))
        add("byMonth", lookBack.counts(result, by: [.kind, .voltage, .surface, .month]))
    }
}
