import CScan
import Intake
import Registry

/// From an account's bytes and a day to the employment of whoever used it.
struct ViewerTable: Sendable {
    /// Who was behind an account during a run of days: an employment, or why there is none.
    enum State {
        static let unknown: UInt32 = 0
        static let shared: UInt32 = 1
        static let noEmployment: UInt32 = 2
        static let overlapping: UInt32 = 3
        static let firstEmployment: UInt32 = 4

        static func reason(_ state: UInt32) -> UndeterminedView.Reason {
            switch state {
            case unknown: .unknownViewer
            case shared: .sharedAccount
            case noEmployment: .noEmployment
            default: .overlappingEmployments
            }
        }
    }

    /// A slot: an id's bytes, its account, and who was behind it, if that was the same during the whole case.
    private struct Slot {
        var id: PackedID
        var account: UInt32
        var state: UInt32

        static let empty = Slot(id: PackedID(high: .max, low: .max), account: 0, state: 0)
    }

    private struct Span {
        var to: Int32
        var state: UInt32
    }

    /// What the barrier and the counts need to know of an employment.
    struct Acting {
        var person: PersonIndex.RawValue
        var viewerClass: UInt32
        var side: CompanyIndex.RawValue
    }

    /// By employment.
    let acting: [Acting]
    private let directory: Directory
    /// Open addressing over short plain ids; half of it is empty.
    private let slots: [Slot]
    private let firstSpan: [UInt32]
    private let spans: [Span]
    /// Stands for a state that changed.
    private static let changing = UInt32.max

    /// - Parameters:
    ///   - classes: by employment; see `VerdictTable.viewerClass`.
    ///   - period: the days of the case.
    init(_ directory: Directory, classes: [UInt32], period: Range<Int32>) {
        self.directory = directory
        acting = zip(directory.employments, classes).map {
            Acting(person: $0.person.rawValue, viewerClass: $1, side: $0.side.rawValue)
        }
        let size = directory.accountCount * 2 + 1
        var slots = [Slot](repeating: .empty, count: size)
        var firstSpan: [UInt32] = []
        var spans: [Span] = []
        for account in directory.accounts {
            firstSpan.append(UInt32(spans.count))
            for span in directory.timeline(of: account) {
                spans.append(Span(to: span.to.daysSince1970, state: Self.state(of: span.viewer)))
            }
            let id = directory.accountID(account)
            // The others are found through the directory: bytes of another encoding could look like those of an id
            // beyond ASCII.
            guard id.utf8.count < 16, Identifiers.isPlain(id.utf8) else { continue }
            let packed = PackedID(id)
            var position = packed.home(size)
            while slots[position].id.isWhole { position = position + 1 == size ? 0 : position + 1 }
            let during = directory.timeline(of: account).filter {
                $0.from.daysSince1970 < period.upperBound && $0.to.daysSince1970 > period.lowerBound
            }
            slots[position] = Slot(
                id: packed, account: account.rawValue,
                state: during.count == 1 ? Self.state(of: during[0].viewer) : Self.changing)
        }
        self.slots = slots
        self.firstSpan = firstSpan
        self.spans = spans
    }

    private static func state(of viewer: ViewerLookup) -> UInt32 {
        switch viewer {
        case .acting(_, let employment): employment.rawValue + State.firstEmployment
        case .noEmployment: State.noEmployment
        case .overlappingEmployments: State.overlapping
        case .sharedAccount: State.shared
        case .unknownAccount: State.unknown
        }
    }

    /// Asks the processor to bring the slot of an id closer.
    @inline(__always)
    func prefetch(_ id: PackedID) {
        // INVARIANT: an address inside the table; a prefetch reads nothing.
        unsafe slots.withUnsafeBufferPointer { slots in
            if let base = slots.baseAddress { unsafe sekisho_prefetch(base + id.home(slots.count)) }
        }
    }

    /// The account of a short plain id, and who was behind it on a day of the case; nil where no account has the id.
    @inline(__always)
    func find(_ id: PackedID, on day: Int32) -> (account: UInt32, state: UInt32)? {
        guard id.isWhole else { return nil }
        var position = id.home(slots.count)
        while true {
            let slot = slots[position]
            if slot.id == id {
                return (slot.account, slot.state == Self.changing ? state(slot.account, on: day) : slot.state)
            }
            guard slot.id.isWhole else { return nil }
            position = position + 1 == slots.count ? 0 : position + 1
        }
    }

    /// The account of an id as it was written.
    func account(_ text: String) -> UInt32? {
        directory.accountIndex(Identifiers.normalised(text))?.rawValue
    }

    /// Who was behind an account on a day.
    func state(_ account: UInt32, on day: Int32) -> UInt32 {
        // The spans of an account cover all days, so the search ends with the last at the latest.
        var span = Int(firstSpan[Int(account)])
        while day >= spans[span].to, spans[span].to != .max { span += 1 }
        return spans[span].state
    }

    func id(_ account: UInt32) -> String { directory.accountID(AccountIndex(rawValue: account)) }
}
