import CScan
public import Intake

/// Whose customer is whose, when: from a number and a day to a period.
///
/// Open addressing over exact keys; a slot leads to the number's periods, which lie side by side. Most numbers have
/// one period, so that scanning them beats any search. 16 bytes a slot, two to four slots a row; 32 bytes a period.
public struct OwnershipIndex: Sendable {
    /// One slot of the table: a number, and where its periods begin; `emptySlot` where there is none.
    struct Slot: Sendable {
        var low: UInt64
        var high: UInt32
        var first: UInt32
    }

    /// A period as it is kept.
    struct Entry: Sendable {
        var from: Int32
        var to: Int32
        var owner: UInt16
        var voltage: UInt8
        /// Whether the number's periods end here.
        var isLast: Bool
        var contract: ContractKey

        /// Stands for a number that the register knows, and that nobody ever supplied.
        static let nobody = Entry(
            from: .max, to: .min, owner: .max, voltage: 0, isLast: true, contract: ContractKey(high: 0, low: 0))
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
    /// The table, in two halves: a number lives in the half that the top bit of its spread names.
    let slots: [Slot]
    /// How far a spread is shifted to give a place within a half.
    let shift: UInt64
    let longContracts: [String]

    /// Whose it was on a day.
    public func lookUp(_ key: SubjectKey, on day: CalendarDay) -> OwnershipLookup {
        guard let subject = subject(key) else { return .notInRegister }
        return lookUp(subject, on: day)
    }

    /// Where the search for a number begins.
    @inline(__always)
    private func home(_ spread: UInt64) -> Int {
        let half = slots.count / 2
        return Int(truncatingIfNeeded: spread >> 63) * half + Int(truncatingIfNeeded: (spread << 1) >> shift)
    }

    /// The index of a number, if the register has it.
    @inline(__always)
    public func subject(_ key: SubjectKey) -> SubjectIndex? {
        guard !slots.isEmpty else { return nil }
        let mask = slots.count / 2 - 1
        var position = home(key.spread)
        let half = position & ~mask
        // INVARIANT: `position` stays within its half of the table, whose size is a power of two, and each half has
        // an empty slot, so that the search ends.
        return unsafe slots.withUnsafeBufferPointer { slots in
            while true {
                let slot = unsafe slots[position]
                if slot.first == Self.emptySlot { return nil }
                if slot.low == key.low, slot.high == key.high { return SubjectIndex(rawValue: slot.first) }
                position = half | (position + 1) & mask
            }
        }
    }

    /// The period of a number that covers a day.
    @inline(__always)
    public func lookUp(_ subject: SubjectIndex, on day: CalendarDay) -> OwnershipLookup {
        // INVARIANT: a subject comes from this index, so its periods lie within `entries` up to one marked last.
        unsafe entries.withUnsafeBufferPointer { entries in
            var position = Int(subject.rawValue)
            var found = -1
            while true {
                let entry = unsafe entries[position]
                if entry.from <= day.daysSince1970, day.daysSince1970 < entry.to {
                    if found >= 0 { return .overlapping }
                    found = position
                }
                if entry.isLast { break }
                position += 1
            }
            return found >= 0 ? .owner(period: UInt32(truncatingIfNeeded: found)) : .noneThen
        }
    }

    /// A period that a look-up has named.
    @inline(__always)
    public func period(_ index: UInt32) -> SupplyPeriod {
        let entry = entries[Int(index)]
        return SupplyPeriod(
            from: CalendarDay(daysSince1970: entry.from), to: CalendarDay(daysSince1970: entry.to),
            owner: CompanyIndex(rawValue: entry.owner), voltage: Self.voltages[Int(entry.voltage)],
            contract: entry.contract)
    }

    /// The owner of a period, and its voltage as a number: 0 for none, then as `Voltage.allCases`.
    @inline(__always)
    public func owner(ofPeriod index: UInt32) -> (owner: UInt16, voltage: UInt8) {
        let entry = entries[Int(index)]
        return (entry.owner, entry.voltage)
    }

    /// Asks the processor to bring the slot of a number closer.
    @inline(__always)
    public func prefetch(_ key: SubjectKey) {
        guard !slots.isEmpty else { return }
        // INVARIANT: an address inside the table; a prefetch reads nothing.
        unsafe slots.withUnsafeBufferPointer { slots in
            guard let base = slots.baseAddress else { return }
            unsafe sekisho_prefetch(base + home(key.spread))
        }
    }

    /// Asks the processor to bring the periods of a number closer.
    @inline(__always)
    public func prefetch(_ subject: SubjectIndex) {
        // INVARIANT: an address inside the array; a prefetch reads nothing.
        unsafe entries.withUnsafeBufferPointer { entries in
            guard let base = entries.baseAddress else { return }
            unsafe sekisho_prefetch(base + Int(subject.rawValue))
        }
    }

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
        subjectCount: 0, periodCount: 0, entries: [], slots: [], shift: 63, longContracts: [])
}
