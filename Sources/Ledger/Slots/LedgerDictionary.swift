/// What the numbers in entries mean: surfaces, purposes, lists of fields and versions of the rules.
///
/// It only grows: a number, once given, means the same for ever. Its file is public, and each epoch names its digest.
public struct LedgerDictionary: Hashable, Codable, Sendable {
    /// Version of the format; 1 today.
    public var sekisho = 1
    /// Surfaces by their numbers, from 1.
    public var surfaces: [String]
    /// Purposes by their numbers, from 1.
    public var purposes: [String]
    /// Lists of at most 64 fields by their numbers, from 1.
    public var schemas: [[String]]

    /// A dictionary.
    public init(surfaces: [String] = [], purposes: [String] = [], schemas: [[String]] = []) {
        self.surfaces = surfaces
        self.purposes = purposes
        self.schemas = schemas
    }

    /// Whether everything that another says is said here too, by the same numbers.
    public func continues(_ other: LedgerDictionary) -> Bool {
        surfaces.starts(with: other.surfaces) && purposes.starts(with: other.purposes)
            && schemas.starts(with: other.schemas)
    }

    /// The number of a surface; 0 of none, nil of one that is not there.
    public func number(ofSurface name: String?) -> UInt32? { Self.number(name, surfaces).map(UInt32.init) }

    /// The number of a purpose; 0 of none, nil of one that is not there.
    public func number(ofPurpose name: String?) -> UInt16? {
        Self.number(name, purposes).flatMap { UInt16(exactly: $0) }
    }

    private static func number(_ name: String?, _ names: [String]) -> Int? {
        guard let name else { return 0 }
        return names.firstIndex(of: name).map { $0 + 1 }
    }

    /// The name of a surface; nil of 0 and of a number that means nothing.
    public func surface(_ number: UInt32) -> String? { Self.name(Int(number), surfaces) }

    /// The name of a purpose; nil of 0 and of a number that means nothing.
    public func purpose(_ number: UInt16) -> String? { Self.name(Int(number), purposes) }

    /// The fields whose bits are set.
    public func fields(_ bits: UInt64, schema: UInt16) -> [String] {
        guard schema > 0, Int(schema) <= schemas.count else { return [] }
        return schemas[Int(schema) - 1].enumerated().filter { $0.offset < 64 && bits >> UInt64($0.offset) & 1 == 1 }
            .map(\.element)
    }

    private static func name(_ number: Int, _ names: [String]) -> String? {
        number > 0 && number <= names.count ? names[number - 1] : nil
    }
}
