/// A connection to PostgreSQL, on which each call waits for its answer.
///
/// It may be handed from thread to thread, but only one may use it at a time. Text is UTF-8, dates and intervals are
/// ISO 8601, time zones are UTC, whatever the database's own settings are.
public final class PostgresConnection {
    let link: LibpqConnection
    private let secrets: Secrets
    private var isClosed = false
    /// A statement is under way: a callback that uses the connection is refused.
    private var isBusy = false
    /// How many savepoints were set, so that each has a name of its own.
    var savepoints = 0

    /// Connects.
    ///
    /// What the text leaves open libpq takes from the environment (`PGHOST`, `PGUSER`, `PGPASSWORD`, …), from a service
    /// file and from `~/.pgpass`.
    ///
    /// - Parameters:
    ///   - conninfo: libpq's `keyword=value` pairs or a `postgresql://` URI.
    ///   - applicationName: what the server's own views and logs call us, where text and environment do not say.
    ///   - connectTimeoutSeconds: how long each server may take to answer, 2 or more, where text and environment do not
    ///     say; 0 waits for ever.
    ///   - notices: gets what the server says besides its answers, while a call is under way; it must not use the
    ///     connection. What it says while connecting, libpq writes to standard error.
    /// - Throws: ``PostgresError/Kind/cannotConnect``; ``PostgresError/Kind/misuse`` for a text that cannot be read.
    public init(
        _ conninfo: String = "", applicationName: String = "sekisho", connectTimeoutSeconds: Int = 10,
        notices: @escaping (PostgresNotice) -> Void = { _ in }
    ) throws(PostgresError) {
        let text = try ConnectionString(conninfo)
        try CTexts.refuseNUL(in: applicationName, "the application's name")
        guard (0...Int(Int32.max)).contains(connectTimeoutSeconds) else {
            throw PostgresError(.misuse, "a time of \(connectTimeoutSeconds) seconds is not 0 to \(Int32.max)")
        }
        var settings = [(keyword: "fallback_application_name", value: applicationName)]
        let environment = LibpqConnection.defaultSettings()
        // What is given outright goes before the environment and before a service file: only where neither may speak.
        if ["connect_timeout", "service"].allSatisfy({ text.settings[$0] == nil && environment[$0] == nil }) {
            settings.append((keyword: "connect_timeout", value: String(connectTimeoutSeconds)))
        }
        settings.append((keyword: "dbname", value: text.text))
        settings.append((keyword: "client_encoding", value: "UTF8"))
        link = LibpqConnection(settings, notices: notices)
        secrets = Secrets(text.secrets + [environment["password"], link.password].compactMap(\.self))
        guard link.isOpen else {
            let words = ErrorText.tidy(link.errorText)
            throw PostgresError(.cannotConnect, secrets.hidden(in: words.isEmpty ? "out of memory" : words))
        }
        do {
            try run(script: Self.settings)
        } catch {
            var error = error
            error.kind = .cannotConnect
            throw error
        }
    }

    private static let settings = """
        SET standard_conforming_strings = on; SET DateStyle = 'ISO, YMD'; SET IntervalStyle = iso_8601; \
        SET TimeZone = 'UTC'; SET extra_float_digits = 1; SET bytea_output = hex
        """

    /// The server's version: 150004 is 15.4.
    public var serverVersion: Int { link.serverVersion }

    /// The number of the server's process for this connection, as `pg_stat_activity.pid` has it.
    public var serverProcessID: Int32 { link.processID }

    /// What it is in the middle of.
    public var state: PostgresState {
        guard link.isOpen else { return .lost }
        return isBusy ? .busy : link.state
    }

    /// Ends the connection; an open transaction is rolled back. In a callback, as soon as the call is over.
    ///
    /// The end of the object does so, too.
    public func close() {
        isClosed = true
        if !isBusy { link.close() }
    }

    /// Has each statement from now on refused with `57014` when it takes longer.
    ///
    /// In a transaction that is rolled back, so is this.
    ///
    /// - Parameters:
    ///   - milliseconds: 0 to 2147483647; 0 for no limit.
    public func setStatementTimeout(milliseconds: Int) throws(PostgresError) {
        guard (0...Int(Int32.max)).contains(milliseconds) else {
            throw PostgresError(.misuse, "a time of \(milliseconds) milliseconds is not 0 to \(Int32.max)")
        }
        try execute("SELECT set_config('statement_timeout', $1, false)", [String(milliseconds)])
    }

    /// What ends a statement of this connection from another thread.
    ///
    /// - Throws: ``PostgresError/Kind/lost`` when there is no connection any more.
    public func cancelHandle() throws(PostgresError) -> PostgresCancel {
        guard let cancel = link.cancel() else { throw lost }
        return cancel
    }

    /// - Throws: ``PostgresError/Kind/misuse`` inside a callback or after `close`; ``PostgresError/Kind/lost``.
    func requireReady() throws(PostgresError) {
        guard !isClosed else { throw PostgresError(.misuse, "the connection is closed; open a new one") }
        guard !isBusy else {
            throw PostgresError(
                .misuse, "the connection is in the middle of a statement; use it after that, or use another")
        }
        guard link.isOpen else { throw lost }
    }

    /// From here to `endUse` callbacks may run, which must not use the connection.
    func beginUse() { isBusy = true }

    func endUse() {
        isBusy = false
        if isClosed { link.close() }
    }

    var lost: PostgresError {
        PostgresError(
            .lost, isClosed ? "the connection is closed" : "the connection to the server is lost; open a new one")
    }

    /// An error that shows no password, and says whether the connection was lost with it.
    func told(_ error: PostgresError) -> PostgresError {
        var error = error
        if !link.isOpen { error.kind = .lost }
        return secrets.hidden(in: error)
    }
}
