import Foundation
public import Store

/// What a ledger's database says of the ledger itself.
public struct LedgerContents: Sendable {
    /// The slots' names, by their numbers.
    public let slots: [String]
    /// What the numbers in entries mean.
    public let dictionary: LedgerDictionary

    /// Reads it.
    ///
    /// - Throws: `damaged` where it is no ledger's database.
    public init(_ database: any StoreDatabase) async throws(LedgerError) {
        let (slots, json): ([String], [UInt8]?)
        do throws(StoreError) {
            try await LedgerTables.migrations.require(on: database)
            (slots, json) = try await database.read { (session) throws(StoreError) in
                (try LedgerTables.slots(session), try LedgerTables.dictionary(session)?.json)
            }
        } catch {
            throw LedgerError(error)
        }
        self.slots = slots
        guard let json, let dictionary = try? JSONDecoder().decode(LedgerDictionary.self, from: Data(json)) else {
            throw LedgerError(.damaged, "the ledger's dictionary cannot be read")
        }
        self.dictionary = dictionary
    }
}
