import Barrier
import Conditions

/// Verdicts of an earlier inspection, so that only what has changed is proved again.
///
/// A cache can be old, cut off, or wrong, and no verdict is changed by it: a verdict is found only under the exact name
/// of all that it depends on (``VerdictKeys``), with a digest over its own bytes; and rows that leaked are tried out again
/// before it is said that they leak. What is not believed is proved again. Whoever can write the file with right digests
/// can write lies into it: keep it where the catalogue is kept from such people, or prove without it.
public struct VerdictCache: Sendable {
    private var kept: [String: [UInt8]] = [:]
    let digest: @Sendable ([UInt8]) -> String
    private static let heading = "sekisho verdicts 1"

    /// An empty cache.
    ///
    /// - Parameter digest: a function of bytes by which different bytes are surely told apart, such as SHA-256.
    public init(digest: @escaping @Sendable ([UInt8]) -> String) { self.digest = digest }

    /// A cache as ``bytes`` gave it; empty where the bytes are anything else.
    public init(_ bytes: [UInt8], digest: @escaping @Sendable ([UInt8]) -> String) {
        self.digest = digest
        var reader = PlainBytesReader(bytes[...])
        guard reader.text() == Self.heading else { return }
        while !reader.isAtEnd {
            // Whatever stands before the place where it is cut off is whole.
            guard let key = reader.text(), let count = reader.number(), let entry = reader.slice(count) else { return }
            kept[key] = Array(entry)
        }
    }

    /// The cache as bytes, the same each time.
    public var bytes: [UInt8] {
        var plain = PlainBytes()
        plain.add(Self.heading)
        var all = plain.bytes
        for (key, entry) in kept.sorted(by: { $0.key < $1.key }) {
            var plain = PlainBytes()
            plain.add(key)
            plain.add(entry.count)
            all += plain.bytes
            all += entry
        }
        return all
    }

    /// How many verdicts there are.
    public var count: Int { kept.count }

    /// Keeps a verdict under a name. Where something is undecided it is not kept: there may be more time another day.
    public mutating func keep(_ verdict: SurfaceVerdict, of surface: SystemSurface, under key: String) {
        guard verdict.isAlwaysEmpty != nil, verdict.isAlwaysTrue != nil || surface.query.condition == nil,
            let body = KeptVerdict(verdict)?.bytes
        else { return }
        kept[key] = Array(seal(body, key).utf8) + [0] + body
    }

    /// The kept verdict of a name, if there is one that is whole; not yet believed.
    func verdict(under key: String) -> KeptVerdict? {
        guard let entry = kept[key], let end = entry.firstIndex(of: 0) else { return nil }
        let body = entry[(end + 1)...]
        guard entry[..<end].elementsEqual(seal(Array(body), key).utf8) else { return nil }
        return KeptVerdict(body)
    }

    private func seal(_ body: [UInt8], _ key: String) -> String {
        var plain = PlainBytes()
        plain.add(key)
        return digest(plain.bytes + body)
    }
}

/// A verdict without what can be worked out of it again.
struct KeptVerdict {
    /// The rows that leaked; nil where the surface is proved.
    var example: (database: SmallDatabase, runTime: Datum.Moment)?
    var leaking: Set<SurfaceVerdict.Part>
    var isAlwaysEmpty: Bool?
    var isAlwaysTrue: Bool?

    /// Nil of what is undecided.
    init?(_ verdict: SurfaceVerdict) {
        switch verdict.outcome {
        case .undecided: return nil
        case .proved: example = nil
        case .leaks(let found): example = (found.database, found.runTime)
        }
        leaking = verdict.leaking
        isAlwaysEmpty = verdict.isAlwaysEmpty
        isAlwaysTrue = verdict.isAlwaysTrue
    }

    /// Nil where the bytes are anything else.
    init?(_ bytes: ArraySlice<UInt8>) {
        var reader = PlainBytesReader(bytes)
        let example = reader.optional { reader -> (SmallDatabase, Datum.Moment)? in
            guard let time = reader.number(),
                let tables = reader.list({ reader -> (String, [[Datum?]])? in
                    guard let name = reader.text(),
                        let rows = reader.list({ row in row.list { cell in cell.optional { $0.datum() } } })
                    else { return nil }
                    return (name, rows)
                })
            else { return nil }
            let database = SmallDatabase(Dictionary(tables) { first, _ in first })
            return (database, Datum.Moment(microseconds: Int64(time)))
        }
        let parts = reader.list { reader -> SurfaceVerdict.Part? in
            guard let number = reader.number(), let fieldClass = FieldClass(rawValue: number),
                let relation = reader.number()
            else { return nil }
            return SurfaceVerdict.Part(fieldClass: fieldClass, relation: relation)
        }
        guard let example, let parts, let isEmpty = reader.optional({ $0.truth() }),
            let isTrue = reader.optional({ $0.truth() }), reader.isAtEnd
        else { return nil }
        self.example = example
        leaking = Set(parts)
        isAlwaysEmpty = isEmpty
        isAlwaysTrue = isTrue
    }

    /// The same verdict gives the same bytes.
    var bytes: [UInt8] {
        var plain = PlainBytes()
        plain.add(example) { plain, example in
            plain.add(Int(example.runTime.microseconds))
            plain.add(example.database.tables.sorted { $0.key < $1.key }) { plain, table in
                plain.add(table.key)
                plain.add(table.value) { plain, row in plain.add(row) { $0.add($1) { $0.add($1) } } }
            }
        }
        let parts = leaking.sorted { ($0.fieldClass.rawValue, $0.relation) < ($1.fieldClass.rawValue, $1.relation) }
        plain.add(parts) { plain, part in
            plain.add(part.fieldClass.rawValue)
            plain.add(part.relation)
        }
        plain.add(isAlwaysEmpty) { $0.add($1) }
        plain.add(isAlwaysTrue) { $0.add($1) }
        return plain.bytes
    }
}
