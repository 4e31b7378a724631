/// What is to be written down before it is shown.
public struct ViewRequest: Hashable, Sendable {
    /// A view, a refused view or a delivery, or the beginning or end of an emergency.
    public var kind: EntryKind
    /// The slot of the company whose customer it is.
    public var slot: UInt32
    /// The view's id: the same for the same question, so that a retry is written once.
    public var view: ViewID
    /// Through which surface, by its number in the dictionary.
    public var surface: UInt32
    /// For which purpose, likewise.
    public var purpose: UInt16
    /// The list of fields, likewise.
    public var schema: UInt16
    /// The fields that are shown as they are.
    public var shown: UInt64
    /// The fields that are shown masked.
    public var masked: UInt64
    /// The version of the rules.
    public var rules: UInt32
    /// The emergency; 0 for none.
    public var emergency: UInt32
    /// Who, whose, and digests of the values.
    public var payload: ViewPayload

    /// A request.
    public init(
        kind: EntryKind = .view, slot: UInt32, view: ViewID, surface: UInt32 = 0, purpose: UInt16 = 0,
        schema: UInt16 = 0, shown: UInt64 = 0, masked: UInt64 = 0, rules: UInt32 = 0, emergency: UInt32 = 0,
        payload: ViewPayload
    ) {
        self.kind = kind
        self.slot = slot
        self.view = view
        self.surface = surface
        self.purpose = purpose
        self.schema = schema
        self.shown = shown
        self.masked = masked
        self.rules = rules
        self.emergency = emergency
        self.payload = payload
    }
}

/// A request with its commitments made: all of its entry but the place and the time.
struct PreparedEntry: Sendable {
    var entry: LedgerEntry
    var payload: [UInt8]?
    var subject: KeyID?
    var actor: KeyID?

    init(_ request: ViewRequest, subject: PartyKey, actor: PartyKey) {
        let sealed = SealedPayload(request.payload, view: request.view, subject: subject, actor: actor)
        let who = Opening(value: request.payload.actor, salt: actor.salt(ofActor: true, request.view))
        let whose = Opening(value: request.payload.subject, salt: subject.salt(ofActor: false, request.view))
        entry = LedgerEntry(
            kind: request.kind, slot: request.slot, sequence: 0, milliseconds: 0, view: request.view,
            surface: request.surface, purpose: request.purpose, schema: request.schema, shown: request.shown,
            masked: request.masked, rules: request.rules, emergency: request.emergency,
            payloadLength: UInt32(sealed.bytes.count), actor: who.commitment, subject: whose.commitment,
            payload: sealed.commitment)
        payload = sealed.bytes
        self.subject = subject.id
        self.actor = actor.id
    }

    /// Whether one of its keys is among some.
    func isUnder(_ keys: Set<KeyID>) -> Bool {
        !keys.isEmpty && [subject, actor].contains { $0.map(keys.contains) ?? false }
    }

    /// An entry that says nothing of a person, with a payload for everybody.
    init(_ kind: EntryKind, slot: UInt32, view: ViewID, payload: [UInt8]) {
        entry = LedgerEntry(
            kind: kind, slot: slot, sequence: 0, milliseconds: 0, view: view, payloadLength: UInt32(payload.count),
            payload: SealedPayload.commitment(to: payload))
        self.payload = payload
    }
}
