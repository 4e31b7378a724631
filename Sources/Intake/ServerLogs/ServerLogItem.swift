/// One view of a customer's record, as a server logged it.
public struct ServerLogView: Hashable, Sendable {
    /// When: for a web server the end of the request, for PostgreSQL the start of the statement's execution.
    public var instant: Instant
    /// Who: the account as it was logged, not normalised.
    public var viewer: String
    /// Whose record: the supply point or facility as it was asked for, percent-decoded, not normalised.
    public var subject: String
    /// The line on which the log's row begins, from 1.
    public var line: Int
    /// The client's address; nil where the log has none.
    public var terminal: String?

    /// A view.
    public init(instant: Instant, viewer: String, subject: String, line: Int, terminal: String? = nil) {
        self.instant = instant
        self.viewer = viewer
        self.subject = subject
        self.line = line
        self.terminal = terminal
    }
}

/// A read of customers' records of which the log does not tell whose: of all of them, or of several.
public struct UnattributableRead: Hashable, Sendable {
    /// When.
    public var instant: Instant
    /// Who: the account as it was logged.
    public var viewer: String
    /// The line on which the log's row begins, from 1.
    public var line: Int
    /// The client's address; nil where the log has none.
    public var terminal: String?
    /// The first characters of the request or statement.
    public var excerpt: String

    /// A read that cannot be attributed to one record.
    public init(instant: Instant, viewer: String, line: Int, terminal: String? = nil, excerpt: String) {
        self.instant = instant
        self.viewer = viewer
        self.line = line
        self.terminal = terminal
        self.excerpt = excerpt
    }
}

/// What one row of a server's log is. Every row is exactly one of these.
public enum ServerLogItem: Hashable, Sendable {
    /// A view of one record.
    case view(ServerLogView)
    /// Something else that the server did, at this line: another request, a refused one, another statement.
    case other(line: Int)
    /// A read of records that cannot be attributed to one of them.
    case unattributable(UnattributableRead)
    /// A row that cannot be read.
    case reject(Reject)

    /// The line on which the row begins, from 1.
    public var line: Int {
        switch self {
        case .view(let view): view.line
        case .other(let line): line
        case .unattributable(let read): read.line
        case .reject(let reject): reject.line
        }
    }
}

extension Reject {
    /// A reject whose excerpt is the beginning of these bytes, on one line.
    init(file: String, line: Int, columnName: String? = nil, reason: RejectReason, bytes: some Sequence<UInt8>) {
        let excerpt = excerptText(bytes)
        self.init(file: file, line: line, columnName: columnName, reason: reason, excerpt: excerpt)
    }
}

/// The first 80 characters of bytes as text on one line.
func excerptText(_ bytes: some Sequence<UInt8>) -> String {
    let text = String(decoding: Array(bytes.prefix(240)), as: UTF8.self)
    return String(text.prefix(80).map { $0.isNewline || $0 == "\t" ? " " : $0 })
}
