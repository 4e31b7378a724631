/// Which of a situation's facts a rule book can depend on.
public struct SituationFacts: OptionSet, Hashable, Sendable {
    /// One bit for each fact.
    public var rawValue: UInt16

    /// The facts whose bits are set.
    public init(rawValue: UInt16) { self.rawValue = rawValue }

    /// ``Situation/company``.
    public static let company = Self(rawValue: 1 << 0)
    /// ``Situation/side``.
    public static let side = Self(rawValue: 1 << 1)
    /// ``Situation/kind``.
    public static let employment = Self(rawValue: 1 << 2)
    /// ``Situation/department``.
    public static let department = Self(rawValue: 1 << 3)
    /// ``Situation/position``.
    public static let position = Self(rawValue: 1 << 4)
    /// ``Situation/owner``.
    public static let owner = Self(rawValue: 1 << 5)
    /// ``Situation/voltage``.
    public static let voltage = Self(rawValue: 1 << 6)
    /// Whether the record is a supply or a purchase contract, as the surface's subject says.
    public static let record = Self(rawValue: 1 << 7)
    /// The surface's kind.
    public static let channel = Self(rawValue: 1 << 8)
    /// The surface itself.
    public static let surface = Self(rawValue: 1 << 9)
    /// ``Situation/purpose``.
    public static let purpose = Self(rawValue: 1 << 10)
    /// ``Situation/emergency``.
    public static let emergency = Self(rawValue: 1 << 11)

    /// Every fact.
    public static let all = Self(rawValue: (1 << 12) - 1)
}
