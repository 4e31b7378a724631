public import TransparencyLog

/// One entry of the ledger: 172 bytes that say when what was shown through which surface, and commit to who saw whose.
///
/// There is no name in it, no number of a supply point, and nothing by which two entries about one person could be told
/// to be about the same. All numbers are written with the most significant byte first:
///
/// | bytes | what |
/// |---|---|
/// | 0 | version, 1 |
/// | 1 | ``EntryKind`` |
/// | 2–5 | slot |
/// | 6–13 | sequence within the slot, from 0 |
/// | 14–21 | time, in milliseconds since 1970 |
/// | 22–37 | view id |
/// | 38–41 | surface, by its number in the dictionary |
/// | 42–43 | purpose, likewise; 0 where none was given |
/// | 44–45 | schema of fields, likewise |
/// | 46–53 | the fields that were shown, a bit each, the schema's first field the least |
/// | 54–61 | the fields that were shown masked, likewise |
/// | 62–65 | version of the rules |
/// | 66–69 | number of the emergency; 0 where there was none |
/// | 70–71 | 0 |
/// | 72–75 | length of the payload, in bytes |
/// | 76–107 | commitment to the actor |
/// | 108–139 | commitment to the subject |
/// | 140–171 | commitment to the payload |
public struct LedgerEntry: Hashable, Sendable {
    /// The length of an entry, in bytes.
    public static let byteCount = 172
    /// The version of the layout.
    public static let version: UInt8 = 1

    /// What it says.
    public var kind: EntryKind
    /// Whose log it stands in: the slot of the company whose customer it is about.
    public var slot: UInt32
    /// Its place in that log, from 0.
    public var sequence: UInt64
    /// When, in milliseconds since 1970 in UTC.
    public var milliseconds: UInt64
    /// Which view.
    public var view: ViewID
    /// Through which surface, by its number in the ``LedgerDictionary``; 0 for none.
    public var surface: UInt32
    /// For which purpose, likewise; 0 for none.
    public var purpose: UInt16
    /// The list of fields that ``shown`` and ``masked`` speak of, likewise; 0 for none.
    public var schema: UInt16
    /// The fields that were actually shown as they are: bit *n* is the schema's field *n*.
    public var shown: UInt64
    /// The fields that were shown masked.
    public var masked: UInt64
    /// The version of the rules that decided.
    public var rules: UInt32
    /// The emergency under which it was decided; 0 for none.
    public var emergency: UInt32
    /// The length of the payload that is kept beside the log.
    public var payloadLength: UInt32
    /// Who saw it.
    public var actor: Commitment
    /// Whose record it was.
    public var subject: Commitment
    /// The payload.
    public var payload: Commitment

    /// An entry.
    public init(
        kind: EntryKind, slot: UInt32, sequence: UInt64, milliseconds: UInt64, view: ViewID, surface: UInt32 = 0,
        purpose: UInt16 = 0, schema: UInt16 = 0, shown: UInt64 = 0, masked: UInt64 = 0, rules: UInt32 = 0,
        emergency: UInt32 = 0, payloadLength: UInt32 = 0, actor: Commitment = .none, subject: Commitment = .none,
        payload: Commitment = .none
    ) {
        self.kind = kind
        self.slot = slot
        self.sequence = sequence
        self.milliseconds = milliseconds
        self.view = view
        self.surface = surface
        self.purpose = purpose
        self.schema = schema
        self.shown = shown
        self.masked = masked
        self.rules = rules
        self.emergency = emergency
        self.payloadLength = payloadLength
        self.actor = actor
        self.subject = subject
        self.payload = payload
    }

    /// Reads an entry.
    ///
    /// - Throws: what is wrong with the bytes; nothing but what ``bytes`` gives is read.
    public init(_ bytes: [UInt8]) throws(EntryError) {
        guard bytes.count == Self.byteCount else { throw .length(bytes.count) }
        guard bytes[0] == Self.version else { throw .version(bytes[0]) }
        var reader = ByteReader(bytes)
        guard reader.take(1) != nil, let kindNumber: UInt8 = reader.number(), let slot: UInt32 = reader.number(),
            let sequence: UInt64 = reader.number(), let time: UInt64 = reader.number(),
            let view = reader.take(16).flatMap({ ViewID($0) }), let surface: UInt32 = reader.number(),
            let purpose: UInt16 = reader.number(), let schema: UInt16 = reader.number(),
            let shown: UInt64 = reader.number(), let masked: UInt64 = reader.number(),
            let rules: UInt32 = reader.number(), let emergency: UInt32 = reader.number(),
            let zero: UInt16 = reader.number(), let length: UInt32 = reader.number(),
            let actor = reader.take(32).flatMap({ Commitment($0) }),
            let subject = reader.take(32).flatMap({ Commitment($0) }),
            let payload = reader.take(32).flatMap({ Commitment($0) })
        else { throw .length(bytes.count) }
        guard let kind = EntryKind(rawValue: kindNumber) else { throw .kind(kindNumber) }
        guard zero == 0 else { throw .reserved }
        self.init(
            kind: kind, slot: slot, sequence: sequence, milliseconds: time, view: view, surface: surface,
            purpose: purpose, schema: schema, shown: shown, masked: masked, rules: rules, emergency: emergency,
            payloadLength: length, actor: actor, subject: subject, payload: payload)
    }

    /// The entry's bytes: the leaf of its slot's log.
    public var bytes: [UInt8] {
        var writer = ByteWriter(capacity: Self.byteCount)
        writer.add(Self.version)
        writer.add(kind.rawValue)
        writer.add(slot)
        writer.add(sequence)
        writer.add(milliseconds)
        writer.add(view.bytes)
        writer.add(surface)
        writer.add(purpose)
        writer.add(schema)
        writer.add(shown)
        writer.add(masked)
        writer.add(rules)
        writer.add(emergency)
        writer.add(UInt16(0))
        writer.add(payloadLength)
        writer.add(actor.bytes)
        writer.add(subject.bytes)
        writer.add(payload.bytes)
        return writer.bytes
    }

    /// The hash of its leaf.
    public var leafHash: TreeHash { .leaf(bytes) }

    /// Whether both say the same, leaving out when and where they were written.
    func saysTheSame(as other: LedgerEntry) -> Bool {
        var other = other
        other.sequence = sequence
        other.milliseconds = milliseconds
        return self == other
    }
}

/// Why bytes are no entry.
public enum EntryError: Error, Hashable, Sendable, CustomStringConvertible {
    /// Not so many bytes as an entry has.
    case length(Int)
    /// A version that is not known here.
    case version(UInt8)
    /// A kind that is not known here.
    case kind(UInt8)
    /// Something where nothing may be.
    case reserved

    /// What is wrong, for people.
    public var description: String {
        switch self {
        case .length(let count): "an entry has \(LedgerEntry.byteCount) bytes, and this has \(count)"
        case .version(let version): "entries of version `\(version)` are not known; use a newer program"
        case .kind(let kind): "entries of kind `\(kind)` are not known; use a newer program"
        case .reserved: "the entry has something in bytes that must be 0"
        }
    }
}
