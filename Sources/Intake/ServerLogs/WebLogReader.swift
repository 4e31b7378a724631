/// Reads the access log of a web server: each line is a view, another request, or a line that cannot be read.
///
/// ```swift
/// let pattern = try URLPattern(parsing: "/api/customers/{subject}")
/// var reader = WebLogReader(bytes: bytes, file: "access.log", format: WebLogFormat(lines: .combined, urlPattern: pattern))
/// while let item = reader.next() { … }
/// ```
public struct WebLogReader: Sendable, IteratorProtocol, Sequence {
    private let file: String
    private let format: WebLogFormat
    private var lines: LogLines

    /// A reader of a log, or of a part of one that begins at a line's start.
    ///
    /// - Parameters:
    ///   - bytes: the log; every part that is not ASCII is taken as UTF-8.
    ///   - file: the file's name, for rejects.
    ///   - format: how the server logs, and which requests are views.
    ///   - firstLine: the number of the first line in `bytes`.
    public init(bytes: [UInt8], file: String, format: WebLogFormat, firstLine: Int = 1) {
        self.file = file
        self.format = format
        lines = LogLines(bytes, firstLine: firstLine)
    }

    /// What the next line is; empty lines are passed over. Nil at the end.
    public mutating func next() -> ServerLogItem? {
        guard let (content, isWhole) = lines.next() else { return nil }
        let bytes = lines.bytes[content]
        do throws(LineFault) {
            return try item(bytes)
        } catch {
            let reason = !isWhole && error.mayBeCut ? RejectReason.cutShort : error.reason
            return .reject(
                Reject(
                    file: file, line: lines.line, columnName: error.field, reason: reason,
                    bytes: error.excerpt ?? Array(bytes)))
        }
    }

    private func item(_ bytes: ArraySlice<UInt8>) throws(LineFault) -> ServerLogItem {
        let request: LoggedRequest
        switch format.lines {
        case .combined: request = try LoggedRequest(combined: bytes)
        case .json(let fields): request = try LoggedRequest(json: bytes, fields)
        }
        if let status = request.status, !format.statuses.contains(where: { $0.range.contains(status) }) {
            return .other(line: lines.line)
        }
        if let method = request.method, !format.methods.contains(String(decoding: method, as: UTF8.self)) {
            return .other(line: lines.line)
        }
        let subject: [UInt8]?
        switch format.urlPattern.match(RequestTarget(request.target[...])) {
        case .none: return .other(line: lines.line)
        case .subject(let found): subject = found
        case .several: subject = nil
        }
        // Only a view needs to have all this, so only a view is rejected for the lack of it.
        let instant = try request.instant()
        guard !request.viewer.isEmpty else { throw LineFault(.emptyIdentifier, field: request.viewerField) }
        guard let viewer = String(validating: request.viewer, as: UTF8.self) else {
            throw LineFault(.undecodable, field: request.viewerField, excerpt: request.viewer)
        }
        let terminal = request.terminal.map { String(decoding: $0, as: UTF8.self) }
        guard let subject else {
            return .unattributable(
                UnattributableRead(
                    instant: instant, viewer: viewer, line: lines.line, terminal: terminal,
                    excerpt: excerptText(request.target)))
        }
        guard let text = String(validating: subject, as: UTF8.self) else {
            throw LineFault(.undecodable, field: "subject", excerpt: request.target)
        }
        return .view(
            ServerLogView(instant: instant, viewer: viewer, subject: text, line: lines.line, terminal: terminal))
    }
}

/// Why a line cannot be read.
struct LineFault: Error {
    var reason: RejectReason
    var field: String?
    var excerpt: [UInt8]?
    /// Whether a line cut short would look like this.
    var mayBeCut: Bool

    init(_ reason: RejectReason, field: String? = nil, excerpt: [UInt8]? = nil, mayBeCut: Bool = false) {
        self.reason = reason
        self.field = field
        self.excerpt = excerpt
        self.mayBeCut = mayBeCut
    }
}

/// One request as a web server logged it, whatever the form of the log.
struct LoggedRequest {
    /// Nil where the log does not tell.
    var method: [UInt8]?
    var target: [UInt8]
    /// Nil where the log does not tell.
    var status: Int?
    /// Empty where nobody was signed in.
    var viewer: [UInt8]
    var viewerField: String
    var terminal: [UInt8]?
    var time: Result<Instant, LogTime.Fault>
    var timeField: String
    var timeText: [UInt8]

    func instant() throws(LineFault) -> Instant {
        switch time {
        case .success(let instant): return instant
        case .failure(let fault):
            let reason = fault == .impossible ? RejectReason.impossibleDate : .unreadableDate
            throw LineFault(reason, field: timeField, excerpt: timeText)
        }
    }

    /// Method and target of a request line (RFC 9112, section 3); a line that is none has an empty target, which no
    /// pattern matches: servers log whatever clients send.
    static func split(_ line: [UInt8]) -> (method: [UInt8], target: [UInt8]) {
        guard let first = line.firstIndex(of: 0x20) else { return (line, []) }
        var target = line[(first + 1)...]
        if let last = target.lastIndex(of: 0x20), target[(last + 1)...].starts(with: Array("HTTP/".utf8)) {
            target = target[..<last]
        }
        return (Array(line[..<first]), Array(target))
    }
}
