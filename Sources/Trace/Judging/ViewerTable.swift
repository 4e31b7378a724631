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

    private struct Slot {
        var low: UInt64 = 0
        var high: UInt64 = 0
        var account: UInt32 = .max
    }

    private let slots: [Slot]
    private let directory: Directory
    private let spanStart: [UInt32]
    private let spanTo: [Int32]
    private let spanState: [UInt32]

    init(_ directory: Directory) {
        self.directory = directory
        var size = 16
        while size < directory.accountCount * 4 { size *= 2 }
        var slots = [Slot](repeating: Slot(), count: size)
        var spanStart: [UInt32] = [0]
        var spanTo: [Int32] = []
        var spanState: [UInt32] = []
        for account in directory.accounts {
            for span in directory.timeline(of: account) {
                spanTo.append(span.to.daysSince1970)
                spanState.append(Self.state(of: span.viewer))
            }
            spanStart.append(UInt32(spanTo.count))
            // Short plain ids are found by their bytes; the others through the directory.
            var bytes = Array(directory.accountID(account).utf8)
            let count = bytes.count
            bytes += Array(repeating: 0, count: 16)
            // INVARIANT: 16 bytes of padding stand behind the id.
            let packed = unsafe bytes.withUnsafeBufferPointer { buffer in
                unsafe buffer.baseAddress.flatMap { unsafe FieldParsing.packed($0, count: count) }
            }
            // Bytes of another encoding could look like those of an id beyond ASCII.
            guard let packed, count > 0, Identifiers.isPlain(bytes.prefix(count)) else { continue }
            var position = Self.home(packed.high, packed.low) & (size - 1)
            while slots[position].account != .max { position = (position + 1) & (size - 1) }
            slots[position] = Slot(low: packed.low, high: packed.high, account: account.rawValue)
        }
        self.slots = slots
        self.spanStart = spanStart
        self.spanTo = spanTo
        self.spanState = spanState
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

    @inline(__always)
    private static func home(_ high: UInt64, _ low: UInt64) -> Int {
        let mixed = (low ^ high &* 0x9E37_79B9_7F4A_7C15) &* 0xBF58_476D_1CE4_E5B9
        return Int(truncatingIfNeeded: mixed >> 32)
    }

    /// The account of a plain id, nil where there is none or the id is too long for this table.
    @inline(__always)
    func account(plain bytes: UnsafePointer<UInt8>, count: Int) -> UInt32? {
        // INVARIANT: the field's own bytes, with padding behind them; `position` is masked by the table's size.
        guard let packed = unsafe FieldParsing.packed(bytes, count: count) else { return nil }
        let mask = slots.count - 1
        var position = Self.home(packed.high, packed.low) & mask
        return unsafe slots.withUnsafeBufferPointer { slots in
            while true {
                let slot = unsafe slots[position]
                if slot.account == .max { return nil }
                if slot.low == packed.low, slot.high == packed.high { return slot.account }
                position = (position + 1) & mask
            }
        }
    }

    /// The account of an id as it was written.
    func account(_ text: String) -> UInt32? {
        directory.accountIndex(Identifiers.normalised(text))?.rawValue
    }

    /// Who was behind an account on a day.
    @inline(__always)
    func state(_ account: UInt32, on day: Int32) -> UInt32 {
        // The spans of an account cover all days, so the search ends with the last at the latest.
        var span = Int(spanStart[Int(account)])
        while day >= spanTo[span], spanTo[span] != .max { span += 1 }
        return spanState[span]
    }

    func id(_ account: UInt32) -> String { directory.accountID(AccountIndex(rawValue: account)) }
}
