/// How a web server logs its requests, and which of them are views.
public struct WebLogFormat: Sendable {
    /// The form of the lines.
    public var lines: Lines
    /// Which requests are views, and whose record they show.
    public var urlPattern: URLPattern
    /// The methods that are views.
    public var methods: Set<String>
    /// The statuses with which the record was shown.
    public var statuses: Set<StatusRange>

    /// The form of the lines.
    public enum Lines: Sendable {
        /// `$remote_addr - $remote_user [$time_local] "$request" $status $body_bytes_sent …`: nginx's `combined`, and
        /// Apache's common and combined log formats. What follows the size is not read.
        case combined
        /// One JSON object to a line, such as nginx writes with `log_format … escape=json`.
        case json(JSONLogFields)
    }

    /// A format. Views are by default GET requests answered with 2xx, or with 304: the browser shows what it has.
    public init(
        lines: Lines, urlPattern: URLPattern, methods: Set<String> = ["GET"],
        statuses: Set<StatusRange> = [.success, .notModified]
    ) {
        self.lines = lines
        self.urlPattern = urlPattern
        self.methods = methods
        self.statuses = statuses
    }
}

/// A status or a class of statuses (RFC 9110, section 15).
public struct StatusRange: Hashable, Sendable {
    /// The statuses, 100 to 599.
    public let range: ClosedRange<Int>

    /// 2xx.
    public static let success = StatusRange(range: 200...299)
    /// 304, Not Modified.
    public static let notModified = StatusRange(range: 304...304)

    private init(range: ClosedRange<Int>) { self.range = range }

    /// `304` or `2xx`.
    ///
    /// - Throws: an error, without a place, for anything else.
    public init(parsing text: String) throws(IntakeError) {
        if let status = Int(text), (100...599).contains(status) {
            range = status...status
        } else if text.count == 3, text.lowercased().hasSuffix("xx"), let first = text.first?.wholeNumberValue,
            (1...5).contains(first)
        {
            range = (first * 100)...(first * 100 + 99)
        } else {
            throw IntakeError(
                ja: "ステータス `\(text)` が読めません。`304` や `2xx` のように書いてください",
                en: "unknown status `\(text)`; write one such as `304`, or a class such as `2xx`")
        }
    }
}

/// The keys of the objects in a log of JSON lines.
public struct JSONLogFields: Sendable {
    /// All keys, each once.
    let keys: [[UInt8]]
    /// The key of the time.
    public let at: String
    /// The key of the viewer's account.
    public let viewer: String
    /// Where the request is.
    public let request: Request
    /// The key of the status, text or number; nil where every request counts.
    public let status: String?
    /// The key of the client's address.
    public let terminal: String?
    /// How the time is written.
    public let dates: DateDialect
    /// The zone of times that name none.
    public let zone: ZoneOffset

    /// Where the request is.
    public enum Request: Sendable {
        /// Under one key: `GET /path HTTP/1.1`.
        case line(String)
        /// Under a key for the method, if there is one, and a key for the path.
        case parts(method: String?, path: String)
    }

    /// The keys of a log.
    public init(
        at: String, viewer: String, request: Request, status: String? = nil, terminal: String? = nil,
        dates: DateDialect = .iso, zone: ZoneOffset = .japan
    ) {
        var names = [at, viewer]
        switch request {
        case .line(let key): names.append(key)
        case .parts(let method, let path): names += [method, path].compactMap(\.self)
        }
        names += [status, terminal].compactMap(\.self)
        keys = Set(names).sorted().map { Array($0.utf8) }
        self.at = at
        self.viewer = viewer
        self.request = request
        self.status = status
        self.terminal = terminal
        self.dates = dates
        self.zone = zone
    }
}
