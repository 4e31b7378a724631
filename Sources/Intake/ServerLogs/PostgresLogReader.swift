/// Reads PostgreSQL's csvlog with the lines of pgAudit in it: each row is a view, a read that cannot be attributed,
/// anything else that the server wrote, or a row that cannot be read.
///
/// What the server must be set to: `shared_preload_libraries = 'pgaudit'`, `pgaudit.log = 'read'`,
/// `pgaudit.log_parameter = on`, `log_destination = 'csvlog'`, `logging_collector = on`, and `log_timezone = 'UTC'` or
/// `'Asia/Tokyo'`.
///
/// A row is a view when pgAudit says `READ` and `SELECT` about the relation, and one record is named. pgAudit writes of
/// one statement once for each relation, or twice when it audits both session and object: only the first counts.
public struct PostgresLogReader: Sendable {
    private let file: String
    private let format: PostgresLogFormat
    private var records: CSVLogRecords
    /// The statement that each session read last, so that a second line about it is not a second view.
    private var last: [[UInt8]: [UInt8]] = [:]
    private var isChecked = false

    /// A reader of a log from its beginning.
    ///
    /// - Parameters:
    ///   - bytes: the log, UTF-8 or any other encoding of the server in which commas and quotes are ASCII.
    ///   - file: the file's name, for rejects and errors.
    ///   - format: which statements are views.
    public init(bytes: [UInt8], file: String, format: PostgresLogFormat) {
        self.file = file
        self.format = format
        records = CSVLogRecords(bytes)
    }

    /// What the next row is; nil at the end.
    ///
    /// - Throws: an error for a file that is no csvlog, and for times with the abbreviation of a zone other than UTC,
    ///   GMT and JST: abbreviations are no names of zones, and a wrong guess would shift every view by hours.
    public mutating func next() throws(IntakeError) -> ServerLogItem? {
        guard let record = records.next() else { return nil }
        let line = record.line
        func reject(_ reason: RejectReason, _ column: String? = nil, _ bytes: [UInt8]? = nil) -> ServerLogItem {
            .reject(
                Reject(
                    file: file, line: line, columnName: column, reason: reason, bytes: bytes ?? Array(record.excerpt)))
        }
        let fields = record.fields
        if !isChecked {
            isChecked = true
            try checkForm(record)
        }
        guard record.isClosed else { return reject(records.isAtEnd ? .cutShort : .unterminatedQuote) }
        // 26 columns in PostgreSQL 14 and later, 24 in 13, 23 before.
        guard fields.count >= 23 else { return reject(record.isWhole ? .tooFewColumns : .cutShort) }
        guard fields.count <= 26 else { return reject(.tooManyColumns) }
        let time = LogTime.postgres(fields[Column.logTime][...])
        if case .failure(.zone(let name)) = time {
            throw IntakeError(
                at: Place(file: file, line: line, column: 1),
                ja: "時間帯の略号 `\(name)` は使えません。postgresql.conf で `log_timezone = 'UTC'` としてください",
                en:
                    "the zone `\(name)` of the log's times is not known for sure; set `log_timezone = 'UTC'` in postgresql.conf"
            )
        }
        let instant: Instant
        switch time {
        case .success(let moment): instant = moment
        case .failure(let fault):
            return reject(fault == .impossible ? .impossibleDate : .unreadableDate, "log_time", fields[Column.logTime])
        }
        guard fields[Column.message].starts(with: Array("AUDIT: ".utf8)) else { return .other(line: line) }
        guard let audit = AuditRecord(message: fields[Column.message]) else {
            return reject(.badValue, "message", fields[Column.message])
        }
        guard audit.isSelect else { return .other(line: line) }
        let tokens = SQLTokens(audit.statement).tokens
        let isOurs =
            audit.objectName.isEmpty
            ? format.object.isNamed(in: tokens) : format.object.matches(objectName: audit.objectName)
        guard isOurs else { return .other(line: line) }
        // `<previously logged>`: pgaudit.log_statement_once leaves the statement out where it was written before.
        guard last.updateValue(audit.statementKey, forKey: fields[Column.session]) != audit.statementKey else {
            return .other(line: line)
        }
        return try item(audit, tokens, fields, instant, line) ?? reject(.emptyIdentifier, format.viewer.rawValue)
    }

    private func item(
        _ audit: AuditRecord, _ tokens: [SQLToken], _ fields: [[UInt8]], _ instant: Instant, _ line: Int
    ) throws(IntakeError) -> ServerLogItem? {
        let account = format.viewer == .user ? fields[Column.user] : fields[Column.applicationName]
        guard !account.isEmpty else { return nil }
        let viewer = String(decoding: account, as: UTF8.self)
        // `192.0.2.1:50412`, `[2001:db8::1]:50412` or `[local]`; the port is no part of the terminal.
        let from = String(decoding: fields[Column.connectionFrom], as: UTF8.self)
        let terminal = from.hasSuffix("]") ? from : from.lastIndex(of: ":").map { String(from[..<$0]) } ?? from
        if audit.parametersAreMissing {
            throw IntakeError(
                at: Place(file: file, line: line, column: 1),
                ja: "バインド変数が記録されていません。`pgaudit.log_parameter = on` としてください",
                en: "the bound parameters were not logged; set `pgaudit.log_parameter = on`")
        }
        let subjects: Set<[UInt8]>
        switch format.subject {
        case .parameter(let number):
            subjects = audit.parameters.indices.contains(number - 1) ? [audit.parameters[number - 1]] : []
        case .pattern(let pattern): subjects = pattern.subjects(in: tokens, parameters: audit.parameters)
        }
        guard subjects.count == 1, let subject = subjects.first, !subject.isEmpty else {
            return .unattributable(
                UnattributableRead(
                    instant: instant, viewer: viewer, line: line, terminal: terminal.isEmpty ? nil : terminal,
                    excerpt: excerptText(audit.statement)))
        }
        return .view(
            ServerLogView(
                instant: instant, viewer: viewer, subject: String(decoding: subject, as: UTF8.self), line: line,
                terminal: terminal.isEmpty ? nil : terminal))
    }

    /// The first row of a csvlog begins with a time and has a dozen commas; a log for people has not.
    private func checkForm(_ record: CSVLogRecords.Record) throws(IntakeError) {
        guard let first = record.fields.first, record.fields.count > 10 || !record.isWhole || !record.isClosed,
            LogTime.postgres(first[...]) != .failure(.unreadable) || record.fields.count >= 23
        else {
            throw IntakeError(
                at: Place(file: file, line: record.line, column: 1),
                ja: "PostgreSQLのcsvlogではありません。`log_destination = 'csvlog'` で書かれた .csv ファイルを指定してください",
                en: "not a csvlog of PostgreSQL; name the .csv file that `log_destination = 'csvlog'` writes")
        }
    }

    /// Columns of csvlog (PostgreSQL 15, section 20.8.4, "Using CSV-Format Log Output").
    private enum Column {
        static let logTime = 0
        static let user = 1
        static let connectionFrom = 4
        static let session = 5
        static let message = 13
        static let applicationName = 22
    }
}
