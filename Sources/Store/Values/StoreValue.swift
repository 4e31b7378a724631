/// One value of a database: what SQLite and PostgreSQL both hold, and hold alike.
///
/// Truth values come as 1 and 0; there are no fractions, for no room counts in them.
public enum StoreValue: Hashable, Sendable {
    /// SQL's NULL.
    case null
    /// A whole number of 64 bits: `INTEGER` of SQLite; `bigint`, `integer`, `smallint`, `boolean` or `oid` of PostgreSQL,
    /// or a whole `numeric` that fits.
    case integer(Int64)
    /// Unicode text without NUL; two ways to write é are two texts, byte for byte.
    case text(String)
    /// Bytes of any kind: `BLOB` of SQLite, `bytea` of PostgreSQL.
    case blob([UInt8])

    /// What kind of value it is, for error texts: `null`, `integer`, `text` or `blob`.
    public var kind: String {
        switch self {
        case .null: "null"
        case .integer: "integer"
        case .text: "text"
        case .blob: "blob"
        }
    }

    /// Whether it is NULL.
    public var isNull: Bool { self == .null }

    /// Texts are compared byte for byte, as the databases do: Swift takes two ways to write é for the same.
    public static func == (left: Self, right: Self) -> Bool {
        switch (left, right) {
        case (.null, .null): true
        case (.integer(let left), .integer(let right)): left == right
        case (.text(let left), .text(let right)): left.utf8.elementsEqual(right.utf8)
        case (.blob(let left), .blob(let right)): left == right
        default: false
        }
    }

    /// Agrees with `==`.
    public func hash(into hasher: inout Hasher) {
        switch self {
        case .null: hasher.combine(0)
        case .integer(let number): hasher.combine(number)
        case .text(let text): for byte in text.utf8 { hasher.combine(byte) }
        case .blob(let bytes): hasher.combine(bytes)
        }
    }
}

extension StoreValue: ExpressibleByNilLiteral, ExpressibleByIntegerLiteral, ExpressibleByStringLiteral {
    /// NULL.
    public init(nilLiteral: ()) { self = .null }
    /// A whole number.
    public init(integerLiteral value: Int64) { self = .integer(value) }
    /// A text.
    public init(stringLiteral value: String) { self = .text(value) }
    /// The text, or NULL for none.
    public init(_ text: String?) { self = text.map(StoreValue.text) ?? .null }
    /// The bytes, or NULL for none.
    public init(_ bytes: [UInt8]?) { self = bytes.map(StoreValue.blob) ?? .null }
    /// The number, or NULL for none.
    public init(_ number: Int64?) { self = number.map(StoreValue.integer) ?? .null }
    /// The number, or NULL for none.
    public init(_ number: Int?) { self = number.map { .integer(Int64($0)) } ?? .null }
    /// 1 or 0, or NULL for none.
    public init(_ truth: Bool?) { self = truth.map { .integer($0 ? 1 : 0) } ?? .null }
}
