/// One row of a log, before it is written.
package struct LoggedView: Sendable {
    /// How a row departs from what a reader would like.
    package enum Form: UInt8, Sendable {
        case plain
        /// The number in full-width digits, or with hyphens.
        case folded
        /// A day that the calendar does not have.
        case impossibleDate
        /// The last line of a file, without its end.
        case cutShort
    }

    /// Seconds since 1970, as the log will tell them.
    package var second: Int64
    /// Seconds by which the time is told too early: a clock that was wrong.
    package var clockError: Int64 = 0
    /// A worker's place, or below 0 an account that is no worker's: see ``Accounts``.
    package var viewer: Int32
    /// A point's place, or below 0 a number that the register does not have.
    package var point: Int32
    /// From 1; 0 for none.
    package var terminal: UInt16 = 0
    /// Place in ``Purpose/allCases``.
    package var purpose = Purpose.inquiry
    package var isEmergency = false
    package var form = Form.plain

    /// When the row was written: it stands in the file of that day, whatever it says.
    package var writtenAt: Int64 { second + clockError }
}

/// Why somebody looked, where a log asks.
package enum Purpose: String, CaseIterable, Sendable {
    case inquiry
    case network
    case restoration
    case sales
}

/// User ids that belong to no single worker.
package enum Accounts {
    /// How many ids several people share.
    package static let sharedCount = 3

    package static func isShared(_ viewer: Int32) -> Bool { viewer < 0 && viewer >= -Int32(sharedCount) }

    /// The id of a viewer below 0: first the shared ones, then those that no register has.
    package static func id(_ viewer: Int32) -> String {
        isShared(viewer) ? "KYOYO\(-viewer)" : "X\(900_000 - Int(viewer))"
    }
}
