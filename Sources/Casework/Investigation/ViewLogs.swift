import Barrier
import Intake
import Registry
import Trace

/// The view logs of a case, opened: what the look-back reads.
struct ViewLogs: Sendable {
    /// A server's log, turned into views before the look-back.
    struct ServerAccount: Sendable {
        var surface: String
        var file: String
        /// Records read: lines, or statements that may take several.
        var records = 0
        /// Reads of a record.
        var views = 0
        /// Lines that are no views: other requests, other statements.
        var others = 0
        /// Reads that name no single record; listed.
        var unattributable: [UnattributableRead] = []
        var rejects: [Reject] = []
    }

    private(set) var sources: [ViewSource] = []
    private(set) var servers: [ServerAccount] = []
    /// The files of each surface, by its id.
    private(set) var files: [String: [String]] = [:]

    init(_ loaded: LoadedCase, _ inputs: Inputs) throws(CaseworkError) {
        for (index, entry) in loaded.file.sources.enumerated() {
            guard let surface = loaded.catalogue.index(entry.surface) else { continue }
            let found = try SourceEntry(entry, at: index, loaded)
            var source = ViewSource(surface: surface, files: [], zone: found.zone, period: found.period)
            if let server = found.server {
                for file in found.files {
                    var account = ServerAccount(surface: entry.surface, file: file.path)
                    let table = try server.views(of: try inputs.read(file.path), file.path, &account)
                    servers.append(account)
                    source.files.append(ViewSource.File(source: table, days: file.days))
                }
                source.format = TableFormat(delimiter: UInt8(ascii: "\t"))
                source.columns = [.terminal: "terminal", .line: "line"]
                source.dates = .epochSeconds
            } else {
                source.format = found.format
                source.dates = entry.dates ?? .iso
                for (name, heading) in entry.columns ?? [:] {
                    if let column = ViewSource.Column(rawValue: name) { source.columns[column] = heading }
                }
                for file in found.files {
                    source.files.append(ViewSource.File(source: try inputs.open(file.path), days: file.days))
                }
            }
            files[entry.surface, default: []] += found.files.map(\.path)
            sources.append(source)
        }
    }
}

/// A web server's or PostgreSQL's log, and which of its lines are views.
enum ServerLogFormat: Sendable {
    case web(WebLogFormat)
    case postgres(PostgresLogFormat)

    /// - Throws: `badInput`, with the place of the source.
    init(_ entry: CaseFile.SourceEntry, _ zone: ZoneOffset, at place: Place) throws(CaseworkError) {
        do throws(IntakeError) {
            if entry.format == "pgaudit" {
                let subject: PostgresLogFormat.Subject =
                    if let pattern = entry.statementPattern {
                        .pattern(try StatementPattern(parsing: pattern))
                    } else {
                        .parameter(entry.parameter ?? 1)
                    }
                self = .postgres(
                    PostgresLogFormat(
                        object: try RelationName(parsing: entry.object ?? ""), subject: subject,
                        viewer: entry.viewer.flatMap(PostgresLogFormat.Viewer.init) ?? .user))
            } else {
                var format = WebLogFormat(
                    lines: try Self.lines(entry, zone), urlPattern: try URLPattern(parsing: entry.urlPattern ?? ""))
                if let methods = entry.methods { format.methods = Set(methods) }
                if let statuses = entry.statuses {
                    format.statuses = []
                    for status in statuses { format.statuses.insert(try StatusRange(parsing: status)) }
                }
                self = .web(format)
            }
        } catch {
            throw CaseworkError(
                .badInput, problems: [IntakeError(place: error.place ?? place, message: error.message).located])
        }
    }

    private static func lines(_ entry: CaseFile.SourceEntry, _ zone: ZoneOffset) throws(IntakeError)
        -> WebLogFormat.Lines
    {
        guard entry.format == "jsonLines", let fields = entry.fields, let at = fields["at"],
            let viewer = fields["viewer"]
        else { return .combined }
        let request: JSONLogFields.Request =
            if let key = fields["request"] {
                .line(key)
            } else {
                .parts(method: fields["method"], path: fields["path"] ?? "path")
            }
        return .json(
            JSONLogFields(
                at: at, viewer: viewer, request: request, status: fields["status"], terminal: fields["terminal"],
                dates: entry.dates ?? .iso, zone: zone))
    }

    /// The views of a log as a table that the look-back reads, each with the line that it came from.
    func views(
        of bytes: [UInt8], _ file: String, _ account: inout ViewLogs.ServerAccount
    ) throws(CaseworkError) -> MemorySource {
        var table = TableWriter(delimiter: "\t")
        do throws(IntakeError) {
            try table.append(["at", "viewer", "subject", "terminal", "line"])
            switch self {
            case .web(let format):
                var reader = WebLogReader(bytes: bytes, file: file, format: format)
                while let item = reader.next() { try Self.add(item, to: &table, &account) }
            case .postgres(let format):
                var reader = PostgresLogReader(bytes: bytes, file: file, format: format)
                while let item = try reader.next() { try Self.add(item, to: &table, &account) }
            }
        } catch {
            throw CaseworkError(.badInput, problems: [error.located])
        }
        return MemorySource(name: file, bytes: table.bytes)
    }

    private static func add(
        _ item: ServerLogItem, to table: inout TableWriter, _ account: inout ViewLogs.ServerAccount
    ) throws(IntakeError) {
        account.records += 1
        switch item {
        case .view(let view):
            account.views += 1
            try table.append([
                String(view.instant.secondsSince1970), view.viewer, view.subject, view.terminal ?? "",
                String(view.line),
            ])
        case .other: account.others += 1
        case .unattributable(let read): account.unattributable.append(read)
        case .reject(let reject): account.rejects.append(reject)
        }
    }
}
