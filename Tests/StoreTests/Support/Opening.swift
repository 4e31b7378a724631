import Store
import StorePostgres
import StoreSQLite

/// Stores that are opened to see how that fails.
enum Opening {
    static func sqlite(_ path: String, _ options: SQLiteOptions = SQLiteOptions()) throws(StoreError)
        -> any StoreDatabase
    {
        try SQLiteStore(path: path, options: options)
    }

    static func postgres(
        _ conninfo: String, _ options: PostgresOptions = Place.options()
    ) async throws(StoreError) -> any StoreDatabase {
        try await PostgresStore(conninfo, options: options)
    }
}
