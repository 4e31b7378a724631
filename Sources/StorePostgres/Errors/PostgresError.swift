/// Why PostgreSQL did not do what was asked.
///
/// No field shows the connection's own password. `detail`, `context` and, rarely, `message` may show data of rows, so
/// only `description` is for logs: it leaves out the first two.
public struct PostgresError: Error, Hashable, Sendable, CustomStringConvertible {
    /// What went wrong, for the program that has to go on.
    public enum Kind: Hashable, Sendable {
        /// No connection was made: no server, no such database, no permission, or a setting that was refused.
        case cannotConnect
        /// The server refused a statement or ended it; the connection is still good.
        case refused
        /// The connection is gone, and with it an open transaction. What was under way may or may not have been kept.
        case lost
        /// The call itself is wrong; mend the program or the settings.
        case misuse
        /// The server's answer cannot be understood, such as text that is not UTF-8.
        case unreadable
    }

    /// What went wrong, for the program.
    public var kind: Kind
    /// What went wrong, for people: lower case, no full stop. From the server, in the language that it speaks.
    public var message: String
    /// The server's code of five letters and digits, such as `23505`; absent where the server said nothing.
    public var sqlstate: String?
    /// More about it, in the server's words; may show the data of a row.
    public var detail: String?
    /// The mend, in the server's words.
    public var hint: String?
    /// Where in the statement, in Unicode scalars from 1.
    public var position: Int?
    /// The constraint that was broken, as the database names it.
    public var constraint: String?
    /// Where the server was when it happened, such as the line of a COPY; may show the data of a row.
    public var context: String?
    /// The table that a broken constraint belongs to, as the database names it.
    public var table: String?
    /// The column that a broken constraint is about, where it is about one.
    public var column: String?

    /// An error.
    public init(
        _ kind: Kind, _ message: String, sqlstate: String? = nil, detail: String? = nil, hint: String? = nil,
        position: Int? = nil, constraint: String? = nil, context: String? = nil, table: String? = nil,
        column: String? = nil
    ) {
        self.kind = kind
        self.message = message
        self.sqlstate = sqlstate
        self.detail = detail
        self.hint = hint
        self.position = position
        self.constraint = constraint
        self.context = context
        self.table = table
        self.column = column
    }

    /// Whether the same transaction, run again from its beginning, may go through: it was in another's way.
    ///
    /// True of a serialization failure (`40001`) and of a deadlock (`40P01`).
    public var mayGoThroughAgain: Bool { sqlstate == "40001" || sqlstate == "40P01" }

    /// Message, hint, code and position, without what may show the data of a row.
    public var description: String {
        var text = message
        if let hint { text += "; \(ErrorText.tidy(hint))" }
        var places: [String] = []
        if let sqlstate { places.append(sqlstate) }
        if let position { places.append("character \(position)") }
        return places.isEmpty ? text : "\(text) (\(places.joined(separator: ", ")))"
    }
}
