import CScan
public import Intake

/// Whose customer is whose, when: from a number and a day to a period.
///
/// Open addressing over exact keys; a slot leads to the number's periods, which lie side by side. Most numbers have
/// one period, so that scanning them beats any search. 24 bytes of slots for each number, 12 bytes for each period, and
/// 16 for its contract, which only exposures need.
public struct OwnershipIndex: Sendable {
    /// One slot of the table: a number, and where its periods begin; `emptySlot` where there is none.
    struct Slot: Sendable {
        var low: UInt64
        var high: UInt32
        var first: UInt32

        static let empty = Slot(low: 0, high: 0, first: OwnershipIndex.emptySlot)
    }

    /// A period as it is kept.
    struct Entry: Sendable {
        var from: Int32
        var to: Int32
        var owner: UInt16
        var voltage: UInt8
        /// Whether the number's periods end here.
        var isLast: Bool

        /// The owner of a period that the register has, and that cannot be read.
        static let unreadableOwner = UInt16.max

        /// Stands for a number that the register knows, and that nobody ever supplied.
        static let nobody = Entry(from: .max, to: .min, owner: .max, voltage: 0, isLast: true)
    }

    static let emptySlot = UInt32.max
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
    /// The table; half of it is empty.
    let slots: [Slot]
    let longContracts: [String]

    /// Whose it was on a day.
    public func lookUp(_ key: SubjectKey, on day: CalendarDay) -> OwnershipLookup {
        guard let subject = subject(key) else { return .notInRegister }
        return lookUp(subject, on: day)
    }

    /// The index of a number, if the register has it.
    public func subject(_ key: SubjectKey) -> SubjectIndex? {
        guard !slots.isEmpty else { return nil }
        // INVARIANT: the table is not empty.
        let first = unsafe slots.withUnsafeBufferPointer { unsafe Self.first(key, $0, Self.home(key, slots.count)) }
        return first == Self.emptySlot ? nil : SubjectIndex(rawValue: first)
    }

    /// The period of a number that covers a day.
    public func lookUp(_ subject: SubjectIndex, on day: CalendarDay) -> OwnershipLookup {
        // INVARIANT: a subject comes from this index.
        unsafe entries.withUnsafeBufferPointer { unsafe Self.lookUp(Int(subject.rawValue), day, $0) }
    }

    /// A table of numbers, and of where their periods begin.
    ///
    /// - Parameters:
    ///   - parts: numbers, and for each of them the place of its first period.
    ///   - bases: for each part how far its places are moved.
    static func slots(_ parts: [(keys: [SubjectKey], starts: [UInt32])], bases: [UInt32]) -> [Slot] {
        let count = parts.reduce(0) { $0 + $1.keys.count }
        let size = count * 2 + 1
        var slots: [Slot] = []
        slots.reserveCapacity(size)
        LargePages.advise(&slots)
        slots.append(contentsOf: repeatElement(.empty, count: size))
        for (part, base) in zip(parts, bases) {
            for (key, start) in zip(part.keys, part.starts) {
                var position = home(key, size)
                while slots[position].first != emptySlot { position = position + 1 == size ? 0 : position + 1 }
                slots[position] = Slot(low: key.low, high: key.high, first: start + base)
            }
        }
        return slots
    }

    /// Where the search for a number begins, in a table of so many slots.
    @inline(__always)
    static func home(_ key: SubjectKey, _ count: Int) -> Int {
        Int(truncatingIfNeeded: key.spread.multipliedFullWidth(by: UInt64(truncatingIfNeeded: count)).high)
    }

    /// Where a number's periods begin; `emptySlot` where the table does not have it.
    @inline(__always)
    static func first(_ key: SubjectKey, _ slots: UnsafeBufferPointer<Slot>, _ home: Int) -> UInt32 {
        // INVARIANT: `home` and `position` are in the table, which has an empty slot, so that the search ends.
        var position = home
        while true {
            let slot = unsafe slots[position]
            if slot.first == emptySlot || (slot.low == key.low && slot.high == key.high) { return slot.first }
            position = position + 1 == slots.count ? 0 : position + 1
        }
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
        guard count == 1 else { return count == 0 ? .noneThen : .overlapping }
        let isReadable = unsafe entries[found].owner != Entry.unreadableOwner
        return isReadable ? .owner(period: UInt32(truncatingIfNeeded: found)) : .overlapping
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
        for slot in slots where slot.first != Self.emptySlot {
            numbers[slot.first] = SubjectKey(high: slot.high, low: slot.low).text
        }
        return numbers
    }

    /// An index without numbers.
    public static let empty = OwnershipIndex(
        subjectCount: 0, periodCount: 0, entries: [], contracts: [], slots: [], longContracts: [])
}
