/// A witness's records in memory, gone with the process: for tests.
public actor MemoryWitnessState: WitnessState {
    private var records: [[UInt8]: WitnessRecord] = [:]

    /// No records.
    public init() {}

    /// The record of a log.
    public func record(ofLog origin: String) -> WitnessRecord? { records[Array(origin.utf8)] }

    /// Stores a record if the old one is still there.
    public func replace(_ old: WitnessRecord?, with new: WitnessRecord, ofLog origin: String) -> Bool {
        guard records[Array(origin.utf8)] == old else { return false }
        records[Array(origin.utf8)] = new
        return true
    }
}
