/// The type of a value in a condition.
public enum ValueType: String, Hashable, Sendable, CaseIterable {
    /// `boolean`.
    case bool
    /// `smallint`, `integer`, `bigint`: ``Datum/number(_:)`` without decimals.
    case integer
    /// `numeric(p, s)`.
    case number
    /// `text`, `varchar`.
    case text
    /// `date`: years 1 to 9999, and the two infinities.
    case date
    /// `timestamp` without time zone: years 1 to 9999, and the two infinities.
    case timestamp
    /// `interval`.
    case interval
    /// A text in quotes, or `NULL`, whose type the other side gives.
    case unknown

    /// Whether it is a number.
    public var isNumeric: Bool { self == .integer || self == .number }

    /// The name in SQL.
    public var sql: String {
        switch self {
        case .bool: "boolean"
        case .integer: "bigint"
        case .number: "numeric"
        case .text, .unknown: "text"
        case .date: "date"
        case .timestamp: "timestamp"
        case .interval: "interval"
        }
    }
}
