import Intake

extension DateDialect {
    /// Whether a register says in this way that there is no end: nothing, or as many systems have it 9999-12-31, in
    /// whatever signs and widths, with or without a time of day.
    ///
    /// - Parameter text: a cell; spaces around it are passed over.
    func meansOpenEnd(_ text: String) -> Bool {
        let normal = Identifiers.normalised(text)
        if normal.isEmpty { return true }
        switch self {
        // 99991231 is a day of 1973 to these.
        case .epochSeconds, .epochMilliseconds: return false
        default:
            return normal.utf8.filter { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
                .starts(with: "99991231".utf8)
        }
    }
}
