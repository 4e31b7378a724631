/// How a PostgreSQL database is used.
public struct PostgresOptions: Sendable, Hashable {
    /// How many transactions may run side by side, each on a connection and a thread of its own, 1 to 256.
    public var connections: Int
    /// How often a transaction is begun again, after a pause, when others were in its way, from 0.
    public var conflictRetries: Int
    /// How long a statement may take, in milliseconds; 0 for no limit.
    public var statementTimeoutMilliseconds: Int
    /// How long a server may take to answer a connection, in seconds, 2 or more; 0 waits for ever.
    public var connectTimeoutSeconds: Int
    /// Whether a server that runs with `fsync=off` or `full_page_writes=off` is refused: it keeps nothing in a power cut.
    public var requiresDurableServer: Bool
    /// What the server's own views and logs call us.
    public var applicationName: String

    /// Some options.
    public init(
        connections: Int = 8, conflictRetries: Int = 50, statementTimeoutMilliseconds: Int = 0,
        connectTimeoutSeconds: Int = 10, requiresDurableServer: Bool = true, applicationName: String = "sekisho"
    ) {
        self.connections = connections
        self.conflictRetries = conflictRetries
        self.statementTimeoutMilliseconds = statementTimeoutMilliseconds
        self.connectTimeoutSeconds = connectTimeoutSeconds
        self.requiresDurableServer = requiresDurableServer
        self.applicationName = applicationName
    }
}
