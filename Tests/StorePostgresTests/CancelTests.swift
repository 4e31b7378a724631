import Foundation
import StorePostgres
import Testing

@Suite(.needsPostgres) struct CancelTests {
    @Test func `another thread ends a statement, and the connection goes on`() throws {
        let server = try TestServer.shared.get()
        let connection = try server.connect()
        let cancel = try connection.cancelHandle()
        for _ in 0..<3 {
            server.whenAsleep(connection.serverProcessID) { _ in try cancel.cancel() }
            let error = try failure { () throws(PostgresError) in try connection.execute("SELECT pg_sleep(60)") }
            #expect(error.kind == .refused && error.sqlstate == "57014", "\(error)")
            #expect(try connection.execute("SELECT 1").rows == [["1"]])
        }
        // One that has nothing to end does no harm.
        try cancel.cancel()
        connection.close()
        #expect(try failure { () throws(PostgresError) in try connection.cancelHandle() }.kind == .lost)
        try cancel.cancel()
    }

    @Test func `a statement that takes too long is ended`() throws {
        let connection = try TestServer.shared.get().connect()
        try connection.setStatementTimeout(milliseconds: 30)
        let error = try failure { () throws(PostgresError) in try connection.execute("SELECT pg_sleep(60)") }
        #expect(error.kind == .refused && error.sqlstate == "57014", "\(error)")
        try connection.setStatementTimeout(milliseconds: 0)
        #expect(try connection.execute("SELECT 1 FROM pg_sleep(0.1)").rows == [["1"]])
        #expect(try connection.execute("SHOW statement_timeout").rows == [["0"]])
    }
}
