public import Intake

/// A stretch of days on which a supply point, or a facility, was one company's under one contract.
public struct SupplyPeriod: Hashable, Sendable {
    /// The first day.
    public var from: CalendarDay
    /// The day after the last; `CalendarDay(daysSince1970: .max)` where it is open.
    public var to: CalendarDay
    /// The supplier; of a facility's power the purchaser.
    public var owner: CompanyIndex
    /// The voltage; of a facility nil.
    public var voltage: Voltage?
    /// The contract.
    public var contract: ContractKey

    /// A stretch of days.
    public init(
        from: CalendarDay, to: CalendarDay, owner: CompanyIndex, voltage: Voltage?, contract: ContractKey
    ) {
        self.from = from
        self.to = to
        self.owner = owner
        self.voltage = voltage
        self.contract = contract
    }

    /// Whether a day lies in it.
    @inline(__always)
    public func contains(_ day: CalendarDay) -> Bool { day >= from && day < to }
}

/// The id of a contract, exactly. Ids of up to 15 bytes are held in it; longer ones are numbered by their index.
public struct ContractKey: Hashable, Comparable, Sendable {
    var high: UInt64
    var low: UInt64

    /// Marks an id that is too long to be held, `low` being its number.
    static let longMark: UInt64 = 1 << 63

    @inline(__always)
    init(high: UInt64, low: UInt64) {
        self.high = high
        self.low = low
    }

    /// The id as one number, different for different ids; bits 124 to 126 are never set.
    public var bits: UInt128 { UInt128(high) << 64 | UInt128(low) }

    /// By id where both are short; an order all the same where they are not.
    public static func < (left: Self, right: Self) -> Bool { (left.high, left.low) < (right.high, right.low) }
}

/// Where the periods of one number stand; numbers of the same index are the same number.
public struct SubjectIndex: RawRepresentable, Hashable, Comparable, Sendable, BitwiseCopyable {
    /// The place of its first period.
    public var rawValue: UInt32

    /// An index of an ``OwnershipIndex``.
    @inline(__always)
    public init(rawValue: UInt32) { self.rawValue = rawValue }

    /// By place.
    public static func < (left: Self, right: Self) -> Bool { left.rawValue < right.rawValue }
}

/// Whose customer it was on a day.
public enum OwnershipLookup: Hashable, Sendable, BitwiseCopyable {
    /// One company's; the number of the period in the index.
    case owner(period: UInt32)
    /// The register does not have the number.
    case notInRegister
    /// The register has the number, but nobody supplied it on that day.
    case noneThen
    /// Two or more periods cover the day: nobody can say whose customer it was.
    case overlapping
}
