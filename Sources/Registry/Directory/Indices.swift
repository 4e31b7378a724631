/// A company's place in ``Directory/companies``: dense, from 0, in the order of the register.
public struct CompanyIndex: RawRepresentable, Hashable, Comparable, Codable, Sendable, BitwiseCopyable {
    /// The position in ``Directory/companies``.
    public var rawValue: UInt16

    /// The company at this position.
    public init(rawValue: UInt16) { self.rawValue = rawValue }

    /// The order of the register.
    public static func < (left: Self, right: Self) -> Bool { left.rawValue < right.rawValue }
}

/// A department's place in ``Directory/departments``: dense, from 0, in the order of the register.
public struct DepartmentIndex: RawRepresentable, Hashable, Comparable, Codable, Sendable {
    /// The position in ``Directory/departments``.
    public var rawValue: UInt16

    /// The department at this position.
    public init(rawValue: UInt16) { self.rawValue = rawValue }

    /// The order of the register.
    public static func < (left: Self, right: Self) -> Bool { left.rawValue < right.rawValue }
}

/// A person's place in ``Directory/people``: dense, from 0, in the order of the register.
public struct PersonIndex: RawRepresentable, Hashable, Comparable, Codable, Sendable {
    /// The position in ``Directory/people``.
    public var rawValue: UInt32

    /// The person at this position.
    public init(rawValue: UInt32) { self.rawValue = rawValue }

    /// The order of the register.
    public static func < (left: Self, right: Self) -> Bool { left.rawValue < right.rawValue }
}

/// An employment's place in ``Directory/employments``: dense, from 0, grouped by person and then by first day.
public struct EmploymentIndex: RawRepresentable, Hashable, Comparable, Codable, Sendable {
    /// The position in ``Directory/employments``.
    public var rawValue: UInt32

    /// The employment at this position.
    public init(rawValue: UInt32) { self.rawValue = rawValue }

    /// The order of ``Directory/employments``.
    public static func < (left: Self, right: Self) -> Bool { left.rawValue < right.rawValue }
}

/// A user id's place among ``Directory/accountCount`` accounts: dense, from 0, in the order of the register.
public struct AccountIndex: RawRepresentable, Hashable, Comparable, Codable, Sendable {
    /// The position among the accounts.
    public var rawValue: UInt32

    /// The account at this position.
    public init(rawValue: UInt32) { self.rawValue = rawValue }

    /// The order of the register.
    public static func < (left: Self, right: Self) -> Bool { left.rawValue < right.rawValue }
}
