/// How an SQLite database is opened.
public struct SQLiteOptions: Sendable, Hashable {
    /// What may be done with the file.
    public enum Access: Hashable, Sendable {
        /// Read and write; the file is made when it is not there.
        case create
        /// Read and write a file that is there.
        case readWrite
        /// Read alone.
        case readOnly
    }

    /// What may be done with the file.
    public var access: Access
    /// How many reads may run side by side, 1 to 64.
    public var readers: Int
    /// How long a write waits for another process's, in milliseconds from 0, before it is a
    /// conflict.
    public var busyTimeoutMilliseconds: Int

    /// Some options.
    public init(access: Access = .create, readers: Int = 4, busyTimeoutMilliseconds: Int = 10_000) {
        self.access = access
        self.readers = readers
        self.busyTimeoutMilliseconds = busyTimeoutMilliseconds
    }
}
