/// What an entry of the ledger says.
public enum EntryKind: UInt8, CaseIterable, Hashable, Sendable {
    /// Somebody was shown fields of a record.
    case view = 1
    /// Somebody asked for a record and was shown nothing.
    case refusedView = 2
    /// A row of a feed, report or extract was handed over.
    case delivery = 3
    /// A person's key was destroyed; the payload is the public list of the entries that can no longer be opened.
    case erasure = 4
    /// The log's key changes; the payload is a note of the old key over the new one.
    case keyEvent = 5
    /// An emergency was declared.
    case emergencyOpened = 6
    /// An emergency is over.
    case emergencyClosed = 7

    /// The name in files and on screens.
    public var name: String {
        switch self {
        case .view: "view"
        case .refusedView: "refusedView"
        case .delivery: "delivery"
        case .erasure: "erasure"
        case .keyEvent: "keyEvent"
        case .emergencyOpened: "emergencyOpened"
        case .emergencyClosed: "emergencyClosed"
        }
    }

    /// Whether its payload is readable by everybody who has the entry, because it holds nothing of a person.
    public var hasPublicPayload: Bool { self == .erasure || self == .keyEvent }
}
