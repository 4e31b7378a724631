import CScan
public import Intake

/// Whose customer is whose, when: from a number and a day to a period.
///
/// Open addressing; a slot leads to the number's periods, which lie side by side, each with the number itself. Most
/// numbers have one period, so that scanning them beats any search. A look-up reads one slot and one period, and both
/// are small, because it is memory that it waits for: 6 bytes of slots for each row, 24 bytes for each period, and 16
/// for its contract, which only exposures need.
public struct OwnershipIndex: Sendable {
    /// A period as it is kept.
    struct Entry: Sendable {
        var key: SubjectKey
        var from: Int32
        var to: Int32
        var owner: UInt16
        var voltage: UInt8
        /// Whether the number's periods end here.
        var isLast: Bool

        /// Stands for a number that the register knows, and that nobody ever supplied.
        static func nobody(_ key: SubjectKey) -> Entry {
            Entry(key: key, from: .max, to: .min, owner: .max, voltage: 0, isLast: true)
        }
    }

    static let voltages: [Voltage?] = [nil] + Voltage.allCases

    /// How many numbers there are.
    public let subjectCount: Int
    /// How many periods there are.
    public let periodCount: Int
    /// How many places there are: every ``SubjectIndex`` and every period's number is below.
    public var places: Int { entries.count }
    let entries: [Entry]
    /// The contract of each entry.
    let contracts: [ContractKey]
    let slots: OwnershipSlots
    let longContracts: [String]

    /// Whose it was on a day.
    public func lookUp(_ key: SubjectKey, on day: CalendarDay) -> OwnershipLookup {
        guard let subject = subject(key) else { return .notInRegister }
        return lookUp(subject, on: day)
    }

    /// The index of a number, if the register has it.
    public func subject(_ key: SubjectKey) -> SubjectIndex? {
        var search = slots.search(key)
        while let first = slots.next(&search) {
            if entries[Int(first)].key == key { return SubjectIndex(rawValue: first) }
        }
        return nil
    }

    /// The period of a number that covers a day.
    public func lookUp(_ subject: SubjectIndex, on day: CalendarDay) -> OwnershipLookup {
        // INVARIANT: a subject comes from this index.
        unsafe entries.withUnsafeBufferPointer { unsafe Self.lookUp(Int(subject.rawValue), day, $0) }
    }

    /// The period, among those that begin at a place, that covers a day.
    @inline(__always)
    static func lookUp(_ first: Int, _ day: CalendarDay, _ entries: UnsafeBufferPointer<Entry>) -> OwnershipLookup {
        // INVARIANT: periods begin at `first`, and lie within `entries` up to one marked last.
        // No branch but the loop's: the processor cannot foresee which periods cover a day.
        var position = first
        var found = 0
        var count = 0
        while true {
            let entry = unsafe entries[position]
            let covers = (entry.from <= day.daysSince1970 ? 1 : 0) & (day.daysSince1970 < entry.to ? 1 : 0)
            found += covers &* (position &- found)
            count += covers
            if entry.isLast { break }
            position += 1
        }
        return count == 1 ? .owner(period: UInt32(truncatingIfNeeded: found)) : count == 0 ? .noneThen : .overlapping
    }

    /// A period that a look-up has named.
    public func period(_ index: UInt32) -> SupplyPeriod {
        let entry = entries[Int(index)]
        return SupplyPeriod(
            from: CalendarDay(daysSince1970: entry.from), to: CalendarDay(daysSince1970: entry.to),
            owner: CompanyIndex(rawValue: entry.owner), voltage: Self.voltages[Int(entry.voltage)],
            contract: contracts[Int(index)])
    }

    /// The contract of a period that a look-up has named.
    public func contract(ofPeriod index: UInt32) -> ContractKey { contracts[Int(index)] }

    /// The id of a contract.
    public func contractID(_ key: ContractKey) -> String {
        if key.high & ContractKey.longMark != 0 { return longContracts[Int(key.low)] }
        return FieldParsing.unpacked(high: key.high, low: key.low)
    }

    /// The numbers as they are written, by the raw value of their ``SubjectIndex``; made anew at each call.
    public func numbers() -> [UInt32: String] {
        var numbers: [UInt32: String] = [:]
        numbers.reserveCapacity(subjectCount)
        var isFirst = true
        for (place, entry) in entries.enumerated() {
            if isFirst { numbers[UInt32(place)] = entry.key.text }
            isFirst = entry.isLast
        }
        return numbers
    }

    /// An index without numbers.
    public static let empty = OwnershipIndex(
        subjectCount: 0, periodCount: 0, entries: [], contracts: [], slots: OwnershipSlots(half: 0), longContracts: [])
}
