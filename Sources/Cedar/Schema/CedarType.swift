/// The type of a value, as a schema declares it or an expression has it.
public indirect enum CedarType: Hashable, Sendable {
    /// `Bool`, or a bool that is known beforehand: `true`, `false`.
    case bool(Truth)
    /// A whole number of 64 bits.
    case long
    /// Text.
    case string
    /// An entity of a type, its namespaces separated by `::`.
    case entity(String)
    /// A set, all its members of one type.
    case set(CedarType)
    /// A record; exactly these attributes.
    case record(RecordType)
    /// A value of an extension's type.
    case extended(ExtensionType)

    /// What is known of a bool.
    public enum Truth: Hashable, Sendable {
        /// Nothing: it may be either.
        case unknown
        /// It is always true.
        case always
        /// It is never true.
        case never
    }

    /// The types that the extensions bring.
    public enum ExtensionType: String, Hashable, Sendable, CaseIterable {
        /// A decimal number with up to four digits behind the point.
        case decimal
        /// An address or a range of addresses of the Internet protocol.
        case ipaddr
        /// An instant, in milliseconds.
        case datetime
        /// A length of time, in milliseconds.
        case duration
    }

    /// The ordinary `Bool`.
    static let anyBool = CedarType.bool(.unknown)

    /// The one type that values of both types have, or nil where there is none. Types must agree but for what is known
    /// of bools: two entity types never join, nor do records that differ in their attributes.
    func joined(_ other: CedarType) -> CedarType? {
        switch (self, other) {
        case (.bool(let one), .bool(let two)): return .bool(one == two ? one : .unknown)
        case (.set(let one), .set(let two)): return one.joined(two).map { .set($0) }
        case (.record(let one), .record(let two)): return one.joined(two).map { .record($0) }
        default: return self == other ? self : nil
        }
    }

    /// How many levels of sets and records it has.
    var depth: Int {
        switch self {
        case .bool, .long, .string, .entity, .extended: 1
        case .set(let element): element.depth + 1
        case .record(let record): (record.attributes.map(\.type.depth).max() ?? 0) + 1
        }
    }
}

extension CedarType: CustomStringConvertible {
    /// As a schema writes it.
    public var description: String {
        switch self {
        case .bool: "Bool"
        case .long: "Long"
        case .string: "String"
        case .entity(let name): name
        case .set(let element): "Set<\(element)>"
        case .record(let record): record.description
        case .extended(let type): type.rawValue
        }
    }
}
