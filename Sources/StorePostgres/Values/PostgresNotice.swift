/// What the server says besides its answer: a warning, or what a function raised.
public struct PostgresNotice: Hashable, Sendable {
    /// `WARNING`, `NOTICE`, `INFO`, `LOG` or `DEBUG`.
    public var severity: String
    /// The server's code of five letters and digits; `00000` where nothing is wrong.
    public var sqlstate: String
    /// What it says, in the language that the server speaks.
    public var message: String
    /// More about it.
    public var detail: String?
    /// The mend.
    public var hint: String?

    /// A notice.
    public init(severity: String, sqlstate: String, message: String, detail: String? = nil, hint: String? = nil) {
        self.severity = severity
        self.sqlstate = sqlstate
        self.message = message
        self.detail = detail
        self.hint = hint
    }
}
