/// Why a database did not do what was asked, in words that are the same for each database.
///
/// No field shows a value that was bound to a statement or that stands in a row.
public struct StoreError: Error, Hashable, Sendable, CustomStringConvertible {
    /// What went wrong, for the program that has to go on.
    public enum Kind: String, Hashable, Sendable, CaseIterable {
        /// A row with that key is there already; see ``StoreError/columns`` and ``StoreError/constraint``.
        case uniqueViolation
        /// Another law of the table was broken: NOT NULL, CHECK, a foreign key, or a value of a wrong type.
        case constraintViolation
        /// Others were in the way: a serialization failure, a deadlock, or a database that stayed locked. The same
        /// transaction, run again from its beginning, may go through.
        case conflict
        /// Nothing could be opened: no server, no file, no permission, or a setting that promises too little.
        case cannotOpen
        /// The connection is gone, and with it an open transaction.
        case connectionLost
        /// The disk is full.
        case diskFull
        /// The disk, the file or the server's storage failed; the file may be damaged.
        case storageFailure
        /// The database was opened for reading alone.
        case readOnly
        /// The statement is not SQL that this database understands, or names what is not there.
        case syntax
        /// The call itself is wrong; mend the program.
        case misuse
        /// The answer cannot be read as values, such as text that is not UTF-8.
        case unreadable
        /// The task was cancelled; nothing of the transaction was kept.
        case cancelled
        /// The statement took longer than it may.
        case timedOut
        /// The database's history of changes is not the program's: newer, or another.
        case wrongMigrations
        /// The exclusive lock is another's, or no longer held.
        case notExclusive
        /// The database was closed.
        case closed
        /// The database refused for another reason.
        case refused
    }

    /// What went wrong, for the program.
    public var kind: Kind
    /// What went wrong, for people: lower case, no full stop, with no value in it.
    public var message: String
    /// The constraint that was broken, where the database names it: PostgreSQL does, SQLite only for CHECK.
    public var constraint: String?
    /// The table whose law was broken, where known.
    public var table: String?
    /// The columns of the key that is there already or of the law that was broken; empty where not known.
    public var columns: [String]
    /// The database's own code: PostgreSQL's five letters and digits, or SQLite's extended result code.
    public var code: String?
    /// Whether the transaction may have been kept all the same: true only when COMMIT was under way.
    ///
    /// Whoever sees it has to look: read what was to be written, or write again what is made to be written twice.
    public var mayHaveBeenKept: Bool

    /// An error.
    public init(
        _ kind: Kind, _ message: String, constraint: String? = nil, table: String? = nil, columns: [String] = [],
        code: String? = nil, mayHaveBeenKept: Bool = false
    ) {
        self.kind = kind
        self.message = message
        self.constraint = constraint
        self.table = table
        self.columns = columns
        self.code = code
        self.mayHaveBeenKept = mayHaveBeenKept
    }

    /// Whether the same transaction, run again from its beginning, may go through and does not do anything twice.
    public var isRetryable: Bool { (kind == .conflict || kind == .connectionLost) && !mayHaveBeenKept }

    /// Message and code.
    public var description: String {
        let text = mayHaveBeenKept ? "it is not known whether the transaction was kept: \(message)" : message
        return code.map { "\(text) (\($0))" } ?? text
    }
}
