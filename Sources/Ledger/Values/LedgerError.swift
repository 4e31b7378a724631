public import Store

/// Why the ledger did not do what was asked. No value of a customer or of somebody who looks is in it.
public struct LedgerError: Error, Hashable, Sendable, CustomStringConvertible {
    /// What kind of thing went wrong.
    public enum Kind: String, Hashable, Sendable {
        /// There is no ledger, or no slot, entry or key of that name.
        case missing
        /// There is one already.
        case exists
        /// What was asked contradicts what is written.
        case contradicts
        /// What is written contradicts itself, or what was signed or witnessed: somebody has to look.
        case damaged
        /// Somebody has seen more of the log than there is: the database is an old copy.
        case rolledBack
        /// Another process writes.
        case busy
        /// It could not be written; nothing may be shown.
        case cannotWrite
        /// A person was erased while something of theirs was to be written: asking again takes a new key.
        case keyErased
        /// The request itself is wrong.
        case badRequest
    }

    /// What kind of thing.
    public var kind: Kind
    /// What and where, for people.
    public var message: String

    /// An error.
    public init(_ kind: Kind, _ message: String) {
        self.kind = kind
        self.message = message
    }

    /// An error of the database.
    public init(_ error: StoreError) {
        kind =
            switch error.kind {
            case .notExclusive: .busy
            case .wrongMigrations, .unreadable: .damaged
            default: .cannotWrite
            }
        message = "the database: \(error)"
    }

    /// The message.
    public var description: String { message }
}
