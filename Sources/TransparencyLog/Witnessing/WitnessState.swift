/// Where a witness keeps its records: a database, a file for each log. The caller opens it.
public protocol WitnessState {
    /// What goes wrong in it.
    associatedtype Failure: Error
    /// The record of a log, or nil where no checkpoint of it was ever cosigned. Make it from the stored bytes with
    /// ``Witness/record(restoring:)``.
    ///
    /// Compare origins by their bytes.
    func record(ofLog origin: String) async throws(Failure) -> WitnessRecord?
    /// Stores a record in the place of another, durably, before it returns; false, and nothing stored, where the one that is
    /// there is not the old one any more. Comparing and storing are one step: nothing comes between them.
    func replace(_ old: WitnessRecord?, with new: WitnessRecord, ofLog origin: String) async throws(Failure) -> Bool
}
